"""When a server's daily question comes, and of which level."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.bank.question import Level
from bot.errors import BadTime

LATEST = timedelta(hours=6)
REST = timedelta(days=90)
MOST_HOURS_OPEN = 168
FEW_QUESTIONS = 7
_DAY = timedelta(days=1)
_LEVELS = tuple(Level)


class Trouble(StrEnum):
    """What went wrong with a post, or why the schedule stands still."""

    NO_ACCESS = "no-access"  # the channel is hidden from the bot
    NO_PERMISSION = "no-permission"  # the bot may not write there
    NO_CHANNEL = "no-channel"  # the channel is gone
    NO_THREAD = "no-thread"  # the post has no thread, but is there
    NO_QUESTION = "no-question"  # every question that fits came in the last 90 days
    UNKNOWN = "unknown"  # whether it was posted can't be known
    TOO_LATE = "too-late"  # the bot was away for more than 6 hours


STOPS = (Trouble.NO_ACCESS, Trouble.NO_PERMISSION, Trouble.NO_CHANNEL)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`at` is local time in `zone`; `level` None rotates through the three; `topic` is a slug,
    None for any; `hours_open` None closes a question when the next one comes.

    `next_at` is when the next one is due, as long as it isn't paused; `trouble` is what paused
    it, None where a manager did.
    """

    server_id: int
    channel_id: int
    at: time
    zone: str
    level: Level | None = None
    topic: str | None = None
    role_id: int | None = None
    hours_open: int | None = None
    opens_thread: bool = True
    is_paused: bool = False
    trouble: Trouble | None = None
    next_at: datetime | None = None

    def level_on(self, day: date) -> Level:
        return self.level or _LEVELS[day.toordinal() % len(_LEVELS)]


def parse_time(given: str) -> time:
    """A time of day such as 09:00, 9:30 or 21.15; raises BadTime."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.h](\d{2})\s*", given)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadTime(given)
    return time(int(found[1]), int(found[2]))


def due_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of the zone show this time on this day.

    Where they jump over it, the moment that comes as long after the jump as the time lies in
    it; where they show it twice, the first one.
    """
    return datetime.combine(day, at, zone).astimezone(ZoneInfo("UTC"))


def next_due(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first due moment later than `after`."""
    day = after.astimezone(zone).date() - _DAY
    while (due := due_on(day, at, zone)) <= after:
        day += _DAY
    return due


def last_due(until: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The last due moment that isn't later than `until`."""
    day = until.astimezone(zone).date() + _DAY
    while (due := due_on(day, at, zone)) > until:
        day -= _DAY
    return due


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
