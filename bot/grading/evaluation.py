"""How well a grader judges answers that people have judged: read from files, told in figures."""

import json
import resource
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.bank.question import Kind, Level, Misconception, Point, Question, Weight
from bot.grading import figures
from bot.grading.grade import Confidence, Grade, Verdict

GradeAnswer = Callable[[Question, str], Grade]
Line = TypeVar("Line", bound=BaseModel)


class UnreadableFile(Exception):
    """A file of answers or rubrics can't be used; the text says where and why."""


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True)  # unknown keys are other people's notes


class Labelled(_Given):
    """An answer that somebody has judged. `question` is a question's id or its origin; `score` is
    0–100; `points` are verdicts by point id."""

    question: str
    answer: str
    score: float = Field(ge=0, le=100)
    kind: str = "all"
    points: Mapping[str, Verdict] = {}


class GivenPoint(_Given):
    id: str
    statement: str
    weight: Weight = Weight.MUST
    accept: tuple[str, ...] = ()


class GivenMisconception(_Given):
    claim: tuple[str, ...]
    contradicts: str
    truth: str = ""


class GivenRubric(_Given):
    """A question of somebody else's bank. Without its text the check for echoes is off."""

    id: str
    question: str = ""
    answer: str = ""
    points: tuple[GivenPoint, ...] = Field(min_length=1)
    misconceptions: tuple[GivenMisconception, ...] = ()


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The mean score and the mean label of one kind of answer, 0–100."""

    n: int
    mean_score: float
    mean_label: float


@dataclass(frozen=True, slots=True)
class Figures:
    """`rmse`, `mae` and `bias` (ours less theirs) are in points of 100, `low_confidence` is a
    share, `point_macro_f1` is None where no answer has labelled points, `rss_mb` the most memory
    that the process has used."""

    n: int
    pearson: float
    spearman: float
    rmse: float
    mae: float
    bias: float
    qwk5: float
    point_macro_f1: float | None
    kinds: Mapping[str, KindFigures]
    low_confidence: float
    ms_per_answer: float
    rss_mb: float


def read_answers(path: Path) -> list[Labelled]:
    """One JSON object a line; raises UnreadableFile."""
    return list(_lines(path, Labelled))


def read_rubrics(path: Path) -> list[Question]:
    """One JSON object a line; raises UnreadableFile."""
    return [_question(rubric) for rubric in _lines(path, GivenRubric)]


def named(questions: Iterable[Question]) -> dict[str, Question]:
    """The questions by id and by origin."""
    found: dict[str, Question] = {}
    for question in questions:
        found[question.id] = question
        if question.origin:
            found[question.origin] = question
    return found


def evaluate(
    questions: Mapping[str, Question], answers: Sequence[Labelled], grade: GradeAnswer
) -> Figures:
    """Over the answers whose question is known, of which there must be one at least."""
    known = [answer for answer in answers if answer.question in questions]
    begun = perf_counter()
    grades = [grade(questions[answer.question], answer.answer) for answer in known]
    took_ms = 1000 * (perf_counter() - begun)
    ours, theirs = [float(each.score) for each in grades], [each.score for each in known]
    return Figures(
        n=len(known),
        pearson=figures.pearson(ours, theirs),
        spearman=figures.spearman(ours, theirs),
        rmse=figures.rmse(ours, theirs),
        mae=figures.mae(ours, theirs),
        bias=fmean(ours) - fmean(theirs),
        qwk5=figures.qwk(ours, theirs),
        point_macro_f1=_macro_f1(known, grades),
        kinds=_by_kind(known, ours),
        low_confidence=fmean(each.confidence is Confidence.LOW for each in grades),
        ms_per_answer=took_ms / len(known),
        rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _macro_f1(answers: Sequence[Labelled], grades: Sequence[Grade]) -> float | None:
    pairs = [
        (verdict.verdict, answer.points[verdict.id])
        for answer, grade in zip(answers, grades, strict=True)
        for verdict in grade.points
        if verdict.id in answer.points
    ]
    if not pairs:
        return None
    ours, theirs = zip(*pairs, strict=True)
    return figures.macro_f1(ours, theirs)


def _by_kind(answers: Sequence[Labelled], scores: Sequence[float]) -> dict[str, KindFigures]:
    of: dict[str, list[tuple[float, float]]] = {}
    for answer, score in zip(answers, scores, strict=True):
        of.setdefault(answer.kind, []).append((score, answer.score))
    return {
        kind: KindFigures(len(pairs), fmean(a for a, _ in pairs), fmean(b for _, b in pairs))
        for kind, pairs in sorted(of.items())
    }


def _lines(path: Path, shape: type[Line]) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} can't be read: {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _line(f"{path}:{number}", line, shape)


def _line(place: str, line: str, shape: type[Line]) -> Line:
    try:
        return shape.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{place} isn't JSON: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise UnreadableFile(f"{place}: {where}: {first['msg']}") from error


def _question(given: GivenRubric) -> Question:
    """As the grader takes it. Somebody else's rubric needn't fit our bank's rules (its ids, the
    number of its points), so it isn't held against them."""
    nothing: dict[str, Any] = {"track": "given", "topic": "given", "hints": (), "minutes": 1}
    return Question.model_construct(
        **nothing,
        id=given.id,
        level=Level.JUNIOR,
        kind=Kind.PRACTICAL,
        question=given.question,
        answer=given.answer,
        points=tuple(
            Point.model_construct(**point.model_dump(), teach="", link="") for point in given.points
        ),
        misconceptions=tuple(
            Misconception.model_construct(**each.model_dump()) for each in given.misconceptions
        ),
    )
