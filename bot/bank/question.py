"""What a question is: frozen, validated values."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from bot.bank.program import Program, misfits
from bot.bank.sample import Sample
from bot.bank.values import Line, Link, Package, Slug, Text, Value

# What proves a question; a member neither sees it nor is judged by it.
PROOF = frozenset({"code", "samples", "checked"})
# What questions didn't have at first. Where it is left out, the version is what it was then.
ADDED = frozenset({"follow_ups", "sources"})


class Level(StrEnum):
    FRESHER = "fresher"
    JUNIOR = "junior"
    EXPERIENCED = "experienced"


class Kind(StrEnum):
    CONCEPTUAL = "conceptual"
    PRACTICAL = "practical"
    SCENARIO = "scenario"
    DEBUGGING = "debugging"
    CODE_READING = "code-reading"


class Weight(StrEnum):
    MUST = "must"
    SHOULD = "should"
    BONUS = "bonus"


class Point(Value):
    """One thing that a good answer says; `accept` holds the ways in which people put it."""

    id: Slug
    statement: Line
    weight: Weight
    accept: Annotated[tuple[Line, ...], Field(min_length=1)]
    teach: Line
    link: Link


class Misconception(Value):
    """A false claim that people make, and the point that it contradicts."""

    claim: Annotated[tuple[Line, ...], Field(min_length=1)]
    contradicts: Slug
    truth: Line


class FollowUp(Value):
    """What to ask somebody who missed a `must` point, and what answers it.

    `point` is that point's id; in files and rows it is called `for`.
    """

    point: Annotated[Slug, Field(alias="for")]
    question: Annotated[Text, StringConstraints(max_length=600)]
    points: tuple[Point, ...]

    @model_serializer(mode="wrap")
    def _as_written(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"for" if name == "point" else name: held for name, held in dump(self).items()}

    @model_validator(mode="after")
    def _fits(self) -> "FollowUp":
        if not 1 <= len(self.points) <= 3:
            raise ValueError(f"points: their number is {len(self.points)}, expected 1 to 3")
        if _twice(point.id for point in self.points):
            raise ValueError("points: two have the same id")
        return self


class Question(Value):
    """A question with its rubric, its model answer and what proves them.

    `track` and `topic` are the slugs of its folder and its file; `minutes` is the time that a
    good answer takes to write; `question` and `answer` are Markdown. `checked` are the packages,
    each with its version, on which the facts were tried.
    """

    id: Slug
    track: Slug
    topic: Annotated[Slug, StringConstraints(max_length=30)]  # fits into a button's id
    level: Level
    kind: Kind
    minutes: int
    question: Text
    hints: tuple[Line, ...]
    points: tuple[Point, ...]
    misconceptions: tuple[Misconception, ...] = ()
    answer: Text
    origin: Line | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    code: tuple[Program, ...] = ()
    samples: tuple[Sample, ...] = ()
    sources: tuple[Link, ...] = ()
    checked: dict[Package, Line] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @model_validator(mode="after")
    def _fits(self) -> "Question":
        # The sizes keep the cards inside Discord's limits, whatever the bank holds.
        for name, value, low, high in (
            ("minutes", self.minutes, 1, 30),
            ("hints: their number", len(self.hints), 1, 3),
            ("points: their number", len(self.points), 2, 7),
            ("question: its length", len(self.question), 10, 1500),
            ("answer: its length", len(self.answer), 20, 2500),
            ("code: the number of programs", len(self.code), 0, 10),
            ("samples: their number", len(self.samples), 0, 20),
        ):
            if not low <= value <= high:
                raise ValueError(f"{name} is {value}, expected {low} to {high}")
        for wrong in (self._wrong_points(), self._wrong_names(), misfits(self.code)):
            if wrong:
                raise ValueError(wrong)
        return self

    def _wrong_points(self) -> str | None:
        if _twice(point.id for point in self.points):
            return "points: two have the same id"
        if not self.musts:
            return "points: at least one must have the weight 'must'"
        return None

    def _wrong_names(self) -> str | None:
        """A name of a point that isn't there."""
        ids = {point.id for point in self.points}
        for misconception in self.misconceptions:
            if misconception.contradicts not in ids:
                return f"misconceptions: '{misconception.contradicts}' is not the id of a point"
        for sample in self.samples:
            if unknown := set(sample.covers) - ids:
                return f"samples: '{min(unknown)}' is not the id of a point"
        for follow_up in self.follow_ups:
            if follow_up.point not in self.musts:
                return f"follow_ups: '{follow_up.point}' is not the id of a 'must' point"
        if _twice(follow_up.point for follow_up in self.follow_ups):
            return "follow_ups: two are for the same point"
        return None

    @property
    def musts(self) -> tuple[str, ...]:
        """The ids of the points that no good answer leaves out."""
        return tuple(point.id for point in self.points if point.weight is Weight.MUST)

    @cached_property
    def version(self) -> str:
        """Names this wording and rubric: the first 12 hex digits of a SHA-256 over all that a
        member sees or is judged by."""
        left_out = {*PROOF} | {name for name in ADDED if not getattr(self, name)}
        return hashlib.sha256(self.model_dump_json(exclude=left_out).encode()).hexdigest()[:12]

    @property
    def links(self) -> tuple[str, ...]:
        """The documentation pages of the points, each once, in order."""
        return tuple(dict.fromkeys(point.link for point in self.points))


def _twice(ids: Iterable[str]) -> bool:
    """Whether one of them occurs again."""
    every = list(ids)
    return len(set(every)) != len(every)
