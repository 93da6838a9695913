"""How able members and how hard questions are taken to be."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.question import Level
from bot.ledger.skill import (
    ENOUGH_ANSWERS,
    NEWCOMER,
    START,
    Belief,
    at_level,
    estimate,
    expected_share,
    meet,
    odd,
    offset,
    openness,
    placed,
    unasked,
)
from tests.ledger.simulated import LEARNT, Line, simulate, table, tables

ROOT = Path(__file__).parents[2]
KNOWN = Belief(0.5, 0.05, 30)


def test_a_good_answer_raises_the_member_and_lowers_the_question() -> None:
    member, question = meet(NEWCOMER, unasked(Level.JUNIOR), earned=1.0)
    assert member.mean > NEWCOMER.mean
    assert question.mean < START[Level.JUNIOR]
    assert (member.answers, question.answers) == (1, 1)
    assert question.variance < unasked(Level.JUNIOR).variance


def test_who_is_known_well_moves_less() -> None:
    new, _ = meet(NEWCOMER, unasked(Level.JUNIOR), earned=0.0)
    known, _ = meet(KNOWN, unasked(Level.JUNIOR), earned=0.0)
    assert NEWCOMER.mean - new.mean > 2 * (KNOWN.mean - known.mean) > 0


def test_an_answer_as_expected_moves_nobody() -> None:
    member, _ = meet(Belief(0.0, 0.5), Belief(0.0, 0.3), earned=0.5)
    assert member.mean == 0.0


def test_nothing_is_said_before_eight_answers() -> None:
    assert estimate(replace(KNOWN, answers=ENOUGH_ANSWERS - 1)) is None
    assert estimate(replace(KNOWN, answers=ENOUGH_ANSWERS)) is not None


@pytest.mark.parametrize(
    ("ability", "level"),
    [(-2.0, Level.FRESHER), (0.0, Level.FRESHER), (0.6, Level.JUNIOR), (2.0, Level.EXPERIENCED)],
)
def test_the_level_is_the_hardest_at_which_sixty_are_expected(ability: float, level: Level) -> None:
    found = estimate(Belief(ability, 0.02, 40))
    assert found is not None
    assert found.level is level


def test_the_less_is_known_the_wider_the_margin() -> None:
    margins = [at_level(Belief(0.5, variance), Level.JUNIOR).margin for variance in (0.02, 0.2, 1)]
    assert margins == sorted(margins)
    assert margins[0] < margins[2]


def test_uncertainty_draws_what_is_expected_to_the_middle() -> None:
    sure = expected_share(Belief(2, 0.01), Belief(0, 0.01))
    unsure = expected_share(Belief(2, 2.0), Belief(0, 0.01))
    assert 0.5 < unsure < sure


def test_an_outcome_is_open_where_about_sixty_are_expected() -> None:
    assert openness(KNOWN, unasked(Level.JUNIOR)) == 0
    assert openness(KNOWN, Belief(3, 0.1)) > openness(KNOWN, Belief(1.2, 0.1)) > 0


def test_a_level_is_held_in_its_place() -> None:
    strayed = {f"q{number}": (Level.JUNIOR, Belief(-0.4, 0.1, 5)) for number in range(30)}
    assert placed(strayed)["q7"].mean == pytest.approx(START[Level.JUNIOR])
    assert offset(Level.JUNIOR, -0.4, 30) == pytest.approx(-0.4)
    assert offset(Level.JUNIOR, -0.4, 3) == 0


def test_a_question_is_odd_only_beyond_what_chance_explains() -> None:
    found = {
        "fits": Belief(0.4, 0.02, 40),
        "hardly-asked": Belief(1.2, 0.3, 2),
        "too-hard": Belief(1.4, 0.02, 40),
        "too-easy": Belief(-1.2, 0.02, 40),
    }
    odd_ones = odd(found, dict.fromkeys(found, Level.JUNIOR))
    assert [each.question_id for each in odd_ones] == ["too-hard", "too-easy"]
    hard, easy = odd_ones
    assert (hard.likely, easy.likely) == (Level.EXPERIENCED, Level.FRESHER)
    assert hard.percent < 40 < 80 < easy.percent
    assert hard.answers == 40


def test_a_question_that_the_bank_has_no_more_is_not_odd() -> None:
    assert odd({"gone": Belief(3, 0.01, 50)}, {}) == []


@pytest.mark.parametrize("learnt", [0.0, LEARNT], ids=["steady", "learning"])
def test_of_500_simulated_members_the_intervals_hold_what_they_promise(learnt: float) -> None:
    lines = simulate(seed=20, learnt=learnt)
    sys.stdout.write(f"\n{table(lines, f'who learn {learnt}')}\n")
    errors = [line.error for line in lines]
    assert errors[0] < 10
    assert errors[1] < 8
    assert max(errors[2:]) < 6.5
    assert all(_promised(line) for line in lines)


def _promised(line: Line) -> bool:
    """At least nearly the 80 % that are promised."""
    return line.covered >= 72


def test_the_readmes_tables_are_those_of_the_simulation() -> None:
    assert tables() in (ROOT / "README.md").read_text(encoding="utf-8")
