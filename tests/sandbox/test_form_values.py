from typing import Any

import pytest

from bot.sandbox.client import Unable
from bot.sandbox.modal import FieldError, check_modal, check_values, submission
from bot.sandbox.pilot import Player
from bot.sandbox.refusal import Refused
from tests.sandbox.little_bot import LittleBot

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
        ({"answer": "yes", "one": "away"}, "“One” offers no such choice"),
        ({"answer": "yes", "one": ""}, "“One” takes 1 to 1 choices, not 0"),
        ({"answer": "yes", "any": ["here", "here"]}, "“Any” takes each choice once"),
        ({"answer": "yes", "tick": "yes"}, "“Tick” is ticked or not"),
        ({"answer": "yes", "other": "x"}, "no field other"),
    ],
)
def test_a_form_is_not_sent_as_it_should_not_be(values: Body, sentence: str) -> None:
    with pytest.raises(FieldError, match=sentence):
        check_values(FORM, values)


@pytest.mark.parametrize("one", ["here", ["here"]])
def test_one_choice_may_come_alone_or_in_a_list(one: Any) -> None:
    values = {"answer": "yes", "place": one, "one": one, "any": one}
    check_values(FORM, values)
    parts = {p["component"]["custom_id"]: p["component"] for p in _parts(values)}
    assert parts["place"]["values"] == parts["any"]["values"] == ["here"]
    assert parts["one"]["value"] == "here"


def _parts(values: Body) -> list[Body]:
    return list(submission(FORM, values)["components"])


GROUPS: dict[int, Body] = {
    21: {"type": 21, "custom_id": "one", "options": [{"label": n, "value": n} for n in "ab"]},
    22: {"type": 22, "custom_id": "any", "options": [{"label": n, "value": n} for n in "ab"]},
    23: {"type": 23, "custom_id": "tick"},
}
CHOSEN = [{"label": n, "value": n, "default": True} for n in "ab"]


def _form_of(field: Body) -> Body:
    part = {"type": 18, "label": "Field", "component": field}
    return {"title": "One", "custom_id": "form", "components": [part]}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (21, {"required": False}),
        (22, {"options": CHOSEN, "min_values": 2, "max_values": 2}),
        (22, {"min_values": 0, "required": False}),
        (23, {"default": True}),
    ],
    ids=str,
)
def test_a_group_that_discord_takes(kind: int, change: Body) -> None:
    check_modal(_form_of(GROUPS[kind] | change))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (21, {"options": CHOSEN}),
        (21, {"options": CHOSEN[:1]}),
        (21, {"max_values": 1}),
        (21, {"options": [*CHOSEN, {"label": "c", "value": "c", "emoji": {}}]}),
        (22, {"options": []}),
        (22, {"max_values": 3}),
        (22, {"min_values": 2, "max_values": 1}),
        (22, {"min_values": 0}),
        (22, {"options": CHOSEN, "max_values": 1}),
        (23, {"default": "yes"}),
        (23, {"required": True}),
    ],
    ids=str,
)
def test_a_group_that_discord_does_not_take(kind: int, change: Body) -> None:
    with pytest.raises(Refused):
        check_modal(_form_of(GROUPS[kind] | change))


async def test_choices_reach_the_bot_as_discord_sends_them(ada: Player, bot: LittleBot) -> None:
    await ada.slash("choose")
    await ada.submit({"How far": "far", "When": ["mon", "tue"], "Sure": True})
    await ada.slash("choose")
    await ada.submit({"When": "tue"})
    assert bot.seen == [["far", ["mon", "tue"], True], [None, ["tue"], False]]


async def test_a_required_choice_is_required(ada: Player) -> None:
    await ada.slash("choose")
    assert ada.modal is not None
    assert [field.kind for field in ada.modal.fields] == [21, 22, 23]
    with pytest.raises(Unable, match="“When” takes 1 to 2 choices, not 0"):
        await ada.submit({"How far": "near"})
