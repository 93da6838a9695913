"""The rules of a follow-up, without a card or a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attempts import attempt as rules
from bot.attempts import follow_up
from bot.attempts.attempt import Attempt, State, Unranked
from bot.bank.question import FollowUp, Kind, Misconception, Point, Question, Weight
from bot.errors import AttemptClosed, EmptyAnswer, FollowUpAnswered, FollowUpGone
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Verdict
from bot.grading.lexical import LexicalGrader
from bot.grading.score import cap, score
from tests.cast import NOON, question

GRADERS_VERDICTS: list[Verdict] = [each for each in Verdict if each is not Verdict.RECOVERED]
LINK = "https://flask.palletsprojects.com/en/stable/quickstart/"
LATER = NOON + timedelta(minutes=5)


def point(name: str, weight: Weight = Weight.MUST, statement: str = "It rings a bell.") -> Point:
    return Point(
        id=name, statement=statement, weight=weight, accept=(statement,), teach="So.", link=LINK
    )


def asked_about(name: str, *points: Point) -> FollowUp:
    asked = {"for": name, "question": f"And {name}?", "points": points or (point("rings"),)}
    return FollowUp.model_validate(asked)


def rubric(*weights: Weight) -> Question:
    """With a follow-up for each of its musts, p0, p1 and so on."""
    points = tuple(point(f"p{number}", weight) for number, weight in enumerate(weights))
    musts = [each.id for each in points if each.weight is Weight.MUST]
    follow_ups = tuple(map(asked_about, musts))
    return question().model_copy(update={"points": points, "follow_ups": follow_ups})


TWO = rubric(Weight.SHOULD, Weight.MUST, Weight.MUST)


def grade(
    asked: Question, *verdicts: Verdict, notes: tuple[Note, ...] = (), claims: int = 0
) -> Grade:
    found = tuple(
        PointVerdict(id=each.id, verdict=verdict)
        for each, verdict in zip(asked.points, verdicts, strict=True)
    )
    return Grade(
        score=score(asked.points, found, notes, claims, asks_for_a_list=False),
        confidence=Confidence.HIGH,
        points=found,
        notes=notes,
        cap=cap(notes, claims, asks_for_a_list=False),
        grader="test",
        version="1",
    )


def verdict(score: int, confidence: Confidence = Confidence.HIGH) -> Grade:
    return Grade(score=score, confidence=confidence, points=(), grader="test", version="1")


def answered(asked: Question, given: Grade) -> Attempt:
    attempt = Attempt(
        id=7,
        member_id=1,
        server_id=2,
        question_id=asked.id,
        question_version="v",
        level=asked.level,
        state=State.OPEN,
        hints=1,
        opened_at=NOON,
    )
    submitted = rules.submit(attempt, "an answer", NOON, date(2026, 3, 2))
    fresh = rules.History(asked_before=False, answer_shown=False, answered_today=0)
    return rules.graded(submitted, given, fresh)


C, P, M, X = Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED, Verdict.CONTRADICTED
GAPS = answered(TWO, grade(TWO, C, M, M))


@pytest.mark.parametrize(
    ("verdicts", "about"),
    [((M, M, M), "p1"), ((M, P, M), "p2"), ((C, C, X), "p2"), ((M, P, C), None), ((M, C, C), None)],
)
def test_it_is_about_the_first_must_that_was_missed_or_contradicted(
    verdicts: tuple[Verdict, ...], about: str | None
) -> None:
    asked = follow_up.offered(TWO, answered(TWO, grade(TWO, *verdicts)))
    assert (asked.point if asked else None) == about


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.OPEN, "grade": None},
        {"retry_of": 3},
        {"revealed_at": NOON},
        {"unranked": Unranked.ANSWER_SHOWN},
        {"grade": grade(TWO, C, M, M).model_copy(update={"confidence": Confidence.LOW})},
        {"grade": grade(TWO, C, M, M, notes=(Note.EMPTY,))},
        {"grade": grade(TWO, C, C, M, notes=(Note.FALSE_CLAIM,), claims=1)},
    ],
)
def test_it_is_offered_in_time_and_only_where_it_can_raise_the_score(
    change: dict[str, object],
) -> None:
    attempt = replace(GAPS, **change)  # type: ignore[arg-type]
    assert follow_up.offered(TWO, attempt) is None
    with pytest.raises(FollowUpGone):
        follow_up.submit(TWO, attempt, "words", LATER)


def test_a_good_answer_recovers_half_of_the_point() -> None:
    waiting = follow_up.submit(TWO, GAPS, "words", LATER)
    assert (waiting.score, waiting.points, waiting.is_following_up) == (25, GAPS.points, True)
    done = follow_up.graded(TWO, waiting, verdict(follow_up.GOOD_SCORE))
    assert (GAPS.score, done.score) == (25, 44)
    assert (GAPS.points, done.points, done.points_added) == (4, 7, 3)
    assert done.grade is not None
    assert [found.verdict for found in done.grade.points] == [C, Verdict.RECOVERED, M]
    assert (done.state, done.text, done.is_to_grade) == (State.ANSWERED, "an answer", False)


@pytest.mark.parametrize("poor", [verdict(59), verdict(100, Confidence.LOW)])
def test_any_other_answer_changes_nothing(poor: Grade) -> None:
    done = follow_up.graded(TWO, follow_up.submit(TWO, GAPS, "words", LATER), poor)
    assert (done.grade, done.points, done.points_added) == (GAPS.grade, GAPS.points, 0)


def test_it_is_asked_and_graded_once() -> None:
    waiting = follow_up.submit(TWO, GAPS, "words", LATER)
    with pytest.raises(FollowUpAnswered):
        follow_up.submit(TWO, waiting, "more words", LATER)
    done = follow_up.graded(TWO, waiting, verdict(100))
    with pytest.raises(FollowUpAnswered):
        follow_up.submit(TWO, done, "more words", LATER)
    for attempt in (done, GAPS):
        with pytest.raises(AttemptClosed):
            follow_up.graded(TWO, attempt, verdict(100))


def test_an_answer_without_words_is_refused() -> None:
    with pytest.raises(EmptyAnswer):
        follow_up.submit(TWO, GAPS, " …", LATER)


def test_an_unranked_attempt_gets_the_score_and_no_points() -> None:
    practice = replace(GAPS, unranked=Unranked.ASKED_BEFORE, points=0)
    done = follow_up.graded(TWO, follow_up.submit(TWO, practice, "words", LATER), verdict(80))
    assert (done.score, done.points, done.points_added) == (44, 0, 0)


def capped(claims: int) -> tuple[Note, ...]:
    return (Note.FALSE_CLAIM,) if claims else ()


@given(data=st.data(), notes=st.sets(st.sampled_from(Note)), claims=st.integers(0, 3))
def test_it_never_lowers_a_score_nor_lifts_it_over_100_or_over_the_cap(
    data: st.DataObject, notes: set[Note], claims: int
) -> None:
    weights = data.draw(st.lists(st.sampled_from(Weight), max_size=6))
    asked = rubric(Weight.MUST, *weights)
    verdicts: list[Verdict] = [data.draw(st.sampled_from(GRADERS_VERDICTS)) for _ in asked.points]
    noted = (*(notes - {Note.FALSE_CLAIM}), *capped(claims))
    given_grade = grade(asked, *verdicts, notes=noted, claims=claims)
    if data.draw(st.booleans()):
        # As graded before a grade had its cap, when as many claims as points stood for themselves.
        claims = max(verdicts.count(X), 1) if claims else 0
        old = grade(asked, *verdicts, notes=noted, claims=claims)
        given_grade = old.model_copy(update={"cap": None})
    attempt = answered(asked, given_grade)
    before = attempt.score
    if follow_up.offered(asked, attempt) is None:
        return
    waiting = follow_up.submit(asked, attempt, "words", LATER)
    done = follow_up.graded(asked, waiting, verdict(data.draw(st.integers(0, 100))))
    assert before is not None
    assert done.score is not None
    assert before <= done.score <= cap(noted, claims, asks_for_a_list=True) <= 100
    assert attempt.points <= done.points <= attempt.worth


# As a question


def test_as_a_question_it_has_points_of_its_own() -> None:
    asked = asked_about("maps", point("rings"), point("lifts", Weight.SHOULD))
    taken = follow_up.as_question(question(kind=Kind.CONCEPTUAL), asked)
    assert taken.points == asked.points
    assert taken.question == "And maps?"
    assert taken.version != question().version
    assert taken.version == follow_up.as_question(question(), asked).version
    assert taken.version != follow_up.as_question(question(), asked_about("maps")).version


def test_the_version_of_its_question_is_not_taken_for_its_own() -> None:
    asked = question()
    known = asked.version
    assert follow_up.as_question(asked, asked_about("maps")).version != known


def test_one_point_is_enough_for_the_grader() -> None:
    asked = asked_about("maps", point("rings", statement="The porter rings a copper bell."))
    taken = follow_up.as_question(question(), asked)
    grader = LexicalGrader([question()])
    assert grader.grade(taken, "Then the porter rings a copper bell.").score == 100
    assert grader.grade(taken, "It maps addresses to functions, doesn't it?").score == 0


def test_bonus_points_alone_are_what_is_asked_for() -> None:
    asked = asked_about("maps", point("rings", Weight.BONUS))
    taken = follow_up.as_question(question(), asked)
    assert LexicalGrader(()).grade(taken, "It rings a bell.").score == 100


def test_what_is_false_about_the_question_may_be_true_of_what_is_asked_now() -> None:
    false = Misconception(claim=("it rings a bell",), contradicts="maps", truth="It is silent.")
    asked = question().model_copy(update={"misconceptions": (false,)})
    taken = follow_up.as_question(asked, asked_about("maps"))
    assert follow_up.is_good(LexicalGrader(()).grade(taken, "It rings a bell."))


def test_code_is_an_answer_to_it_whatever_the_kind_of_its_question() -> None:
    asked = asked_about("maps", point("rings", statement='@app.get("/bell")'))
    taken = follow_up.as_question(question(kind=Kind.CONCEPTUAL), asked)
    code = '@app.get("/bell")\ndef ring():\n    return bell()'
    grader = LexicalGrader([question().model_copy(update={"answer": code})])
    assert follow_up.is_good(grader.grade(taken, code))
