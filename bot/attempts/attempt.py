"""The attempt: one member facing one question. Every change is a pure function here.

    open ──submit──▶ submitted ──graded──▶ answered
      ├──hint (each costs)──▶ open
      ├──reveal──▶ revealed   (0 points; the model answer is shown)
      ├──skip────▶ skipped    (0 points)
      └─deadline─▶ expired    (0 points)

A text that comes after the deadline is kept and graded like any other, and unranked. What may
come after `answered` is in bot.attempts.follow_up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.bank.question import Level
from bot.errors import AttemptClosed, AttemptOpen, EmptyAnswer, NoHintLeft
from bot.grading.grade import Confidence, Grade, Verdict

WORTH = {Level.FRESHER: 10, Level.JUNIOR: 20, Level.EXPERIENCED: 30}
HINT_COST_PERCENT = 15
ANSWER_LENGTH = 4000
RANKED_A_DAY = 40
MEMORY = timedelta(days=30)


class State(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    ANSWERED = "answered"
    REVEALED = "revealed"
    SKIPPED = "skipped"
    EXPIRED = "expired"


class Unranked(StrEnum):
    """Why an answer earns no points."""

    RETRY = "retry"
    LATE = "late"
    ASKED_BEFORE = "asked-before"
    ANSWER_SHOWN = "answer-shown"
    UNSURE = "unsure"
    DAILY_LIMIT = "daily-limit"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Followed:
    """What the member wrote to the follow-up about `point`, and when; `score_before` (0–100) is
    the attempt's without it, `grade` its own, None while it waits for one."""

    point: str
    text: str
    at: datetime
    score_before: int
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class SelfRating:
    """What the member says of their answer to each point, by its id, and when they last did."""

    verdicts: Mapping[str, Verdict]
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """`local_date` is the day, in the member's zone, on which the attempt was answered.

    `closed_at` is when it was submitted, revealed or skipped; `revealed_at` when its model
    answer was last shown; `retry_of` the attempt that this one tries again; `deadline` until
    when a text is in time, None where there is no hurry; `point` the id of the one that a review
    asks about, None where the question is asked for its own sake. `grade` and `points` are those
    with what a `follow_up` recovered; a `self_rating` changes neither.
    """

    id: int
    member_id: int
    server_id: int
    question_id: str
    question_version: str
    level: Level
    state: State
    hints: int
    opened_at: datetime
    closed_at: datetime | None = None
    local_date: date | None = None
    text: str | None = None
    grade: Grade | None = None
    points: int = 0
    unranked: Unranked | None = None
    revealed_at: datetime | None = None
    retry_of: int | None = None
    deadline: datetime | None = None
    follow_up: Followed | None = None
    self_rating: SelfRating | None = None
    point: str | None = None

    @property
    def worth(self) -> int:
        """The most points that this question can earn."""
        return WORTH[self.level]

    @property
    def score(self) -> int | None:
        """0–100 once it was graded with enough confidence to say so."""
        return None if self.grade is None or self.is_unsure else self.grade.score

    @property
    def is_unsure(self) -> bool:
        """Whether it was graded with too little confidence to say a score."""
        return self.grade is not None and self.grade.confidence is Confidence.LOW

    @property
    def earned(self) -> float:
        """The share (0–1) of its worth that its score came to, hints counted."""
        score = 0 if self.grade is None else self.grade.score
        return score * max(0, 100 - HINT_COST_PERCENT * self.hints) / 10_000

    @property
    def points_added(self) -> int:
        """Those of its points that came with a follow-up."""
        if self.follow_up is None or self.unranked:
            return 0
        return self.points - points_for(self.follow_up.score_before, self.worth, self.hints)

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_at_stake(self) -> bool:
        """Whether showing its model answer would end an attempt that counts."""
        return self.is_open and self.retry_of is None

    @property
    def is_closed(self) -> bool:
        """Neither open nor waiting for its grade."""
        return self.state not in (State.OPEN, State.SUBMITTED)

    @property
    def is_following_up(self) -> bool:
        """Whether the answer to its follow-up waits for its grade."""
        return self.follow_up is not None and self.follow_up.grade is None

    @property
    def is_to_grade(self) -> bool:
        """Whether a text of it, that of its follow-up too, waits for its grade."""
        return self.state is State.SUBMITTED or self.is_following_up

    @property
    def is_late(self) -> bool:
        """Whether its text came after the deadline."""
        return bool(self.deadline and self.closed_at and self.closed_at > self.deadline)

    def is_due(self, now: datetime) -> bool:
        """Whether it is still open after its deadline."""
        return self.is_open and self.deadline is not None and now > self.deadline

    @property
    def time_used(self) -> timedelta:
        """From being shown to being closed; zero while it is open, or if the clock went back."""
        used = self.closed_at - self.opened_at if self.closed_at else timedelta()
        return max(used, timedelta())


@dataclass(frozen=True, slots=True)
class History:
    """What the member did before with this question, and on this day with any.

    `asked_before`: another attempt at the question was opened in the 30 days before this one;
    `answer_shown`: its model answer was shown in the last 30 days; `answered_today`: how many
    attempts were answered earlier on the same local date.
    """

    asked_before: bool
    answer_shown: bool
    answered_today: int


def hint(attempt: Attempt, available: int) -> Attempt:
    """Take one more hint of the `available` ones; raises AttemptClosed, NoHintLeft."""
    _must_be_open(attempt)
    if attempt.hints >= available:
        raise NoHintLeft(attempt.id)
    return replace(attempt, hints=attempt.hints + 1)


def submit(attempt: Attempt, text: str, now: datetime, local_date: date) -> Attempt:
    """Keep the text; raises AttemptClosed, and EmptyAnswer where nothing readable is in it."""
    _must_be_open(attempt)
    must_have_words(text)
    return replace(
        attempt,
        state=State.SUBMITTED,
        text=text[:ANSWER_LENGTH],
        closed_at=now,
        local_date=local_date,
    )


def must_have_words(text: str) -> None:
    """Raises EmptyAnswer where nothing readable is in it."""
    if not any(character.isalnum() for character in text):
        raise EmptyAnswer


def graded(attempt: Attempt, grade: Grade, history: History) -> Attempt:
    """Record the verdict and what it earns; raises AttemptClosed unless just submitted."""
    if attempt.state is not State.SUBMITTED:
        raise AttemptClosed(attempt.id, attempt.state)
    unranked = why_unranked(attempt, grade, history)
    points = 0 if unranked else points_for(grade.score, attempt.worth, attempt.hints)
    return replace(attempt, state=State.ANSWERED, grade=grade, unranked=unranked, points=points)


def reveal(attempt: Attempt, now: datetime) -> Attempt:
    """Show the model answer: ends an open attempt, is free after that.

    Raises AttemptClosed while a submitted text waits for its grade.
    """
    if attempt.state is State.SUBMITTED:
        raise AttemptClosed(attempt.id, attempt.state)
    shown = replace(attempt, revealed_at=now)
    return replace(shown, state=State.REVEALED, closed_at=now) if attempt.is_open else shown


def skip(attempt: Attempt, now: datetime) -> Attempt:
    """Leave the question; raises AttemptClosed."""
    _must_be_open(attempt)
    return replace(attempt, state=State.SKIPPED, closed_at=now)


def expire(attempt: Attempt) -> Attempt:
    """Close it at its deadline; raises AttemptClosed."""
    _must_be_open(attempt)
    return replace(attempt, state=State.EXPIRED, closed_at=attempt.deadline)


def may_retry(attempt: Attempt) -> None:
    """Raises AttemptOpen for an attempt that isn't finished."""
    if not attempt.is_closed:
        raise AttemptOpen(attempt.id)


def why_unranked(attempt: Attempt, grade: Grade, history: History) -> Unranked | None:
    """The first reason that applies, or None for a ranked attempt."""
    reasons = {
        Unranked.REVIEW: attempt.point is not None,
        Unranked.RETRY: attempt.retry_of is not None,
        Unranked.LATE: attempt.is_late,
        Unranked.ANSWER_SHOWN: history.answer_shown,
        Unranked.ASKED_BEFORE: history.asked_before,
        Unranked.UNSURE: grade.confidence is Confidence.LOW,
        Unranked.DAILY_LIMIT: history.answered_today >= RANKED_A_DAY,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def points_for(score: int, worth: int, hints: int) -> int:
    """floor(score/100 × worth × (1 − 0.15 × hints) + 0.5), in whole numbers, never negative."""
    share_percent = max(0, 100 - HINT_COST_PERCENT * hints)
    return (score * worth * share_percent + 5000) // 10000


def _must_be_open(attempt: Attempt) -> None:
    if not attempt.is_open:
        raise AttemptClosed(attempt.id, attempt.state)
