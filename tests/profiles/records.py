"""Records that tests start from."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.bank.question import Level
from bot.profiles.record import Answer, Record
from tests.cast import NOON

TODAY = NOON.date()  # a Monday
TITLES = {"doors": "Doors and gates", "letters": "Letters", "windows": "Windows"}


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def answer(
    score: int | None = 80,
    ago: int = 0,
    topic: str | None = "doors",
    level: Level = Level.JUNIOR,
    hints: int = 0,
) -> Answer:
    """`ago` are days."""
    return Answer(days_ago(ago), level, topic, score, hints)


def record(*answers: Answer) -> Record:
    return Record(answers, TODAY, TITLES)


def about(topic: str, *scores: int) -> Iterable[Answer]:
    return [answer(score, topic=topic) for score in scores]
