"""Reading what a language model replied: nothing in it is believed without a look."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationError

from bot.grading.grade import GIVEN, PointVerdict, Span, Verdict
from bot.grading.outcome import NoAnswer, Outcome, Unreadable
from bot.grading.prompting import Entry, unescaped

_MOST_OBJECTS = 50
_THOUGHT = "</think>"
# What stands around a quote without being part of it.
_AROUND = " \t\r\n\"'“”‘’`.…"
_LEAST_QUOTE = 3
Shape = TypeVar("Shape", bound=BaseModel)


def _given(verdict: Verdict) -> Verdict:
    if verdict not in GIVEN:
        raise ValueError("not for a grader to say")
    return verdict


class _Said(BaseModel):
    verdict: Annotated[
        Verdict,
        BeforeValidator(lambda said: said.lower() if isinstance(said, str) else said),
        AfterValidator(_given),
    ]
    quote: str | None = None


class _Reply(BaseModel):
    verdicts: dict[str, _Said]


def read_verdicts(text: str, shown: Sequence[Entry], answer: str) -> tuple[PointVerdict, ...]:
    """One for each point, in order. A verdict whose quote isn't in the answer is a missed point.

    Raises Unreadable, also where a point is left out, and NoAnswer for a model that was misled.
    """
    said = read_object(text, _Reply).verdicts
    if any(entry.name not in said for entry in shown):
        raise Unreadable
    found: list[PointVerdict] = []
    for entry in shown:
        verdict = said[entry.name]
        if entry.point_id is not None:
            found.append(_verdict(entry.point_id, verdict, answer))
        elif verdict.verdict in (Verdict.COVERED, Verdict.PARTLY):
            raise NoAnswer(Outcome.MISLED, "it found a point that nobody can make")
    return tuple(found)


def read_object(text: str, shape: type[Shape]) -> Shape:
    """The one JSON object of this shape in the text, whatever stands around it.

    Raises Unreadable; two are one too many, as one of them may come from the answer.
    """
    found: list[Shape] = []
    for value in _objects(text):
        try:
            found.append(shape.model_validate(value))
        except ValidationError:
            continue
    if len(found) != 1:
        raise Unreadable
    return found[0]


def place(quote: str, answer: str) -> Span | None:
    """Where the answer says this, word for word; white space may differ."""
    for said in dict.fromkeys([quote.strip(_AROUND), unescaped(quote).strip(_AROUND)]):
        if sum(character.isalnum() for character in said) < _LEAST_QUOTE:
            continue
        found = re.search(r"\s+".join(map(re.escape, said.split())), answer)
        if found:
            return Span(start=found.start(), end=found.end())
    return None


def _verdict(point_id: str, said: _Said, answer: str) -> PointVerdict:
    where = None if said.verdict is Verdict.MISSED else place(said.quote or "", answer)
    if where is None:
        return PointVerdict(id=point_id, verdict=Verdict.MISSED)
    return PointVerdict(id=point_id, verdict=said.verdict, evidence=(where,))


def _objects(text: str) -> Iterator[object]:
    """The outermost JSON objects, in order; what a model thought aloud before doesn't count."""
    decoder = json.JSONDecoder()
    at = text.find("{", text.rfind(_THOUGHT) + 1)
    for _ in range(_MOST_OBJECTS):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)
