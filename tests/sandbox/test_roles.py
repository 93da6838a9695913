"""Roles: who has them, where Discord tells of them, and worlds that were made before them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.clock import MovableClock
from bot.sandbox.objects import interaction_object, role_objects, server_object
from bot.sandbox.pilot import InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.contract.openapi import contract
from tests.sandbox.little_bot import LittleBot

ADA, LINUS = "100000000000000101", "100000000000000103"
CLUB, MODERATORS, EVERYONE = "100000000000000201", "100000000000000202", "100000000000000001"
GENERAL, ANNOUNCEMENTS = "100000000000000011", "100000000000000014"
MINA = "100000000000000104"


@pytest.fixture
def linus(pilot: Pilot) -> Player:
    return pilot.member("Linus")


async def state(sandbox: Sandbox, member: str = ADA) -> Any:
    url = f"{sandbox.address}/sandbox/state?as={member}"
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return await response.json()


async def test_the_server_has_its_roles(sandbox: Sandbox) -> None:
    server = server_object(sandbox.world, sandbox.world.first_server())
    assert [(role["id"], role["name"], role["mentionable"]) for role in server["roles"]] == [
        (EVERYONE, "@everyone", False),
        (CLUB, "Interview club", True),
        (MODERATORS, "Moderators", False),
    ]
    another = sandbox.world.add_server("Elsewhere")
    assert [r["id"] for r in role_objects(sandbox.world, another.id)] == [another.id]


async def test_roles_are_written_as_discord_does(sandbox: Sandbox) -> None:
    document = contract()
    if document is None:
        pytest.skip("Discord's OpenAPI document is absent")
    for role in role_objects(sandbox.world, EVERYONE):
        assert document.value_departures("GuildRoleResponse", role) == []


async def test_a_member_comes_with_their_roles(
    ada: Player, linus: Player, bot: LittleBot, pilot: Pilot
) -> None:
    there = pilot.member("Ada", server=pilot.server("Elsewhere"))
    expected: tuple[tuple[Player, list[int]], ...] = (
        (ada, [int(CLUB)]),
        (linus, [int(MODERATORS)]),
        (there, []),
    )
    for player, roles in expected:
        await player.slash("where")
        user = bot.last().user
        assert isinstance(user, discord.Member)
        assert [*user._roles] == roles


async def test_a_role_is_given_by_its_name(linus: Player, bot: LittleBot, sandbox: Sandbox) -> None:
    for name, shown in (
        ("Interview club", "Interview club"),
        ("@Moderators", "Moderators"),
        ("@everyone", "@everyone"),
    ):
        await linus.slash("manage daily", channel="daily", time="18:00", role=name)
        assert linus.sees(f"Posting to daily at 18:00 for {shown}")
    resolved: Any = bot.last().data
    assert [*resolved["resolved"]["roles"]] == [EVERYONE]
    with pytest.raises(InteractionFailed, match="There is no role Painters"):
        await linus.slash("manage daily", channel="daily", role="Painters")


async def test_an_option_takes_only_what_it_asks_for(linus: Player, sandbox: Sandbox) -> None:
    await linus.slash("thread", name="Ours", public=True)
    with pytest.raises(InteractionFailed, match="channel takes no such channel"):
        await linus.slash("manage daily", channel="Ours")
    for options, sentence in (
        ({"channel": GENERAL, "role": ADA}, "There is no such role."),
        ({"channel": CLUB}, "There is no such channel."),
    ):
        url = f"{sandbox.address}/sandbox/slash"
        body = {"as": LINUS, "channel": GENERAL, "name": "manage daily", "options": options}
        async with aiohttp.ClientSession() as http, http.post(url, json=body) as response:
            assert (response.status, await response.json()) == (400, {"error": sentence})


async def test_roles_and_channels_are_chosen_in_selects(ada: Player, bot: LittleBot) -> None:
    card = await ada.slash("settings")
    roles, channels = card.selects
    assert [name for name, _ in roles.options] == ["@everyone", "Interview club", "Moderators"]
    assert [name for name, _ in channels.options] == [
        *("general", "interviews", "daily", "announcements")
    ]
    await ada.choose("Role", "Interview club")
    assert ada.sees("role: Interview club")
    await ada.choose("Role")
    assert ada.sees("role: none")
    await ada.choose("Channel", "daily")
    assert ada.sees("channel: daily")


async def test_the_page_is_told_of_roles(sandbox: Sandbox) -> None:
    told = await state(sandbox)
    assert told["roles"][1:] == [
        {"id": CLUB, "name": "Interview club", "color": 0x2ECC71},
        {"id": MODERATORS, "name": "Moderators", "color": 0xF1C40F},
    ]
    assert {m["name"]: m["roles"] for m in told["members"]} == {
        "Ada": [CLUB],
        "Grace": [CLUB],
        "Linus": [MODERATORS],
        "Mina (invented)": [],
    }


# Where the bot may not write


async def test_the_bot_can_say_nothing_where_it_may_not_write(api: aiohttp.ClientSession) -> None:
    here = f"channels/{ANNOUNCEMENTS}"
    asked: list[tuple[str, str, Any]] = [
        ("POST", f"{here}/messages", {"content": "Hello"}),
        ("POST", f"{here}/threads", {"name": "Thread", "type": 12}),
        ("POST", f"{here}/messages/1/threads", {"name": "Thread"}),
    ]
    for method, path, body in asked:
        async with api.request(method, path, json=body) as response:
            assert (response.status, (await response.json())["code"]) == (403, 50013)
    async with api.get(f"{here}/messages") as response:
        assert (response.status, await response.json()) == (200, [])


async def test_interactions_are_answered_there_all_the_same(ada: Player, bot: LittleBot) -> None:
    await ada.slash("public", channel="announcements")
    await ada.click("Again")
    assert ada.sees("You pressed again")
    await ada.slash("thread", name="Never", in_channel="announcements")
    assert ada.sees("No thread")
    assert [(error.status, error.code) for error in bot.errors] == [(403, 50013)]


async def test_the_bot_is_told_what_it_may_do_there(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    seen = []
    for name in ("general", "announcements"):
        await ada.slash("where", channel=name)
        seen.append((bot.last().app_permissions, interaction_of(sandbox, bot)["channel"]))
    (open_, general), (shut, announcements) = seen
    assert (open_.send_messages, shut.send_messages) == (True, False)
    assert (open_.create_public_threads, shut.create_public_threads) == (True, False)
    assert shut.view_channel
    assert general["permission_overwrites"] == []
    (overwrite,) = announcements["permission_overwrites"]
    assert (overwrite["id"], int(overwrite["deny"]) & 1 << 11) == ("100000000000000900", 1 << 11)
    document = contract()
    if document is not None:
        del announcements["permissions"]
        assert document.value_departures("GuildChannelResponse", announcements) == []


def interaction_of(sandbox: Sandbox, bot: LittleBot) -> Any:
    typed = sandbox.world.interactions[str(bot.last().id)]
    return interaction_object(sandbox.world, typed)


async def test_it_is_the_channels_own_setting(
    api: aiohttp.ClientSession, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with api.post(f"channels/{GENERAL}/threads", json={"name": "In it"}) as response:
        thread = (await response.json())["id"]
    sandbox.world.channels[GENERAL].bot_may_write = False
    sandbox.world.channels[ANNOUNCEMENTS].bot_may_write = True
    for channel in (GENERAL, ANNOUNCEMENTS):
        sandbox.world.save_channel(sandbox.world.channels[channel])
    for channel, status in ((GENERAL, 403), (thread, 403), (ANNOUNCEMENTS, 200)):
        async with api.post(f"channels/{channel}/messages", json={"content": "x"}) as response:
            assert response.status == status
    again = Sandbox(tmp_path / "discord.db", MovableClock())
    assert not again.world.channels[GENERAL].bot_may_write
    await again.stop()


# Worlds that were made before


async def test_an_older_world_opens_and_gets_what_has_come_since(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    made = Sandbox(path, MovableClock())
    made.world.add_member("Mallory")
    await made.stop()
    make_older(path)
    older = Sandbox(path, MovableClock(), greets=True)
    await older.start()
    told = await state(older)
    assert [channel["name"] for channel in told["channels"]] == [
        *("general", "interviews", "daily", "announcements")
    ]
    assert [role["name"] for role in told["roles"]] == ["@everyone", "Interview club", "Moderators"]
    given = {member["name"]: member["roles"] for member in told["members"]}
    nobody: list[str] = []
    assert given == {
        **{"Ada": [CLUB], "Grace": [CLUB], "Linus": [MODERATORS]},
        **{"Mina (invented)": nobody, "Mallory": nobody},
    }
    # It isn't new: nobody is greeted again.
    assert older.world.messages == {}
    await older.stop()
    again = Sandbox(path, MovableClock())
    assert again.world.members[ADA].roles == [CLUB]
    await again.stop()


def make_older(path: Path) -> None:
    """As the sandbox kept it when there were no roles, no channel to read only, and no Mina."""
    kept = sqlite3.connect(path)
    kept.execute("DELETE FROM document WHERE kind = 'role' OR id IN (?, ?)", (ANNOUNCEMENTS, MINA))
    new = {"channel": {"bot_may_write", "total_messages"}, "member": {"roles", "lacks_past"}}
    for kind, keys in new.items():
        rows = kept.execute("SELECT id, body FROM document WHERE kind = ?", (kind,)).fetchall()
        for identifier, body in rows:
            older = {key: value for key, value in json.loads(body).items() if key not in keys}
            kept.execute(
                "UPDATE document SET body = ? WHERE kind = ? AND id = ?",
                (json.dumps(older), kind, identifier),
            )
    kept.commit()
    kept.close()
