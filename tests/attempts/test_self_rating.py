"""The rules of a self-rating, without a card or a database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.attempts import self_rating
from bot.attempts.attempt import Attempt, State, Unranked
from bot.errors import NothingToRate, UnknownControl
from bot.grading.grade import Confidence, Grade, PointVerdict, Verdict
from tests.cast import NOON, question

ASKED = question()
UNSURE = Attempt(
    id=7,
    member_id=1,
    server_id=2,
    question_id=ASKED.id,
    question_version=ASKED.version,
    level=ASKED.level,
    state=State.ANSWERED,
    hints=0,
    opened_at=NOON,
    unranked=Unranked.UNSURE,
    grade=Grade(
        score=70,
        confidence=Confidence.LOW,
        points=tuple(PointVerdict(id=each.id, verdict=Verdict.MISSED) for each in ASKED.points),
        grader="test",
        version="1",
    ),
)


def test_points_are_rated_one_by_one_and_changed() -> None:
    one = self_rating.rate(ASKED, UNSURE, 1, Verdict.COVERED, NOON)
    assert self_rating.first_unrated(ASKED, one) == 2
    assert not self_rating.is_complete(ASKED, one)
    both = self_rating.rate(ASKED, one, 2, Verdict.MISSED, NOON)
    assert self_rating.is_complete(ASKED, both)
    later = NOON + timedelta(hours=1)
    changed = self_rating.rate(ASKED, both, 1, Verdict.PARTLY, later)
    assert self_rating.verdicts_of(changed) == {"maps": Verdict.PARTLY, "not-found": Verdict.MISSED}
    assert changed.self_rating is not None
    assert changed.self_rating.at == later


def test_a_rating_changes_nothing_that_counts() -> None:
    rated = self_rating.rate(ASKED, UNSURE, 1, Verdict.COVERED, NOON)
    assert replace(rated, self_rating=None) == UNSURE
    assert (rated.score, rated.points) == (None, 0)


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_that_no_point_has_is_refused(number: int) -> None:
    with pytest.raises(UnknownControl):
        self_rating.rate(ASKED, UNSURE, number, Verdict.COVERED, NOON)


@pytest.mark.parametrize("verdict", ["", "recovered", "contradicted", "COVERED"])
def test_a_verdict_that_no_button_has_is_refused(verdict: str) -> None:
    with pytest.raises(UnknownControl):
        self_rating.named(verdict)


def test_only_an_answer_without_a_score_is_rated() -> None:
    assert UNSURE.grade is not None
    sure = UNSURE.grade.model_copy(update={"confidence": Confidence.MEDIUM})
    for attempt in (replace(UNSURE, grade=sure), replace(UNSURE, grade=None)):
        with pytest.raises(NothingToRate):
            self_rating.rate(ASKED, attempt, 1, Verdict.COVERED, NOON)
