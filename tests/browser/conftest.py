"""A real browser for the session, and for each test members who open the page in it."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from tests.browser.accessibility import axe_source
from tests.browser.visitor import Visitor, Watch
from tests.journeys.conftest import House, open_house
from tests.journeys.rehearsal import write_bank

DEFAULT = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = (1440, 900)
PATIENCE_MS = 20_000

Visit = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session")
def chromium() -> str:
    path = os.environ.get("CHROMIUM") or DEFAULT
    if not Path(path).is_file():
        pytest.skip(
            f"there is no Chromium at {path}: install it (apt install chromium), "
            "or name another one's path in CHROMIUM"
        )
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def axe(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    """The script that looks for what keeps a page from being used, where it can be had."""
    return await axe_source(tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bank whose grades a test can foretell."""
    return write_bank(tmp_path_factory.mktemp("bank") / "questions")


@pytest_asyncio.fixture(loop_scope="session")
async def house(tmp_path: Path, questions: Path) -> AsyncIterator[House]:
    """The sandbox and the bot in this process; Discord refuses nothing in it."""
    async with open_house(tmp_path, questions) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest_asyncio.fixture(loop_scope="session")
async def furnished(tmp_path: Path, questions: Path) -> AsyncIterator[House]:
    """As a visitor finds it, with company."""
    async with open_house(tmp_path, questions, furnishes=True) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest_asyncio.fixture(loop_scope="session")
async def shipped_house(tmp_path: Path) -> AsyncIterator[House]:
    """It asks the bank that the bot comes with."""
    async with open_house(tmp_path) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Opens a tab of its own at an address; afterwards no watch over them has a complaint.

    A test asks for it after the house, so that the tabs are closed first.
    """
    watches: list[Watch] = []
    async with AsyncExitStack() as stack:

        async def opened(address: str, size: tuple[int, int] = WIDE) -> Visitor:
            context = await stack.enter_async_context(await _context(browser, size))
            watches.append(Watch(context, address))
            return Visitor(await context.new_page(), address, watches[-1])

        yield opened
    assert [watch.complaints for watch in watches] == [[] for _ in watches]


async def _context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    width, height = size
    context = await browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE_MS)
    return context
