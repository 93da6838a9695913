"""Which questions are worth most to a member."""

import pytest

from bot.bank.loading import load
from bot.bank.question import Level, Question
from bot.interviews.ranking import anything, open_outcomes, weak_topics
from bot.ledger.skill import Belief
from bot.ledger.total import Total
from tests.journeys.rehearsal import write_bank


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> list[Question]:
    folder = write_bank(tmp_path_factory.mktemp("bank") / "questions")
    return list(load(folder).questions.values())


def test_questions_whose_outcome_is_open_come_first(questions: list[Question]) -> None:
    rank = open_outcomes(Belief(1.5, 0.05, 30), {})
    levels = {question.level: rank(question) for question in questions}
    assert levels[Level.EXPERIENCED] < levels[Level.JUNIOR] < levels[Level.FRESHER]


def test_what_answers_say_of_a_question_counts_more_than_its_level(
    questions: list[Question],
) -> None:
    first = next(question for question in questions if question.level is Level.FRESHER)
    member = Belief(1.5, 0.05, 30)
    known = open_outcomes(member, {first.id: Belief(1.1, 0.02, 40)})
    assert known(first) == 0 < open_outcomes(member, {})(first)


def test_weak_topics_come_first_and_unknown_ones_before_good_ones(
    questions: list[Question],
) -> None:
    topics = {
        "doors": Total(score_sum=90, answers=3),  # a mean of 30
        "letters": Total(score_sum=270, answers=3),
        "windows": Total(score_sum=5, answers=1),  # too few to tell
    }
    rank = weak_topics(topics, [])
    order = sorted(
        {question.topic for question in questions},
        key=lambda topic: min(rank(question) for question in questions if question.topic == topic),
    )
    assert order[0] == "doors"
    assert order[-1] == "letters"


def test_each_topic_waits_for_the_others(questions: list[Question]) -> None:
    doors = [question for question in questions if question.topic == "doors"]
    topics = {"doors": Total(score_sum=0, answers=3), "letters": Total(score_sum=300, answers=3)}
    rank = weak_topics(topics, doors[:1])
    letter = next(question for question in questions if question.topic == "letters")
    assert rank(letter) < rank(doors[1])


def test_otherwise_all_are_equal(questions: list[Question]) -> None:
    assert {anything(question) for question in questions} == {0}
