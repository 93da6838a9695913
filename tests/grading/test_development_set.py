"""The gate: how well the default grader judges answers that were scored without it.

They were written and scored with the question in view and no rubric; their points were labelled
afterwards, with no grade in view. The set is split by question: `tuning.jsonl` is what rules and
thresholds may be fitted to; of `test.jsonl` only these figures are looked at.
"""

from pathlib import Path

import pytest

from bot.bank.loading import load
from bot.grading.evaluation import Figures, evaluate, named, read_answers
from bot.grading.lexical import LexicalGrader

HERE = Path(__file__).parent
QUESTIONS = load(HERE.parents[1] / "questions").questions.values()
TUNING = read_answers(HERE / "tuning.jsonl")
TEST = read_answers(HERE / "test.jsonl")


@pytest.fixture(scope="module")
def figures() -> Figures:
    return evaluate(named(QUESTIONS), TEST, LexicalGrader(QUESTIONS).grade)


def test_the_halves_share_no_question() -> None:
    assert {each.question for each in TUNING}.isdisjoint(each.question for each in TEST)


def test_every_answer_is_to_a_question_of_the_bank_and_labelled_point_by_point() -> None:
    known = {question.id: {point.id for point in question.points} for question in QUESTIONS}
    for each in (*TUNING, *TEST):
        assert set(each.points) == known[each.question], each.question


def test_the_grades_go_with_the_given_scores(figures: Figures) -> None:
    assert figures.n == len(TEST)
    assert figures.pearson >= 0.75
    assert figures.rmse <= 24


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("excellent", 80, 100),
        ("paraphrase", 60, 100),
        ("fluent-wrong", 0, 30),
        ("keywords", 0, 25),
    ],
)
def test_each_kind_of_answer_gets_about_what_it_deserves(
    figures: Figures, kind: str, least: int, most: int
) -> None:
    assert least <= figures.kinds[kind].mean_score <= most


def test_the_verdicts_on_the_points_go_with_the_labels(figures: Figures) -> None:
    assert figures.point_macro_f1 is not None
    assert figures.point_macro_f1 >= 0.44
