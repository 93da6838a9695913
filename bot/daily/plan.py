"""What a manager settles about the daily question, and what comes of it: values and rules."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.bank.question import Level, Question
from bot.daily.daily import Answered, Daily, Stage, Tally
from bot.daily.schedule import Schedule, local_day, next_due
from bot.errors import MissingOptions

NOBODY = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a manager gave with the command; None where nothing was.

    `rotates` goes through the levels; `any_topic` takes the topic away; a `role_id` of 0 pings
    nobody, `hours_open` of 0 closes a question when the next one comes.
    """

    channel_id: int | None = None
    at: time | None = None
    zone: str | None = None
    level: Level | None = None
    rotates: bool = False
    topic: str | None = None
    any_topic: bool = False
    role_id: int | None = None
    hours_open: int | None = None
    opens_thread: bool | None = None

    @property
    def given(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Plan:
    """A server's schedule as a manager sees it. `dates` are the next three due moments;
    `fresh` of the `fitting` questions haven't come in the last 90 days; `lately` are the last
    questions of the day, newest first."""

    schedule: Schedule | None
    topics: dict[str, str]
    dates: tuple[datetime, ...] = ()
    next_level: Level | None = None
    number: int = 1
    fresh: int = 0
    fitting: int = 0
    lately: tuple[Daily, ...] = ()
    today: Daily | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A question of the day with all that its posts show; `answers` are those to be shown."""

    daily: Daily
    question: Question
    topic: str
    tally: Tally
    answers: tuple[Answered, ...] = ()
    role_id: int | None = None
    opens_thread: bool = False


def blank(schedule: Schedule, due: datetime, day: date) -> Daily:
    """On its way, without a question yet."""
    zone = ZoneInfo(schedule.zone)
    following = next_due(due, schedule.at, zone)
    if local_day(following, zone) == day:
        following = next_due(following, schedule.at, zone)
    hours = schedule.hours_open
    return Daily(
        id=0,
        server_id=schedule.server_id,
        day=day,
        number=0,
        level=schedule.level_on(day),
        stage=Stage.SENDING,
        channel_id=schedule.channel_id,
        due_at=due,
        closes_at=due + timedelta(hours=hours) if hours else following,
    )


def with_changes(server_id: int, before: Schedule | None, changes: Changes) -> Schedule:
    if before is None:
        given = {
            "channel": changes.channel_id,
            "time": changes.at,
            "timezone": changes.zone,
        }
        missing = tuple(name for name, value in given.items() if value is None)
        if changes.channel_id is None or changes.at is None or changes.zone is None:
            raise MissingOptions(missing)
        before = Schedule(server_id, changes.channel_id, changes.at, changes.zone)
    role_id = before.role_id if changes.role_id is None else changes.role_id or None
    hours = before.hours_open if changes.hours_open is None else changes.hours_open or None
    topic = None if changes.any_topic else changes.topic or before.topic
    level = None if changes.rotates else changes.level or before.level
    is_moved = changes.channel_id not in (None, before.channel_id)
    # A channel that could not be written in stopped it: another one lets it go on.
    is_cured = is_moved and before.trouble is not None
    return replace(
        before,
        channel_id=changes.channel_id or before.channel_id,
        at=before.at if changes.at is None else changes.at,
        zone=changes.zone or before.zone,
        level=level,
        topic=topic,
        role_id=role_id,
        hours_open=hours,
        opens_thread=before.opens_thread if changes.opens_thread is None else changes.opens_thread,
        is_paused=before.is_paused and not is_cured,
        trouble=None if is_cured else before.trouble,
    )
