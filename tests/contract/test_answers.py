"""What the sandbox answers and sends, against Discord's own document."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.objects import interaction_object
from bot.sandbox.server import Sandbox
from tests.contract.deviations import CALLBACK, COMMANDS, ORIGINAL, WEBHOOK
from tests.contract.journey import take_an_interview
from tests.contract.openapi import Contract
from tests.journeys.conftest import open_house
from tests.journeys.rehearsal import write_bank

APPLICATION, GENERAL, ADA = "100000000000000900", "100000000000000011", "100000000000000101"
CHANNEL = "/channels/{channel_id}"
MESSAGE = WEBHOOK + "/messages/{message_id}"
TEXT = {"type": 10, "content": "Hello"}
ROW = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}
CARD = {"flags": 1 << 15, "components": [{"type": 17, "components": [TEXT, ROW]}]}
FIELD = {"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 2}}
FORM = {"title": "Form", "custom_id": "form", "components": [FIELD]}


class Api:
    """Asks the sandbox as a bot does, and compares each answer with the document."""

    def __init__(self, session: aiohttp.ClientSession, discord: Contract) -> None:
        self._session = session
        self._discord = discord

    async def ask(self, method: str, path: str, json: Any = None, **parts: str) -> Any:
        """`parts` fill the path's template."""
        async with self._session.request(method, path.format(**parts)[1:], json=json) as response:
            answer = await response.json()
        assert self._discord.problems(method, path, json) == []
        assert self._discord.answer_departures(method, path, answer) == []
        return answer


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    """No bot is connected: the tests answer its interactions."""
    sandbox = Sandbox(tmp_path / "discord.db", MovableClock())
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def api(sandbox: Sandbox, discord: Contract) -> AsyncIterator[Api]:
    headers = {"Authorization": "Bot sandbox"}
    async with aiohttp.ClientSession(sandbox.api_url + "/", headers=headers) as session:
        yield Api(session, discord)


@pytest.mark.parametrize(
    "path",
    [
        *("/gateway", "/gateway/bot", "/users/@me"),
        *("/oauth2/applications/@me", "/applications/@me"),
    ],
)
async def test_who_and_where_is_answered_as_discord_does(api: Api, path: str) -> None:
    await api.ask("GET", path)


async def hello(api: Api, sandbox: Sandbox) -> dict[str, str]:
    """Ada types the command `/hello`; the parts of the paths that answer it."""
    commands = [{"name": "hello", "description": "Says it", "type": 1}]
    await api.ask("PUT", COMMANDS, commands, application_id=APPLICATION)
    typed = sandbox.client.slash(ADA, GENERAL, "hello", {})
    callback = {"interaction_id": typed.id, "interaction_token": typed.token}
    return callback | {"webhook_id": APPLICATION, "webhook_token": typed.token}


async def test_commands_are_answered_as_discord_does(api: Api, sandbox: Sandbox) -> None:
    await hello(api, sandbox)
    (command,) = await api.ask("GET", COMMANDS, application_id=APPLICATION)
    assert command["name"] == "hello"


@pytest.mark.parametrize(
    "answer",
    [{"type": 4, "data": CARD}, {"type": 5, "data": {"flags": 64}}, {"type": 9, "data": FORM}],
    ids=["a message", "a deferral", "a form"],
)
async def test_an_answered_command_is_told_as_discord_does(
    api: Api, sandbox: Sandbox, answer: dict[str, Any]
) -> None:
    told = await api.ask("POST", CALLBACK, answer, **await hello(api, sandbox))
    assert told["interaction"]["type"] == 2


@pytest.mark.parametrize(
    "answer",
    [{"type": 7, "data": CARD}, {"type": 6}, {"type": 4, "data": CARD}],
    ids=["an update", "a deferred update", "a message"],
)
async def test_an_answered_press_is_told_as_discord_does(
    api: Api, sandbox: Sandbox, answer: dict[str, Any]
) -> None:
    first = await api.ask("POST", CALLBACK, {"type": 4, "data": CARD}, **await hello(api, sandbox))
    press = sandbox.client.component(ADA, first["resource"]["message"]["id"], "go")
    parts = {"interaction_id": press.id, "interaction_token": press.token}
    told = await api.ask("POST", CALLBACK, answer, **parts)
    assert told["interaction"]["type"] == 3


async def test_edits_and_follow_ups_are_answered_as_discord_does(
    api: Api, sandbox: Sandbox
) -> None:
    parts = await hello(api, sandbox)
    await api.ask("POST", CALLBACK, {"type": 5}, **parts)
    edited = await api.ask("PATCH", ORIGINAL, CARD, **parts)
    assert await api.ask("GET", ORIGINAL, **parts) == edited
    further = await api.ask("POST", WEBHOOK, CARD, **parts)
    await api.ask("PATCH", MESSAGE, CARD, **parts, message_id=further["id"])


async def test_channels_are_answered_as_discord_does(api: Api) -> None:
    await api.ask("GET", CHANNEL, channel_id=GENERAL)
    card = CARD | {"nonce": "today", "enforce_nonce": True}
    sent = await api.ask("POST", CHANNEL + "/messages", card, channel_id=GENERAL)
    found = await api.ask("GET", CHANNEL + "/messages", channel_id=GENERAL)
    assert [message["id"] for message in found] == [sent["id"]]
    path, parts = CHANNEL + "/messages/{message_id}", {"message_id": sent["id"]}
    await api.ask("PATCH", path, CARD, channel_id=GENERAL, **parts)
    await api.ask("GET", path, channel_id=GENERAL, **parts)


async def test_interactions_and_their_messages_are_written_as_discord_does(
    discord: Contract, tmp_path: Path
) -> None:
    """The document describes no interaction as a whole, but what one is made of."""
    async with open_house(tmp_path, write_bank(tmp_path / "questions")) as house:
        await take_an_interview(house)
        world = house.sandbox.world
        for message in world.messages.values():
            assert discord.value_departures("MessageResponse", message.body) == []
        for interaction in world.interactions.values():
            payload = interaction_object(world, interaction)
            # Written, and true of interactions only.
            assert payload["member"].pop("permissions").isdecimal()
            assert discord.value_departures("GuildMemberResponse", payload["member"]) == []
            assert discord.value_departures("GuildChannelResponse", payload["channel"]) == []
