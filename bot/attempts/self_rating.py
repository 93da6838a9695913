"""A member's own rating, point by point, of an answer that the scoring isn't sure about.

It is theirs alone: no score, no points, and nothing else that is counted follows from it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.attempts.attempt import Attempt, SelfRating
from bot.bank.question import Question
from bot.errors import NothingToRate, UnknownControl
from bot.grading.grade import Verdict

OFFERED = (Verdict.MISSED, Verdict.PARTLY, Verdict.COVERED)


def named(verdict: str) -> Verdict:
    """The one of a button; raises UnknownControl for a forged one."""
    if verdict not in OFFERED:
        raise UnknownControl
    return Verdict(verdict)


def rate(
    question: Question, attempt: Attempt, number: int, verdict: Verdict, now: datetime
) -> Attempt:
    """Rate the point of this number, from 1; the last word counts. Raises NothingToRate where the
    scoring was sure enough, UnknownControl for a number that no point has."""
    if not attempt.is_unsure:
        raise NothingToRate(attempt.id)
    if not 1 <= number <= len(question.points):
        raise UnknownControl
    verdicts = {**verdicts_of(attempt), question.points[number - 1].id: verdict}
    return replace(attempt, self_rating=SelfRating(verdicts, now))


def verdicts_of(attempt: Attempt) -> Mapping[str, Verdict]:
    """Those given so far, by the points' ids."""
    return attempt.self_rating.verdicts if attempt.self_rating else {}


def first_unrated(question: Question, attempt: Attempt) -> int | None:
    """The number of a point, from 1; None once all are rated."""
    given = verdicts_of(attempt)
    unrated = (number for number, point in enumerate(question.points, 1) if point.id not in given)
    return next(unrated, None)


def is_complete(question: Question, attempt: Attempt) -> bool:
    return attempt.self_rating is not None and first_unrated(question, attempt) is None
