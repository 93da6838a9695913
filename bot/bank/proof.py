"""Whether a rubric pays for what it should: tried with the texts that the question brings."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.bank.fault import Fault
from bot.bank.problem import quoted
from bot.bank.question import Question, Weight
from bot.bank.sample import Sample, SampleKind

MODEL_ANSWER = 90
COPY = 15
COVERED = "covered"
CONTRADICTED = "contradicted"
CREDITED = frozenset({COVERED, "partly"})


class PointGrade(Protocol):
    """`verdict` is covered, partly, missed or contradicted."""

    @property
    def id(self) -> str: ...
    @property
    def verdict(self) -> str: ...


class Graded(Protocol):
    @property
    def score(self) -> int: ...
    @property
    def points(self) -> Sequence[PointGrade]: ...


class Grader(Protocol):
    """Grading lies above the bank: whoever checks hands a grader in."""

    def grade(self, question: Question, answer: str) -> Graded: ...


def answer_faults(question: Question, grader: Grader) -> Iterator[Fault]:
    """The model answer makes every point that isn't a bonus, and scores as one should."""
    graded = grader.grade(question, question.answer)
    verdicts = _verdicts(graded)
    for point in question.points:
        verdict = verdicts[point.id]
        if point.weight is not Weight.BONUS and verdict != COVERED:
            text = (
                f"the point '{point.id}' is {verdict} in the model answer; say it there, or"
                " accept how it is said"
            )
            yield Fault("answer", ("answer",), text)
    if graded.score < MODEL_ANSWER:
        text = (
            f"scores {graded.score} of 100, expected {MODEL_ANSWER} or more; see that it makes"
            " the points and claims nothing false"
        )
        yield Fault("answer", ("answer",), text)


def claim_faults(question: Question, grader: Grader) -> Iterator[Fault]:
    """Saying a misconception earns nothing for the point that it contradicts, and is noticed."""
    for number, misconception in enumerate(question.misconceptions):
        for place, claim in enumerate(misconception.claim):
            verdict = _verdicts(grader.grade(question, claim))[misconception.contradicts]
            where = ("misconceptions", number, "claim", place)
            if verdict in CREDITED:
                text = (
                    f"{quoted(claim)} counts for '{misconception.contradicts}' ({verdict}); word"
                    " the claim, or what the point accepts, otherwise"
                )
                yield Fault("claim", where, text)
            elif verdict != CONTRADICTED:
                text = (
                    f"{quoted(claim)} isn't noticed when somebody says just that; make it a whole"
                    " short sentence, without 'if'"
                )
                yield Fault("claim", where, text)


def sample_faults(question: Question, grader: Grader) -> Iterator[Fault]:
    """Each sample answer makes the points, and gets the score, that its author says."""
    for number, sample in enumerate(question.samples):
        graded = grader.grade(question, sample.answer)
        low, high = sample.score
        if not low <= graded.score <= high:
            text = f"the {sample.kind} answer scores {graded.score}, expected {low} to {high}"
            yield Fault(sample.kind, ("samples", number, "score"), f"{text}; see the rubric")
        for wrong in _misjudged(sample, _verdicts(graded)):
            yield Fault(sample.kind, ("samples", number, "covers"), f"{wrong}; see what it accepts")


def _misjudged(sample: Sample, verdicts: dict[str, str]) -> Iterator[str]:
    """`partly` is right either way. What a mere list of keywords touches is marked as well, but
    the list earns nothing by it: there only the score tells."""
    if sample.kind is SampleKind.KEYWORDS:
        return
    for name, verdict in verdicts.items():
        if name in sample.covers and verdict not in CREDITED:
            yield f"the {sample.kind} answer makes the point '{name}', but it is {verdict}"
        elif name not in sample.covers and verdict == COVERED:
            yield f"the {sample.kind} answer doesn't make the point '{name}', but it is {verdict}"


def copy_faults(question: Question, grader: Grader) -> Iterator[Fault]:
    """The question itself, given as an answer, says nothing."""
    score = grader.grade(question, question.question).score
    if score > COPY:
        text = (
            f"scores {score} of 100 when it is copied as an answer, expected {COPY} at most; ask"
            " without saying what the points accept"
        )
        yield Fault("copy", ("question",), text)


def _verdicts(graded: Graded) -> dict[str, str]:
    return {point.id: point.verdict for point in graded.points}
