from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from bot.sandbox.command import check_commands
from bot.sandbox.components import check_components
from bot.sandbox.modal import check_modal
from bot.sandbox.refusal import Refused
from tests.sandbox.test_limits import (
    CHANNEL,
    Body,
    button,
    container,
    gallery,
    option,
    row,
    section,
    select,
    sent,
    text,
)

COMMANDS = "applications/100000000000000900/commands"


# Commands


def command(name: str = "interview", **more: Any) -> Body:
    return {"name": name, "description": "Practise", **more}


def string(name: str = "level", **more: Any) -> Body:
    return {"type": 3, "name": name, "description": "How far", **more}


CHOICE = {"name": "Fresher", "value": "fresher"}
LONG = {"name": "x" * 100, "value": "y" * 100}


@pytest.mark.parametrize(
    "commands",
    [
        [command("Interview")],
        [command("mock interview")],
        [command("x" * 33)],
        [command("")],
        [command(description="")],
        [command(description="x" * 101)],
        [command(), command()],
        [command(options=[string(str(number)) for number in range(26)])],
        [command(options=[string(), string()])],
        [command(options=[string("Level")])],
        [command(options=[string(description="x" * 101)])],
        [command(options=[string(choices=[CHOICE] * 26)])],
        [command(options=[string(choices=[{"name": "x" * 101, "value": "a"}])])],
        [command(options=[string(choices=[CHOICE], autocomplete=True)])],
        [command(options=[string("a"), string("b", required=True)])],
        [command(options=[{**string(), "type": 12}])],
        [command(options=[string(str(n), choices=[LONG] * 20) for n in range(2)])],
        [command(options=[{**string(), "type": 1, "options": [{**string(), "type": 1}]}])],
        {"name": "interview"},
    ],
    ids=lambda commands: str(commands)[:60],
)
async def test_a_malformed_command_is_refused(api: aiohttp.ClientSession, commands: Any) -> None:
    status, body = await sent(api, "PUT", COMMANDS, commands)
    assert (status, body["code"]) == (400, 50035)


async def test_a_command_keeps_its_id_when_it_is_sent_again(api: aiohttp.ClientSession) -> None:
    body = [command(options=[string(choices=[CHOICE])], default_member_permissions=32)]
    _, first = await sent(api, "PUT", COMMANDS, body)
    _, second = await sent(api, "PUT", COMMANDS, [*body, command("daily")])
    assert second[0]["id"] == first[0]["id"]
    assert second[0]["default_member_permissions"] == "32"
    assert (await sent(api, "GET", COMMANDS, None))[1] == second


# Modals


def field(**more: Any) -> Body:
    return {"type": 4, "style": 1, "custom_id": "answer", **more}


def label(component: Body, **more: Any) -> Body:
    return {"type": 18, "label": "Your answer", "component": component, **more}


def modal(*components: Body, **more: Any) -> Body:
    return {"title": "Answer", "custom_id": "form", "components": [*components], **more}


GROUP = [option("a"), option("b")]


@pytest.mark.parametrize(
    "form",
    [
        modal(label(field(min_length=0, max_length=4000, value="x" * 4000))),
        modal(*(label(field(custom_id=str(number))) for number in range(5))),
        modal(text(), label(select(option(), required=False))),
        modal(label({"type": 21, "custom_id": "radio", "options": GROUP})),
        modal(label({"type": 23, "custom_id": "tick", "default": True})),
        modal({"type": 1, "components": [field(label="Old style")]}),
    ],
)
def test_a_form_within_the_limits_is_taken(form: Body) -> None:
    check_modal(form)


@pytest.mark.parametrize(
    ("form", "path"),
    [
        (modal(label(field()), title=""), "title"),
        (modal(label(field()), title="x" * 46), "title"),
        (modal(label(field()), custom_id="x" * 101), "custom_id"),
        (modal(), "components"),
        (modal(*(label(field(custom_id=str(n))) for n in range(6))), "components"),
        (modal(label(field()), label(field())), "components.1.component.custom_id"),
        (modal(label(field(), label="x" * 46)), "components.0.label"),
        (modal(label(field(), description="x" * 101)), "components.0.description"),
        (modal(label(field(max_length=4001))), "components.0.component.max_length"),
        (modal(label(field(min_length=4001))), "components.0.component.min_length"),
        (modal(label(field(min_length=9, max_length=8))), "components.0.component.min_length"),
        (modal(label(field(value="x" * 4001))), "components.0.component.value"),
        (modal(label(field(value="xx", max_length=1))), "components.0.component.value"),
        (modal(label(field(placeholder="x" * 101))), "components.0.component.placeholder"),
        (modal(label(field(style=3))), "components.0.component.style"),
        (modal(label(field(colour=3))), "components.0.component.colour"),
        (modal(label(field()), colour=3), "colour"),
        (modal(label(field(), colour=3)), "components.0.colour"),
        (modal(label(button())), "components.0.component.type"),
        (modal(field()), "components.0.type"),
        (modal({"type": 1, "components": [field()]}), "components.0.components.0.label"),
        (
            modal(label({"type": 21, "custom_id": "radio", "options": GROUP[:1]})),
            "components.0.component.options",
        ),
    ],
)
def test_a_form_beyond_the_limits_is_refused(form: Body, path: str) -> None:
    with pytest.raises(Refused) as caught:
        check_modal(form)
    assert [*caught.value.errors] == [path]
    assert caught.value.code == 50035


# Whatever comes

JUNK: tuple[Any, ...] = (None, True, -1, 1.5, "", "x" * 5000, [], [None], {}, {"type": "a"})
CARD = [
    container(
        text(),
        section(text(), accessory=button("Go", "go")),
        row(button("A", "a", emoji={"name": "🎧"}, disabled=False, id=9)),
        row(select(option(description="d", default=True), min_values=1, max_values=1)),
        gallery(1),
        {"type": 13, "file": {"url": "attachment://a"}, "spoiler": False},
        {"type": 14, "spacing": 1, "divider": True},
        accent_color=1,
    )
]
COMMAND = [
    command(
        options=[
            {**string("group"), "type": 2, "options": [{**string("sub"), "type": 1}]},
            string(choices=[CHOICE], min_length=1, max_length=2),
            {**string("count"), "type": 4, "choices": [{"name": "One", "value": 1}]},
        ],
        default_member_permissions="32",
    )
]
FORM = modal(
    text(),
    label(field(min_length=1, max_length=9, value="v", placeholder="p"), description="d"),
    label(select(option("b"), custom_id="one", required=False)),
    label({"type": 22, "custom_id": "two", "options": GROUP, "min_values": 1}),
    {"type": 1, "components": [field(label="Old style", custom_id="three")]},
)


def spoilt(value: Any) -> Iterator[Any]:
    """Every value with one of its parts, at any depth, replaced by junk or left out."""
    yield from JUNK
    if isinstance(value, dict):
        for key in value:
            yield {other: part for other, part in value.items() if other != key}
            yield from ({**value, key: part} for part in spoilt(value[key]))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from ([*value[:place], each, *value[place + 1 :]] for each in spoilt(part))


def test_spoilt_components_are_taken_or_refused() -> None:
    """Never an error of the sandbox's own."""
    check_components(CARD, v2=True, files=("a",))
    for components in spoilt(CARD):
        with suppress(Refused):
            check_components(components, v2=True, files=("a",))


def test_spoilt_commands_are_taken_or_refused() -> None:
    check_commands(COMMAND)
    for commands in spoilt(COMMAND):
        with suppress(Refused):
            check_commands(commands)


def test_spoilt_forms_are_taken_or_refused() -> None:
    check_modal(FORM)
    for form in spoilt(FORM):
        if isinstance(form, dict):
            with suppress(Refused):
                check_modal(form)


async def test_spoilt_messages_are_answered_or_refused(api: aiohttp.ClientSession) -> None:
    whole = {"flags": 1 << 15, "nonce": "n", "attachments": [{"id": 0}], "components": [text()]}
    for body in spoilt(whole):
        status, _ = await sent(api, "POST", CHANNEL, body)
        assert status in (200, 400)
