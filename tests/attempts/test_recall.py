"""What an answer says about how well each point is kept in mind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.attempts.attempt import Attempt, State
from bot.attempts.recall import ratings
from bot.bank.loading import load
from bot.bank.question import Question
from bot.grading.grade import Confidence, Grade, PointVerdict, Verdict
from bot.ledger.memory import Rating
from tests.journeys.rehearsal import write_bank

NOW = datetime(2026, 11, 2, 18, tzinfo=UTC)
POINTS = ("opens", "keeps", "closes")


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    folder = write_bank(tmp_path_factory.mktemp("bank") / "questions")
    return load(folder).questions["what-the-anchor-does"]


def grade(score: int, *verdicts: Verdict, confidence: Confidence = Confidence.HIGH) -> Grade:
    points = tuple(
        PointVerdict(id=name, verdict=verdict)
        for name, verdict in zip(POINTS, verdicts, strict=False)
    )
    return Grade(score=score, points=points, confidence=confidence, grader="x", version="1")


def answered(question: Question, given: Grade | None, seconds: int = 600) -> Attempt:
    return Attempt(
        id=1,
        member_id=1,
        server_id=1,
        question_id=question.id,
        question_version=question.version,
        level=question.level,
        state=State.ANSWERED,
        hints=0,
        opened_at=NOW,
        closed_at=NOW + timedelta(seconds=seconds),
        grade=given,
    )


def test_each_verdict_has_its_rating(question: Question) -> None:
    given = grade(50, Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED)
    assert ratings(question, answered(question, given)) == {
        "opens": Rating.GOOD,
        "keeps": Rating.HARD,
        "closes": Rating.AGAIN,
    }


def test_what_was_contradicted_was_missed(question: Question) -> None:
    given = grade(0, Verdict.CONTRADICTED)
    assert ratings(question, answered(question, given)) == {"opens": Rating.AGAIN}


@pytest.mark.parametrize(
    ("score", "seconds", "hints", "rating"),
    [
        (100, 80, 0, Rating.EASY),
        (100, 100, 0, Rating.GOOD),  # more than half of three minutes
        (100, 80, 1, Rating.GOOD),
        (80, 80, 0, Rating.GOOD),
    ],
    ids=["immediate and whole", "slow", "with a hint", "not whole"],
)
def test_easy_is_what_was_immediate_and_whole(
    question: Question, score: int, seconds: int, hints: int, rating: Rating
) -> None:
    attempt = replace(answered(question, grade(score, Verdict.COVERED), seconds), hints=hints)
    assert ratings(question, attempt) == {"opens": rating}


@pytest.mark.parametrize(
    ("score", "rating"),
    [(100, Rating.GOOD), (60, Rating.GOOD), (45, Rating.HARD), (10, Rating.AGAIN)],
)
def test_a_question_about_one_point_rates_it_by_its_score(
    question: Question, score: int, rating: Rating
) -> None:
    attempt = replace(answered(question, grade(score, Verdict.COVERED)), point="opens")
    assert ratings(question, attempt) == {"opens": rating}


def test_giving_up_is_not_knowing(question: Question) -> None:
    attempt = replace(answered(question, None), state=State.REVEALED, point="opens")
    assert ratings(question, attempt) == {"opens": Rating.AGAIN}


def test_a_model_answer_that_was_looked_at_elsewhere_says_nothing(question: Question) -> None:
    assert ratings(question, replace(answered(question, None), state=State.REVEALED)) == {}


def test_a_second_try_and_an_unsure_grade_say_nothing(question: Question) -> None:
    given = grade(50, Verdict.COVERED)
    assert ratings(question, replace(answered(question, given), retry_of=7)) == {}
    unsure = grade(50, Verdict.COVERED, confidence=Confidence.LOW)
    assert ratings(question, answered(question, unsure)) == {}
