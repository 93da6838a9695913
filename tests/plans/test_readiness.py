"""How ready a member is said to be."""

from dataclasses import replace

import pytest

from bot.bank.question import Level
from bot.ledger.skill import Belief, at_level
from bot.ledger.total import Total
from bot.plans.readiness import readiness

MEMBER = Belief(0.5, 0.05, 30)
TOTAL = Total(score_sum=60 * 20, answers=20)


def percent(member: Belief = MEMBER, total: Total = TOTAL, recalls: tuple[float, ...] = ()) -> int:
    found = readiness(Level.JUNIOR, member, total, 80, recalls).percent
    assert found is not None
    return found


def test_under_eight_answers_it_is_not_known() -> None:
    found = readiness(Level.JUNIOR, replace(MEMBER, answers=7), TOTAL, 80, [1.0])
    assert (found.percent, found.margin) == (None, None)


def test_without_an_answer_at_the_level_it_is_what_the_skill_expects() -> None:
    assert percent(total=Total()) == pytest.approx(at_level(MEMBER, Level.JUNIOR).percent, abs=2)


def test_what_is_still_known_on_the_day_adds_to_it() -> None:
    assert percent(recalls=(0.9, 0.95)) > percent(recalls=(0.3, 0.2)) > percent()


def test_the_formula_is_the_one_that_is_told() -> None:
    expected = at_level(MEMBER, Level.JUNIOR).percent / 100
    seen = 0.5 * 20 / 80
    told = (1 - seen) * expected + seen * (0.6 + 0.4 * 0.9)
    assert percent(recalls=(0.9,)) == round(100 * told)


def test_recalling_everything_makes_nobody_surer() -> None:
    found = readiness(Level.JUNIOR, MEMBER, Total(score_sum=8000, answers=80), 80, [1.0] * 99)
    assert found.margin == at_level(MEMBER, Level.JUNIOR).margin
    assert found.percent is not None
    assert found.percent < 95


def test_a_level_that_was_hardly_tried_is_less_sure() -> None:
    tried = readiness(Level.JUNIOR, MEMBER, TOTAL, 80, [])
    untried = readiness(Level.JUNIOR, MEMBER, Total(score_sum=120, answers=2), 80, [])
    assert tried.margin is not None
    assert untried.margin is not None
    assert untried.margin > tried.margin


def test_a_bank_without_questions_of_the_level_divides_nothing() -> None:
    assert readiness(Level.JUNIOR, MEMBER, Total(), 0, []).percent is not None
