from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attempts import attempt as rules
from bot.attempts.attempt import Attempt, History, State, Unranked
from bot.bank.question import Level
from bot.errors import AttemptClosed, AttemptOpen, EmptyAnswer, MemberError, NoHintLeft
from bot.grading.grade import Confidence, Grade
from tests.cast import NOON

TODAY = date(2026, 3, 2)
FRESH = History(asked_before=False, answer_shown=False, answered_today=0)


def opened(
    level: Level = Level.JUNIOR,
    retry_of: int | None = None,
    deadline: datetime | None = None,
) -> Attempt:
    return Attempt(
        id=7,
        member_id=1,
        server_id=2,
        question_id="q",
        question_version="v",
        level=level,
        state=State.OPEN,
        hints=0,
        opened_at=NOON,
        retry_of=retry_of,
        deadline=deadline,
    )


def verdict(score: int, confidence: Confidence = Confidence.HIGH) -> Grade:
    return Grade(score=score, confidence=confidence, points=(), grader="test", version="1")


def answered(attempt: Attempt, score: int, history: History = FRESH) -> Attempt:
    submitted = rules.submit(attempt, "an answer", NOON + timedelta(minutes=2), TODAY)
    return rules.graded(submitted, verdict(score), history)


@pytest.mark.parametrize(
    ("level", "score", "hints", "points"),
    [
        (Level.FRESHER, 100, 0, 10),
        (Level.JUNIOR, 78, 0, 16),
        (Level.JUNIOR, 78, 1, 13),
        (Level.EXPERIENCED, 100, 2, 21),
        (Level.EXPERIENCED, 55, 0, 17),
        (Level.EXPERIENCED, 0, 0, 0),
        (Level.FRESHER, 100, 7, 0),
    ],
)
def test_points_follow_score_worth_and_hints(
    level: Level, score: int, hints: int, points: int
) -> None:
    assert rules.points_for(score, rules.WORTH[level], hints) == points


def test_an_answer_is_kept_before_it_is_graded() -> None:
    submitted = rules.submit(opened(), "an answer", NOON, TODAY)
    assert (submitted.state, submitted.text, submitted.points) == (
        State.SUBMITTED,
        "an answer",
        0,
    )


def test_hints_run_out() -> None:
    attempt = rules.hint(rules.hint(opened(), 2), 2)
    with pytest.raises(NoHintLeft):
        rules.hint(attempt, 2)


@pytest.mark.parametrize("text", ["", "   \n", "?!…", "\u200b\u200b"])
def test_an_answer_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyAnswer):
        rules.submit(opened(), text, NOON, TODAY)


def test_revealing_ends_an_open_attempt_and_is_free_after_an_answer() -> None:
    assert rules.reveal(opened(), NOON).state is State.REVEALED
    done = answered(opened(), 80)
    shown = rules.reveal(done, NOON + timedelta(hours=1))
    assert (shown.state, shown.points) == (State.ANSWERED, done.points)
    assert shown.revealed_at == NOON + timedelta(hours=1)


def test_the_last_showing_of_the_model_answer_is_dated() -> None:
    shown = rules.reveal(answered(opened(), 80), NOON)
    later = NOON + timedelta(days=9)
    assert rules.reveal(shown, later).revealed_at == later


@pytest.mark.parametrize(
    ("attempt", "grade", "history", "reason"),
    [
        (opened(), verdict(80), FRESH, None),
        (opened(retry_of=3), verdict(80), FRESH, Unranked.RETRY),
        (opened(), verdict(80), replace(FRESH, asked_before=True), Unranked.ASKED_BEFORE),
        (opened(), verdict(80), replace(FRESH, answer_shown=True), Unranked.ANSWER_SHOWN),
        (opened(), verdict(80, Confidence.LOW), FRESH, Unranked.UNSURE),
        (opened(), verdict(80), replace(FRESH, answered_today=40), Unranked.DAILY_LIMIT),
        (opened(), verdict(80), replace(FRESH, answered_today=39), None),
    ],
)
def test_an_answer_is_ranked_unless_there_is_a_reason(
    attempt: Attempt, grade: Grade, history: History, reason: Unranked | None
) -> None:
    assert rules.why_unranked(attempt, grade, history) is reason


def test_an_unranked_answer_earns_nothing_and_keeps_its_score() -> None:
    done = answered(opened(retry_of=3), 90)
    assert (done.points, done.score) == (0, 90)


def test_an_unsure_grade_shows_no_score() -> None:
    submitted = rules.submit(opened(), "an answer", NOON, TODAY)
    done = rules.graded(submitted, verdict(70, Confidence.LOW), FRESH)
    assert done.score is None


def test_a_text_after_the_deadline_is_kept_and_graded_unranked() -> None:
    late = answered(opened(deadline=NOON + timedelta(minutes=1)), 90)
    assert (late.text, late.score, late.points) == ("an answer", 90, 0)
    assert late.unranked is Unranked.LATE


def test_a_text_in_time_is_ranked() -> None:
    in_time = answered(opened(deadline=NOON + timedelta(minutes=2)), 90)
    assert (in_time.points, in_time.unranked) == (18, None)


def test_an_attempt_is_due_after_its_deadline_only_while_it_is_open() -> None:
    deadline = NOON + timedelta(minutes=4)
    attempt = opened(deadline=deadline)
    assert not attempt.is_due(deadline)
    assert attempt.is_due(deadline + timedelta(seconds=1))
    expired = rules.expire(attempt)
    assert (expired.state, expired.closed_at, expired.points) == (State.EXPIRED, deadline, 0)
    assert not expired.is_due(deadline + timedelta(days=1))
    assert not opened().is_due(deadline + timedelta(days=999))


def test_only_a_finished_attempt_can_be_tried_again() -> None:
    with pytest.raises(AttemptOpen):
        rules.may_retry(opened())
    rules.may_retry(answered(opened(), 10))


def test_a_grade_for_an_attempt_that_was_not_submitted_is_refused() -> None:
    with pytest.raises(AttemptClosed):
        rules.graded(opened(), verdict(50), FRESH)


EVENTS = st.lists(
    st.sampled_from(["hint", "submit", "grade", "reveal", "skip", "expire"])
    | st.tuples(st.just("grade"), st.integers(0, 100)),
    max_size=12,
)


def happen(attempt: Attempt, event: object) -> Attempt:
    match event:
        case "hint":
            return rules.hint(attempt, 3)
        case "submit":
            return rules.submit(attempt, "words", NOON, TODAY)
        case "reveal":
            return rules.reveal(attempt, NOON)
        case "expire":
            return rules.expire(attempt)
        case "skip":
            return rules.skip(attempt, NOON)
        case ("grade", int(score)):
            return rules.graded(attempt, verdict(score), FRESH)
        case _:
            return rules.graded(attempt, verdict(100), FRESH)


@given(level=st.sampled_from(Level), events=EVENTS)
def test_in_any_order_of_events_points_stay_within_the_worth_and_closed_stays_closed(
    level: Level, events: list[object]
) -> None:
    attempt = opened(level, deadline=NOON + timedelta(minutes=3))
    for event in events:
        before = attempt
        try:
            attempt = happen(attempt, event)
        except MemberError:
            assert attempt is before
        assert 0 <= attempt.points <= attempt.worth
        assert 0 <= attempt.hints <= 3
        if not before.is_open:
            assert not attempt.is_open
            assert attempt.text == before.text
            assert attempt.closed_at == before.closed_at
        if before.is_closed:
            assert (attempt.state, attempt.points) == (before.state, before.points)
            assert attempt.grade == before.grade
