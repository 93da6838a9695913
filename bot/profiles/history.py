"""What a member was asked before: a page of it, and one by itself."""

from dataclasses import dataclass
from datetime import date

from bot.attempts.attempt import Attempt
from bot.bank.question import Question

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt that isn't open any more, and the question as it was asked; `topic` is a title,
    `day` when it was closed, in the member's zone."""

    attempt: Attempt
    question: Question
    topic: str
    day: date


@dataclass(frozen=True, slots=True)
class History:
    """A page, counted from 1, of `count` attempts, the newest first."""

    entries: tuple[Past, ...]
    page: int
    count: int

    @property
    def pages(self) -> int:
        return pages(self.count)


def pages(count: int) -> int:
    """How many it takes; an empty one is one, too."""
    return max(1, -(-count // PER_PAGE))
