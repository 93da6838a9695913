import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.clock import MovableClock
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import LittleBot


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(tmp_path / "discord.db", MovableClock(), acknowledge_within_s=0.8)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LittleBot]:
    async with running(sandbox, monkeypatch) as bot:
        yield bot


@asynccontextmanager
async def running(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LittleBot]:
    monkeypatch.setattr(Route, "BASE", sandbox.api_url)
    gateway = yarl.URL(sandbox.gateway_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    bot = LittleBot()
    serving = asyncio.create_task(bot.start("sandbox"))
    try:
        await sandbox.bot_ready(5)
        yield bot
    finally:
        bot.finish.set()
        await bot.close()
        await serving


@pytest.fixture
def pilot(sandbox: Sandbox, bot: LittleBot) -> Pilot:
    return Pilot(sandbox, patience_s=5)


@pytest.fixture
def ada(pilot: Pilot) -> Player:
    return pilot.member("Ada")


@pytest.fixture
def grace(pilot: Pilot) -> Player:
    return pilot.member("Grace")


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """As the bot speaks to the API; paths are relative to it."""
    headers = {"Authorization": "Bot sandbox"}
    async with aiohttp.ClientSession(sandbox.api_url + "/", headers=headers) as session:
        yield session
