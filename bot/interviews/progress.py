"""How far an interview is: its attempts in order, with those that try again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.attempts.attempt import Attempt
from bot.bank.question import Level, Question
from bot.interviews.interview import Interview, Mode, Plan, adaptive_level


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of an interview; `position` counts from 1. The first attempt is the one
    that counts."""

    position: int
    first: Attempt
    retries: tuple[Attempt, ...] = ()

    @property
    def current(self) -> Attempt:
        return self.retries[-1] if self.retries else self.first

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return (self.first, *self.retries)


@dataclass(frozen=True, slots=True)
class Progress:
    interview: Interview
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        return self.entries[-1]

    @property
    def is_complete(self) -> bool:
        return len(self.entries) >= self.interview.plan.length

    @property
    def next_level(self) -> Level:
        """The level of the next question."""
        scores = [entry.first.score for entry in self.entries]
        return self.interview.plan.level or adaptive_level(scores)

    def moved_from(self, level: Level) -> Level | None:
        """The level of the last question, where Adaptive leaves it for this one."""
        if self.interview.plan.level or not self.entries:
            return None
        before = self.last.first.level
        return None if before is level else before

    def find(self, attempt_id: int) -> tuple[Entry, Attempt] | None:
        """The entry and the attempt of this id, if they belong to the interview."""
        return next(
            (
                (entry, attempt)
                for entry in self.entries
                for attempt in entry.attempts
                if attempt.id == attempt_id
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Setup:
    """The choices to make; `matching` questions fit them; `topics` holds titles by slug."""

    plan: Plan
    matching: int
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Only `found` questions fit the plan, fewer than it asks for."""

    plan: Plan
    found: int
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an interview as it stands: what its card shows.

    `begun`: the interview has begun with it just now; `resumed`: the member came back to it;
    `instead`: the plan that they would rather start; `skipped`: they have just left the question
    before; `expired`: its time was up; `moved_from`: the level before, where Adaptive has just
    moved; `rating`: the number of the point that they rate themselves, where they chose one.
    """

    interview: Interview
    entry: Entry
    attempt: Attempt
    question: Question
    topic: str
    begun: bool = False
    resumed: bool = False
    instead: Plan | None = None
    skipped: bool = False
    expired: bool = False
    moved_from: Level | None = None
    rating: int | None = None

    @property
    def position(self) -> int:
        return self.entry.position

    @property
    def is_real(self) -> bool:
        return self.interview.plan.mode is Mode.REAL

    @property
    def is_last(self) -> bool:
        return self.position >= self.interview.plan.length


def entries(first_ids: Sequence[int], attempts: Sequence[Attempt]) -> tuple[Entry, ...]:
    """Put attempts (oldest first) under the first attempts named, in their order."""
    by_id = {attempt.id: attempt for attempt in attempts}
    return tuple(
        Entry(
            position,
            by_id[first_id],
            tuple(attempt for attempt in attempts if attempt.retry_of == first_id),
        )
        for position, first_id in enumerate(first_ids, start=1)
    )
