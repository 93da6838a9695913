"""What keeps a page from being used: axe-core's findings, or plainer ones without it."""

import asyncio
import tarfile
from asyncio.subprocess import DEVNULL
from pathlib import Path
from shutil import which

from playwright.async_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The rule left out is experimental: it takes an option's description for a part of its label.
RUN = """async (tags) => {
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    const options = { runOnly: { type: 'tag', values: tags }, rules };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
        `${id}: ${target.join(' ')}: ${failureSummary}`));
}"""
PLAIN = Path(__file__).with_name("obstacles.js")


async def axe_source(folder: Path) -> str | None:
    """The script of axe-core, fetched into the folder; None where it can't be had."""
    if not (npm := which("npm")):
        return None
    command = [npm, "pack", "axe-core@4", "--silent", "--pack-destination", str(folder)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(60):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
    return await asyncio.to_thread(_unpacked, folder)


def _unpacked(folder: Path) -> str | None:
    for archive in folder.glob("axe-core-*.tgz"):
        with tarfile.open(archive) as files:
            script = files.extractfile("package/axe.min.js")
            return script.read().decode() if script else None
    return None


async def obstacles(page: Page, axe: str | None) -> list[str]:
    """One sentence for each thing found on the page as it is now."""
    if axe is None:
        return list(await page.evaluate(await asyncio.to_thread(PLAIN.read_text, "utf-8")))
    await page.evaluate(f"() => {{ if (!window.axe) {{ {axe} }} }}")
    return list(await page.evaluate(RUN, WCAG))
