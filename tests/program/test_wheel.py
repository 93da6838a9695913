"""The wheel holds all that the program needs, wherever it is started."""

import os
import signal
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest

from bot.bank.loading import load
from tests.program.processes import ROOT, Machine

LOOK = """
from pathlib import Path
import bot
from bot.bank.loading import load
from bot.settings import Settings
folder = Settings().questions_dir
assert folder == Path(bot.__file__).parent / "questions", folder
print(len(load(folder).questions))
"""


async def pip(machine: Machine, *arguments: str) -> None:
    """With the whole environment, which may say how to reach the package index."""
    command = ("-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)
    program = await machine.python(*command, **os.environ)
    ended = await program.ended(within_s=110)
    assert ended.status == 0, ended.err


@pytest.fixture
async def wheel(machine: Machine) -> Path:
    folder = machine.folder / "dist"
    await pip(machine, "wheel", "--no-deps", "--no-build-isolation", str(ROOT), "-w", str(folder))
    [built] = folder.glob("*.whl")
    return built


def assert_holds_everything(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        held = set(opened.namelist())
    for folder, inside in (("bot", "bot"), ("questions", "bot/questions")):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert f"{inside}/{file.relative_to(ROOT / folder).as_posix()}" in held
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == {"bot"}


async def test_the_installed_program_brings_its_questions_page_and_migrations(
    machine: Machine, wheel: Path
) -> None:
    assert_holds_everything(wheel)
    site = str(machine.folder / "site")
    await pip(machine, "install", "--no-deps", str(wheel), "--target", site)

    ended = await machine.run("run", PYTHONPATH=site)
    assert ended.status == 2
    assert ended.err.startswith("There is no Discord token.")

    ended = await (await machine.python("-c", LOOK, PYTHONPATH=site)).ended()
    assert (ended.out, ended.err) == (f"{len(load(ROOT / 'questions').questions)}\n", "")

    arguments = ("sandbox", "--port", "0", "--no-browser")
    program = await machine.start(*arguments, PYTHONPATH=site)
    address = await program.says(r"http://\S+")
    async with aiohttp.ClientSession() as session, session.get(address) as page:
        assert page.status == 200
    program.tell(signal.SIGTERM)
    assert (await program.ended(within_s=5)).status == 0
    assert (machine.folder / "data" / "sandbox" / "greenroom.db").exists()
