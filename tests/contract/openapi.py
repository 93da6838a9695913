"""Discord's own document about its API, and where a request or an answer departs from it."""

import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from jsonschema_rs import Draft202012Validator, Registry, ValidationError, ValidationErrorKind

from bot.sandbox.rest import SentRequest
from tests.contract.deviations import TOLERATED, Place

BESIDE: Final = Path(__file__).parents[2] / "../shared/discord/openapi.json"
VARIABLE: Final = "DISCORD_OPENAPI"
ABSENT: Final = (
    "Discord's OpenAPI document isn't at ../shared/discord/openapi.json beside the repository, "
    f"and {VARIABLE} doesn't name another place of it"
)
_URI: Final = "urn:discord"
_NOTHING: Final[tuple[Any, ...]] = ({}, None)


class Departure(NamedTuple):
    """`where` names keys and numbers: data.attachments.0.id; `value` is what stands there."""

    where: str
    what: str
    value: Any

    def __str__(self) -> str:
        return f"{self.where or 'the body'}: {self.what}"


class Contract:
    """Knows what each route takes and answers; a key that isn't listed is a departure."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._paths = document["paths"]
        self._registry = Registry([(_URI, _closed(document))])
        self._validators: dict[str, Draft202012Validator] = {}

    def problems(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with a request; `path` is the template in the document's own words."""
        return [
            f"{method} {path}: {departure}"
            for departure in self.departures(method, path, body)
            if not _is_tolerated(place(method, path, departure), departure.value)
        ]

    def departures(self, method: str, path: str, body: Any) -> list[Departure]:
        """The same, tolerated ones included."""
        operation = self._paths.get(path, {}).get(method.lower())
        if operation is None:
            return [Departure("", "belongs to no route", None)]
        if "requestBody" in operation:
            return self._found(_json(_pointer("paths", path, method.lower(), "requestBody")), body)
        return [] if body in _NOTHING else [Departure("", "is not expected", body)]

    def answer_departures(self, method: str, path: str, body: Any) -> list[Departure]:
        """Of the body of a 200 to such a request."""
        return self._found(_json(_pointer("paths", path, method.lower(), "responses", "200")), body)

    def value_departures(self, schema: str, value: Any) -> list[Departure]:
        """Of a value that one of the document's named schemas describes."""
        return self._found(_pointer("components", "schemas", schema), value)

    def _found(self, pointer: str, value: Any) -> list[Departure]:
        errors = self._validator(pointer).iter_errors(value)
        return [departure for error in _innermost(errors) for departure in _departures(error)]

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"{_URI}#{pointer}"},
                registry=self._registry,
                validate_formats=True,
                offline=True,
            )
        return self._validators[pointer]


@cache
def contract() -> Contract | None:
    """Read once; None where the document is absent."""
    file = Path(os.environ.get(VARIABLE, BESIDE))
    return Contract(json.loads(file.read_text())) if file.is_file() else None


def problems_of(requests: Iterable[SentRequest]) -> list[str]:
    """Each problem of the recorded requests once; none where the document is absent."""
    document = contract()
    if document is None:
        return []
    found = (document.problems(sent.method, sent.route, sent.body) for sent in requests)
    return list(dict.fromkeys(problem for problems in found for problem in problems))


def place(method: str, path: str, departure: Departure) -> Place:
    """Where a departure stands, whichever element of a list it is in."""
    steps = departure.where.split(".")
    return method, path, ".".join("*" if step.isdecimal() else step for step in steps)


def _is_tolerated(where: Place, value: Any) -> bool:
    """Whether the value, or any of its type, is let pass there."""
    passes = TOLERATED.get(where, ())
    return value in passes or type(value) in passes


def _pointer(*parts: str) -> str:
    return "".join("/" + quote(part.replace("~", "~0").replace("/", "~1")) for part in parts)


def _json(pointer: str) -> str:
    """Of a multipart body its payload_json, for which the document repeats this schema."""
    return pointer + _pointer("content", "application/json", "schema")


def _closed(node: Any) -> Any:
    """The same schemas, in which an object takes no more than it lists."""
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if node.get("type") in ("object", ["object", "null"]) and "properties" in node:
        closed.setdefault("additionalProperties", False)
    return closed


def _innermost(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """Where alternatives all fail, the errors in the one that was meant."""
    found: list[ValidationError] = []
    for error in errors:
        match error.kind:
            case ValidationErrorKind.AnyOf(branches) | ValidationErrorKind.OneOfNotValid(branches):
                found += _meant(branches, len(error.instance_path))
            case _:
                found.append(error)
    return found


def _meant(branches: list[list[ValidationError]], depth: int) -> list[ValidationError]:
    """The branch whose type fits, and of those the one with the fewest errors."""

    def distance(branch: list[ValidationError]) -> tuple[bool, int]:
        return any(_is_of_another_type(error, depth) for error in branch), len(branch)

    return min(map(_innermost, branches), key=distance)


def _is_of_another_type(error: ValidationError, depth: int) -> bool:
    below = error.instance_path[depth:]
    return below == ["type"] or (below == [] and error.kind.name == "type")


def _departures(error: ValidationError) -> Iterator[Departure]:
    where = list(map(str, error.instance_path))
    match error.kind, error.instance:
        case ValidationErrorKind.AdditionalProperties(unexpected), dict(given):
            for key in unexpected:
                yield Departure(".".join([*where, key]), "isn't listed", given[key])
        case _:
            yield Departure(".".join(where), _cut(error.message), error.instance)


def _cut(message: str) -> str:
    """The library quotes the value first, however long it is."""
    return message if len(message) <= 300 else f"{message[:100]}…{message[-100:]}"
