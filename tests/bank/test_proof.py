"""What a rubric must not pay for, tried with a grader that pays for everything."""

from collections.abc import Iterable
from typing import NamedTuple

import pytest

from bot.bank.proof import answer_faults, claim_faults, copy_faults, sample_faults
from bot.bank.question import Misconception, Question
from bot.bank.sample import Sample, SampleKind
from tests.bank.samples import question


class PointGrade(NamedTuple):
    id: str
    verdict: str


class Graded(NamedTuple):
    score: int
    points: tuple[PointGrade, ...]


class Fixed:
    """Gives the same score and the same verdicts for whatever is said."""

    def __init__(self, score: int, verdicts: Iterable[str]) -> None:
        points = zip(("one", "two"), verdicts, strict=True)
        self.graded = Graded(score, tuple(PointGrade(*each) for each in points))

    def grade(self, question: Question, answer: str) -> Graded:
        return self.graded


EVERYTHING = Fixed(100, ("covered", "covered"))
NOTHING = Fixed(0, ("missed", "contradicted"))


def with_claim() -> Question:
    false = Misconception(claim=("it is so",), contradicts="two", truth="It isn't.")
    return question("x").model_copy(update={"misconceptions": (false,)})


def with_sample(kind: SampleKind, covers: tuple[str, ...]) -> Question:
    sample = Sample(kind=kind, answer="Something.", covers=covers, score=(0, 40))
    return question("x").model_copy(update={"samples": (sample,)})


def test_a_model_answer_that_misses_its_points_is_told_point_by_point() -> None:
    assert list(answer_faults(question("x"), EVERYTHING)) == []
    told = [fault.text for fault in answer_faults(question("x"), NOTHING)]
    assert [text.split(";")[0] for text in told] == [
        "the point 'one' is missed in the model answer",
        "the point 'two' is contradicted in the model answer",
        "scores 0 of 100, expected 90 or more",
    ]


@pytest.mark.parametrize("verdict", ["covered", "partly"])
def test_a_claim_that_is_credited_is_told_at_the_claim(verdict: str) -> None:
    [fault] = claim_faults(with_claim(), Fixed(20, ("missed", verdict)))
    assert (fault.kind, fault.where) == ("claim", ("misconceptions", 0, "claim", 0))
    assert fault.text.startswith(f"'it is so' counts for 'two' ({verdict})")
    assert list(claim_faults(with_claim(), NOTHING)) == []


def test_a_question_that_answers_itself_is_told() -> None:
    [fault] = copy_faults(question("x"), Fixed(16, ("partly", "missed")))
    assert fault.text.startswith("scores 16 of 100 when it is copied as an answer, expected 15")
    assert list(copy_faults(question("x"), Fixed(15, ("partly", "missed")))) == []


def test_a_point_made_partly_is_right_either_way() -> None:
    for covers in (("one",), ("two",)):
        grader = Fixed(40, ("partly", "partly"))
        assert list(sample_faults(with_sample(SampleKind.WEAK, covers), grader)) == []


def test_of_a_list_of_keywords_only_the_score_tells() -> None:
    lists = with_sample(SampleKind.KEYWORDS, ())
    assert list(sample_faults(lists, Fixed(25, ("covered", "covered")))) == []
    [fault] = sample_faults(lists, EVERYTHING)
    assert (fault.kind, fault.where) == ("keywords", ("samples", 0, "score"))
