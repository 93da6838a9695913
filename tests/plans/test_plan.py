"""The rules of a plan's day: how much it asks for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.errors import DateOutOfReach
from bot.plans.plan import (
    AGAIN,
    MOST_POINTS,
    MOST_POINTS_ALONE,
    MOST_QUESTIONS,
    StudyPlan,
    Today,
    Unseen,
    Work,
    check_date,
    course,
    left_out,
    of_day,
    with_reminder,
)

BEGINS = date(2027, 3, 1)
BERLIN = ZoneInfo("Europe/Berlin")


def plan(days: int) -> StudyPlan:
    """It begins so many days before its interview."""
    return StudyPlan(1, 2, Level.JUNIOR, BEGINS, BEGINS + timedelta(days=days))


PLAN = plan(60)
NOTHING = Work()


def dose(
    day: int, at_dawn: int, now: int | None = None, due: int = 0, done: Work = NOTHING
) -> Work:
    unseen = Unseen(at_dawn, at_dawn if now is None else now)
    return of_day(PLAN, BEGINS + timedelta(days=day), unseen, due, done).dose


@pytest.mark.parametrize(
    ("day", "unseen", "questions"),
    [(0, 85, 2), (58, 2, 2), (54, 85, MOST_QUESTIONS), (59, 3, 0), (60, 3, 0)],
)
def test_the_unasked_questions_are_shared_out_over_the_days_to_learn(
    day: int, unseen: int, questions: int
) -> None:
    assert dose(day, unseen).questions == questions


@pytest.mark.parametrize("done", range(MOST_QUESTIONS + 1))
def test_the_dose_stays_while_new_questions_are_answered(done: int) -> None:
    assert dose(54, 85, 85 - done, done=Work(done)).questions == MOST_QUESTIONS


@pytest.mark.parametrize("done", range(AGAIN + 1))
def test_the_dose_stays_while_questions_are_asked_again(done: int) -> None:
    assert dose(20, 0, done=Work(done)).questions == AGAIN


def test_the_day_of_the_last_unasked_question_is_done_with_it() -> None:
    assert dose(20, 1, 0, done=Work(1)).questions == 1


def test_a_question_that_was_skipped_is_not_waited_for() -> None:
    assert dose(58, 2, 0, done=Work(1)).questions == 1


def test_at_most_ten_points_a_day_are_reviewed_and_twenty_without_new_questions() -> None:
    assert dose(20, 40, due=30).points == MOST_POINTS
    assert dose(20, 40, due=22, done=Work(points=8)).points == MOST_POINTS
    assert dose(20, 40, due=3, done=Work(points=2)).points == 5
    assert dose(59, 0, due=30).points == MOST_POINTS_ALONE


@pytest.mark.parametrize(
    ("day", "unseen", "out"), [(0, 85, 0), (54, 85, 55), (59, 4, 4), (20, 0, 0)]
)
def test_what_the_days_have_no_room_for_is_left_out(day: int, unseen: int, out: int) -> None:
    today = Today(dose(day, unseen), Work())
    ahead = course(PLAN, BEGINS + timedelta(days=day), unseen, 85, today)
    assert left_out(ahead, today) == out


def test_a_short_plan_uses_every_day() -> None:
    assert of_day(plan(1), BEGINS, Unseen(50, 50), due=0, done=Work()).dose.questions == 6


@given(st.integers(2, 180), st.integers(0, 300), st.integers(0, 40))
def test_a_dose_stays_the_same_all_day(days: int, unseen: int, due: int) -> None:
    """Whatever is done of it: a question that was asked is no longer unseen."""
    first = of_day(plan(days), BEGINS, Unseen(unseen, unseen), due, Work())
    for done in range(min(first.dose.questions, unseen) + 1):
        later = of_day(plan(days), BEGINS, Unseen(unseen, unseen - done), due, Work(done))
        assert later.dose == first.dose
        assert later.questions_left == first.dose.questions - done


@given(st.integers(2, 180), st.integers(0, 300))
def test_the_way_asks_for_all_that_a_day_can_hold(days: int, unseen: int) -> None:
    today = of_day(plan(days), BEGINS, Unseen(unseen, unseen), 0, Work())
    found = course(plan(days), BEGINS, unseen, 300, today)
    ahead = sum(found.ahead.values())
    learning = [number for number in found.ahead.values() if number]
    assert max([*found.ahead.values(), 0]) <= MOST_QUESTIONS
    assert today.dose.questions + ahead >= min(unseen, MOST_QUESTIONS * (1 + len(learning)))
    assert set(found.ahead) == {BEGINS + timedelta(days=number) for number in range(1, days)}


@pytest.mark.parametrize("days", [-3, 0, 181])
def test_a_plan_leads_from_tomorrow_to_half_a_year_ahead(days: int) -> None:
    with pytest.raises(DateOutOfReach):
        check_date(BEGINS + timedelta(days=days), BEGINS)
    check_date(BEGINS + timedelta(days=1), BEGINS)
    check_date(BEGINS + timedelta(days=180), BEGINS)


def test_a_reminder_comes_at_its_local_time_also_after_the_clocks_change() -> None:
    before = datetime(2027, 3, 27, 18, 0, tzinfo=UTC)  # 19:00 in winter
    _, due = with_reminder(PLAN, 18 * 60 + 30, BERLIN, before)
    assert due == datetime(2027, 3, 28, 16, 30, tzinfo=UTC)
    _, due = with_reminder(PLAN, 18 * 60 + 30, BERLIN, before - timedelta(hours=2))
    assert due == datetime(2027, 3, 27, 17, 30, tzinfo=UTC)


def test_no_reminder_comes_after_the_day_of_the_interview() -> None:
    after = datetime(2027, 3, 2, 20, tzinfo=UTC)
    assert with_reminder(plan(1), 60, BERLIN, after) == (None, None)
    assert with_reminder(plan(1), None, BERLIN, after) == (None, None)


def test_what_is_left_is_never_less_than_nothing() -> None:
    today = Today(Work(2, 1), Work(5, 4))
    assert (today.questions_left, today.points_left, today.is_done) == (0, 0, True)
