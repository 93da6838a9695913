"""The real bank: whole, complete and consistent."""

from pathlib import Path

import pytest

from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.bank.question import Level, Question

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load(QUESTIONS)


def of_the_seed(bank: Bank) -> list[tuple[int, Question]]:
    return [
        (int(question.origin.removeprefix("seed/")), question)
        for question in bank.questions.values()
        if question.origin and question.origin.startswith("seed/")
    ]


def test_every_question_of_the_seed_is_there_once(bank: Bank) -> None:
    assert sorted(number for number, _ in of_the_seed(bank)) == list(range(1, 31))


def test_the_seed_keeps_its_levels(bank: Bank) -> None:
    expected = {
        **dict.fromkeys(range(1, 7), Level.FRESHER),
        **dict.fromkeys(range(7, 17), Level.JUNIOR),
        **dict.fromkeys(range(17, 31), Level.EXPERIENCED),
    }
    assert {number: question.level for number, question in of_the_seed(bank)} == expected


def test_every_point_is_accepted_in_at_least_four_wordings(bank: Bank) -> None:
    few = [
        f"{question.id}/{point.id}"
        for question in bank.questions.values()
        for point in question.points
        if len({_plain(phrase) for phrase in point.accept}) < 4
    ]
    assert few == []


def test_every_question_has_at_least_two_hints(bank: Bank) -> None:
    few = [question.id for question in bank.questions.values() if len(question.hints) < 2]
    assert few == []


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
