"""The rules of a plan's day: how much it asks for."""

from datetime import date, timedelta

import pytest

from bot.bank.question import Level
from bot.plans.plan import (
    AGAIN,
    MOST_POINTS,
    MOST_QUESTIONS,
    StudyPlan,
    Today,
    Unseen,
    Work,
    course,
    left_out,
    of_day,
)

BEGINS = date(2027, 3, 1)
PLAN = StudyPlan(1, 2, Level.JUNIOR, BEGINS, BEGINS + timedelta(days=60))


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


def test_at_most_ten_points_a_day_are_reviewed() -> None:
    assert dose(20, 40, due=30).points == MOST_POINTS
    assert dose(20, 40, due=22, done=Work(points=8)).points == MOST_POINTS
    assert dose(20, 40, due=3, done=Work(points=2)).points == 5


@pytest.mark.parametrize(
    ("day", "unseen", "out"), [(0, 85, 0), (54, 85, 55), (59, 4, 4), (20, 0, 0)]
)
def test_what_the_days_have_no_room_for_is_left_out(day: int, unseen: int, out: int) -> None:
    today = Today(dose(day, unseen), Work())
    ahead = course(PLAN, BEGINS + timedelta(days=day), unseen, 85, today)
    assert left_out(ahead, today) == out
