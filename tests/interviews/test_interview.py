from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attempts.attempt import Attempt, State
from bot.bank.question import Level
from bot.errors import OutOfRange
from bot.interviews import interview as rules
from bot.interviews.interview import LADDER, Ending, Interview, Mode, Options, Pace, Plan
from bot.interviews.progress import Progress, entries
from tests.cast import NOON

INTERVIEW = Interview(1, 10, 20, Plan(Pace.ADAPTIVE), 99, NOON, NOON)


def attempt(number: int, retry_of: int | None = None) -> Attempt:
    return Attempt(
        id=number,
        member_id=10,
        server_id=20,
        question_id=f"q{number}",
        question_version="v",
        level=Level.JUNIOR,
        state=State.OPEN,
        hints=0,
        opened_at=NOON + timedelta(minutes=number),
        retry_of=retry_of,
    )


@pytest.mark.parametrize(
    ("scores", "level"),
    [
        ([], Level.JUNIOR),
        ([75], Level.JUNIOR),
        ([75, 75], Level.EXPERIENCED),
        ([90, 74, 90], Level.JUNIOR),
        ([39], Level.FRESHER),
        ([40], Level.JUNIOR),
        ([39, 39], Level.FRESHER),
        ([80, None, 80], Level.JUNIOR),
        ([80, 80, 80], Level.EXPERIENCED),
        ([80, 80, 10], Level.JUNIOR),
        ([80, 80, 80, 80, 20, 20], Level.FRESHER),
    ],
)
def test_adaptive_moves_up_after_two_good_answers_and_down_after_one_poor_one(
    scores: list[int | None], level: Level
) -> None:
    assert rules.adaptive_level(scores) is level


@given(st.lists(st.none() | st.integers(0, 100), max_size=20), st.none() | st.integers(0, 100))
def test_one_answer_moves_adaptive_by_one_level_at_most(
    scores: list[int | None], last: int | None
) -> None:
    before = LADDER.index(rules.adaptive_level(scores))
    after = LADDER.index(rules.adaptive_level([*scores, last]))
    assert abs(after - before) <= 1


@pytest.mark.parametrize("length", [0, 21, -1])
def test_a_plan_has_1_to_20_questions(length: int) -> None:
    with pytest.raises(OutOfRange):
        Plan(length=length)


def test_options_replace_only_what_they_name() -> None:
    plan = Plan(Pace.FRESHER, "routing", None, 3)
    assert Options(length=7).over(plan) == Plan(Pace.FRESHER, "routing", None, 7)
    assert Options().over(plan) == plan
    assert not Options().given


@pytest.mark.parametrize(("mode", "days"), [(Mode.PRACTICE, 7), (Mode.REAL, 1)])
def test_an_interview_is_left_after_its_days_and_not_before(mode: Mode, days: int) -> None:
    end = NOON + timedelta(days=days)
    interview = replace(INTERVIEW, plan=Plan(mode=mode))
    assert not rules.is_left(interview, end - timedelta(seconds=1))
    assert rules.is_left(interview, end)


def test_only_a_real_interview_has_deadlines() -> None:
    assert rules.deadline(Mode.PRACTICE, 4, NOON) is None
    assert rules.deadline(Mode.REAL, 4, NOON) == NOON + timedelta(minutes=4, seconds=15)


def test_an_ended_interview_stays_as_it_ended() -> None:
    ended = rules.end(INTERVIEW, Ending.FINISHED, NOON)
    assert rules.end(ended, Ending.STOPPED, NOON + timedelta(days=1)) is ended


def test_retries_stand_under_the_attempt_that_they_try_again() -> None:
    found = entries([1, 2], [attempt(1), attempt(2), attempt(3, 1), attempt(4, 1)])
    assert [entry.position for entry in found] == [1, 2]
    assert [entry.current.id for entry in found] == [4, 2]
    progress = Progress(INTERVIEW, found)
    assert progress.find(3) == (found[0], found[0].retries[0])
    assert progress.find(9) is None
