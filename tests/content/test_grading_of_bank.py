"""Each question's rubric pays for its own model answer, and for nothing that only resembles one."""

from pathlib import Path
from statistics import mean

import pytest

from bot.bank.loading import load
from bot.bank.question import Question
from bot.grading.grade import Grade, Note, Verdict
from bot.grading.lexical import LexicalGrader

BANK = load(Path(__file__).parents[2] / "questions")
QUESTIONS = tuple(BANK.questions.values())
GRADER = LexicalGrader(QUESTIONS)

OTHERS = 15
# Nearly every answer with code in it shows a small app that works.
SHOWN_BY_ANY_APP = {"hello-world"}

OFF_TOPIC = (
    "The history of bread goes back thousands of years. People first ground wild grains between "
    "stones, mixed them with water and baked flat cakes on hot rocks. Later, bakers noticed that "
    "dough left in the sun began to rise, and so yeast entered the kitchen.",
    "I am a motivated person and I work well in a team. In my last job we used agile methods and "
    "delivered on time. It is important to write clean code, to test it and to keep it simple, "
    "so that other developers can understand it. Security and performance matter too.",
)

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: str(each.id))


def told(grade: Grade) -> str:
    """What to look at in the rubric when a test fails."""
    points = "; ".join(
        f"{point.id}: {point.verdict.value} ({point.why})" if point.why else f"{point.id}: missed"
        for point in grade.points
    )
    return f"{grade.score} of 100, {[note.value for note in grade.notes]}; {points}"


@every_question
def test_the_model_answer_covers_its_own_rubric(question: Question) -> None:
    grade = GRADER.grade(question, question.answer)
    assert grade.score >= 80, told(grade)
    assert Note.FALSE_CLAIM not in grade.notes, told(grade)
    assert all(point.verdict is not Verdict.CONTRADICTED for point in grade.points), told(grade)


@every_question
def test_the_copied_question_earns_next_to_nothing(question: Question) -> None:
    grade = GRADER.grade(question, question.question)
    assert grade.score <= 15, told(grade)


@every_question
@pytest.mark.parametrize("text", OFF_TOPIC, ids=["bread", "platitudes"])
def test_off_topic_prose_earns_next_to_nothing(question: Question, text: str) -> None:
    grade = GRADER.grade(question, text)
    assert grade.score <= 15, told(grade)


@every_question
def test_answers_to_other_topics_earn_little(question: Question) -> None:
    """On average: two questions may share a fact, and then the answer to one does earn it."""
    if question.id in SHOWN_BY_ANY_APP:
        return
    others = [other for other in QUESTIONS if other.topic != question.topic]
    chosen = others[:: max(1, len(others) // OTHERS)]
    scores = {other.id: GRADER.grade(question, other.answer).score for other in chosen}
    assert mean(scores.values()) <= 25, scores
