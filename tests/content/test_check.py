"""The real bank passes its own check, but for what is known."""

from collections.abc import Set
from pathlib import Path

import pytest

from bot.bank.checking import Found, faults, program_faults
from bot.bank.lists import read_lists
from bot.bank.loading import load
from bot.bank.running import run
from bot.bank.standard import below_standard
from bot.grading.lexical import LexicalGrader

QUESTIONS = Path(__file__).parents[2] / "questions"
BANK = load(QUESTIONS)
LISTS = read_lists(QUESTIONS)
GAPS = Path(__file__).with_name("known_gaps.txt")
FULL_STANDARD = {"what-blueprints-are-for"}

Gap = tuple[str, str]


def known_gaps() -> dict[Gap, str]:
    lines = [line for line in GAPS.read_text().splitlines() if line and not line.startswith("#")]
    return {_gap(name): why.strip() for name, _, why in (line.partition(":") for line in lines)}


def _gap(name: str) -> Gap:
    question, kind = name.split()
    return question, kind


@pytest.fixture(scope="module")
def found() -> list[Found]:
    return list(faults(BANK, BANK.questions.values(), LISTS, LexicalGrader))


def test_nothing_is_wrong_with_the_bank_but_what_is_known(found: list[Found]) -> None:
    known = known_gaps()
    told = [
        f"{each.id}: {fault.text}" for each, fault in found if (each.id, fault.kind) not in known
    ]
    assert told == []


def test_every_known_gap_is_there_still_and_says_why(found: list[Found]) -> None:
    open_: Set[Gap] = {(question.id, fault.kind) for question, fault in found}
    assert known_gaps().keys() - open_ == set()
    assert all(known_gaps().values())


def test_the_lists_beside_the_questions_can_be_read() -> None:
    assert LISTS.problems == ()


def test_every_link_in_the_list_is_used() -> None:
    used = {link for each in BANK.questions.values() for link in (*each.links, *each.sources)}
    for question in BANK.questions.values():
        used |= {point.link for each in question.follow_ups for point in each.points}
    assert LISTS.links is not None
    assert LISTS.links.keys() - used == set()


def test_the_programs_of_every_question_do_what_they_say() -> None:
    found = program_faults(BANK.questions.values(), run)
    assert [f"{question.id}: {fault.text}" for question, fault in found] == []


def test_a_question_that_met_the_standard_meets_it_still() -> None:
    lacking = [
        f"{name}: {fault.text}"
        for name in sorted(FULL_STANDARD)
        for fault in below_standard(BANK.questions[name])
    ]
    assert lacking == []
