import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import Card, LittleBot

CHANNELS = ["general", "interviews", "daily", "announcements"]
DAILY = 100000000000000013


async def test_a_dropped_gateway_resumes_and_misses_nothing(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    session = bot.shards[0]._parent.ws.session_id
    await sandbox.faults.drop_gateway()
    shown = await ada.slash("hello")
    assert shown.text.startswith("Hello Ada")
    assert bot.shards[0]._parent.ws.session_id == session
    assert bot.seen == ["resumed"]


async def test_a_gateway_that_forgot_the_session_takes_a_new_one(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    session = bot.shards[0]._parent.ws.session_id
    await sandbox.faults.drop_gateway(resumable=False)
    await ada.slash("hello", expect_failure=True)
    await sandbox.bot_ready(10)
    await ada.slash("hello")
    assert bot.shards[0]._parent.ws.session_id != session


async def test_a_rate_limited_request_is_tried_again(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    sandbox.faults.fail_next(status=429, retry_after_s=0.01, path_contains="/messages")
    await bot.get_partial_messageable(DAILY).send(view=Card("Patience"))
    assert ada.sees("Patience")
    assert len([r for r in sandbox.requests if r.method == "POST"]) == 2
    assert sandbox.refusals == []


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (503, discord.DiscordServerError, 0),
        (403, discord.Forbidden, 50001),
        (404, discord.NotFound, 10003),
    ],
)
async def test_a_request_fails_on_demand_and_does_nothing(
    ada: Player,
    bot: LittleBot,
    sandbox: Sandbox,
    status: int,
    error: type[discord.HTTPException],
    code: int,
) -> None:
    sandbox.faults.fail_next(status=status)
    channel = bot.get_partial_messageable(DAILY)
    with pytest.raises(error) as caught:
        await channel.send(view=Card("Lost"))
    assert (caught.value.status, caught.value.code) == (status, code)
    assert ada.cards == []
    await channel.send(view=Card("Found"))
    assert ada.sees("Found")


async def test_a_swallowed_answer_leaves_its_work_done(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    sandbox.faults.swallow_next("/messages")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.get_partial_messageable(DAILY).send(view=Card("Sent all the same"))
    assert ada.sees("Sent all the same")


async def test_an_unknown_route_is_refused_loudly(bot: LittleBot, sandbox: Sandbox) -> None:
    with pytest.raises(discord.DiscordServerError) as caught:
        await bot.fetch_user(100000000000000101)
    assert caught.value.status == 501
    assert "GET /api/v10/users/100000000000000101" in caught.value.text
    assert [refusal.status for refusal in sandbox.refusals] == [501]


async def test_a_refused_token_cannot_log_in(
    sandbox: Sandbox, bot: LittleBot, pilot: Pilot
) -> None:
    other = discord.Client(intents=discord.Intents.none())
    with pytest.raises(discord.LoginFailure):
        await other.login("refused")
    await other.close()


async def test_a_refused_token_cannot_open_the_gateway(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as ws:
        assert (await ws.receive_json())["op"] == 10
        await ws.send_json({"op": 2, "d": {"token": "refused", "intents": 0}})
        await ws.receive()
        assert ws.close_code == 4004


async def test_a_garbled_frame_closes_the_gateway(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as ws:
        await ws.receive_json()
        await ws.send_str("{")
        await ws.receive()
        assert ws.close_code == 4002


async def test_servers_are_told_to_those_who_ask_for_them(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url) as ws:
        await ws.receive_json()
        await ws.send_json({"op": 2, "d": {"token": "sandbox", "intents": 1}})
        ready, created = await ws.receive_json(), await ws.receive_json()
    assert (ready["t"], created["t"]) == ("READY", "GUILD_CREATE")
    assert ready["d"]["guilds"] == [{"id": "100000000000000001", "unavailable": True}]
    assert [channel["name"] for channel in created["d"]["channels"]] == CHANNELS


async def test_a_client_with_its_guilds_knows_the_channels(
    sandbox: Sandbox, bot: LittleBot
) -> None:
    # Both run in one process, so the second one uses the first one's address too.
    other = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
    async with other:
        await other.login("sandbox")
        serving = asyncio.create_task(other.connect())
        await other.wait_until_ready()
        (guild,) = other.guilds
        assert guild.name == "Greenroom Café"
        assert [channel.name for channel in guild.text_channels] == CHANNELS
        await other.close()
        await serving


async def test_requests_are_recorded_by_discords_own_templates(
    ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    await ada.slash("hello")
    assert [(request.method, request.route) for request in sandbox.requests] == [
        ("GET", "/users/@me"),
        ("GET", "/oauth2/applications/@me"),
        ("PUT", "/applications/{application_id}/commands"),
        ("GET", "/gateway/bot"),
        ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ]
    assert sandbox.requests[-1].body["type"] == 4
