"""A house for each journey: the sandbox, the bot on it, members who play."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.bank.question import Question
from bot.sandbox.attachment import attached, sandbox
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Shown
from bot.settings import Settings


@dataclass(frozen=True)
class House:
    sandbox: Sandbox
    pilot: Pilot
    bank: Bank
    data: Path

    @property
    def ada(self) -> Player:
        return self.pilot.member("Ada")

    @property
    def grace(self) -> Player:
        return self.pilot.member("Grace")

    @property
    def mallory(self) -> Player:
        return self.pilot.member("Mallory")

    def question_on(self, card: Shown) -> Question:
        """Which question of the bank a card shows."""
        for question in self.bank.questions.values():
            if question.question.partition("\n\n")[0] in card.text:
                return question
        raise LookupError(card.text)


@asynccontextmanager
async def open_house(data: Path) -> AsyncIterator[House]:
    """Open it again on the same folder, and everything is as it was."""
    settings = Settings()
    bank = await asyncio.to_thread(load, settings.questions_dir)
    stop = asyncio.Event()
    async with sandbox(data) as local, attached(local, settings, data, Random(7), stop):
        yield House(local, Pilot(local), bank, data)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []
