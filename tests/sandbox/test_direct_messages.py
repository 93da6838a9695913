"""Direct messages: one member's channel with the bot, which they may close."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.clock import MovableClock
from bot.sandbox.objects import direct_object, interaction_object
from bot.sandbox.pilot import InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.contract.openapi import contract
from tests.sandbox.little_bot import Card, LittleBot

ADA, GRACE = "100000000000000101", "100000000000000102"
OPEN = "users/@me/channels"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def opened(api: aiohttp.ClientSession, member: Any = ADA) -> str:
    async with api.post(OPEN, json={"recipient_id": member}) as response:
        assert response.status == 200
        return str((await response.json())["id"])


async def wrote(bot: LittleBot, member: str = ADA, text: str = "Two are due") -> None:
    await (await bot.create_dm(discord.Object(int(member)))).send(
        view=Card(text, "Again", "Answer")
    )


async def page(http: aiohttp.ClientSession, sandbox: Sandbox, member: str = ADA) -> Any:
    async with http.get(f"{sandbox.address}/sandbox/state?as={member}") as response:
        return await response.json()


def names(channels: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in channels if each["kind"] == "direct_messages"]


# Written by the bot


async def test_only_the_member_sees_what_was_written_to_them(
    bot: LittleBot, ada: Player, grace: Player, pilot: Pilot, sandbox: Sandbox
) -> None:
    await wrote(bot, text="Two are due")
    await wrote(bot, text="Three are due")
    assert [card.text for card in ada.direct_messages] == ["Three are due", "Two are due"]
    assert grace.direct_messages == pilot.member("Linus").direct_messages == []
    assert ada.cards == []
    assert sandbox.refusals == []


async def test_a_button_in_a_direct_message_works(bot: LittleBot, ada: Player) -> None:
    await wrote(bot)
    await ada.click("Again", on=ada.direct_messages[0])
    assert ada.direct_messages[0].text == "You pressed again"
    press = bot.last()
    assert isinstance(press.channel, discord.DMChannel)
    assert isinstance(press.user, discord.User)
    assert (press.guild_id, press.user.display_name) == (None, "Ada")
    assert press.context.dm_channel
    assert not press.context.guild


async def test_a_form_in_a_direct_message_works(bot: LittleBot, ada: Player) -> None:
    await wrote(bot)
    await ada.click("Answer", on=ada.direct_messages[0])
    await ada.submit("At home")
    assert ada.direct_messages[0].text == "You said At home"


async def test_nobody_else_can_press_there(bot: LittleBot, ada: Player, sandbox: Sandbox) -> None:
    await wrote(bot)
    with pytest.raises(Exception, match="no such message for you"):
        sandbox.client.component(GRACE, ada.direct_messages[0].id, "again")


async def test_the_channel_is_always_the_same(api: aiohttp.ClientSession) -> None:
    first = await opened(api)
    assert await opened(api, int(ADA)) == first
    assert await opened(api, GRACE) != first


@pytest.mark.parametrize(
    ("recipient", "code"),
    [("1", 50033), ("100000000000000900", 50033), (None, 50035), ("Ada", 50035), (True, 50035)],
)
async def test_a_recipient_that_discord_would_not_take(
    api: aiohttp.ClientSession, recipient: Any, code: int
) -> None:
    async with api.post(OPEN, json={"recipient_id": recipient}) as response:
        assert (response.status, (await response.json())["code"]) == (400, code)


async def test_a_direct_message_is_read_changed_and_deleted(
    api: aiohttp.ClientSession, ada: Player
) -> None:
    path = f"channels/{await opened(api)}/messages"
    async with api.post(path, json={"content": "Due"}) as response:
        message = await response.json()
    answer = {"content": "Also", "message_reference": {"message_id": message["id"]}}
    async with api.post(path, json=answer) as response:
        assert "guild_id" not in (await response.json())["message_reference"]
    async with api.get(path) as response:
        assert [each["content"] for each in await response.json()] == ["Also", "Due"]
    async with api.patch(f"{path}/{message['id']}", json={"content": "Done"}) as response:
        assert response.status == 200
    assert [card.text for card in ada.direct_messages] == ["Also", "Done"]
    async with api.delete(f"{path}/{message['id']}") as response:
        assert response.status == 204
    assert [card.text for card in ada.direct_messages] == ["Also"]


async def test_there_are_no_threads_in_direct_messages(api: aiohttp.ClientSession) -> None:
    body = {"name": "Here", "type": 12}
    async with api.post(f"channels/{await opened(api)}/threads", json=body) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50024)


async def test_the_bots_first_shard_is_told_of_presses(
    api: aiohttp.ClientSession, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sockets = []
    for number in (0, 1):
        socket = await http.ws_connect(sandbox.gateway_url)
        await socket.receive_json(timeout=5)
        data = {"token": "sandbox", "intents": 0, "shard": [number, 2]}
        await socket.send_json({"op": 2, "d": data})
        assert (await socket.receive_json(timeout=5))["t"] == "READY"
        sockets.append(socket)
    path = f"channels/{await opened(api)}/messages"
    async with api.post(path, json={"content": "Due"}) as response:
        sandbox.client.press(ADA, (await response.json())["id"], "again")
    assert (await sockets[0].receive_json(timeout=5))["t"] == "INTERACTION_CREATE"
    with pytest.raises(TimeoutError):
        await sockets[1].receive_json(timeout=0.2)
    for socket in sockets:
        await socket.close()


# Closed


async def test_a_member_who_takes_none_gets_none(
    bot: LittleBot, ada: Player, grace: Player, sandbox: Sandbox
) -> None:
    ada.close_direct_messages()
    with pytest.raises(discord.Forbidden) as refused:
        await wrote(bot)
    assert (refused.value.status, refused.value.code) == (403, 50007)
    await wrote(bot, GRACE)
    assert (len(ada.direct_messages), len(grace.direct_messages)) == (0, 1)
    ada.open_direct_messages()
    await wrote(bot)
    assert len(ada.direct_messages) == 1


async def test_what_was_written_before_still_works(bot: LittleBot, ada: Player) -> None:
    await wrote(bot)
    ada.close_direct_messages()
    await ada.click("Again", on=ada.direct_messages[0])
    assert ada.direct_messages[0].text == "You pressed again"


# The page


async def test_the_page_shows_them_once_there_are_any(
    bot: LittleBot, api: aiohttp.ClientSession, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await opened(api)
    assert names((await page(http, sandbox))["channels"]) == []
    live = f"{sandbox.address}/sandbox/live?as="
    async with http.ws_connect(live + ADA) as mine, http.ws_connect(live + GRACE) as others:
        await wrote(bot)
        told = [await mine.receive_json(timeout=5) for _ in range(2)]
        assert [each["type"] for each in told] == ["channels", "message"]
        assert names(told[0]["channels"]) == ["Greenroom"]
        await wrote(bot)
        assert (await mine.receive_json(timeout=5))["type"] == "message"
        with pytest.raises(TimeoutError):
            await others.receive_json(timeout=0.2)
    assert names((await page(http, sandbox))["channels"]) == ["Greenroom"]
    assert names((await page(http, sandbox, GRACE))["channels"]) == []


async def test_the_page_closes_and_opens_them(
    sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    async with http.ws_connect(f"{sandbox.address}/sandbox/live?as={ADA}") as socket:
        for takes in (False, True):
            body = {"as": ADA, "takes": takes}
            path = f"{sandbox.address}/sandbox/direct-messages"
            async with http.post(path, json=body) as response:
                assert response.status == 204
            told = await socket.receive_json(timeout=5)
            assert told == {"type": "direct_messages", "taken": takes}
            assert (await page(http, sandbox))["takes_direct_messages"] is takes
    body = {"as": ADA, "takes": "no"}
    async with http.post(f"{sandbox.address}/sandbox/direct-messages", json=body) as response:
        assert (await response.json())["error"] == "takes must be true or false."


async def test_commands_for_servers_cannot_be_used_there(
    bot: LittleBot, ada: Player, sandbox: Sandbox
) -> None:
    commands = [{**each, "contexts": [0]} for each in sandbox.world.commands["global"]]
    sandbox.world.set_commands("global", commands)
    await wrote(bot)
    place = ada.direct_messages[0].raw["channel_id"]
    with pytest.raises(Exception, match="no command /public for you here"):
        sandbox.client.slash(ADA, place, "public", {})
    with pytest.raises(InteractionFailed, match="There is no channel"):
        await ada.slash("public", channel="Greenroom")
    await ada.slash("public")


# As Discord writes it, and as it was


async def test_direct_messages_are_written_as_discord_does(
    bot: LittleBot, ada: Player, sandbox: Sandbox
) -> None:
    document = contract()
    if document is None:
        pytest.skip("Discord's OpenAPI document is absent")
    await wrote(bot)
    await ada.click("Again", on=ada.direct_messages[0])
    message = ada.direct_messages[0].raw
    assert document.value_departures("MessageResponse", message) == []
    channel = direct_object(sandbox.world, sandbox.world.channels[message["channel_id"]])
    assert document.value_departures("PrivateChannelResponse", channel) == []
    payload = interaction_object(sandbox.world, sandbox.world.interactions[str(bot.last().id)])
    assert payload["channel"] == channel
    assert document.value_departures("UserResponse", payload["user"]) == []
    assert payload["authorizing_integration_owners"] == {"0": "0"}
    assert (payload["context"], payload["channel"]["type"]) == (1, 1)
    assert not payload.keys() & {"guild", "guild_id", "guild_locale", "member"}


async def test_direct_messages_are_there_after_a_restart(
    tmp_path: Path, bot: LittleBot, ada: Player, sandbox: Sandbox
) -> None:
    await wrote(bot)
    ada.close_direct_messages()
    await bot.close()
    await sandbox.stop()
    again = Sandbox(tmp_path / "discord.db", MovableClock())
    pilot = Pilot(again)
    assert [card.text for card in pilot.member("Ada").direct_messages] == ["Two are due"]
    assert not again.world.members[ADA].takes_direct_messages
    assert again.world.members[GRACE].takes_direct_messages
    await again.stop()
