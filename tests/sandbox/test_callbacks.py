"""Answers that discord.py would never send, sent by hand."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox.client import Unable
from bot.sandbox.exchange import Outcome
from bot.sandbox.pilot import Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import LittleBot

ADA, GENERAL = "100000000000000101", "100000000000000011"
COMMANDS = [
    {"name": "plain", "description": "No options"},
    {
        "name": "who",
        "description": "Options that name things",
        "options": [
            {"type": 6, "name": "member", "description": "Whom"},
            {"type": 5, "name": "loud", "description": "Whether"},
            {"type": 10, "name": "share", "description": "How much", "max_value": 1},
            {"type": 3, "name": "word", "description": "What", "max_length": 3},
            {"type": 8, "name": "role", "description": "Not here"},
            {"type": 3, "name": "topic", "description": "Which", "autocomplete": True},
        ],
    },
]


@pytest.fixture
async def asked(sandbox: Sandbox, api: aiohttp.ClientSession) -> str:
    """The callback path of a command that nobody has answered yet."""
    await api.put("applications/100000000000000900/commands", json=COMMANDS)
    interaction = sandbox.client.slash(ADA, GENERAL, "plain", {})
    return f"interactions/{interaction.id}/{interaction.token}/callback"


@pytest.mark.parametrize(
    "body",
    [
        {"type": 1},
        {"type": 6},
        {"type": 7, "data": {"content": "edit"}},
        {"type": 8, "data": {"choices": []}},
        {"type": 4, "data": "text"},
        {"type": 9, "data": {"title": "No fields", "custom_id": "x", "components": []}},
        {"data": {"content": "no type"}},
        [],
    ],
    ids=str,
)
async def test_an_answer_of_the_wrong_kind_is_refused_and_can_be_put_right(
    api: aiohttp.ClientSession, asked: str, body: Any
) -> None:
    async with api.post(asked, json=body) as response:
        assert response.status == 400
        assert (await response.json())["code"] == 50035
    async with api.post(asked, json={"type": 4, "data": {"content": "right"}}) as response:
        assert response.status == 200
        answered = await response.json()
    assert answered["resource"]["message"]["content"] == "right"
    assert answered["interaction"]["response_message_loading"] is False


async def test_a_breach_is_located_under_the_callbacks_data(
    api: aiohttp.ClientSession, asked: str
) -> None:
    data = {"flags": 1 << 15, "components": [{"type": 10, "content": ""}]}
    async with api.post(asked, json={"type": 4, "data": data}) as response:
        errors = (await response.json())["errors"]
    assert "_errors" in errors["data"]["components"]["0"]["content"]


async def test_another_applications_webhook_is_unknown(
    api: aiohttp.ClientSession, asked: str
) -> None:
    token = asked.split("/")[2]
    for application in ("100000000000000900", "1"):
        async with api.post(f"webhooks/{application}/{token}", json={"content": "a"}) as response:
            assert (await response.json())["code"] == 10015


async def test_a_follow_up_fills_the_deferred_answer(
    sandbox: Sandbox, api: aiohttp.ClientSession, asked: str
) -> None:
    token = asked.split("/")[2]
    async with api.post(asked, json={"type": 5, "data": {"flags": 64}}) as response:
        assert (await response.json())["interaction"]["response_message_loading"] is True
    webhook = f"webhooks/100000000000000900/{token}"
    async with api.post(webhook, json={"content": "filled"}) as response:
        filled = await response.json()
    async with api.get(f"{webhook}/messages/@original") as response:
        assert (await response.json())["id"] == filled["id"]
    assert filled["flags"] == 64
    assert filled["edited_timestamp"] is None
    (message,) = sandbox.world.messages.values()
    assert message.owner == ADA


async def test_a_message_of_another_interaction_is_out_of_reach(
    api: aiohttp.ClientSession, asked: str
) -> None:
    async with api.post("channels/100000000000000011/messages", json={"content": "a"}) as response:
        other = (await response.json())["id"]
    token = asked.split("/")[2]
    await api.post(asked, json={"type": 4, "data": {"content": "mine"}})
    url = f"webhooks/100000000000000900/{token}/messages/{other}"
    async with api.patch(url, json={"content": "theirs"}) as response:
        assert (await response.json())["code"] == 10008


async def test_options_that_name_members_are_resolved(sandbox: Sandbox, asked: str) -> None:
    grace = "100000000000000102"
    given = {"member": grace, "loud": True, "share": "0.5", "word": "abc"}
    interaction = sandbox.client.slash(ADA, GENERAL, "who", given)
    assert [option["value"] for option in interaction.data["options"]] == [grace, True, 0.5, "abc"]
    assert interaction.data["resolved"]["users"][grace]["global_name"] == "Grace"
    assert "user" not in interaction.data["resolved"]["members"][grace]


@pytest.mark.parametrize(
    "options",
    [
        {"member": "1"},
        {"loud": "yes"},
        {"share": 2},
        {"share": "nan"},
        {"word": "long"},
        {"role": "1"},
    ],
    ids=str,
)
async def test_options_that_name_nothing_are_not_sent(
    sandbox: Sandbox, asked: str, options: dict[str, Any]
) -> None:
    with pytest.raises(Unable):
        sandbox.client.slash(ADA, GENERAL, "who", options)


async def test_a_server_has_commands_of_its_own(
    sandbox: Sandbox, api: aiohttp.ClientSession, asked: str
) -> None:
    path = "applications/100000000000000900/guilds/100000000000000001/commands"
    await api.put(path, json=[{"name": "local", "description": "Here only"}])
    interaction = sandbox.client.slash(ADA, GENERAL, "local", {})
    assert interaction.data["guild_id"] == "100000000000000001"
    there = sandbox.world.add_server("Elsewhere")
    (channel,) = sandbox.world.channels_of(there.id)
    with pytest.raises(Unable, match="no command /local"):
        sandbox.client.slash(ADA, channel.id, "local", {})


async def test_an_update_of_a_deleted_message_is_unknown(
    ada: Player, bot: LittleBot, sandbox: Sandbox, api: aiohttp.ClientSession
) -> None:
    shown = await ada.slash("public")
    press = sandbox.client.press(ada.id, shown.id, "silent")
    await api.delete(f"channels/{GENERAL}/messages/{shown.id}")
    callback = f"interactions/{press.id}/{press.token}/callback"
    async with api.post(callback, json={"type": 7, "data": {"content": "gone"}}) as response:
        assert (await response.json())["code"] == 10008


async def test_suggestions_beyond_the_limits_are_refused(
    sandbox: Sandbox, api: aiohttp.ClientSession, asked: str
) -> None:
    typing = sandbox.client.autocomplete(ADA, GENERAL, "who", {"topic": "a"}, "topic")
    callback = f"interactions/{typing.id}/{typing.token}/callback"
    choice = {"name": "a", "value": "a"}
    for choices in ([choice] * 26, [{"name": "x" * 101, "value": "a"}], [{"name": "a"}], None):
        body = {"type": 8, "data": {"choices": choices}}
        async with api.post(callback, json=body) as response:
            assert (await response.json())["code"] == 50035
    outcome = sandbox.exchange.outcome(typing)
    await api.post(callback, json={"type": 8, "data": {"choices": [choice]}})
    assert await outcome == Outcome(choices=[choice])
