"""A review: up to five missed points, asked again one by one, the most overdue first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.attempts.attempt import Attempt
from bot.attempts.follow_up import about, faced, probe
from bot.bank.question import Point, Question, Weight
from bot.ledger.memory import Memory, Rating
from bot.plans.plan import Today

AT_A_TIME = 5
DAYS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Review:
    """`length` is the most points that it asks about."""

    id: int
    member_id: int
    server_id: int
    length: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """How many points moved to a new wording of their question, and how many are gone with it."""

    moved: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One point of a review as it stands.

    `whole` is the question that the point belongs to, `topic` its title; `position` counts from
    1, `of` is how many this review comes to; `rating` is what the answer came to, None without
    one, and `due` when the point comes again.
    """

    review: Review
    attempt: Attempt
    whole: Question
    topic: str
    position: int
    of: int
    rating: Rating | None = None
    due: datetime | None = None
    word: Word = Word()

    @property
    def question(self) -> Question:
        """What is asked: the follow-up about the point, or the question itself."""
        return faced(self.whole, self.attempt)

    @property
    def is_probe(self) -> bool:
        """Whether it asks about one point alone."""
        return probe(self.whole, self.attempt) is not None

    @property
    def point(self) -> Point:
        """The one that was missed."""
        return next(each for each in self.whole.points if each.id == self.attempt.point)


@dataclass(frozen=True, slots=True)
class Line:
    """A point that was asked: its statement, what the answer came to, when it comes again."""

    statement: str
    rating: Rating | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a review came to; `left` points are due still, `ahead` is what comes when, `today` what
    the member's plan asks for, if they have one."""

    lines: tuple[Line, ...]
    left: int
    ahead: "Ahead"
    today: Today | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """`days` are the next ones on which points come, each with their number; `kept` are all."""

    days: tuple[tuple[date, int], ...]
    kept: int
    word: Word = Word()


def in_turn(
    due: Collection[Memory], questions: Mapping[str, Question], zone: ZoneInfo
) -> list[Memory]:
    """The order in which points that are due are asked: the most overdue first, by days in the
    member's zone; of one day what matters most, and what can be asked about by itself."""

    def order(memory: Memory) -> tuple[date, int, bool, str, str]:
        question = questions[memory.question_id]
        weight = next(point.weight for point in question.points if point.id == memory.point_id)
        return (
            memory.due.astimezone(zone).date(),
            list(Weight).index(weight),
            about(question, memory.point_id) is None,
            memory.question_id,
            memory.point_id,
        )

    return sorted(due, key=order)


def next_due(
    due: Sequence[Memory], asked: Sequence[Attempt], questions: Mapping[str, Question]
) -> Memory | None:
    """The first that this review hasn't asked. A question that it asked whole, or whose model
    answer was shown in it, is done with all its points."""
    points = {(attempt.question_id, attempt.point) for attempt in asked}
    done = {attempt.question_id for attempt in asked if _is_done(attempt, questions)}
    return next(
        (
            memory
            for memory in due
            if (memory.question_id, memory.point_id) not in points
            and memory.question_id not in done
        ),
        None,
    )


def _is_done(attempt: Attempt, questions: Mapping[str, Question]) -> bool:
    question = questions.get(attempt.question_id)
    asks_whole = question and probe(question, attempt) is None
    return bool(asks_whole or attempt.revealed_at)


def due_again(memories: Collection[Memory], attempt: Attempt) -> datetime | None:
    """When the point that a review asked about comes again; None where it is kept no more."""
    asked = (attempt.question_id, attempt.point)
    return next((each.due for each in memories if (each.question_id, each.point_id) == asked), None)


def ahead(memories: Collection[Memory], zone: ZoneInfo, now: datetime) -> Ahead:
    """The next five days after today, in the member's zone, on which points come."""
    today = now.astimezone(zone).date()
    numbers: dict[date, int] = {}
    for memory in memories:
        day = memory.due.astimezone(zone).date()
        if day > today:
            numbers[day] = numbers.get(day, 0) + 1
    return Ahead(tuple(sorted(numbers.items())[:DAYS_AHEAD]), len(memories))
