"""Which share of an act is the database, the grading and the drawing: measured inside."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from bot.attempts.service import AttemptService
from bot.bank.loading import load
from bot.chat.painter import Painter
from bot.clock import MovableClock
from bot.sandbox.attachment import attached
from bot.sandbox.pilot import Pilot
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.storage.driver import Connection
from tests.journeys.rehearsal import write_bank

MEMBERS = 30
PARTS = {
    "database": (Connection, "run"),
    "grading": (AttemptService, "judge"),
    "drawing": (Painter, "draw"),
}


class Spent:
    """Seconds and calls of each part since the last look."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(PARTS, 0.0)
        self.calls = dict.fromkeys(PARTS, 0)

    def wrapped(self, part: str, method: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
        async def timed(*arguments: Any, **named: Any) -> Any:
            begun = perf_counter()
            try:
                return await method(*arguments, **named)
            finally:
                self.seconds[part] += perf_counter() - begun
                self.calls[part] += 1

        return timed


@contextmanager
def _watched(spent: Spent) -> Iterator[None]:
    kept = {part: getattr(owner, name) for part, (owner, name) in PARTS.items()}
    try:
        for part, (owner, name) in PARTS.items():
            setattr(owner, name, spent.wrapped(part, kept[part]))
        yield
    finally:
        for part, (owner, name) in PARTS.items():
            setattr(owner, name, kept[part])


async def shares() -> str:
    """A Markdown table: the median of each act, and of it each part in milliseconds."""
    spent, rows = Spent(), dict[str, list[tuple[float, ...]]]()
    with tempfile.TemporaryDirectory() as name, _watched(spent):
        folder = Path(name)
        settings = Settings(questions_dir=write_bank(folder / "questions"))
        local = Sandbox(folder / "discord.db", MovableClock())
        await local.start()
        try:
            async with attached(local, settings, folder, Random(1), asyncio.Event()):
                await _play(local, settings, spent, rows)
        finally:
            await local.stop()
    lines = ["| act | median | database (statements) | grading | drawing |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for act, taken in rows.items():
        whole, database, statements, grading, drawing = map(median, zip(*taken, strict=True))
        lines.append(
            f"| {act} | {whole:.1f} ms | {database:.1f} ms ({statements:.0f}) "
            f"| {grading:.1f} ms | {drawing:.1f} ms |"
        )
    return "\n".join(lines)


async def _play(
    local: Sandbox, settings: Settings, spent: Spent, rows: dict[str, list[tuple[float, ...]]]
) -> None:
    bank = load(settings.questions_dir).questions
    pilot = Pilot(local)

    async def take(act: str, doing: Awaitable[object]) -> None:
        before = {part: (spent.seconds[part], spent.calls[part]) for part in PARTS}
        begun = perf_counter()
        await doing
        took = perf_counter() - begun
        parts = {part: 1000 * (spent.seconds[part] - before[part][0]) for part in PARTS}
        statements = spent.calls["database"] - before["database"][1]
        rows.setdefault(act, []).append(
            (took * 1000, parts["database"], statements, parts["grading"], parts["drawing"])
        )

    for number in range(MEMBERS):
        one = pilot.member(f"Member {number}")
        await take("start", one.slash("interview", level="junior", questions=2))
        await take("hint", one.click("Hint"))
        question = next(q for q in bank.values() if q.question.split("\n")[0] in one.card.text)
        await one.click("Answer")
        await take("graded answer", one.submit(question.answer))
        await take("next", one.click("Next question"))
        await take("report", one.click("Skip"))
        await take("leaderboard", one.slash("leaderboard"))
