"""The bot beside its sandbox in one process: the same client, pointed at 127.0.0.1."""

import asyncio
import signal
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random, SystemRandom

import typer

from bot import app
from bot.clock import MovableClock
from bot.sandbox.server import Sandbox
from bot.settings import Settings

TOKEN = "sandbox"  # noqa: S105 - any word will do there


async def run(settings: Settings, data: Path, port: int, *, opens_browser: bool) -> None:
    """Serve the page and run the bot until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with sandbox(data, port) as local, attached(local, settings, data, SystemRandom(), stop):
        typer.echo(f"Greenroom is open at {local.address} (Ctrl-C stops it; it keeps its place)")
        if opens_browser:
            await asyncio.to_thread(_open_browser, local.address)
        await stop.wait()


@asynccontextmanager
async def sandbox(data: Path, port: int = 0) -> AsyncIterator[Sandbox]:
    """A local Discord that keeps its world in `data`; a free port if this one is in use."""
    await asyncio.to_thread(data.mkdir, parents=True, exist_ok=True)
    local = Sandbox(data / "discord.db", MovableClock())
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
    local: Sandbox, settings: Settings, data: Path, chance: Random, stop: asyncio.Event
) -> AsyncIterator[None]:
    """The bot on this local Discord, connected; its clock is the sandbox's."""
    there = settings.model_copy(
        update={
            "discord_api_url": local.api_url,
            "database_url": f"sqlite:///{data / 'greenroom.db'}",
        }
    )
    async with app.bot(there, local.world.clock, chance) as client:
        serving = asyncio.create_task(app.serve(client, there, TOKEN, stop))
        ready = asyncio.create_task(local.bot_ready())
        try:
            await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                await serving
            yield
        finally:
            ready.cancel()
            stop.set()
            await serving


def _open_browser(address: str) -> None:
    """In a window, where there is one: a browser in this terminal would take it over."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)
