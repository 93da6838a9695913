"""A member's plan: what to do each day until their interview."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.bank.question import Level
from bot.daily.schedule import local_day, next_due
from bot.errors import DateOutOfReach
from bot.plans.readiness import Readiness

MOST_DAYS = 180
MOST_QUESTIONS = 6
MOST_POINTS = 10
# On a day without new questions there is time for more.
MOST_POINTS_ALONE = 20
# Where everything was asked before, so many a day are asked again.
AGAIN = 2
# A plan of more days than these keeps the last one before the interview for reviews alone.
SHORT_DAYS = 3
LATEST = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """`begins` and `interview` are days in the member's zone; `remind_at` is when the next
    reminder is due, `remind_minute` its time of day, in minutes after midnight, None where none
    is wanted. Interviews and reviews that it starts count in `server_id`."""

    member_id: int
    server_id: int
    level: Level
    begins: date
    interview: date
    remind_minute: int | None = None
    remind_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """So many questions, and so many points to review."""

    questions: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many questions of the level the member was never asked: when the day began, and now."""

    at_dawn: int
    now: int


@dataclass(frozen=True, slots=True)
class Today:
    """What the day asks for in all, and what of it is done."""

    dose: Work
    done: Work

    @property
    def questions_left(self) -> int:
        return max(0, self.dose.questions - self.done.questions)

    @property
    def points_left(self) -> int:
        return max(0, self.dose.points - self.done.points)

    @property
    def is_done(self) -> bool:
        return not (self.questions_left or self.points_left)


@dataclass(frozen=True, slots=True)
class Course:
    """How a plan goes on: `ahead` are the new questions of each day from tomorrow to the day before
    the interview, `unseen` of the level's `questions` were never asked."""

    ahead: Mapping[date, int]
    unseen: int
    questions: int


@dataclass(frozen=True, slots=True)
class Board:
    """A plan as its card shows it. `done` is by day; `zone` the name of the one that the days are
    counted in; `readiness` is empty while a real interview runs, which keeps its scores for its
    report; `is_new` where it was made or changed just now."""

    plan: StudyPlan
    day: date
    zone: str
    today: Today
    done: Mapping[date, Work]
    course: Course
    readiness: tuple[Readiness, ...]
    is_new: bool = False

    @property
    def days_left(self) -> int:
        return (self.plan.interview - self.day).days


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan before it is saved: what it would ask for; `replaces` one that there is."""

    level: Level
    interview: date
    day: date
    today: Today
    course: Course
    replaces: bool


def check_date(interview: date, today: date) -> None:
    """Raises DateOutOfReach unless it is from tomorrow to 180 days ahead."""
    if not today < interview <= today + MOST_DAYS * _DAY:
        raise DateOutOfReach(interview, today + _DAY, today + MOST_DAYS * _DAY)


def restored(plan: StudyPlan, today: date) -> StudyPlan:
    """A plan as a button says that it was: it begins from half a year ago to today. Raises
    DateOutOfReach where it leads further ahead than a plan does, or ends before it began."""
    reach = MOST_DAYS * _DAY
    begins = min(max(plan.begins, today - reach), today)
    if not begins <= plan.interview <= today + reach:
        raise DateOutOfReach(plan.interview, today + _DAY, today + reach)
    return replace(plan, begins=begins)


def of_day(plan: StudyPlan, day: date, unseen: Unseen, due: int, done: Work) -> Today:
    """The day's dose: its share of the questions that were never asked before it, at most 6, and
    the points that are due, at most 10, or 20 where there are no new questions.

    What is done of it counts in it, so that it never grows while it is worked on. It may shrink:
    by what was skipped, and where one answer rated several points that were due.
    """
    days = _days_to_learn(plan, day)
    questions = _share(unseen.at_dawn, days) if days else 0
    if unseen.at_dawn:
        questions = min(questions, unseen.now + done.questions)
    most = MOST_POINTS if questions else MOST_POINTS_ALONE
    return Today(Work(questions, min(most, due + done.points)), done)


def course(plan: StudyPlan, day: date, unseen: int, questions: int, today: Today) -> Course:
    """The rest of the way, after what is left of today."""
    left = max(0, unseen - today.questions_left)
    ahead: dict[date, int] = {}
    following = day + _DAY
    while following < plan.interview:
        days = _days_to_learn(plan, following)
        ahead[following] = _share(left, days) if days else 0
        left = max(0, left - ahead[following])
        following += _DAY
    return Course(ahead, unseen, questions)


def left_out(course: Course, today: Today) -> int:
    """How many questions of the level will not be asked before the interview."""
    return max(0, course.unseen - today.questions_left - sum(course.ahead.values()))


def with_reminder(
    plan: StudyPlan, minute: int | None, zone: ZoneInfo, after: datetime
) -> tuple[int | None, datetime | None]:
    """The time of day of its reminder and when the first one after this moment is due, in UTC; none
    after the day of the interview."""
    if minute is None:
        return None, None
    due = next_due(after, time(*divmod(minute, 60)), zone)
    return (None, None) if due.astimezone(zone).date() > plan.interview else (minute, due)


def is_missed(plan: StudyPlan, zone: ZoneInfo, now: datetime) -> bool:
    """Whether the reminder that is due came while the bot was off, and its day is over."""
    due = plan.remind_at
    return due is not None and now - due > LATEST and local_day(due, zone) < local_day(now, zone)


def is_over(plan: StudyPlan, day: date) -> bool:
    return day > plan.interview


def _days_to_learn(plan: StudyPlan, day: date) -> int:
    """From this day on, with new questions."""
    days = (plan.interview - day).days
    is_short = (plan.interview - plan.begins).days <= SHORT_DAYS
    return max(0, days if is_short else days - 1)


def _share(questions: int, days: int) -> int:
    """Of the questions, for the first of so many days."""
    return min(MOST_QUESTIONS, -(-questions // days)) if questions else AGAIN
