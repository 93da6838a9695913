"""Streaks: counted, bridged by freezes, ended, and never robbed of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.streak import MOST_FREEZES, Streak, streak

FIRST = date(2026, 3, 2)
DAYS = st.lists(st.integers(0, 60).map(lambda number: FIRST + timedelta(number)), max_size=60)


def on(*numbers: int) -> Streak:
    """The streak of these days, counted from the first."""
    return streak(FIRST + timedelta(number) for number in numbers)


def test_days_in_a_row_are_counted_once_each() -> None:
    assert on(0, 1, 1, 2).current == 3
    assert on().current == 0


def test_a_missed_day_without_a_freeze_begins_anew() -> None:
    assert on(0, 1, 3) == Streak(1, 2, FIRST + timedelta(3))


def test_every_seventh_day_earns_a_freeze_and_two_are_kept() -> None:
    assert on(*range(6)).freezes == 0
    assert on(*range(7)).freezes == 1
    assert on(*range(21)).freezes == MOST_FREEZES


def test_a_freeze_bridges_a_missed_day_and_says_so() -> None:
    bridged = on(*range(7), 8)
    assert (bridged.current, bridged.freezes) == (8, 0)
    assert bridged.frozen == (FIRST + timedelta(7),)


def test_a_gap_that_the_freezes_do_not_cover_uses_them_up() -> None:
    assert on(*range(7), 9) == Streak(1, 7, FIRST + timedelta(9))


def test_it_is_alive_through_the_next_day_and_the_freezes() -> None:
    found = on(*range(7))
    for ahead, freezes in ((0, 1), (1, 1), (2, 0)):
        today = found.on(FIRST + timedelta(6 + ahead))
        assert (today.current, today.freezes) == (7, freezes)
    assert found.on(FIRST + timedelta(9)).current == 0
    assert found.on(FIRST + timedelta(9)).longest == 7


def test_a_day_that_arrives_late_joins_what_it_lies_between() -> None:
    assert on(0, 1, 3, 4).current == 2
    assert on(0, 1, 3, 4, 2).current == 5


@given(DAYS)
def test_it_is_what_living_through_the_days_one_by_one_gives(days: list[date]) -> None:
    current = longest = freezes = 0
    for number in range(62):
        day = FIRST + timedelta(number)
        if day in days:
            current += 1
            if current % 7 == 0:
                freezes = min(MOST_FREEZES, freezes + 1)
        elif current and freezes:
            freezes -= 1
        elif current and day > min(days):
            current = freezes = 0
        longest = max(longest, current)
        lived = streak(each for each in days if each <= day)
        tomorrow = lived.on(day + timedelta(1))
        assert tomorrow.longest == longest
        assert (tomorrow.current, tomorrow.freezes) == (current, freezes)


@given(DAYS, st.integers(0, 60))
def test_no_day_makes_the_longest_streak_shorter(days: list[date], number: int) -> None:
    more = [*days, FIRST + timedelta(number)]
    assert streak(more).longest >= streak(days).longest


@pytest.mark.parametrize("shuffled", [(3, 1, 2, 0), (0, 2, 1, 3)])
def test_the_order_of_arrival_does_not_matter(shuffled: tuple[int, ...]) -> None:
    assert on(*shuffled) == on(0, 1, 2, 3)
