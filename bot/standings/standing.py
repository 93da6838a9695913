"""Leaderboards: what can be asked for, ranks with ties, pages."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.bank.question import Level
from bot.errors import NotTogether
from bot.ledger.period import Window
from bot.ledger.streak import Streak

PER_PAGE = 10
COMPARED_DAYS = 30
ENOUGH_ANSWERS = 10


class Board(StrEnum):
    POINTS = "points"
    IMPROVED = "most improved"
    STREAK = "streak"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks, in which server, and what they are called there."""

    member_id: int
    server_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which leaderboard. Points alone heed a window, and a level or a topic (a slug); the other
    boards carry them, so that the way back leads to the same points."""

    board: Board = Board.POINTS
    window: Window = Window.WEEK
    level: Level | None = None
    topic: str | None = None


def chosen(
    board: Board | None, window: Window | None, level: Level | None, topic: str | None
) -> Choice:
    """What was asked for, None where nothing was; raises NotTogether for what isn't offered."""
    choice = Choice(board or Board.POINTS, window or Window.WEEK, level, topic)
    given = {"window": window, "level": level, "topic": topic}
    options = tuple(name for name, value in given.items() if value is not None)
    if choice.board is not Board.POINTS and options:
        raise NotTogether(choice.board, options)
    if level is not None and topic is not None:
        raise NotTogether(choice.board, ("level", "topic"))
    return choice


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many listed members have each value: pairs of value and number, the highest first."""

    steps: tuple[tuple[int, int], ...]

    @property
    def listed(self) -> int:
        return sum(number for _, number in self.steps)

    @property
    def pages(self) -> int:
        """At least 1: an empty board has a page that says so."""
        return max(1, -(-self.listed // PER_PAGE))

    @property
    def highest(self) -> int:
        return self.steps[0][0] if self.steps else 0

    def rank(self, value: int) -> int:
        """Equals share one, and whoever comes after them is counted on: 1, 2, 2, 4."""
        return 1 + sum(number for step, number in self.steps if step > value)

    def above(self, value: int) -> int | None:
        """The value of the next rank up; None at the top."""
        return min((step for step, _ in self.steps if step > value), default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One member on a board, under their `name` in this server's lists.

    `value` is what the board ranks by: points, days, or tenths of a score gained. `beside` is
    the longest streak in days, or the mean score before, in tenths; 0 on the points board.
    """

    rank: int
    member_id: int
    name: str
    value: int
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Own:
    """Where the asker stands: `rank` is None where they aren't on the board, `is_away` where
    that is for want of an answer here since LISTED_FOR; `is_hidden` where only they see it.

    `gap` to `next_rank` is in the board's own unit, and None at the top. `answers` counts the
    ranked ones of the last and the earlier days that the most improved board compares;
    `streak` is as it stands today.
    """

    value: int = 0
    beside: int = 0
    rank: int | None = None
    gap: int | None = None
    next_rank: int | None = None
    is_hidden: bool = False
    is_away: bool = False
    answers: tuple[int, int] = (0, 0)
    streak: Streak = field(default_factory=Streak)


def placed(ladder: Ladder, value: int, beside: int, *, is_hidden: bool, is_away: bool) -> Own:
    """Where somebody with this value stands, whether or not the ladder counts them."""
    own = Own(value, beside, is_hidden=is_hidden, is_away=is_away)
    if value <= 0 or is_away:
        return own
    own = replace(own, rank=ladder.rank(value))
    above = ladder.above(value)
    if above is None:
        return own
    return replace(own, gap=above - value, next_rank=ladder.rank(above))


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """One page of a board. `since` is the first day of its window, in the server's zone; `topic`
    the title of its topic; `highest` the value at the top."""

    choice: Choice
    since: date
    topic: str | None
    lines: tuple[Line, ...]
    page: int
    pages: int
    listed: int
    highest: int
    own: Own
