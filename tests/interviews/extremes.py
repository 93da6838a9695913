"""The longest values that the bank and the members may bring, and any in between."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import strategies as st

from bot.attempts.attempt import ANSWER_LENGTH, Attempt, Followed, SelfRating, State, Unranked
from bot.bank.question import FollowUp, Kind, Level, Misconception, Point, Question, Weight
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Span, Verdict
from bot.interviews.interview import MOST_QUESTIONS, Ending, Interview, Mode, Pace, Place, Plan
from bot.interviews.progress import Asked, Entry
from bot.interviews.report import Line, Report
from tests.cast import NOON

SNOWFLAKE = 2**62
ID = 10**12 - 1  # of interviews and attempts, which are counted from 1
# As a bank may write: words, one endless word, markup, accents, three bytes a character.
BANK_ALPHABETS = ("word ", "x", "`a*b_` ", "é ", "門")
# As members may write, on top of that: right to left, emoji of many parts, marks, hidden ones.
MEMBER_ALPHABETS = (
    *BANK_ALPHABETS,
    "بوابة ",
    "👩🏽\u200d🚀",
    "🏳\ufe0f\u200d🌈",
    "e\u0301\u0302\u0303",
    "\u200b\u202e",
    "*",
    "|",
    "@everyone ",
)
LINK = "https://docs.python.org/"


def filled(alphabet: str, length: int) -> str:
    """Exactly `length` characters that don't begin or end with a blank."""
    text = (alphabet * length)[:length]
    return "x" + text[1:-1] + "x" if length > 1 else "x"


def link(number: int, length: int = 200) -> str:
    return filled("p", length).replace("x", "p").replace("p" * 24, LINK, 1)[:-1] + str(number)


def longest_question(alphabet: str, number: int = 1, points: int = 7) -> Question:
    line = filled(alphabet, 300)
    return Question(
        id=f"q{number}",
        track="flask",
        topic="t" * 30,
        level=list(Level)[number % 3],
        kind=list(Kind)[number % 5],
        minutes=30,
        question=filled(alphabet, 1500),
        hints=(line, line, line),
        points=longest_points("point", points, line),
        misconceptions=tuple(
            Misconception(claim=(line,), contradicts=f"point-{index}", truth=line)
            for index in range(3)
        ),
        answer=filled(alphabet, 2500),
        follow_ups=(longest_follow_up(alphabet),),
    )


def longest_points(name: str, number: int, line: str) -> tuple[Point, ...]:
    return tuple(
        Point(
            id=f"{name}-{index}",
            statement=line,
            weight=Weight.MUST,
            accept=(line,),
            teach=line,
            link=link(index),
        )
        for index in range(number)
    )


def longest_follow_up(alphabet: str) -> FollowUp:
    points = longest_points("more", 3, filled(alphabet, 300))
    asked = {"for": "point-0", "question": filled(alphabet, 600), "points": points}
    return FollowUp.model_validate(asked)


def longest_attempt(question: Question, text: str, verdict: Verdict, number: int = 1) -> Attempt:
    """Answered, each point decided by the whole text, with every note there is."""
    evidence = (Span(start=0, end=len(text)),) * 3
    why = question.misconceptions[0].truth if verdict is Verdict.CONTRADICTED else ""
    grade = Grade(
        score=100,
        confidence=Confidence.HIGH,
        points=tuple(
            PointVerdict(id=point.id, verdict=verdict, evidence=evidence, why=why)
            for point in question.points
        ),
        notes=tuple(Note),
        grader="test",
        version="1",
    )
    return Attempt(
        id=ID - number,
        member_id=SNOWFLAKE,
        server_id=SNOWFLAKE,
        question_id=question.id,
        question_version=question.version,
        level=question.level,
        state=State.ANSWERED,
        hints=3,
        opened_at=NOON,
        closed_at=NOON + timedelta(days=6, hours=23, minutes=59),
        text=text,
        grade=grade,
        points=30,
        unranked=Unranked.ANSWER_SHOWN,
    )


def longest_followed(question: Question, text: str, verdict: Verdict) -> Attempt:
    """The same with a follow-up that was answered at length."""
    attempt = longest_attempt(question, text, verdict)
    grade = attempt.grade
    assert grade is not None
    more = tuple(
        found.model_copy(update={"id": f"more-{index}"})
        for index, found in enumerate(grade.points[:3])
    )
    own = grade.model_copy(update={"points": more})
    followed = Followed("point-0", text, NOON, score_before=0, grade=own)
    return replace(attempt, follow_up=followed, unranked=None)


def longest_unsure(question: Question, text: str, rated: int) -> Attempt:
    """Without a score; its member has rated so many of the points."""
    attempt = longest_attempt(question, text, Verdict.MISSED)
    assert attempt.grade is not None
    grade = attempt.grade.model_copy(update={"confidence": Confidence.LOW})
    verdicts = {point.id: Verdict.PARTLY for point in question.points[:rated]}
    return replace(attempt, grade=grade, self_rating=SelfRating(verdicts, NOON))


def longest_asked(question: Question, attempt: Attempt) -> Asked:
    """With every line that a header can have, and the offer to start another interview."""
    instead = Plan(
        Pace.EXPERIENCED,
        "t" * 30,
        Kind.CODE_READING,
        MOST_QUESTIONS,
        Mode.PRACTICE,
        Place.THREAD,
        2**63 - 1,
    )
    plan = replace(instead, pace=Pace.ADAPTIVE)
    interview = Interview(ID, SNOWFLAKE, SNOWFLAKE, plan, 1, NOON, NOON)
    return Asked(
        interview,
        Entry(MOST_QUESTIONS, attempt),
        attempt,
        question,
        topic=filled("*", 100),
        resumed=True,
        instead=instead,
        skipped=True,
        moved_from=Level.EXPERIENCED,
    )


def longest_report(alphabet: str, topics: int = 25) -> Report:
    """20 questions, each tried twice more."""
    titles = {f"topic-{number}": filled(alphabet, 100) + str(number) for number in range(topics)}
    lines = []
    for position in range(1, MOST_QUESTIONS + 1):
        topic = f"topic-{position % topics}"
        question = longest_question(alphabet, position).model_copy(update={"topic": topic})
        first = longest_attempt(question, "x", Verdict.CONTRADICTED, position)
        tries = tuple(replace(first, retry_of=first.id) for _ in range(2))
        lines.append(Line(Entry(position, first, tries), question))
    plan = Plan(Pace.EXPERIENCED, "topic-0", Kind.CODE_READING, MOST_QUESTIONS)
    interview = Interview(ID, SNOWFLAKE, SNOWFLAKE, plan, 1, NOON, NOON, NOON, Ending.LEFT)
    return Report(interview, tuple(lines), titles, just_ended=True)


# Anything in between


def texts(least: int, most: int, alphabets: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Of any length, often the longest; of one alphabet or of several."""
    lengths = st.just(most) | st.integers(least, most)
    mixed = st.lists(st.sampled_from(alphabets), min_size=1, max_size=4).map("".join)
    return st.builds(filled, mixed, lengths)


LINES = texts(1, 300, BANK_ALPHABETS)


@st.composite
def points(draw: st.DrawFn, index: int) -> Point:
    return Point(
        id=f"point-{index}",
        statement=draw(LINES),
        weight=Weight.MUST,
        accept=("x",),
        teach=draw(LINES),
        link=link(index, draw(st.integers(40, 200))),
    )


@st.composite
def questions(draw: st.DrawFn, number: int = 1) -> Question:
    count = draw(st.just(7) | st.integers(2, 7))
    paragraphs = draw(st.lists(texts(10, 740, BANK_ALPHABETS), min_size=1, max_size=2))
    return Question(
        id=f"q{number}",
        track="flask",
        topic=f"topic-{draw(st.integers(0, 24))}",
        level=draw(st.sampled_from(Level)),
        kind=draw(st.sampled_from(Kind)),
        minutes=draw(st.integers(1, 30)),
        question="\n\n".join(paragraphs),
        hints=tuple(draw(st.lists(LINES, min_size=1, max_size=3))),
        points=tuple(draw(points(index)) for index in range(count)),
        misconceptions=(Misconception(claim=("x",), contradicts="point-0", truth=draw(LINES)),),
        answer=draw(texts(20, 2500, BANK_ALPHABETS)),
    )


@dataclass(frozen=True)
class Faced:
    question: Question
    attempt: Attempt


@st.composite
def faced(draw: st.DrawFn, number: int = 1) -> Faced:
    """A question with an attempt in any state."""
    question = draw(questions(number))
    text = draw(texts(1, ANSWER_LENGTH, MEMBER_ALPHABETS))
    answered = longest_attempt(question, text, draw(st.sampled_from(Verdict)), number)
    graded = answered.grade
    assert graded is not None
    grade = graded.model_copy(
        update={
            "score": draw(st.integers(0, 100)),
            "confidence": draw(st.sampled_from(Confidence)),
            "notes": tuple(draw(st.lists(st.sampled_from(Note), unique=True))),
            "points": tuple(_decided(draw, point, text) for point in graded.points),
            "range": draw(st.none() | st.just((0, 100))),
        }
    )
    state = draw(st.sampled_from(State))
    ids = [point.id for point in question.points]
    attempt = replace(
        answered,
        grade=grade,
        hints=draw(st.integers(0, len(question.hints))),
        unranked=draw(st.none() | st.sampled_from(Unranked)),
        points=draw(st.integers(0, 30)),
        retry_of=draw(st.none() | st.just(ID)),
        revealed_at=draw(st.none() | st.just(NOON)),
        self_rating=SelfRating(
            draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(Verdict))), NOON
        ),
    )
    if state is not State.ANSWERED:
        attempt = replace(attempt, state=state, grade=None, text=None)
    return Faced(question, attempt)


def _decided(draw: st.DrawFn, point: PointVerdict, text: str) -> PointVerdict:
    ends = draw(st.lists(st.integers(0, len(text)), max_size=4).map(sorted))
    spans = [Span(start=start, end=end) for start, end in pairwise(ends)]
    verdict = draw(st.sampled_from(Verdict))
    return point.model_copy(update={"verdict": verdict, "evidence": tuple(spans)})


@st.composite
def reports(draw: st.DrawFn) -> Report:
    count = draw(st.just(MOST_QUESTIONS) | st.integers(0, MOST_QUESTIONS))
    # One question drawn and repeated: what costs is their number, not their variety.
    one = draw(faced())
    lines = []
    for position in range(1, count + 1):
        topic = f"topic-{draw(st.integers(0, 24))}"
        question = one.question.model_copy(update={"topic": topic})
        retries = tuple(replace(one.attempt, retry_of=1) for _ in range(draw(st.integers(0, 2))))
        lines.append(Line(Entry(position, one.attempt, retries), question))
    title = draw(texts(1, 100, BANK_ALPHABETS))
    plan = Plan(draw(st.sampled_from(Pace)), "topic-1", None, MOST_QUESTIONS)
    interview = Interview(1, SNOWFLAKE, SNOWFLAKE, plan, 1, NOON, NOON, NOON, Ending.STOPPED)
    titles = {f"topic-{number}": f"{number} {title}" for number in range(25)}
    return Report(interview, tuple(lines), titles, draw(st.booleans()))
