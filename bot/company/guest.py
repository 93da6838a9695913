"""Invented members with points and nothing else, so that the leaderboards have company."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.bank.question import Level

_FIRST_ID = 900_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Guest:
    """`days` are those with an answer, counted back from today, the oldest first; the scores of
    the answers (0-100) go evenly from `begins` to `ends`."""

    name: str
    level: Level
    days: Sequence[int]
    begins: int
    ends: int

    def score(self, number: int) -> int:
        """Of the answer on the day of this number, counted from 0."""
        last = max(1, len(self.days) - 1)
        return self.begins + (self.ends - self.begins) * number // last


def guests() -> dict[int, Guest]:
    """By member id, more than a page of them: steady ones, some who gained, a streak with a frozen
    day."""
    everybody = (
        Guest("Marie", Level.EXPERIENCED, range(58, -1, -2), 52, 88),
        Guest("Tomás", Level.JUNIOR, range(57, -1, -3), 61, 74),
        Guest("Yuki", Level.JUNIOR, range(13, -1, -1), 70, 90),
        Guest("عمر", Level.EXPERIENCED, range(12, 0, -1), 40, 83),
        Guest("Līga", Level.FRESHER, (9, 8, 7, 6, 5, 4, 3, 1), 65, 95),
        Guest("Priya", Level.JUNIOR, range(59, 1, -2), 80, 77),
        Guest("Ben 🚀", Level.FRESHER, (40, 33, 26, 19, 12, 5, 0), 50, 90),
        Guest("Chiara", Level.EXPERIENCED, (3, 2, 1), 72, 72),
        Guest("Dima", Level.JUNIOR, (45, 20, 6, 1), 55, 85),
        Guest("Zoë", Level.FRESHER, (2, 0), 100, 100),
        Guest("Noor", Level.JUNIOR, (0,), 100, 100),
        Guest("Kofi", Level.EXPERIENCED, (28, 14, 1), 35, 66),
    )
    return dict(enumerate(everybody, start=_FIRST_ID))
