from typing import Any

import pytest

from bot.sandbox.modal import FieldError, check_values, submission

Body = dict[str, Any]

PLACES = [{"label": "Here", "value": "here"}, {"label": "There", "value": "there", "default": True}]
FIELDS: dict[str, Body] = {
    "answer": {"type": 4, "style": 2, "min_length": 2, "max_length": 5},
    "note": {"type": 4, "style": 1, "required": False},
    "place": {"type": 3, "options": PLACES},
    "one": {"type": 21, "options": PLACES},
    "any": {"type": 22, "options": PLACES, "required": False},
    "tick": {"type": 23},
}
FORM: Body = {
    "custom_id": "form",
    "title": "All kinds",
    "components": [
        {"type": 18, "label": name.title(), "component": {**field, "custom_id": name}}
        for name, field in FIELDS.items()
    ],
}


def test_fields_left_out_keep_their_defaults() -> None:
    check_values(FORM, {"answer": "yes"})
    parts = [part["component"] for part in submission(FORM, {"answer": "yes"})["components"]]
    assert [part.get("value", part.get("values")) for part in parts] == [
        *("yes", "", ["there"], "there", ["there"], False)
    ]
    assert [part["id"] for part in parts] == [2, 4, 6, 8, 10, 12]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "“Answer” takes 2 to 5 characters, not 0"),
        ({"answer": "y"}, "“Answer” takes 2 to 5 characters, not 1"),
        ({"answer": "yes, six"}, "not 8"),
        ({"answer": 5}, "“Answer” takes a text"),
        ({"answer": "yes", "place": "away"}, "“Place” offers no such choice"),
        ({"answer": "yes", "place": []}, "“Place” takes 1 to 1 choices, not 0"),
        ({"answer": "yes", "place": [{}]}, "“Place” takes choices"),
        ({"answer": "yes", "one": ["here", "there"]}, "“One” takes 1 to 1 choices, not 2"),
        ({"answer": "yes", "tick": "yes"}, "“Tick” is ticked or not"),
        ({"answer": "yes", "other": "x"}, "no field other"),
    ],
)
def test_a_form_is_not_sent_as_it_should_not_be(values: Body, sentence: str) -> None:
    with pytest.raises(FieldError, match=sentence):
        check_values(FORM, values)
