"""What a topic's file must hold, and a sentence for each thing that doesn't fit, at its place."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, field_validator
from pydantic_core import ErrorDetails

from bot.bank import tree
from bot.bank.problem import Problem, quoted
from bot.bank.program import Expect, Program, Raises
from bot.bank.question import FollowUp, Misconception, Point, Question
from bot.bank.sample import Sample

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Loc = tuple[int | str, ...]

# A question takes these from the names of its folder and its file, and must not say them again.
FROM_THE_PATH = ("track", "topic")

# What stands under a key, at whatever depth.
_MODELS: dict[int | str, type[BaseModel]] = {
    "questions": Question,
    "points": Point,
    "misconceptions": Misconception,
    "follow_ups": FollowUp,
    "code": Program,
    "expect": Expect,
    "raises": Raises,
    "samples": Sample,
}

_A_SLUG = "small letters and digits with single hyphens between, like 'dynamic-routes'"


class TopicFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Title
    questions: tuple[Question, ...]

    @field_validator("questions")
    @classmethod
    def _some(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        # A min_length would also count the questions that have faults as missing.
        if not questions:
            raise ValueError("'questions' is empty; write at least one")
        return questions


def faults(path: str, root: tree.Node, error: ValidationError) -> Iterator[Problem]:
    """One problem for each fault that pydantic found in the values of `root`."""
    names: set[int | str] = set()
    for detail in error.errors(include_url=False):
        loc = detail["loc"]
        if len(loc) == 3 and loc[2] in FROM_THE_PATH:
            # Every question of the file has it.
            if loc[2] not in names:
                yield Problem(path, 1, 1, _not_a_slug(detail))
            names.add(loc[2])
        elif detail["type"] == "extra_forbidden":
            yield _unknown_key(path, root, loc)
        else:
            node = nearest(root, loc)
            yield Problem(path, node.line, node.column, _sentence(detail))


def _not_a_slug(detail: ErrorDetails) -> str:
    part = "folder" if detail["loc"][2] == "track" else "file"
    return f"the {part}'s name {quoted(detail['input'])} is not a slug; use {_A_SLUG}"


def _unknown_key(path: str, root: tree.Node, loc: Loc) -> Problem:
    known, key = _known_keys(loc), str(loc[-1])
    near = get_close_matches(key, known, n=1) if len(key) <= 40 else []
    cure = f"did you mean {quoted(near[0])}? The keys here are" if near else "the keys here are"
    around = nearest(root, loc[:-1])
    at = around.pairs[key].key if isinstance(around, tree.Mapping) else around
    text = f"unknown key {quoted(key)}; {cure} {', '.join(known)}"
    return Problem(path, at.line, at.column, text)


def _known_keys(loc: Loc) -> Sequence[str]:
    """The keys that may stand beside the one at `loc`."""
    model = next((_MODELS[step] for step in reversed(loc[:-1]) if step in _MODELS), TopicFile)
    left_out = FROM_THE_PATH if model is Question else ()
    fields = model.model_fields.items()
    return [field.alias or name for name, field in fields if name not in left_out]


def nearest(root: tree.Node, loc: Loc) -> tree.Node:
    """The node at `loc`, or the innermost around it that the file has."""
    node = root
    for step in loc:
        if isinstance(node, tree.Mapping) and step in node.pairs:
            node = node.pairs[str(step)].node
        elif isinstance(node, tree.Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def _sentence(detail: ErrorDetails) -> str:
    kind, given, facts = detail["type"], detail["input"], detail.get("ctx", {})
    name = _name(detail["loc"])
    if kind == "missing":
        what = name if isinstance(detail["loc"][-1], int) else f"the key {name}"
        return f"{what} is missing; write it"
    if kind == "value_error":
        return str(facts["error"])
    if kind == "string_pattern_mismatch":
        return f"{name} is {_shown(given)}; use {_pattern_in_words(detail['loc'])}"
    if kind == "string_too_long":
        most, length = facts["max_length"], len(given.strip())
        return f"{name} is {length} characters long; shorten it to {most}"
    return f"{name} is {_shown(given)}, expected {_expected(kind, facts)}"


def _name(loc: Loc) -> str:
    if not loc:
        return "the file"
    if loc[-1] == "[key]":
        return f"a key of '{loc[-3]}'"
    if isinstance(loc[-1], int):
        return f"entry {loc[-1] + 1} of '{loc[-2]}'"
    return f"'{loc[-1]}'"


def _shown(given: object) -> str:
    if isinstance(given, str):
        return quoted(given) if given.strip() else "empty"
    if isinstance(given, list):
        return "a list" if given else "an empty list"
    return "a mapping of keys"


def _pattern_in_words(loc: Loc) -> str:
    if loc[-1] == "link" or "sources" in loc:
        return "an address that begins with https:// and holds no blanks or brackets"
    if "requires" in loc or "checked" in loc:
        return "a package's name, as pip takes it"
    return _A_SLUG


def _expected(kind: str, facts: dict[str, Any]) -> str:
    match kind:
        case "enum":
            return str(facts["expected"])
        case "int_parsing" | "int_parsing_size" | "int_type":
            return "a whole number"
        case "greater_than_equal" | "less_than_equal":
            return "a number from 0 to 100"
        case "bool_parsing" | "bool_type":
            return "true or false"
        case "too_long":
            return f"no more than {facts['max_length']}; delete the others"
        case "string_too_short":
            return "some text; write it, or leave the key out if it is optional"
        case "string_type":
            return "text; put quotes around it if it holds ': ' or begins with a sign"
        case "tuple_type":
            return "a list; begin each entry on its own line with '- '"
        case _:
            return "keys with their values; write each as 'key: value'"
