"""What a member was asked before: a page of it, and one by itself."""

from dataclasses import dataclass
from datetime import date

from bot.attempts.attempt import Attempt
from bot.attempts.follow_up import faced
from bot.bank.question import Question

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt that isn't open any more, and the `whole` question in its wording; `topic` is a
    title, `day` when it was closed, in the member's zone."""

    attempt: Attempt
    whole: Question
    topic: str
    day: date

    @property
    def question(self) -> Question:
        """What was asked: of a review, its question about one point."""
        return faced(self.whole, self.attempt)


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
