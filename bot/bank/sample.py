"""Answers to try a rubric on: what each says, and what it deserves."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from bot.bank.values import LongText, Slug, Value

Score = Annotated[int, Field(ge=0, le=100)]


class SampleKind(StrEnum):
    STRONG = "strong"
    INCOMPLETE = "incomplete"
    WEAK = "weak"
    WRONG = "wrong"
    KEYWORDS = "keywords"


class Sample(Value):
    """An answer as a member may type it; `covers` are the ids of all the points that it makes,
    `score` the lowest and the highest that a fair examiner gives it, of 100."""

    kind: SampleKind
    answer: LongText
    covers: tuple[Slug, ...]
    score: tuple[Score, Score]

    @model_validator(mode="after")
    def _a_range(self) -> "Sample":
        if self.score[0] > self.score[1]:
            raise ValueError("score: write the lower number first")
        return self
