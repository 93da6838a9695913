"""One question for one server on one local date, and what became of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from bot.attempts.attempt import Attempt
from bot.bank.question import Level, Point, Question
from bot.daily.schedule import Trouble
from bot.grading.grade import LOST

# Longer than a request to Discord can take: five tries of half a minute, or one that hangs.
LEASE = timedelta(minutes=10)
EDIT_EVERY = timedelta(seconds=30)
MOST_SHOWN = 3
MOST_MISSED = 3
BUCKETS = 10


class Stage(StrEnum):
    """`sending` and `closing` are held by a lease while a post is on its way."""

    SENDING = "sending"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """Whether an answer is shown when its question closes."""

    NO = "no"
    ANONYMOUS = "anonymous"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Tally:
    """What its answers come to so far: `scores` (0–100) in no order, and how many of the
    `answered` texts missed or contradicted each point."""

    answered: int
    scores: tuple[int, ...]
    missed: Mapping[str, int]

    @property
    def median(self) -> int | None:
        return round(median(self.scores)) if self.scores else None

    @property
    def buckets(self) -> tuple[int, ...]:
        """How many scored 0–9, 10–19, …, 90–100."""
        counts = [0] * BUCKETS
        for score in self.scores:
            counts[min(score // BUCKETS, BUCKETS - 1)] += 1
        return tuple(counts)

    def most_missed(self, question: Question) -> tuple[tuple[Point, int], ...]:
        """The three points missed most often, with how often; none that everybody covered."""
        found = [(point, self.missed.get(point.id, 0)) for point in question.points]
        found.sort(key=lambda pair: -pair[1])
        return tuple(pair for pair in found[:MOST_MISSED] if pair[1])

    def share_below(self, score: int) -> int:
        """How many percent of the other scores are lower; 0 where there are no others."""
        others = len(self.scores) - 1
        lower = sum(other < score for other in self.scores)
        return round(100 * lower / others) if others > 0 else 0


NOBODY = Tally(0, (), {})


@dataclass(frozen=True, slots=True)
class Daily:
    """`day` is the local date in the server's zone, `number` counts the server's questions from
    1; `lease_until` is when somebody else may take over; `is_stale` says that a post in the
    channel shows less than is known; `closing_id` is the message that closed it, and `tally` how
    it stood then, which stays although members erase their answers."""

    id: int
    server_id: int
    day: date
    number: int
    level: Level
    stage: Stage
    channel_id: int
    due_at: datetime
    closes_at: datetime
    question_id: str | None = None
    question_version: str | None = None
    message_id: int | None = None
    thread_id: int | None = None
    closing_id: int | None = None
    lease_until: datetime | None = None
    is_stale: bool = False
    edited_at: datetime | None = None
    trouble: Trouble | None = None
    tally: Tally | None = None

    @property
    def is_open(self) -> bool:
        return self.stage is Stage.OPEN

    @property
    def is_shown(self) -> bool:
        """Whether there is a post of it."""
        return self.stage in (Stage.OPEN, Stage.CLOSING, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Answered:
    """A member's answer to it; `name` is what the server's lists call them."""

    attempt: Attempt
    consent: Consent
    name: str


def tally(scores: Sequence[int | None], attempts: Sequence[Attempt] = ()) -> Tally:
    """From the scores of the answers that came in time, None for one without; what was missed
    is counted over the attempts."""
    missed: dict[str, int] = {}
    for attempt in attempts:
        if attempt.is_late or attempt.grade is None:
            continue
        for point in attempt.grade.points:
            if point.verdict in LOST:
                missed[point.id] = missed.get(point.id, 0) + 1
    return Tally(len(scores), tuple(score for score in scores if score is not None), missed)


def nonce(daily: Daily, what: str) -> str:
    """Names one post of one question: with it, Discord posts the same thing once within
    minutes. 24 of the 25 characters that it may have."""
    named = f"{what}/{daily.server_id}/{daily.day.isoformat()}/{daily.id}"
    return hashlib.sha256(named.encode()).hexdigest()[:24]
