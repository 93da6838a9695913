"""Weeks of daily questions: in Kolkata, in Apia, in New York over both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import House, until
from tests.journeys.daily_life import linus, posts, rows, set_up

pytestmark = pytest.mark.usefixtures("quick")


def days(house: House) -> list[str]:
    return [day for (day,) in rows(house, "SELECT day FROM dailies ORDER BY id")]


async def live_through(house: House, first: date, count: int, zone: str, at: str) -> None:
    """Hour by hour, from midnight of the first day; every day brings one question."""
    begin = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC)
    house.pilot.clock.advance(begin - house.pilot.clock.now())
    await linus(house).slash("manage daily", channel="daily", time=at, timezone=zone, thread=False)
    for number in range(count):
        expected = [str(first + timedelta(days=past)) for past in range(number + 1)]
        midnight = datetime.combine(first + timedelta(number + 1), time(), ZoneInfo(zone))
        while (left := midnight.astimezone(UTC) - house.pilot.clock.now()) > timedelta():
            house.pilot.clock.advance(min(left, timedelta(hours=1)))
            if days(house) != expected:
                await _looked(house)
        await until(lambda expected=expected: days(house) == expected)  # type: ignore[misc]
    await until(lambda: len(posts(house, house.ada)) == count)


async def _looked(house: House) -> None:
    """The bot has had the time to look for what is due."""
    due = "SELECT count(*) FROM daily_schedules WHERE next_at <= '{}'"
    now = house.pilot.clock.now().replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    await until(lambda: rows(house, due.format(now)) == [(0,)])


@pytest.mark.parametrize(
    ("zone", "first", "at"),
    [
        ("Asia/Kolkata", date(2027, 1, 4), "09:00"),
        ("Pacific/Apia", date(2027, 1, 4), "00:05"),
        # The clocks jump from 2 to 3 on the 14th.
        ("America/New_York", date(2027, 3, 11), "02:30"),
        # They show 1:30 twice on the 7th.
        ("America/New_York", date(2027, 11, 4), "01:30"),
    ],
)
async def test_every_day_of_a_week_has_one_question(
    house: House, zone: str, first: date, at: str
) -> None:
    await live_through(house, first, 7, zone, at)
    numbers = [number for (number,) in rows(house, "SELECT number FROM dailies ORDER BY id")]
    assert numbers == list(range(1, 8))


async def test_a_time_that_is_moved_brings_no_second_question_that_day(house: House) -> None:
    await live_through(house, date(2027, 1, 4), 1, "Asia/Kolkata", "09:00")
    house.pilot.clock.advance(timedelta(hours=9, minutes=30))
    await until(lambda: len(posts(house, house.ada)) == 2)
    for at, zone in (("11:00", "Asia/Kolkata"), ("12:00", "Asia/Tokyo"), ("23:59", "Asia/Tokyo")):
        await linus(house).slash("manage daily", time=at, timezone=zone)
    house.pilot.clock.advance(timedelta(hours=10))
    await _looked(house)
    assert days(house) == ["2027-01-04", "2027-01-05"]
    house.pilot.clock.advance(timedelta(days=1, hours=1))
    await until(lambda: days(house)[-1] == "2027-01-06")


async def test_the_levels_take_turns(house: House) -> None:
    await set_up(house)
    await live_through(house, date(2027, 1, 4), 3, "Asia/Kolkata", "09:00")
    levels = {level for (level,) in rows(house, "SELECT level FROM dailies WHERE number > 0")}
    assert levels == {"fresher", "junior", "experienced"}
