"""Each follow-up of the bank pays for its own points, and not for its own words."""

from pathlib import Path

import pytest

from bot.attempts.follow_up import as_question, is_good
from bot.bank.loading import load
from bot.bank.question import FollowUp, Question
from bot.grading.lexical import LexicalGrader

QUESTIONS = tuple(load(Path(__file__).parents[2] / "questions").questions.values())
GRADER = LexicalGrader(QUESTIONS)
# What somebody says who knows it: the points, each in some of its accepted words as well.
FEW = 5
EVERY = [(question, each) for question in QUESTIONS for each in question.follow_ups]


@pytest.mark.parametrize(
    ("question", "asked"), EVERY, ids=[f"{question.id}/{each.point}" for question, each in EVERY]
)
def test_its_points_are_a_good_answer_and_its_words_are_none(
    question: Question, asked: FollowUp
) -> None:
    taken = as_question(question, asked)
    accepted = [phrase for point in taken.points for phrase in point.accept[:FEW]]
    said = [f"{phrase}." for phrase in accepted if not phrase.startswith("`")]
    assert is_good(GRADER.grade(taken, " ".join([taken.answer, *said])))
    assert not is_good(GRADER.grade(taken, asked.question))
