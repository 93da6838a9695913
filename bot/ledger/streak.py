"""Streaks: days in a row with an answer, and the freezes that bridge a missed one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

FREEZE_EVERY = 7
MOST_FREEZES = 2
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Streak:
    """As it was after `last_day`, the last day with an answer.

    `current` and `longest` count days with an answer; `freezes` are left; `frozen` are the
    missed days that freezes bridged in the current streak.
    """

    current: int = 0
    longest: int = 0
    last_day: date | None = None
    freezes: int = 0
    frozen: tuple[date, ...] = field(default=())

    @property
    def alive_until(self) -> date | None:
        """The last day on which an answer goes on with it: the next one, or a later one that
        freezes allow."""
        return None if self.last_day is None else self.last_day + (1 + self.freezes) * _DAY

    def on(self, today: date) -> "Streak":
        """As it stands today: ended, or with the freezes that the days since have used."""
        if self.last_day is None or self.alive_until is None:
            return self
        if today > self.alive_until:
            return Streak(0, self.longest, self.last_day)
        missed = _between(self.last_day, today)
        return Streak(
            self.current,
            self.longest,
            self.last_day,
            self.freezes - len(missed),
            self.frozen + missed,
        )


def streak(days: Iterable[date]) -> Streak:
    """From all days with an answer, in any order.

    Every seventh day of a streak earns a freeze, of which two are kept; a missed day uses one.
    A longer gap uses them all and begins anew. A day that was earned is never lost: what
    arrives late is put in its place.
    """
    found = Streak()
    for day in sorted(set(days)):
        found = _after(found, day)
    return found


def _after(before: Streak, day: date) -> Streak:
    current, freezes = 1, 0
    frozen: tuple[date, ...] = ()
    if before.last_day is not None and day <= before.last_day + (1 + before.freezes) * _DAY:
        missed = _between(before.last_day, day)
        current = before.current + 1
        freezes = before.freezes - len(missed)
        frozen = before.frozen + missed
    if current % FREEZE_EVERY == 0:
        freezes = min(MOST_FREEZES, freezes + 1)
    return Streak(current, max(before.longest, current), day, freezes, frozen)


def _between(first: date, last: date) -> tuple[date, ...]:
    """The days after the first and before the last."""
    return tuple(first + number * _DAY for number in range(1, (last - first).days))
