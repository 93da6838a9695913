"""The periods and scopes that points are added up in."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.bank.question import Level

OVERALL = "all"
LEVEL = "level/"
TOPIC = "topic/"
EVER = date(1970, 1, 1)


class Window(StrEnum):
    """A kind of period; a week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


def start_of(window: Window, day: date) -> date:
    """The first day of the period that holds this day; of all time, 1970-01-01."""
    match window:
        case Window.DAY:
            return day
        case Window.WEEK:
            return day - timedelta(days=day.weekday())
        case Window.MONTH:
            return day.replace(day=1)
        case Window.ALL:
            return EVER


def scope(level: Level | None = None, topic: str | None = None) -> str:
    """What is added up: everything, one level, or one topic (a slug); not both at once."""
    if level is not None:
        return LEVEL + level
    return OVERALL if topic is None else TOPIC + topic


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of the next day in this zone, in UTC: what is due today is due before it."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)
