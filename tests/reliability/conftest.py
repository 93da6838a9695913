"""A bot in a process of its own, with many members before it."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from bot.bank.loading import load
from bot.sandbox.attachment import sandbox
from tests.journeys.conftest import House, open_house, quick
from tests.journeys.rehearsal import write_bank
from tests.program.conftest import BotProcess
from tests.program.processes import Machine

__all__ = ["quick"]


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bank whose grades a test can foretell."""
    return write_bank(tmp_path_factory.mktemp("bank") / "questions")


@pytest.fixture(scope="session")
def topics(rehearsal: Path) -> Mapping[str, str]:
    """Each question's topic by its id."""
    return {question.id: question.topic for question in load(rehearsal).questions.values()}


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    await machine.end()


@pytest.fixture
async def bot_process(machine: Machine, rehearsal: Path) -> AsyncIterator[BotProcess]:
    """Not started yet; it asks the rehearsal bank."""
    async with sandbox(machine.folder / "discord") as local:
        made = BotProcess(machine, local)
        made.settings["QUESTIONS_DIR"] = str(rehearsal)
        yield made
        await machine.end()


@pytest.fixture
async def house(tmp_path: Path, rehearsal: Path) -> AsyncIterator[House]:
    """The bot in this process; what Discord refused is the test's concern."""
    async with open_house(tmp_path, rehearsal) as opened:
        yield opened


@contextmanager
def chance_of(seed: int | str) -> Iterator[Random]:
    """Chance whose seed is printed where the test fails."""
    try:
        yield Random(seed)
    except BaseException:
        print(f"\nseed {seed!r}")  # noqa: T201
        raise
