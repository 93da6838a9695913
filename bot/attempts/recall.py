"""What an answer says about each point that it was to cover: how well it is kept in mind.

covered → Good (Easy where it was immediate and whole) · partly → Hard · missed → Again
"""

from collections.abc import Mapping
from datetime import timedelta

from bot.attempts.attempt import Attempt, State
from bot.attempts.follow_up import is_good, probe
from bot.bank.question import Question
from bot.grading.grade import Grade, Verdict
from bot.ledger.memory import Rating

WHOLE_SCORE = 90
HARD_SCORE = 30
_RATINGS = {
    Verdict.COVERED: Rating.GOOD,
    Verdict.PARTLY: Rating.HARD,
    Verdict.MISSED: Rating.AGAIN,
    Verdict.CONTRADICTED: Rating.AGAIN,
}


def ratings(question: Question, attempt: Attempt) -> Mapping[str, Rating]:
    """By the ids of the question's points; `question` is the whole one.

    None of an attempt without a sure grade, and none of a second try: right after a model answer,
    that shows what is remembered for a minute. What a follow-up recovers is rated as it was
    before: it was said only when asked for. A question that was given up shows that the point it
    asked about is not there.
    """
    if attempt.retry_of:
        return {}
    if attempt.state is State.REVEALED and attempt.point:
        return {attempt.point: Rating.AGAIN}
    grade = attempt.grade
    if grade is None or attempt.is_unsure:
        return {}
    good = Rating.EASY if _is_immediate_and_whole(question, attempt, grade) else Rating.GOOD
    if attempt.point and probe(question, attempt):
        return {attempt.point: _probed(grade, good)}
    return {
        found.id: good if found.verdict is Verdict.COVERED else _RATINGS[found.verdict]
        for found in grade.points
        if found.verdict in _RATINGS
    }


def _probed(grade: Grade, good: Rating) -> Rating:
    """By the answer to a question about one point alone."""
    if is_good(grade):
        return good
    return Rating.HARD if grade.score >= HARD_SCORE else Rating.AGAIN


def _is_immediate_and_whole(question: Question, attempt: Attempt, grade: Grade) -> bool:
    """Without a hint, in half of the question's time, and nearly everything in it."""
    in_time = attempt.time_used <= timedelta(minutes=question.minutes) / 2
    return in_time and not attempt.hints and grade.score >= WHOLE_SCORE
