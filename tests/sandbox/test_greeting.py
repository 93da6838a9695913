"""A new world says what it is; nobody who plays in it is disturbed by that."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.attachment import sandbox as opened
from bot.sandbox.pilot import Pilot
from bot.sandbox.server import Sandbox
from tests.contract.openapi import contract

ADA, GENERAL = "100000000000000101", "100000000000000011"


async def greetings(sandbox: Sandbox) -> list[dict[str, Any]]:
    query = {"as": ADA, "channel": GENERAL}
    async with (
        aiohttp.ClientSession(sandbox.address) as http,
        http.get("/sandbox/messages", params=query) as response,
    ):
        return list((await response.json())["messages"])


async def test_a_new_world_greets_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as sandbox:
        (greeting,) = await greetings(sandbox)
    assert greeting["private"] is False
    author = greeting["author"]
    assert (author["id"], author["username"]) == ("100000000000000800", "Sandbox")
    assert author["bot"]
    assert author["system"]
    text = str(greeting["components"])
    for thing in ("/interview", "Kill and restart the bot", "Tomorrow 09:00"):
        assert thing in text
    async with opened(tmp_path) as sandbox:
        assert await greetings(sandbox) == [greeting]


async def test_who_plays_does_not_see_the_greeting(tmp_path: Path) -> None:
    async with opened(tmp_path) as sandbox:
        ada = Pilot(sandbox).member("Ada")
        assert ada.cards == []
        assert not ada.sees_anywhere("Welcome")


async def test_the_bot_cannot_change_what_it_did_not_say(tmp_path: Path) -> None:
    async with opened(tmp_path) as sandbox, aiohttp.ClientSession(sandbox.address) as http:
        (greeting,) = await greetings(sandbox)
        url = f"/api/v10/channels/{GENERAL}/messages/{greeting['id']}"
        for method in ("PATCH", "DELETE"):
            headers, body = {"Authorization": "Bot sandbox"}, {"content": "Mine"}
            async with http.request(method, url, headers=headers, json=body) as response:
                assert (response.status, (await response.json())["code"]) == (403, 50005)


async def test_the_greeting_is_written_as_discord_does(tmp_path: Path) -> None:
    document = contract()
    if document is None:
        pytest.skip("Discord's OpenAPI document is absent")
    async with opened(tmp_path) as sandbox:
        (message,) = sandbox.world.messages.values()
        assert document.value_departures("MessageResponse", message.body) == []


async def test_a_world_for_tests_begins_empty(sandbox: Sandbox) -> None:
    assert await greetings(sandbox) == []
