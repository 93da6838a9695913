"""A house for each journey: the sandbox, the bot on it, members who play."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.bank.question import Question
from bot.clock import MovableClock
from bot.sandbox.attachment import attached
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Shown
from bot.settings import Settings
from tests.contract.openapi import problems_of
from tests.journeys.rehearsal import write_bank


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
        text = " ".join(card.text.split())
        for question in self.bank.questions.values():
            if " ".join(question.question.split())[:60] in text:
                return question
        raise LookupError(card.text)

    async def answer(self, player: Player, text: str | None = None) -> Question:
        """Answer the question on the player's card, with its model answer unless told."""
        question = self.question_on(player.card)
        await player.click("Answer")
        await player.submit(question.answer if text is None else text)
        return question

    def days_pass(self, days: float) -> None:
        self.pilot.clock.advance(timedelta(days=days))

    @property
    def callbacks(self) -> list[int]:
        """The type of each first answer that the bot sent to an interaction, in order."""
        sent = [request for request in self.sandbox.requests if request.route.endswith("/callback")]
        return [request.body["type"] for request in sent]

    def texts(self) -> list[str]:
        """Every answer that is stored, in order."""
        with closing(sqlite3.connect(self.data / "greenroom.db")) as connection:
            query = "SELECT text FROM attempts WHERE text IS NOT NULL ORDER BY id"
            return [text for (text,) in connection.execute(query)]

    @contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """Somebody else holds the database's write lock, until they roll back."""
        file = self.data / "greenroom.db"
        with closing(sqlite3.connect(file, check_same_thread=False)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.rollback()

    def refused(self, *codes: int) -> None:
        """These refusals of Discord's were meant to happen, and no others."""
        assert [refusal.code for refusal in self.sandbox.refusals] == list(codes)
        self.sandbox.refusals.clear()


async def until(condition: Callable[[], bool]) -> None:
    """Raises TimeoutError if it doesn't come true in 30 seconds, of a busy machine."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


@asynccontextmanager
async def open_house(
    data: Path,
    questions: Path | None = None,
    acknowledge_within_s: float = 3.0,
    *,
    furnishes: bool = False,
    **changed: Any,
) -> AsyncIterator[House]:
    """Open it again on the same folder, and everything is as it was.

    It asks the shipped bank unless `questions` is another's folder; one that the bot `furnishes`
    has company, as a visitor's has; `changed` are other settings.
    """
    if questions is not None:
        changed["questions_dir"] = questions
    settings = Settings(**changed)
    bank = await asyncio.to_thread(load, settings.questions_dir)
    stop = asyncio.Event()
    local = Sandbox(data / "discord.db", MovableClock(), acknowledge_within_s)
    await local.start()
    try:
        async with attached(local, settings, data, Random(7), stop, furnishes=furnishes):
            yield House(local, Pilot(local), bank, data)
            assert problems_of(local.requests) == []
    finally:
        await local.stop()


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bank whose grades a test can foretell."""
    return write_bank(tmp_path_factory.mktemp("bank") / "questions")


@pytest.fixture
async def house(tmp_path: Path, rehearsal: Path) -> AsyncIterator[House]:
    """It asks the rehearsal bank, and Discord refused nothing in it."""
    async with open_house(tmp_path, rehearsal) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest.fixture
async def shipped_house(tmp_path: Path) -> AsyncIterator[House]:
    """It asks the bank that the bot comes with."""
    async with open_house(tmp_path) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot looks often for what is due, and edits at once."""
    monkeypatch.setattr("bot.daily.keeper.POLL_S", 0.02)
    monkeypatch.setattr("bot.daily.keeper.EDIT_EVERY", timedelta())
