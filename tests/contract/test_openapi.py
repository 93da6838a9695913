"""The check itself: it finds what is wrong, and says where."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.rest import SentRequest
from tests.contract.deviations import CALLBACK, COMMANDS, ORIGINAL
from tests.contract.openapi import VARIABLE, Contract, contract, problems_of

V2 = 1 << 15


def card(*blocks: dict[str, Any]) -> dict[str, Any]:
    container = {"type": 17, "accent_color": 0x3366FF, "components": [*blocks]}
    return {"type": 4, "data": {"flags": V2, "components": [container]}}


def row(**button: Any) -> dict[str, Any]:
    known = {"type": 2, "style": 1, "custom_id": "interview/1/answer", "label": "Answer"}
    return {"type": 1, "components": [{**known, **button}]}


def form(**field: Any) -> dict[str, Any]:
    known = {"type": 4, "custom_id": "answer", "style": 2, "max_length": 4000}
    label = {"type": 18, "label": "Your answer", "component": {**known, **field}}
    data = {"title": "Question 1", "custom_id": "interview/1/answer", "components": [label]}
    return {"type": 9, "data": data}


def wrong(discord: Contract, body: Any, method: str = "POST", path: str = CALLBACK) -> list[str]:
    """The problems without the route before them."""
    problems = discord.problems(method, path, body)
    return [problem.removeprefix(f"{method} {path}: ") for problem in problems]


def test_a_good_card_and_a_good_form_have_no_problem(discord: Contract) -> None:
    assert wrong(discord, card({"type": 10, "content": "What is a router?"}, row())) == []
    assert wrong(discord, form(value="It maps.")) == []


def test_a_wrong_type_is_found(discord: Contract) -> None:
    place = "data.components.0.components.0.components.0.label"
    assert wrong(discord, card(row(label=5))) == [f'{place}: 5 is not of types "null", "string"']


def test_an_unknown_key_deep_in_a_card_is_found(discord: Contract) -> None:
    place = "data.components.0.components.0.components.0.lable"
    assert wrong(discord, card(row(lable="Answer"))) == [f"{place}: isn't listed"]


def test_an_unknown_key_in_a_forms_field_is_found(discord: Contract) -> None:
    place = "data.components.0.component.hint"
    assert wrong(discord, form(hint="Think.")) == [f"{place}: isn't listed"]


def test_a_missing_key_is_found(discord: Contract) -> None:
    place = "data.components.0.components.1"
    assert wrong(discord, card(row(), {"type": 10})) == [
        f'{place}: "content" is a required property'
    ]


@pytest.mark.parametrize(
    ("body", "end"),
    [
        (card(row(label="x" * 81)), "longer than 80 characters"),
        (card(row(custom_id="x" * 101)), "longer than 100 characters"),
        (form(value="x" * 4001), "longer than 4000 characters"),
        ({"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}}, "100 characters"),
    ],
)
def test_a_text_that_is_too_long_is_found(discord: Contract, body: Any, end: str) -> None:
    (problem,) = wrong(discord, body)
    assert problem.endswith(end)


def test_an_unknown_kind_of_component_is_found(discord: Contract) -> None:
    assert wrong(discord, card({"type": 99}))


def test_all_problems_are_found_at_once(discord: Contract) -> None:
    assert len(wrong(discord, card(row(label=5), row(lable="Answer")))) == 2


def test_a_command_without_a_description_of_its_option_is_found(discord: Contract) -> None:
    commands = [{"name": "interview", "options": [{"type": 3, "name": "topic"}]}]
    assert wrong(discord, commands, "PUT", COMMANDS) == [
        '0.options.0: "description" is a required property'
    ]


def test_a_route_that_does_not_exist_is_found(discord: Contract) -> None:
    assert discord.problems("POST", "/nowhere", {}) == [
        "POST /nowhere: the body: belongs to no route"
    ]
    assert wrong(discord, {}, "PUT", ORIGINAL) == ["the body: belongs to no route"]


def test_a_body_where_none_belongs_is_found(discord: Contract) -> None:
    assert wrong(discord, {}, "GET", "/users/@me") == []
    assert wrong(discord, {"content": "Hello"}, "GET", "/users/@me") == [
        "the body: is not expected"
    ]


def test_a_deviation_is_tolerated_with_its_own_value_only(discord: Contract) -> None:
    update = {"type": 7, "data": {"flags": V2, "components": []}}
    assert wrong(discord, update | {"data": {"tts": False}}) == []
    assert wrong(discord, update | {"data": {"tts": True}}) == ["data.tts: isn't listed"]


def test_recorded_requests_tell_each_problem_once(discord: Contract) -> None:
    sent = SentRequest("POST", CALLBACK, "/interactions/1/token/callback", card(row(lable="x")))
    assert len(problems_of([sent, sent])) == 1


@pytest.fixture
def forgotten() -> Iterator[None]:
    """The document is looked for again, before the test and after it."""
    contract.cache_clear()
    yield
    contract.cache_clear()


@pytest.mark.usefixtures("forgotten")
def test_without_the_document_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absent.json"))
    assert contract() is None
    assert problems_of([SentRequest("POST", "/nowhere", "/nowhere", {})]) == []


@pytest.mark.usefixtures("forgotten")
def test_the_document_may_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "openapi.json"
    file.write_text('{"paths": {"/mine": {"get": {}}}}')
    monkeypatch.setenv(VARIABLE, str(file))
    assert problems_of([SentRequest("GET", "/mine", "/mine", {})]) == []
    assert problems_of([SentRequest("GET", "/users/@me", "/users/@me", {})]) != []
