"""The bot beside its sandbox in one process: the same client, pointed at 127.0.0.1."""

import asyncio
import logging
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path
from random import Random, SystemRandom

import typer
from tzlocal import get_localzone_name

from bot import app
from bot.clock import MovableClock
from bot.sandbox.lifetime import Lifetime, lifetimes
from bot.sandbox.server import Sandbox
from bot.settings import Settings

TOKEN = "sandbox"  # noqa: S105 - any word will do there
_log = logging.getLogger(__name__)


async def run(settings: Settings, data: Path, port: int, *, opens_browser: bool) -> None:
    """Serve the page and run the bot until SIGTERM or Ctrl-C."""

    async def work(stop: asyncio.Event) -> None:
        chance = SystemRandom()
        async with (
            sandbox(data, port) as local,
            attached(local, settings, data, chance, stop, furnishes=True),
        ):
            typer.echo(f"Greenroom is open at {local.address} (Ctrl-C stops it)")
            if opens_browser:
                await asyncio.to_thread(_open_browser, local.address)
            await stop.wait()

    await app.until_stopped(work)


@asynccontextmanager
async def sandbox(data: Path, port: int = 0) -> AsyncIterator[Sandbox]:
    """A local Discord that keeps its world in `data`; a free port if this one is in use."""
    await asyncio.to_thread(data.mkdir, parents=True, exist_ok=True)
    local = Sandbox(data / "discord.db", MovableClock(), greets=True)
    try:
        try:
            await local.start(port)
        except OSError:
            await local.start(0)
        yield local
    finally:
        await local.stop()


@asynccontextmanager
async def attached(
    local: Sandbox,
    settings: Settings,
    data: Path,
    chance: Random,
    stop: asyncio.Event,
    *,
    furnishes: bool = False,
) -> AsyncIterator[None]:
    """The bot on this local Discord, connected; its clock is the sandbox's.

    While it lasts, the page can kill the bot and start it again. If it `furnishes`, a new place
    has invented members on its leaderboards, and a daily question at nine; and a member whom one
    can play has practised there for weeks.
    """
    there = settings.model_copy(
        update={
            "discord_api_url": local.api_url,
            "database_url": f"sqlite:///{data / 'greenroom.db'}",
        }
    )
    with lifetimes():
        bot = Bot(local, there, chance, stop, furnishes=furnishes)
        try:
            # Set before it has started: a page that is open already asks at once.
            local.restart_bot = bot.restart
            await bot.start()
            yield
        finally:
            local.restart_bot = None
            stop.set()
            await bot.ended()


class Bot:
    """The bot in this process, which can die and be started again on the same data."""

    def __init__(
        self,
        local: Sandbox,
        settings: Settings,
        chance: Random,
        stop: asyncio.Event,
        *,
        furnishes: bool,
    ) -> None:
        self._local = local
        self._furnishes = furnishes
        self._settings = settings
        self._chance = chance
        self._stop = stop
        self._life = Lifetime(self._live())
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Wait until it is connected; raises what kept it from starting."""
        async with self._turn:
            await self._started()
        if self._life.main.done():
            await self._life.main

    async def restart(self) -> None:
        """Kill it in the middle of whatever it does, then start it again."""
        async with self._turn:
            self._local.cut_off()
            await self._life.kill()
            if not self._stop.is_set():
                await self._start_again()

    async def ended(self) -> None:
        """After `stop` was set; raises what it failed with, unless it was killed."""
        async with self._turn:
            await asyncio.wait([self._life.main])
            if not self._life.killed:
                self._life.main.result()

    async def _start_again(self) -> None:
        self._life = Lifetime(self._live())
        await self._started()
        if self._stop.is_set():
            # It had hardly begun: nothing to drain, and its complaints don't matter.
            await self._life.kill()
        elif self._life.main.done():
            _log.error("the bot did not start again: %s", self._life.main.exception())

    async def _live(self) -> None:
        clock = self._local.world.clock
        furnished = _furnishing(self._local) if self._furnishes else None
        made = app.bot(self._settings, clock, self._chance, furnished)
        async with made as client:
            await app.serve(client, self._settings, TOKEN, self._stop)

    async def _started(self) -> None:
        ready = asyncio.create_task(self._local.bot_ready())
        try:
            await asyncio.wait({self._life.main, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        regular = self._local.world.regular()
        if self._furnishes and regular and not self._life.main.done():
            # Once for all: who erases what is stored about her finds nothing after a restart.
            regular.lacks_past = False
            self._local.world.save_member(regular)


def _furnishing(local: Sandbox) -> app.Furnishing:
    """A question at nine in #daily, on this computer's own clock, which the page shows too."""
    server, lacking = local.world.first_server(), local.world.regular()
    channels = local.world.channels_of(server.id)
    daily = next((c for c in channels if c.name == "daily"), channels[0])
    schedule = app.Schedule(int(server.id), int(daily.id), time(9), get_localzone_name())
    regular = app.Regular(int(lacking.id), lacking.name) if lacking else None
    return app.Furnishing(schedule, regular)


def _open_browser(address: str) -> None:
    """In a window, where there is one: a browser in this terminal would take it over."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)
