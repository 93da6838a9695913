import asyncio
import inspect
from datetime import timedelta

import discord
import pytest

from bot.sandbox.pilot import InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import Card, LittleBot


def test_the_bot_has_three_seconds_as_on_discord() -> None:
    assert inspect.signature(Sandbox).parameters["acknowledge_within_s"].default == 3.0


async def test_a_late_answer_is_unknown(ada: Player, bot: LittleBot, sandbox: Sandbox) -> None:
    with pytest.raises(InteractionFailed, match="The application did not respond"):
        await ada.slash("silent")
    await bot.note(bot.kept[0].response.send_message("too late"))
    assert [error.code for error in bot.errors] == [10062]
    assert [refusal.status for refusal in sandbox.refusals] == [404]
    assert ada.cards == []


async def test_a_press_without_an_answer_fails(ada: Player) -> None:
    await ada.slash("hello")
    await ada.click("Silent", expect_failure=True)
    assert ada.failure == "This interaction failed"
    await ada.click("Again")
    assert ada.failure is None


async def test_a_second_answer_is_refused(ada: Player, bot: LittleBot, sandbox: Sandbox) -> None:
    await ada.slash("twice")
    await bot.told.wait()
    assert [error.code for error in bot.errors] == [40060]
    assert [refusal.code for refusal in sandbox.refusals] == [40060]
    assert ada.sees("first")


async def test_a_token_serves_fifteen_minutes(pilot: Pilot, ada: Player, bot: LittleBot) -> None:
    await ada.slash("hello")
    pilot.clock.advance(timedelta(minutes=14))
    await bot.note(bot.last().edit_original_response(view=Card("In time")))
    assert ada.sees("In time")
    pilot.clock.advance(timedelta(minutes=2))
    await bot.note(bot.last().edit_original_response(view=Card("Too late")))
    await bot.note(bot.last().followup.send(view=Card("Too late"), ephemeral=True))
    assert [(error.status, error.code) for error in bot.errors] == [(401, 50027)] * 2
    assert not ada.sees_anywhere("Too late")


async def test_a_deferred_answer_that_never_comes_fails_in_the_end(
    pilot: Pilot, ada: Player, bot: LittleBot
) -> None:
    answer = asyncio.create_task(ada.slash("think"))
    await bot.thinking.wait()
    pilot.clock.advance(timedelta(minutes=16))
    with pytest.raises(InteractionFailed, match="did not respond"):
        await answer


async def test_a_form_cannot_answer_a_form(ada: Player, bot: LittleBot, sandbox: Sandbox) -> None:
    await ada.slash("form", custom_id="second")
    await ada.submit("more", expect_failure=True)
    assert [(error.status, error.code) for error in bot.errors] == [(400, 50035)]
    assert ada.modal is not None


async def test_a_follow_up_is_a_message_of_its_own(ada: Player, bot: LittleBot) -> None:
    await ada.slash("hello")
    sent = await bot.last().followup.send(view=Card("And this"), ephemeral=True, wait=True)
    assert ada.sees("And this")
    await sent.edit(view=Card("And that"))
    assert ada.sees("And that")
    await sent.delete()
    assert len(ada.cards) == 1


async def test_a_private_message_is_out_of_the_channels_reach(ada: Player, bot: LittleBot) -> None:
    shown = await ada.slash("hello")
    channel = bot.get_partial_messageable(int(shown.raw["channel_id"]))
    with pytest.raises(discord.NotFound) as caught:
        await channel.fetch_message(int(shown.id))
    assert caught.value.code == 10008
    assert [message async for message in channel.history()] == []


async def test_the_bot_reads_and_changes_its_public_messages(ada: Player, bot: LittleBot) -> None:
    shown = await ada.slash("public")
    channel = bot.get_partial_messageable(int(shown.raw["channel_id"]))
    sent = await channel.send(view=Card("A daily question"))
    assert ada.sees("A daily question")
    assert [message.id async for message in channel.history()] == [sent.id, int(shown.id)]
    await sent.edit(view=Card("Closed"))
    assert ada.sees("Closed")
    await sent.delete()
    assert not ada.sees_anywhere("Closed")


async def test_a_repeated_nonce_gives_the_first_message(
    pilot: Pilot, ada: Player, bot: LittleBot
) -> None:
    channel = bot.get_partial_messageable(100000000000000013)
    first = await channel.send(view=Card("Once"), nonce="day-1")
    again = await channel.send(view=Card("Once"), nonce="day-1")
    assert again.id == first.id
    pilot.clock.advance(timedelta(minutes=6))
    later = await channel.send(view=Card("Once"), nonce="day-1")
    assert later.id != first.id
