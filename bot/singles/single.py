"""A question asked by itself, and what it was chosen from."""

from dataclasses import dataclass

from bot.attempts.attempt import Attempt
from bot.bank.question import Kind, Level, Question


@dataclass(frozen=True, slots=True)
class Choice:
    """What the question may be; None stands for any, `topic` is a slug."""

    level: Level | None = None
    topic: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """One try at a question; `first_id` is the attempt that counts, and names the question's
    card; `topic` is a title; `skipped`: the question before was left for it just now; `rating`: the
    number of the point that they rate themselves, where they chose one."""

    attempt: Attempt
    question: Question
    topic: str
    skipped: bool = False
    rating: int | None = None

    @property
    def first_id(self) -> int:
        return self.attempt.retry_of or self.attempt.id
