import asyncio
from typing import Any

import discord
import pytest

from bot.sandbox.client import Unable
from bot.sandbox.pilot import NO_PERMISSION, InteractionFailed, NotShown, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import LittleBot


async def test_a_command_shows_a_private_card(ada: Player, grace: Player, sandbox: Sandbox) -> None:
    shown = await ada.slash("hello", level="Fresher", questions=5, channel="interviews")
    assert shown.text == "Hello Ada in interviews: fresher, 5"
    assert shown.ephemeral
    assert shown.accent == 0x3366FF
    assert [button.label for button in shown.buttons][:2] == ["Again", "Answer"]
    assert ada.sees("Hello Ada")
    assert grace.cards == []
    assert sandbox.refusals == []


async def test_a_press_edits_the_message(ada: Player) -> None:
    first = await ada.slash("hello")
    after = await ada.click("Again")
    assert after.id == first.id
    assert ada.sees("You pressed again")
    assert ada.cannot_click("Slowly")


async def test_an_older_message_can_be_clicked(ada: Player) -> None:
    first = await ada.slash("hello")
    await ada.slash("public")
    assert ada.sees("For everyone")
    await ada.click("Again", on=first)
    assert ada.card.id == first.id


async def test_everyone_sees_a_public_card(ada: Player, grace: Player) -> None:
    await ada.slash("public")
    assert grace.sees("For everyone")
    await grace.click("Again")
    assert ada.sees("You pressed again")


async def test_a_choice_in_a_select_reaches_the_bot(ada: Player) -> None:
    await ada.slash("hello")
    await ada.choose("Level", "Later")
    assert ada.sees("Chosen: later")


async def test_a_form_is_filled_in_and_sent(ada: Player) -> None:
    await ada.slash("hello")
    await ada.click("Answer")
    assert ada.modal is not None
    assert ada.modal.title == "Your words"
    assert [(f.label, f.value, f.max_length) for f in ada.modal.fields] == [
        ("Your answer", "draft", 4000)
    ]
    await ada.submit("It depends")
    assert ada.sees("You said It depends")
    assert ada.modal is None


async def test_a_form_takes_values_by_their_labels(ada: Player) -> None:
    await ada.slash("form")
    await ada.submit({"Your answer": "One"})
    assert ada.sees("You wrote One")


async def test_a_form_can_be_closed_unsent(ada: Player) -> None:
    await ada.slash("form")
    ada.dismiss()
    assert ada.modal is None
    with pytest.raises(NotShown):
        await ada.submit("too late")


async def test_a_form_can_be_sent_twice(ada: Player, bot: LittleBot) -> None:
    await ada.slash("form")
    await ada.submit("Once")
    await ada.submit_again()
    assert bot.seen == ["Once", "Once"]


async def test_a_form_refuses_a_text_beyond_its_length(ada: Player) -> None:
    await ada.slash("form")
    with pytest.raises(Unable, match="takes 1 to 4000 characters, not 4001"):
        await ada.submit("x" * 4001)


async def test_suggestions_come_as_the_member_types(ada: Player) -> None:
    assert await ada.autocomplete("find", "topic", "rou") == [("Routing", "routing")]
    assert len(await ada.autocomplete("find", "topic", "")) == 2


async def test_a_deferred_answer_is_loading_until_it_comes(ada: Player, bot: LittleBot) -> None:
    answer = asyncio.create_task(ada.slash("think"))
    await bot.thinking.wait()
    assert ada.card.loading
    bot.finish.set()
    shown = await answer
    assert (shown.text, shown.loading, shown.ephemeral) == ("Thought", False, True)
    assert len(ada.cards) == 1


async def test_a_deferred_edit_is_waited_for(ada: Player, bot: LittleBot) -> None:
    first = await ada.slash("hello")
    bot.finish.set()
    after = await ada.click("Slowly")
    assert (after.id, after.text) == (first.id, "Took its time")


async def test_a_message_can_be_deleted(ada: Player) -> None:
    await ada.slash("hello")
    await ada.click("Gone")
    assert ada.cards == []


async def test_a_file_arrives_with_its_content(ada: Player) -> None:
    shown = await ada.slash("export")
    assert shown.files == (("points.csv", b"day,points\n"),)
    attachment = shown.raw["attachments"][0]
    file = shown.raw["components"][1]
    assert file["file"]["url"] == attachment["url"]
    assert (file["name"], file["size"]) == ("points.csv", 11)
    assert attachment["description"] == "All of it"


async def test_a_managers_command_is_hidden_from_others(pilot: Pilot, ada: Player) -> None:
    with pytest.raises(InteractionFailed, match="permission"):
        await ada.slash("manage daily", channel="daily")
    assert ada.failure == NO_PERMISSION
    await pilot.member("Linus").slash("manage daily", channel="daily")
    assert pilot.member("Linus").sees("Posting to daily")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"questions": 11}, "takes 1 to 10, not 11"),
        ({"questions": "many"}, "takes a number"),
        ({"level": "expert"}, "offers: Fresher"),
        ({"colour": "red"}, "no option colour"),
    ],
)
async def test_an_option_outside_its_range_is_not_sent(
    ada: Player, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InteractionFailed, match=sentence):
        await ada.slash("hello", **options)


async def test_a_missing_option_is_not_sent(ada: Player) -> None:
    with pytest.raises(InteractionFailed, match="topic is required"):
        await ada.slash("find")


async def test_mallory_cannot_press_what_she_cannot_see(pilot: Pilot, ada: Player) -> None:
    mallory = pilot.member("Mallory")
    card = await ada.slash("hello")
    with pytest.raises(Unable, match="no such message for you"):
        await mallory.click("Again", on=card)


async def test_mallory_can_forge_a_press_and_a_form(
    pilot: Pilot, ada: Player, bot: LittleBot
) -> None:
    mallory = pilot.member("Mallory")
    await mallory.slash("public")
    await mallory.press_raw("whatever")
    assert mallory.sees("You pressed whatever")
    await mallory.submit_raw("form", {"answer": "mine now"})
    assert bot.seen == ["mine now"]


async def test_another_server_has_its_own_messages(pilot: Pilot, ada: Player) -> None:
    there = pilot.member("Ada", server=pilot.server("The other café"))
    await there.slash("hello")
    assert there.sees("Hello Ada in general")
    assert ada.cards == []


async def test_the_interaction_tells_who_and_where(ada: Player, bot: LittleBot) -> None:
    await ada.slash("silent", expect_failure=True)
    (interaction,) = bot.kept
    assert isinstance(interaction.user, discord.Member)
    assert str(interaction.guild_id) == "100000000000000001"
    assert not interaction.permissions.manage_guild
    assert interaction.app_permissions.send_messages
    assert interaction.filesize_limit == 10 * 1024 * 1024
    assert interaction.context.guild
