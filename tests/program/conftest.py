"""A machine that runs the program, and a bot on it that talks to a local Discord."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.attachment import sandbox
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from tests.program.bank import write_bank
from tests.program.processes import Ended, Machine, Program


class BotProcess:
    """`python -m bot run` on a local Discord; it can be killed and started again at will."""

    def __init__(self, machine: Machine, local: Sandbox) -> None:
        self.sandbox = local
        self.pilot = Pilot(local)
        self.database = machine.folder / "data" / "greenroom.db"
        self.settings = {
            "DISCORD_TOKEN": "anything",
            "DISCORD_API_URL": local.api_url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "QUESTIONS_DIR": str(write_bank(machine.folder)),
            "LOG_LEVEL": "warning",
        }
        self._machine = machine
        self._program: Program | None = None

    @property
    def ada(self) -> Player:
        return self.pilot.member("Ada")

    @property
    def grace(self) -> Player:
        return self.pilot.member("Grace")

    @property
    def program(self) -> Program:
        assert self._program is not None
        return self._program

    async def launch(self, **settings: str) -> Program:
        self._program = await self._machine.start("run", **{**self.settings, **settings})
        return self._program

    async def start(self, **settings: str) -> None:
        """Launch it and wait until it is connected; fails with what it said if it ends."""
        program = await self.launch(**settings)
        ready = asyncio.create_task(self.sandbox.bot_ready())
        ended = asyncio.create_task(program.ended())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            pytest.fail(f"the bot didn't start: {program.err}")
        ended.cancel()
        await ready

    async def kill(self) -> None:
        await self.program.kill()
        await self.sandbox.bot_away()

    async def restart(self, **settings: str) -> None:
        await self.kill()
        await self.start(**settings)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> Ended:
        """Ask it to stop; fails unless it has within 5 seconds."""
        self.program.tell(number)
        ended = await self.program.ended(within_s=5)
        await self.sandbox.bot_away()
        return ended

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database file says, read past the bot."""
        with closing(sqlite3.connect(self.database)) as opened, opened:
            return opened.execute(query, values).fetchall()

    def answers(self, member: Player) -> list[str]:
        """Every text of theirs that is kept, oldest first."""
        query = "SELECT text FROM attempts WHERE member_id = ? AND text != '' ORDER BY id"
        return [text for (text,) in self.rows(query, int(member.id))]


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    await machine.end()


@pytest.fixture
async def bot_process(machine: Machine) -> AsyncIterator[BotProcess]:
    """Not started yet."""
    async with sandbox(machine.folder / "discord") as local:
        yield BotProcess(machine, local)
        await machine.end()
