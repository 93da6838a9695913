"""Selects of members: whom they offer, what a choice sends, what Discord takes."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox.client import Unable
from bot.sandbox.modal import check_modal
from bot.sandbox.pilot import Player
from bot.sandbox.refusal import Refused
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Shown
from tests.contract.openapi import contract
from tests.sandbox.little_bot import LittleBot
from tests.sandbox.test_limits import CHANNEL, V2, sent

ADA, GRACE, LINUS = "100000000000000101", "100000000000000102", "100000000000000103"
BOT, GENERAL = "100000000000000900", "100000000000000011"


def coach(card: Shown) -> tuple[str, ...]:
    return card.selects[0].chosen


async def test_a_member_is_chosen_by_name_and_taken_back(ada: Player) -> None:
    card = await ada.slash("team")
    assert [name for name, _ in card.selects[0].options] == [
        *("Ada", "Grace", "Linus", "Mina (invented)", "Greenroom")
    ]
    assert coach(card) == ()
    card = await ada.choose("Coach", "Grace")
    assert ada.sees("coach: Grace")
    assert coach(card) == ("Grace",)
    card = await ada.choose("Coach", "Greenroom")
    assert ada.sees("coach: Greenroom")
    assert coach(card) == ("Greenroom",)
    card = await ada.choose("Coach")
    assert ada.sees("coach: nobody")
    assert coach(card) == ()


async def test_a_choice_comes_with_what_discord_tells_of_each(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    card = await ada.slash("team")
    await ada.choose("Helpers", "Linus", "Greenroom")
    data: Any = bot.last().data
    assert (data["component_type"], data["custom_id"]) == (5, "helpers")
    assert data["id"] == card.raw["components"][0]["components"][2]["components"][0]["id"]
    assert data["values"] == [LINUS, BOT]
    assert [user["bot"] for user in data["resolved"]["users"].values()] == [False, True]
    for member in (
        sandbox.client.press(ADA, ada.card.id, "helpers", 5, [LINUS])
        .data["resolved"]["members"]
        .values()
    ):
        assert {"user", "deaf", "mute"}.isdisjoint(member)
        assert int(member["permissions"]) & 1 << 5


@pytest.mark.parametrize(
    ("select", "names", "sentence"),
    [
        ("Coach", ["Ada", "Grace"], "Choose 0 to 1."),
        ("Helpers", [], "Choose 1 to 2."),
        ("Helpers", ["Ada", "Ada"], "offers no such choice"),
        ("Coach", ["Nobody"], "There is no such member."),
        ("Coach", [GENERAL], "There is no such member."),
    ],
)
async def test_whom_a_select_does_not_offer_is_not_sent(
    ada: Player, select: str, names: list[str], sentence: str
) -> None:
    await ada.slash("team")
    with pytest.raises(Unable, match=sentence):
        await ada.choose(select, *names)


async def test_a_form_asks_for_members(ada: Player, bot: LittleBot) -> None:
    await ada.slash("invite")
    await ada.submit({})
    await ada.slash("invite")
    await ada.submit({"Guests": ["Grace", "Greenroom"]})
    await ada.slash("invite")
    with pytest.raises(Unable, match="“Guests” takes 1 to 2 choices, not 0"):
        await ada.submit({"Guests": []})
    assert bot.seen == ["Linus", [[LINUS]], "Grace, Greenroom", [[GRACE, BOT]]]


async def test_a_command_may_be_about_a_bot(ada: Player, sandbox: Sandbox, bot: LittleBot) -> None:
    option = {"type": 6, "name": "member", "description": "Whom"}
    command = {"name": "who", "description": "About", "options": [option]}
    async with aiohttp.ClientSession(headers={"Authorization": "Bot sandbox"}) as http:
        url = f"{sandbox.api_url}/applications/{BOT}/commands"
        await http.put(url, json=[command])
    interaction = sandbox.client.slash(ada.id, GENERAL, "who", {"member": BOT})
    assert interaction.data["resolved"]["users"][BOT]["bot"] is True


# Definitions


def row_of(**more: Any) -> dict[str, Any]:
    menu = {"type": 5, "custom_id": "coach", **more}
    return {"flags": V2, "components": [{"type": 1, "components": [menu]}]}


def user(identifier: Any = GRACE, kind: str = "user") -> dict[str, Any]:
    return {"id": identifier, "type": kind}


async def test_a_select_is_answered_as_discord_writes_it(api: aiohttp.ClientSession) -> None:
    discord_document = contract()
    if discord_document is None:
        pytest.skip("Discord's OpenAPI document is absent")
    body = row_of(default_values=[user(int(GRACE))], placeholder="Coach", required=True)
    status, message = await sent(api, "POST", CHANNEL, body)
    assert status == 200
    menu = message["components"][0]["components"][0]
    assert menu["default_values"] == [user(GRACE)]
    assert (menu["min_values"], menu["max_values"]) == (1, 1)
    assert discord_document.value_departures("UserSelectComponentResponse", menu) == []


@pytest.mark.parametrize(
    "menu",
    [
        {"default_values": [user(), user(LINUS)]},
        {"default_values": [user()], "min_values": 2, "max_values": 2},
        {"default_values": [user(kind="role")]},
        {"default_values": [user("Grace")]},
        {"default_values": ["Grace"]},
        {"default_values": user()},
        {"min_values": 2},
    ],
    ids=str,
)
async def test_a_select_that_discord_does_not_take(
    api: aiohttp.ClientSession, menu: dict[str, Any]
) -> None:
    status, body = await sent(api, "POST", CHANNEL, row_of(**menu))
    assert (status, body["code"]) == (400, 50035)
    label = {"type": 18, "label": "Coach", "component": {"type": 5, "custom_id": "coach", **menu}}
    with pytest.raises(Refused):
        check_modal({"title": "Who", "custom_id": "form", "components": [label]})
