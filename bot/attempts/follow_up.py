"""The follow-up: what an interviewer asks, once, about a point that an answer missed.

    answered ──submit──▶ answered, the follow-up waits ──graded──▶ answered, improved or as before

A good answer to it recovers half of its point (see `bot.grading.score.recovered`); anything else
changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.attempts.attempt import (
    ANSWER_LENGTH,
    Attempt,
    Followed,
    State,
    Unranked,
    must_have_words,
    points_for,
)
from bot.bank.question import FollowUp, Kind, Point, Question, Weight
from bot.errors import AttemptClosed, FollowUpAnswered, FollowUpGone
from bot.grading.grade import LOST, Confidence, Grade
from bot.grading.score import recovered

GOOD_SCORE = 60
_HEAVIEST_FIRST = (Weight.MUST, Weight.SHOULD, Weight.BONUS)


def offered(question: Question, attempt: Attempt) -> FollowUp | None:
    """What the interviewer asks now: about the heaviest point that was missed or contradicted,
    and among equal ones about the first.

    None unless the attempt is a first one with a score, its model answer wasn't shown, nothing
    was asked yet, and a good answer can raise the score: under a cap that was reached none can.
    """
    grade = attempt.grade
    if grade is None or attempt.score is None or not _is_in_time(attempt):
        return None
    asked = next(_about_lost_points(question, grade), None)
    if asked is None or recovered(question.points, grade, asked.point).score == grade.score:
        return None
    return asked


def best(question: Question, attempt: Attempt, follow_up: FollowUp) -> Attempt:
    """The attempt as a good answer to this follow-up would leave it."""
    assert attempt.grade is not None  # noqa: S101 - it was offered
    return _with(attempt, recovered(question.points, attempt.grade, follow_up.point))


def submit(question: Question, attempt: Attempt, text: str, now: datetime) -> Attempt:
    """Keep the text; raises FollowUpAnswered, FollowUpGone, and EmptyAnswer where nothing readable
    is in it."""
    asked = must_be_offered(question, attempt)
    must_have_words(text)
    before = attempt.score or 0
    followed = Followed(asked.point, text[:ANSWER_LENGTH], now, before)
    return replace(attempt, follow_up=followed)


def must_be_offered(question: Question, attempt: Attempt) -> FollowUp:
    """Raises FollowUpAnswered, FollowUpGone."""
    if attempt.follow_up:
        raise FollowUpAnswered(attempt.id)
    asked = offered(question, attempt)
    if asked is None:
        raise FollowUpGone(attempt.id)
    return asked


def graded(question: Question, attempt: Attempt, grade: Grade) -> Attempt:
    """Record the verdict on the answer, and what it recovers; raises AttemptClosed unless one
    waits for it."""
    followed = attempt.follow_up
    if attempt.grade is None or followed is None or followed.grade is not None:
        raise AttemptClosed(attempt.id, attempt.state)
    judged = replace(attempt, follow_up=replace(followed, grade=grade))
    if not is_good(grade):
        return judged
    return _with(judged, recovered(question.points, attempt.grade, followed.point))


def is_good(grade: Grade) -> bool:
    return grade.confidence is not Confidence.LOW and grade.score >= GOOD_SCORE


def asked(question: Question, followed: Followed) -> FollowUp:
    """The one that this is the answer to."""
    return next(each for each in question.follow_ups if each.point == followed.point)


def about(question: Question, point_id: str) -> FollowUp | None:
    """The bank's follow-up about this point, if it has one."""
    return next((each for each in question.follow_ups if each.point == point_id), None)


def probe(question: Question, attempt: Attempt) -> FollowUp | None:
    """What a review asks of one point alone: the follow-up about it, where the question has one."""
    return about(question, attempt.point) if attempt.point else None


def faced(question: Question, attempt: Attempt) -> Question:
    """What the attempt asks: the question, or in a review its probe."""
    asked = probe(question, attempt)
    return as_question(question, asked) if asked else question


def as_question(question: Question, follow_up: FollowUp) -> Question:
    """The follow-up as the graders take it: a question with its own points.

    It has no misconceptions, as what is false about the question may be true of what is asked now.
    Where all points are a bonus they are what is asked for. The kind is the one under which code
    is an answer. It isn't validated: a question of a bank has two points or more.
    """
    return Question.model_construct(
        id=question.id,
        track=question.track,
        topic=question.topic,
        level=question.level,
        kind=Kind.PRACTICAL,
        minutes=question.minutes,
        question=follow_up.question,
        hints=question.hints,
        points=_weighed(follow_up),
        answer=" ".join(point.statement for point in follow_up.points),
    )


def _is_in_time(attempt: Attempt) -> bool:
    return (
        attempt.state is State.ANSWERED
        and attempt.retry_of is None
        and attempt.point is None
        and attempt.revealed_at is None
        and attempt.unranked is not Unranked.ANSWER_SHOWN
        and attempt.follow_up is None
    )


def _about_lost_points(question: Question, grade: Grade) -> Iterator[FollowUp]:
    lost = {found.id for found in grade.points if found.verdict in LOST}
    follow_ups = {each.point: each for each in question.follow_ups}
    points = sorted(question.points, key=lambda point: _HEAVIEST_FIRST.index(point.weight))
    for point in points:
        if point.id in lost and point.id in follow_ups:
            yield follow_ups[point.id]


def _weighed(follow_up: FollowUp) -> tuple[Point, ...]:
    points = follow_up.points
    if any(point.weight is not Weight.BONUS for point in points):
        return points
    return tuple(point.model_copy(update={"weight": Weight.SHOULD}) for point in points)


def _with(attempt: Attempt, grade: Grade) -> Attempt:
    """With this grade, and the points that it earns by the one formula."""
    points = 0 if attempt.unranked else points_for(grade.score, attempt.worth, attempt.hints)
    return replace(attempt, grade=grade, points=points)
