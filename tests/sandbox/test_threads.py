"""Threads: the bot makes them, members see their own, Discord's rules hold in them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.clock import MovableClock
from bot.sandbox.objects import interaction_object, thread_object
from bot.sandbox.pilot import InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.contract.openapi import contract
from tests.sandbox.little_bot import LittleBot

ADA, GRACE, LINUS = "100000000000000101", "100000000000000102", "100000000000000103"
GENERAL = "100000000000000011"
CHANNELS = ["general", "interviews", "daily", "announcements"]


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def channels(
    http: aiohttp.ClientSession, sandbox: Sandbox, member: str = ADA
) -> dict[str, Any]:
    """What the page lists, by name."""
    async with http.get(f"{sandbox.address}/sandbox/state?as={member}") as response:
        return {c["name"]: c for c in (await response.json())["channels"]}


# Who sees what


async def test_a_private_thread_is_for_its_members_and_managers(
    pilot: Pilot, ada: Player, grace: Player, sandbox: Sandbox
) -> None:
    await ada.slash("thread", name="Ada's interview")
    assert ada.threads() == pilot.member("Linus").threads() == ["Ada's interview"]
    assert ada.sees_anywhere("In Ada's interview")
    assert grace.threads() == []
    assert not grace.sees_anywhere("In Ada's interview")
    assert sandbox.refusals == []


async def test_a_public_thread_is_for_all(ada: Player, grace: Player) -> None:
    await ada.slash("thread", name="Everyone", public=True)
    assert grace.threads() == ["Everyone"]
    await grace.click("Again")
    assert grace.sees("You pressed again")


async def test_cards_in_a_thread_work_as_everywhere(ada: Player, bot: LittleBot) -> None:
    await ada.slash("thread", name="Ada's interview")
    await ada.click("Answer")
    await ada.submit("From the thread")
    assert ada.sees("You said From the thread")
    assert isinstance(bot.last().channel, discord.Thread)


async def test_a_command_in_a_thread_comes_with_the_thread(ada: Player, bot: LittleBot) -> None:
    await ada.slash("thread", name="Ada's interview")
    await ada.slash("where", channel="Ada's interview")
    assert ada.sees(f"private_thread Ada's interview in {GENERAL}")
    await ada.slash("where", channel=str(bot.made[0].id))
    assert ada.sees("private_thread Ada's interview")
    await ada.slash("where", channel="general")
    assert ada.sees("text general in None")


async def test_a_thread_that_one_does_not_see_cannot_be_used(
    ada: Player, grace: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("thread", name="Ada's interview")
    with pytest.raises(InteractionFailed, match="There is no channel"):
        await grace.slash("where", channel="Ada's interview")
    thread_id = str(bot.made[0].id)
    (message,) = [m for m in sandbox.world.messages.values() if m.channel_id == thread_id]
    asked = {"as": GRACE, "channel": thread_id, "name": "where", "message": message.id}
    for path in ("slash", "component"):
        body = {**asked, "custom_id": "again"}
        async with http.post(f"{sandbox.address}/sandbox/{path}", json=body) as response:
            assert response.status == 400
    query = {"as": GRACE, "channel": thread_id}
    async with http.get(f"{sandbox.address}/sandbox/messages", params=query) as response:
        assert response.status == 400


async def test_the_page_lists_threads_under_their_channel(
    ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("thread", name="Ada's interview")
    assert (await channels(http, sandbox))["Ada's interview"] == {
        "id": str(bot.made[0].id),
        "name": "Ada's interview",
        "topic": "",
        "kind": "private_thread",
        "parent": GENERAL,
        "archived": False,
        "message_count": 1,
    }
    assert list(await channels(http, sandbox, GRACE)) == CHANNELS
    assert (await channels(http, sandbox))["general"]["kind"] == "text"


async def test_the_page_is_told_of_threads_that_its_member_sees(
    ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    live = f"{sandbox.address}/sandbox/live?as="
    async with http.ws_connect(live + ADA) as mine, http.ws_connect(live + GRACE) as others:
        await ada.slash("thread", name="Ada's interview")
        await ada.slash("public")
        told = await mine.receive_json(timeout=5)
        while told["type"] != "channels":
            told = await mine.receive_json(timeout=5)
        assert told["channels"][-1]["name"] == "Ada's interview"
        told = await others.receive_json(timeout=5)
        assert told["type"] == "message"
        assert told["message"]["channel_id"] == GENERAL


async def test_whoever_is_taken_out_of_a_private_thread_sees_it_no_more(
    ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("thread", name="Ada's interview")
    async with http.ws_connect(f"{sandbox.address}/sandbox/live?as={ADA}") as mine:
        await bot.made[0].remove_user(discord.Object(int(ADA)))
        told = await mine.receive_json(timeout=5)
    assert [each["name"] for each in told["channels"]] == CHANNELS
    assert ada.threads() == []
    assert not ada.sees_anywhere("In Ada's interview")


# Discord's rules


async def test_an_archived_thread_takes_no_commands(ada: Player, bot: LittleBot) -> None:
    await ada.slash("thread", name="Old")
    await bot.made[0].edit(archived=True)
    with pytest.raises(InteractionFailed, match="can't be used in an archived thread"):
        await ada.slash("where", channel="Old")
    assert ada.threads() == ["Old"]


async def test_a_message_opens_an_archived_thread_again(
    ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("thread", name="Old")
    thread = await bot.made[0].edit(archived=True, locked=True)
    assert (thread.archived, thread.locked) == (True, True)
    assert (await channels(http, sandbox))["Old"]["archived"] is True
    with pytest.raises(discord.HTTPException) as refused:
        await thread.add_user(discord.Object(int(GRACE)))
    assert refused.value.code == 50083
    await thread.send("Still here?")
    assert (await channels(http, sandbox))["Old"]["archived"] is False


async def test_a_quiet_thread_is_archived_by_time(
    ada: Player, bot: LittleBot, pilot: Pilot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("thread", name="Quiet")
    pilot.clock.advance(timedelta(hours=23))
    assert (await channels(http, sandbox))["Quiet"]["archived"] is False
    pilot.clock.advance(timedelta(hours=2))
    assert (await channels(http, sandbox))["Quiet"]["archived"] is True


@pytest.mark.parametrize(("status", "code"), [(400, 160006), (403, 50013)])
async def test_a_thread_can_be_made_to_fail(
    ada: Player, bot: LittleBot, sandbox: Sandbox, status: int, code: int
) -> None:
    sandbox.faults.fail_next(status=status, code=code, path_contains="/threads")
    await ada.slash("thread", name="Never")
    assert ada.sees("No thread")
    assert [(error.status, error.code) for error in bot.errors] == [(status, code)]
    assert ada.threads() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, 50035),
        ({"name": "n" * 101}, 50035),
        ({"type": 10}, 50035),
        ({"auto_archive_duration": 5}, 50035),
        ({"invitable": "yes"}, 50035),
        ({"message": {}}, 50035),
    ],
    ids=str,
)
async def test_a_thread_that_discord_would_not_make(
    api: aiohttp.ClientSession, change: dict[str, Any], code: int
) -> None:
    body = {"name": "Fine", "type": 12, **change}
    async with api.post(f"channels/{GENERAL}/threads", json=body) as response:
        assert (response.status, (await response.json())["code"]) == (400, code)


async def test_threads_are_not_what_text_channels_are(api: aiohttp.ClientSession) -> None:
    async with api.post(f"channels/{GENERAL}/threads", json={"name": "One"}) as response:
        assert response.status == 201
        thread = await response.json()
    asked: list[tuple[str, str, Any, tuple[int, int]]] = [
        ("POST", f"channels/{thread['id']}/threads", {"name": "Two"}, (400, 50024)),
        ("PUT", f"channels/{GENERAL}/thread-members/{ADA}", None, (400, 50024)),
        ("PUT", f"channels/{thread['id']}/thread-members/1", None, (404, 10013)),
        ("DELETE", f"channels/{thread['id']}/thread-members/1", None, (404, 10013)),
        ("PATCH", f"channels/{GENERAL}", {"name": "other"}, (501, 0)),
        ("PATCH", f"channels/{thread['id']}", {"archived": "yes"}, (400, 50035)),
    ]
    for method, path, body, (status, code) in asked:
        async with api.request(method, path, json=body) as response:
            assert (response.status, (await response.json())["code"]) == (status, code)


async def test_a_thousand_threads_are_enough(
    api: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.threads.MOST_ACTIVE", 1)
    async with api.post(f"channels/{GENERAL}/threads", json={"name": "One"}) as response:
        assert response.status == 201
    async with api.post(f"channels/{GENERAL}/threads", json={"name": "Two"}) as response:
        assert (response.status, (await response.json())["code"]) == (400, 160006)


# What the gateway tells


async def session(http: aiohttp.ClientSession, sandbox: Sandbox, intents: int) -> Any:
    """A bot's connection that has said who it is."""
    socket = await http.ws_connect(sandbox.gateway_url)
    assert (await socket.receive_json(timeout=5))["op"] == 10
    data = {"token": "sandbox", "intents": intents, "properties": {}}
    await socket.send_json({"op": 2, "d": data})
    assert (await socket.receive_json(timeout=5))["t"] == "READY"
    return socket


async def test_a_bot_with_the_intent_is_told_of_threads(
    api: aiohttp.ClientSession, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    async def next_event(socket: Any) -> Any:
        frame = await socket.receive_json(timeout=5)
        return frame["t"], frame["d"]

    told, untold = await session(http, sandbox, 1), await session(http, sandbox, 0)
    assert (await next_event(told))[1]["threads"] == []
    async with api.post(f"channels/{GENERAL}/threads", json={"name": "Now"}) as response:
        thread_id = (await response.json())["id"]
    event, thread = await next_event(told)
    assert (event, thread["id"]) == ("THREAD_CREATE", thread_id)
    sandbox.client.press(ADA, await posted(api), "again")
    assert (await next_event(untold))[0] == "INTERACTION_CREATE"
    later = await session(http, sandbox, 1)
    server = (await next_event(later))[1]
    assert [each["id"] for each in server["threads"]] == [thread_id]
    assert thread_id not in [each["id"] for each in server["channels"]]
    for socket in (told, untold, later):
        await socket.close()


async def posted(api: aiohttp.ClientSession) -> str:
    async with api.post(f"channels/{GENERAL}/messages", json={"content": "Here"}) as response:
        return str((await response.json())["id"])


# As Discord writes it, and as it was


async def test_threads_are_written_as_discord_does(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    discord_document = contract()
    if discord_document is None:
        pytest.skip("Discord's OpenAPI document is absent")
    await ada.slash("thread", name="Ada's interview")
    await ada.slash("where", channel="Ada's interview")
    thread = sandbox.world.channels[str(bot.made[0].id)]
    assert discord_document.value_departures("ThreadResponse", thread_object(thread)) == []
    typed = sandbox.world.interactions[str(bot.last().id)]
    payload = interaction_object(sandbox.world, typed)
    assert payload["channel"]["type"] == 12
    assert discord_document.value_departures("ThreadResponse", payload["channel"]) == []
    sent = [(s.method, s.route, s.body) for s in sandbox.requests if "thread" in s.route]
    assert [route for _, route, _ in sent] == [
        "/channels/{channel_id}/threads",
        "/channels/{channel_id}/thread-members/{user_id}",
    ]
    assert [discord_document.problems(*each) for each in sent] == [[], []]


async def test_threads_are_there_after_a_restart(
    tmp_path: Path, ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    await ada.slash("thread", name="Kept")
    await bot.close()
    await sandbox.stop()
    again = Sandbox(tmp_path / "discord.db", MovableClock())
    pilot = Pilot(again)
    assert pilot.member("Ada").threads() == ["Kept"]
    assert pilot.member("Grace").threads() == []
    assert pilot.member("Ada").sees_anywhere("In Kept")
    await again.stop()
