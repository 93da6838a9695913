"""How much a plan asks for, and for how long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.errors import DateOutOfReach
from bot.plans.plan import (
    MOST_POINTS,
    MOST_QUESTIONS,
    StudyPlan,
    Today,
    Work,
    check_date,
    course,
    of_day,
    with_reminder,
)

DAY = date(2026, 11, 2)
BERLIN = ZoneInfo("Europe/Berlin")


def plan(days: int, begins: date = DAY) -> StudyPlan:
    return StudyPlan(1, 2, Level.JUNIOR, begins, DAY + timedelta(days=days))


def test_questions_are_spread_over_the_days_that_are_left() -> None:
    assert of_day(plan(31), DAY, unseen=60, due=0, done=Work()).dose == Work(2, 0)
    assert of_day(plan(16), DAY, unseen=60, due=0, done=Work()).dose == Work(4, 0)


def test_a_day_has_at_most_six_questions_and_ten_points() -> None:
    found = of_day(plan(3), DAY, unseen=85, due=99, done=Work())
    assert found.dose == Work(MOST_QUESTIONS, MOST_POINTS)


def test_the_last_day_before_the_interview_is_for_reviews() -> None:
    begins = DAY - timedelta(days=20)
    assert of_day(plan(1, begins), DAY, unseen=50, due=3, done=Work()).dose == Work(0, 3)
    assert of_day(plan(2, begins), DAY, unseen=50, due=3, done=Work()).dose.questions == 6


def test_a_short_plan_uses_every_day() -> None:
    assert of_day(plan(1), DAY, unseen=50, due=0, done=Work()).dose.questions == 6


@pytest.mark.parametrize("done", [0, 1, 5])
def test_where_everything_was_asked_one_a_day_is_asked_again(done: int) -> None:
    assert of_day(plan(20), DAY, unseen=0, due=0, done=Work(done)).dose.questions == 1


@given(st.integers(2, 180), st.integers(0, 300), st.integers(0, 40))
def test_a_dose_stays_the_same_all_day(days: int, unseen: int, due: int) -> None:
    """Whatever is done of it: a question that was asked is no longer unseen."""
    first = of_day(plan(days), DAY, unseen, due, Work())
    for done in range(min(first.dose.questions, unseen) + 1):
        later = of_day(plan(days), DAY, unseen - done, due, Work(done, 0))
        assert later.dose == first.dose
        assert later.questions_left <= first.dose.questions


@given(st.integers(2, 180), st.integers(0, 300))
def test_the_way_asks_for_all_that_a_day_can_hold(days: int, unseen: int) -> None:
    today = of_day(plan(days), DAY, unseen, 0, Work())
    found = course(plan(days), DAY, unseen, 300, today)
    ahead = sum(found.ahead.values())
    learning = [number for number in found.ahead.values() if number]
    assert max([*found.ahead.values(), 0]) <= MOST_QUESTIONS
    assert today.dose.questions + ahead >= min(unseen, MOST_QUESTIONS * (1 + len(learning)))
    assert set(found.ahead) == {DAY + timedelta(days=number) for number in range(1, days)}


@pytest.mark.parametrize("days", [-3, 0, 181])
def test_a_plan_leads_from_tomorrow_to_half_a_year_ahead(days: int) -> None:
    with pytest.raises(DateOutOfReach):
        check_date(DAY + timedelta(days=days), DAY)
    check_date(DAY + timedelta(days=1), DAY)
    check_date(DAY + timedelta(days=180), DAY)


def test_a_reminder_comes_at_its_local_time_also_after_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 18, 0, tzinfo=UTC)  # 20:00 in summer
    _, due = with_reminder(plan(9), 19 * 60 + 30, BERLIN, before)
    assert due == datetime(2026, 10, 25, 18, 30, tzinfo=UTC)
    _, due = with_reminder(plan(9), 19 * 60 + 30, BERLIN, before - timedelta(hours=2))
    assert due == datetime(2026, 10, 24, 17, 30, tzinfo=UTC)


def test_no_reminder_comes_after_the_day_of_the_interview() -> None:
    after = datetime(2026, 11, 3, 20, tzinfo=UTC)
    assert with_reminder(plan(1), 60, BERLIN, after) == (None, None)
    assert with_reminder(plan(1), None, BERLIN, after) == (None, None)


def test_what_is_left_is_never_less_than_nothing() -> None:
    today = Today(Work(2, 1), Work(5, 4))
    assert (today.questions_left, today.points_left, today.is_done) == (0, 0, True)
