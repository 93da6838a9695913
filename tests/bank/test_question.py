"""A question's values: what fits together, and what names its wording."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.bank.question import Question
from tests.bank.samples import question

# A wording as it was stored before questions had follow-ups, programs and samples.
OLD_ROW = (
    '{"id":"old-row","track":"flask","topic":"routing","level":"junior","kind":"conceptual",'
    '"minutes":3,"question":"What is there to say?","hints":["Something."],"points":[{"id":"one",'
    '"statement":"It says something.","weight":"must","accept":["something"],"teach":"Say '
    'something.","link":"https://flask.palletsprojects.com/en/stable/"},{"id":"two","statement":'
    '"It says something.","weight":"must","accept":["something"],"teach":"Say something.","link":'
    '"https://flask.palletsprojects.com/en/stable/"}],"misconceptions":[],"answer":"There is '
    'something to say.","origin":null}'
)
OLD_VERSION = "8ffa475a5a44"

POINT = {
    "id": "why",
    "statement": "It has a reason.",
    "weight": "must",
    "accept": ["because"],
    "teach": "Say why.",
    "link": "https://flask.palletsprojects.com/en/stable/",
}
FOLLOW_UP = {"for": "one", "question": "And why is that?", "points": [POINT]}
PROGRAM = {"id": "hello", "run": "print('hello')", "expect": {"output": "hello"}}
BROKEN = {
    "id": "broken",
    "run": "print(hello)",
    "expect": {"raises": {"name": "NameError"}, "fails": True, "fixed_by": "hello"},
}
SAMPLE = {"kind": "weak", "answer": "Something.", "covers": ["one"], "score": [20, 60]}
FULL = {
    "follow_ups": [FOLLOW_UP],
    "code": [PROGRAM, BROKEN],
    "samples": [SAMPLE],
    "sources": ["https://docs.python.org/3/"],
    "checked": {"flask": "3.1.3"},
}


def having(**changes: Any) -> Question:
    return Question.model_validate(question("old-row").model_dump() | changes)


def test_a_wording_that_was_stored_before_still_loads_under_its_version() -> None:
    stored = Question.model_validate_json(OLD_ROW)
    assert stored.version == OLD_VERSION
    assert stored == question("old-row")


def test_a_wording_with_everything_is_stored_and_loaded_as_it_was() -> None:
    full = having(**FULL)
    loaded = Question.model_validate_json(full.model_dump_json())
    assert loaded == full
    assert (loaded.version, hash(loaded)) == (full.version, hash(full))


@pytest.mark.parametrize("proof", ["code", "samples", "checked"])
def test_what_only_proves_a_question_leaves_its_version_as_it_is(proof: str) -> None:
    assert having(**{proof: FULL[proof]}).version == OLD_VERSION


@pytest.mark.parametrize("seen", ["follow_ups", "sources"])
def test_what_a_member_may_see_changes_the_version(seen: str) -> None:
    assert having(**{seen: FULL[seen]}).version != OLD_VERSION


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"follow_ups": [FOLLOW_UP | {"for": "three"}]}, "'three' is not the id of a 'must' point"),
        ({"follow_ups": [FOLLOW_UP, FOLLOW_UP]}, "two are for the same point"),
        ({"follow_ups": [FOLLOW_UP | {"points": []}]}, "their number is 0, expected 1 to 3"),
        ({"follow_ups": [FOLLOW_UP | {"points": [POINT] * 4}]}, "number is 4, expected 1 to 3"),
        ({"code": [PROGRAM, PROGRAM]}, "code: two have the same id"),
        ({"code": [BROKEN]}, "'hello' is not the id of a program that works"),
        ({"code": [PROGRAM | {"expect": {}}]}, "exactly one of 'output' and 'raises'"),
        (
            {"code": [PROGRAM | {"expect": {"output": "x", "raises": {"name": "NameError"}}}]},
            "exactly one of 'output' and 'raises'",
        ),
        ({"code": [PROGRAM | {"expect": {"output": "x", "fails": True}}]}, "go together"),
        ({"samples": [SAMPLE | {"covers": ["three"]}]}, "samples: 'three' is not the id"),
        ({"samples": [SAMPLE | {"score": [60, 20]}]}, "write the lower number first"),
        ({"samples": [SAMPLE | {"score": [60]}]}, "score"),
        ({"sources": ["http://docs.python.org"]}, "sources"),
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said.replace("(", r"\(")):
        having(**changes)
