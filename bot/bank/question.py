"""What a question is: frozen, validated values."""

import hashlib
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


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


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Value):
    """One thing that a good answer says; `accept` holds the ways in which people put it."""

    id: Slug
    statement: Line
    weight: Weight
    accept: Annotated[tuple[Line, ...], Field(min_length=1)]
    teach: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    link: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>()]+$", max_length=200)]


class Misconception(_Value):
    """A false claim that people make, and the point that it contradicts."""

    claim: Annotated[tuple[Line, ...], Field(min_length=1)]
    contradicts: Slug
    truth: Line


class Question(_Value):
    """A question with its rubric and its model answer.

    `track` and `topic` are the slugs of its folder and its file; `minutes` is the time that a
    good answer takes to write; `question` and `answer` are Markdown.
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

    @model_validator(mode="after")
    def _fits(self) -> "Question":
        # The sizes keep the cards inside Discord's limits, whatever the bank holds.
        for name, value, low, high in (
            ("minutes", self.minutes, 1, 30),
            ("hints: their number", len(self.hints), 1, 3),
            ("points: their number", len(self.points), 2, 7),
            ("question: its length", len(self.question), 10, 1500),
            ("answer: its length", len(self.answer), 20, 2500),
        ):
            if not low <= value <= high:
                raise ValueError(f"{name} is {value}, expected {low} to {high}")
        ids = [point.id for point in self.points]
        if len(set(ids)) != len(ids):
            raise ValueError("points: two have the same id")
        if not any(point.weight is Weight.MUST for point in self.points):
            raise ValueError("points: at least one must have the weight 'must'")
        for misconception in self.misconceptions:
            if misconception.contradicts not in ids:
                raise ValueError(
                    f"misconceptions: '{misconception.contradicts}' is not the id of a point"
                )
        return self

    @cached_property
    def version(self) -> str:
        """Names this wording and rubric: the first 12 hex digits of a SHA-256 over all fields."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def links(self) -> tuple[str, ...]:
        """The documentation pages of the points, each once, in order."""
        return tuple(dict.fromkeys(point.link for point in self.points))
