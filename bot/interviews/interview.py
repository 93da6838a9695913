"""The interview: an ordered run of attempts, its plan, and how Adaptive moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.bank.question import Kind, Level
from bot.errors import OutOfRange

MOST_QUESTIONS = 20
DEFAULT_QUESTIONS = 5
GRACE = timedelta(seconds=15)
LADDER = (Level.FRESHER, Level.JUNIOR, Level.EXPERIENCED)
UP_SCORE = 75
UP_RUN = 2
DOWN_SCORE = 40


class Pace(StrEnum):
    """The level that a member chooses; `adaptive` moves with their answers."""

    FRESHER = "fresher"
    JUNIOR = "junior"
    EXPERIENCED = "experienced"
    ADAPTIVE = "adaptive"


class Mode(StrEnum):
    """`practice` helps and grades at once; `real` has a deadline for each question and neither
    helps nor grades before the report."""

    PRACTICE = "practice"
    REAL = "real"


class Place(StrEnum):
    """`private` shows every card to its member alone; `thread` in a private thread, which the
    member, a coach and the server's moderators see."""

    PRIVATE = "private"
    THREAD = "thread"


LEFT_AFTER = {Mode.PRACTICE: timedelta(days=7), Mode.REAL: timedelta(days=1)}


class Ending(StrEnum):
    FINISHED = "finished"
    STOPPED = "stopped"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a member asks for; `topic` is a slug, None stands for any; `length` in questions;
    `coach` is the member who may watch, in a thread; `weak_first` prefers the member's weak topics.
    """

    pace: Pace = Pace.JUNIOR
    topic: str | None = None
    kind: Kind | None = None
    length: int = DEFAULT_QUESTIONS
    mode: Mode = Mode.PRACTICE
    place: Place = Place.PRIVATE
    coach: int | None = None
    weak_first: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.length <= MOST_QUESTIONS:
            raise OutOfRange("questions", self.length, 1, MOST_QUESTIONS)

    @property
    def level(self) -> Level | None:
        """The level that all its questions have, or None if it moves."""
        return None if self.pace is Pace.ADAPTIVE else Level(self.pace)


@dataclass(frozen=True, slots=True)
class Options:
    """What was given with `/interview`; None where nothing was. A coach needs a thread."""

    pace: Pace | None = None
    topic: str | None = None
    kind: Kind | None = None
    length: int | None = None
    mode: Mode | None = None
    place: Place | None = None
    coach: int | None = None

    @property
    def given(self) -> bool:
        return self != Options()

    def over(self, plan: Plan) -> Plan:
        """The plan with these options in place of its own."""
        return Plan(
            self.pace or plan.pace,
            self.topic if self.topic is not None else plan.topic,
            self.kind or plan.kind,
            self.length if self.length is not None else plan.length,
            self.mode or plan.mode,
            Place.THREAD if self.coach else self.place or plan.place,
            self.coach,
        )


@dataclass(frozen=True, slots=True)
class Interview:
    """`touched_at` is when its member last used it; `thread_id` the thread that it is held in;
    `shared_at` when its summary was posted."""

    id: int
    member_id: int
    server_id: int
    plan: Plan
    seed: int
    started_at: datetime
    touched_at: datetime
    ended_at: datetime | None = None
    ending: Ending | None = None
    thread_id: int | None = None
    shared_at: datetime | None = None


def is_left(interview: Interview, now: datetime) -> bool:
    """Whether nobody has touched it for 7 days, or for one day if it is a real one."""
    return now - interview.touched_at >= LEFT_AFTER[interview.plan.mode]


def keeps_its_secrets(interview: Interview, now: datetime) -> bool:
    """Whether its scores, and what was missed in it, are told by its report alone."""
    return interview.plan.mode is Mode.REAL and not is_left(interview, now)


def deadline(mode: Mode, minutes: int, now: datetime) -> datetime | None:
    """Until when a question of so many minutes, shown now, can be answered."""
    return now + timedelta(minutes=minutes) + GRACE if mode is Mode.REAL else None


def end(interview: Interview, ending: Ending, now: datetime) -> Interview:
    """Close it; an interview that has ended stays as it is."""
    return interview if interview.ended_at else replace(interview, ended_at=now, ending=ending)


def adaptive_level(scores: Sequence[int | None]) -> Level:
    """The level of the next question after these scores (0–100, oldest first).

    Starts at 1–3 years; two answers of 75 or more in a row move up, one under 40 moves down.
    None stands for a question without a score (skipped, revealed, or graded without
    confidence): it breaks a run and moves nothing. A move starts a new run.
    """
    step, run = 1, 0
    for score in scores:
        run = run + 1 if score is not None and score >= UP_SCORE else 0
        if run == UP_RUN:
            step, run = min(step + 1, len(LADDER) - 1), 0
        elif score is not None and score < DOWN_SCORE:
            step = max(step - 1, 0)
    return LADDER[step]
