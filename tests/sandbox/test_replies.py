"""Replies, whom a message pings, and threads made from one."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.clock import MovableClock
from bot.sandbox.pilot import Player
from bot.sandbox.server import Sandbox
from tests.contract.openapi import contract
from tests.sandbox.little_bot import LittleBot

APPLICATION = "100000000000000900"
ADA, GRACE, LINUS = "100000000000000101", "100000000000000102", "100000000000000103"
CLUB, MODERATORS, EVERYONE = "100000000000000201", "100000000000000202", "100000000000000001"
GENERAL, DAILY = "100000000000000011", "100000000000000013"

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
async def ask(api: aiohttp.ClientSession) -> Ask:
    """A bot's request and its answer, after a look at both in Discord's document."""
    document = contract()

    async def asked(
        method: str, path: str, body: Any = None, *, status: int = 200, template: str = ""
    ) -> Any:
        async with api.request(method, path, json=body) as response:
            answer = await response.json() if response.status != 204 else None
            assert response.status == status, answer
        if document is not None and template:
            assert document.problems(method, template, body) == []
        if document is not None and status < 300 and isinstance(answer, dict):
            schema = "MessageResponse" if "content" in answer else "ThreadResponse"
            assert document.value_departures(schema, answer) == []
        return answer

    return asked


async def say(ask: Ask, channel: str = DAILY, status: int = 200, **body: Any) -> Any:
    template = "/channels/{channel_id}/messages" if status == 200 else ""
    path = f"channels/{channel}/messages"
    return await ask("POST", path, body, status=status, template=template)


def to(message: Any, **more: Any) -> dict[str, Any]:
    return {"message_id": message["id"], **more}


# Replies


async def test_a_reply_comes_with_its_original(ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    reply = await say(ask, content="Closed", message_reference=to(original))
    assert reply["type"] == 19
    assert reply["message_reference"] == {
        "type": 0,
        "guild_id": EVERYONE,
        "channel_id": DAILY,
        "message_id": original["id"],
    }
    assert reply["referenced_message"] == original
    assert [user["id"] for user in reply["mentions"]] == [APPLICATION]
    found = await ask("GET", f"channels/{DAILY}/messages")
    assert found == [reply, original]


async def test_the_original_is_told_as_it_is_now(ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    first = await say(ask, content="Closed", message_reference=to(original))
    second = await say(ask, content="Really", message_reference=to(first))
    assert "referenced_message" not in second["referenced_message"]
    await ask("PATCH", f"channels/{DAILY}/messages/{original['id']}", {"content": "Yesterday's"})
    path = f"channels/{DAILY}/messages/{first['id']}"
    assert (await ask("GET", path))["referenced_message"]["content"] == "Yesterday's"
    await ask("DELETE", f"channels/{DAILY}/messages/{original['id']}", status=204)
    reply = await ask("GET", path)
    assert reply["referenced_message"] is None
    assert reply["message_reference"]["message_id"] == original["id"]


async def test_a_reply_whose_original_is_gone_is_refused_unless_it_may_fail(ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    await ask("DELETE", f"channels/{DAILY}/messages/{original['id']}", status=204)
    for reference in (to(original), to(original, fail_if_not_exists=True)):
        refusal = await say(ask, status=400, content="Closed", message_reference=reference)
        assert refusal["code"] == 50035
        assert "Unknown message" in str(refusal["errors"])
    reference = to(original, fail_if_not_exists=False)
    sent = await say(ask, content="Closed", message_reference=reference)
    assert sent["type"] == 0
    assert not {"message_reference", "referenced_message"} & sent.keys()


async def test_a_message_elsewhere_or_for_one_alone_is_not_known(
    ask: Ask, ada: Player, bot: LittleBot
) -> None:
    elsewhere = await say(ask, GENERAL, content="Here")
    private = await ada.slash("hello")
    for where, message_id in ((DAILY, elsewhere["id"]), (GENERAL, private.id)):
        reference = {"message_id": message_id}
        refusal = await say(ask, where, 400, content="Closed", message_reference=reference)
        assert refusal["code"] == 50035
    reference = to(elsewhere, channel_id=GENERAL)
    assert (await say(ask, DAILY, 400, content="x", message_reference=reference))["code"] == 50035


@pytest.mark.parametrize(
    "reference",
    [
        {},
        {"message_id": "today"},
        {"message_id": True},
        {"message_id": "1", "type": 1},
        {"message_id": "1", "fail_if_not_exists": "no"},
        {"message_id": "1", "forward_only": {}},
        "1",
    ],
    ids=str,
)
async def test_a_reference_that_discord_would_not_take(ask: Ask, reference: Any) -> None:
    refusal = await say(ask, status=400, content="Closed", message_reference=reference)
    assert (refusal["code"], "message_reference" in refusal["errors"]) == (50035, True)


async def test_only_messages_in_channels_are_replies(ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    body = {"content": "x", "message_reference": to(original)}
    path = f"channels/{DAILY}/messages/{original['id']}"
    assert (await ask("PATCH", path, body, status=400))["code"] == 50035


async def test_the_library_replies(bot: LittleBot, ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    channel = bot.get_partial_messageable(int(DAILY), guild_id=int(EVERYONE))
    reference = discord.MessageReference(
        message_id=int(original["id"]), channel_id=int(DAILY), fail_if_not_exists=False
    )
    sent = await channel.send("Closed", reference=reference)
    assert sent.type is discord.MessageType.reply
    assert sent.reference is not None
    assert isinstance(sent.reference.resolved, discord.Message)
    assert sent.reference.resolved.content == "Today's question"
    assert sent.mentions == []


# Whom it pings

EVERYBODY = (
    f"<@{ADA}> <@!{GRACE}> <@{ADA}> <@1> <@&{CLUB}> <@&{MODERATORS}> <@&{EVERYONE}> @everyone"
)


@pytest.mark.parametrize(
    ("allowed", "users", "roles"),
    [
        (None, [ADA, GRACE], [CLUB]),
        ({}, [], []),
        ({"parse": []}, [], []),
        ({"parse": ["users"]}, [ADA, GRACE], []),
        ({"parse": ["roles", "everyone"]}, [], [CLUB]),
        ({"parse": [], "users": [GRACE, LINUS]}, [GRACE], []),
        ({"roles": [CLUB, MODERATORS]}, [], [CLUB]),
        ({"roles": [MODERATORS]}, [], []),
        ({"parse": ["users"], "roles": [CLUB]}, [ADA, GRACE], [CLUB]),
    ],
    ids=str,
)
async def test_a_message_pings_whom_it_may(
    ask: Ask, allowed: Any, users: list[str], roles: list[str]
) -> None:
    card = {"type": 17, "components": [{"type": 10, "content": EVERYBODY}]}
    for body in ({"content": EVERYBODY}, {"flags": 1 << 15, "components": [card]}):
        sent = await say(ask, **body, allowed_mentions=allowed)
        assert [user["id"] for user in sent["mentions"]] == users
        assert sent["mention_roles"] == roles
        assert sent["mention_everyone"] is False


async def test_code_pings_nobody(ask: Ask) -> None:
    content = f"`<@{ADA}>` ```\n<@{GRACE}>\n``` ``<@&{CLUB}>`` <@{LINUS}>"
    sent = await say(ask, content=content)
    assert [user["id"] for user in sent["mentions"]] == [LINUS]
    assert sent["mention_roles"] == []


async def test_the_author_of_the_original_is_pinged_where_that_is_allowed(ask: Ask) -> None:
    original = await say(ask, content="Today's question")
    for allowed, pinged in (
        (None, [APPLICATION]),
        ({"parse": ["users"]}, []),
        ({"replied_user": True}, [APPLICATION]),
    ):
        reply = await say(
            ask, content="Closed", message_reference=to(original), allowed_mentions=allowed
        )
        assert [user["id"] for user in reply["mentions"]] == pinged


async def test_an_edit_pings_anew_whom_its_text_mentions(ask: Ask) -> None:
    sent = await say(ask, content=f"<@{ADA}>")
    path = f"channels/{DAILY}/messages/{sent['id']}"
    kept = await ask("PATCH", path, {"flags": 0, "allowed_mentions": {"parse": []}})
    assert [user["id"] for user in kept["mentions"]] == [ADA]
    edited = await ask("PATCH", path, {"content": f"<@{ADA}> <@&{CLUB}>"})
    assert ([user["id"] for user in edited["mentions"]], edited["mention_roles"]) == ([ADA], [CLUB])
    quiet = {"content": f"<@{GRACE}>", "allowed_mentions": {"parse": []}}
    assert (await ask("PATCH", path, quiet))["mentions"] == []


@pytest.mark.parametrize(
    "allowed",
    [
        [],
        {"parse": ["members"]},
        {"parse": "users"},
        {"users": [True]},
        {"users": ["Ada"]},
        {"users": [ADA] * 101},
        {"parse": ["users"], "users": [ADA]},
        {"parse": ["roles"], "roles": [CLUB]},
    ],
    ids=str,
)
async def test_allowed_mentions_that_discord_would_not_take(ask: Ask, allowed: Any) -> None:
    refusal = await say(ask, status=400, content="Hello", allowed_mentions=allowed)
    assert (refusal["code"], "allowed_mentions" in refusal["errors"]) == (50035, True)


async def test_the_library_opens_its_mentions_for_one_message(bot: LittleBot, ask: Ask) -> None:
    channel = bot.get_partial_messageable(int(DAILY), guild_id=int(EVERYONE))
    quiet = await channel.send(f"<@&{CLUB}>", allowed_mentions=discord.AllowedMentions.none())
    opened = discord.AllowedMentions(
        everyone=False, users=False, roles=[discord.Object(int(CLUB))], replied_user=False
    )
    loud = await channel.send(f"<@{ADA}> <@&{CLUB}>", allowed_mentions=opened)
    told = [await ask("GET", f"channels/{DAILY}/messages/{sent.id}") for sent in (quiet, loud)]
    assert [message["mention_roles"] for message in told] == [[], [CLUB]]
    assert [message["mentions"] for message in told] == [[], []]


# Threads from a message


async def made(ask: Ask, message: Any, status: int = 201, **body: Any) -> Any:
    path = f"channels/{message['channel_id']}/messages/{message['id']}/threads"
    template = "/channels/{channel_id}/messages/{message_id}/threads" if status == 201 else ""
    body = {"name": "2 March", **body}
    return await ask("POST", path, body, status=status, template=template)


async def test_a_thread_from_a_message_has_its_id(ask: Ask, ada: Player) -> None:
    question = await say(ask, content="Today's question")
    thread = await made(ask, question, auto_archive_duration=4320)
    assert (thread["id"], thread["type"], thread["parent_id"]) == (question["id"], 11, DAILY)
    assert thread["thread_metadata"]["auto_archive_duration"] == 4320
    assert thread["member"]["user_id"] == APPLICATION
    assert ada.threads() == ["2 March"]
    message = await ask("GET", f"channels/{DAILY}/messages/{question['id']}")
    assert message["flags"] & 1 << 5
    assert message["thread"]["id"] == question["id"]


async def test_the_bot_goes_on_in_such_a_thread(ask: Ask) -> None:
    question = await say(ask, content="Today's question")
    thread = await made(ask, question)
    first = await say(ask, thread["id"], content="Talk here")
    second = await say(ask, thread["id"], content="Or here", message_reference=to(first))
    await ask("PATCH", f"channels/{thread['id']}/messages/{first['id']}", {"content": "Here"})
    counted = (await ask("GET", f"channels/{DAILY}/messages/{question['id']}"))["thread"]
    assert (counted["message_count"], counted["last_message_id"]) == (2, second["id"])
    await ask("DELETE", f"channels/{thread['id']}/messages/{second['id']}", status=204)
    archived = await ask("PATCH", f"channels/{thread['id']}", {"archived": True, "locked": True})
    assert archived["thread_metadata"]["archived"] is True
    assert (archived["message_count"], archived["total_message_sent"]) == (1, 2)
    edited = f"channels/{DAILY}/messages/{question['id']}"
    assert (await ask("PATCH", edited, {"content": "Closed"}))["flags"] & 1 << 5


async def test_private_answers_in_a_thread_are_not_counted(
    ask: Ask, ada: Player, bot: LittleBot
) -> None:
    question = await say(ask, content="Today's question")
    thread = await made(ask, question)
    await ada.slash("hello", in_channel="general")
    await ada.slash("where", in_channel="2 March")
    await ada.slash("public", in_channel="2 March")
    assert (await ask("GET", f"channels/{thread['id']}"))["message_count"] == 1


async def test_a_message_has_one_thread_at_most(ask: Ask) -> None:
    question = await say(ask, content="Today's question")
    thread = await made(ask, question)
    assert (await made(ask, question, 400))["code"] == 160004
    inside = await say(ask, thread["id"], content="Inside")
    assert (await made(ask, inside, 400))["code"] == 50024
    gone = {"id": "1", "channel_id": DAILY}
    assert (await made(ask, gone, 404))["code"] == 10008


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "n" * 101},
        {"type": 11},
        {"invitable": True},
        {"auto_archive_duration": 5},
        {"rate_limit_per_user": 21_601},
    ],
    ids=str,
)
async def test_a_thread_that_discord_would_not_make(ask: Ask, change: dict[str, Any]) -> None:
    question = await say(ask, content="Today's question")
    assert (await made(ask, question, 400, **change))["code"] == 50035
    message = await ask("GET", f"channels/{DAILY}/messages/{question['id']}")
    assert (message["flags"], "thread" in message) == (0, False)


async def test_such_threads_count_as_all_do(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.threads.MOST_ACTIVE", 1)
    await made(ask, await say(ask, content="One"))
    assert (await made(ask, await say(ask, content="Two"), 400))["code"] == 160006


async def test_the_library_makes_a_thread_from_its_message(bot: LittleBot, ada: Player) -> None:
    channel = bot.get_partial_messageable(int(DAILY), guild_id=int(EVERYONE))
    sent = await channel.send("Today's question")
    guild = discord.Object(int(EVERYONE))
    data = await bot.http.start_thread_with_message(
        sent.channel.id, sent.id, name="2 March", auto_archive_duration=1440
    )
    assert (data["id"], data["guild_id"]) == (str(sent.id), str(guild.id))
    assert ada.threads() == ["2 March"]


async def test_replies_and_threads_are_there_after_a_restart(
    tmp_path: Path, ask: Ask, sandbox: Sandbox
) -> None:
    question = await say(ask, content="Today's question")
    reply = await say(ask, content="Closed", message_reference=to(question))
    await made(ask, question)
    headers = {"Authorization": "Bot sandbox"}
    again = Sandbox(tmp_path / "discord.db", MovableClock())
    await again.start()
    url = f"{again.api_url}/channels/{DAILY}/messages/{reply['id']}"
    async with aiohttp.ClientSession(headers=headers) as http, http.get(url) as response:
        original = (await response.json())["referenced_message"]
    await again.stop()
    assert (original["content"], original["thread"]["name"]) == ("Today's question", "2 March")
