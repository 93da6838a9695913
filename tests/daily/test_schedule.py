"""Due moments: once for each local date, through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.daily.schedule import Schedule, due_on, last_due, local_day, next_due, parse_time
from bot.errors import BadTime

ZONES = st.sampled_from(
    [
        "UTC",
        "Asia/Kolkata",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Africa/Casablanca",
    ]
).map(ZoneInfo)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
# Hypothesis takes the bounds without a zone.
MOMENTS = st.datetimes(
    datetime(2010, 1, 1),  # noqa: DTZ001
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(MOMENTS, TIMES, ZONES)
def test_the_next_one_is_later_and_at_most_two_days_away(
    now: datetime, at: time, zone: ZoneInfo
) -> None:
    due = next_due(now, at, zone)
    assert now < due <= now + timedelta(days=2)


@given(MOMENTS, TIMES, ZONES)
def test_the_last_one_is_the_one_before_the_next(now: datetime, at: time, zone: ZoneInfo) -> None:
    last = last_due(now, at, zone)
    assert last <= now
    assert next_due(last, at, zone) == next_due(now, at, zone)


@given(MOMENTS, TIMES, ZONES)
def test_each_local_date_comes_once(now: datetime, at: time, zone: ZoneInfo) -> None:
    days, due = [], now
    for _ in range(10):
        due = next_due(due, at, zone)
        days.append(local_day(due, zone))
    assert days == sorted(set(days))


def test_a_time_that_the_clocks_jump_over_comes_as_long_after_the_jump() -> None:
    zone = ZoneInfo("America/New_York")
    due = due_on(date(2027, 3, 14), time(2, 30), zone)
    assert due.astimezone(zone).time() == time(3, 30)


def test_a_time_that_they_show_twice_comes_the_first_time() -> None:
    due = due_on(date(2027, 11, 7), time(1, 30), ZoneInfo("America/New_York"))
    assert due == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert next_due(due, time(1, 30), ZoneInfo("America/New_York")) - due > timedelta(hours=24)


def test_the_day_that_apia_never_had_brings_no_second_question() -> None:
    zone, now = ZoneInfo("Pacific/Apia"), datetime(2011, 12, 28, 12, tzinfo=UTC)
    days = []
    for _ in range(4):
        now = next_due(now, time(9), zone)
        days.append(local_day(now, zone).day)
    assert days == [28, 29, 31, 1]


def test_the_levels_rotate_by_date() -> None:
    schedule = Schedule(1, 1, time(9), "UTC")
    levels = [schedule.level_on(date(2027, 1, 4) + timedelta(number)) for number in range(3)]
    assert set(levels) == set(Level)


@pytest.mark.parametrize("text", ["09:00", "9:00", " 9.00 ", "09h00"])
def test_times_are_read_as_people_write_them(text: str) -> None:
    assert parse_time(text) == time(9)


@pytest.mark.parametrize("text", ["", "9", "24:00", "9:60", "nine", "09:00:00", "٩:٠٠x"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        parse_time(text)
