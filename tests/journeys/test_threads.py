"""An interview in a private thread: its member, a coach who watches, and Discord's refusals."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.pilot import NotShown, Player
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House, open_house, until
from tests.journeys.rehearsal import good_answer

THREAD = "Ada's interview"
MISSING_PERMISSIONS, TOO_MANY_THREADS, MISSING_ACCESS = 50013, 160006, 50001


async def begin(house: House, coach: str | None = None) -> Shown:
    """Ada's first card of two, in the thread that her interview is held in."""
    await house.ada.slash("interview", level="junior", questions=2, where="thread", coach=coach)
    return in_thread(house, house.ada)[0]


def in_thread(house: House, player: Player) -> list[Shown]:
    """What the player sees in the thread, the newest first."""
    ids = {c.id for c in house.sandbox.world.channels.values() if c.name == THREAD}
    return [card for card in player.cards if card.raw["channel_id"] in ids]


def is_archived(house: House) -> bool:
    return next(c.archived for c in house.sandbox.world.channels.values() if c.name == THREAD)


async def test_the_interview_goes_on_in_a_thread_that_others_do_not_see(house: House) -> None:
    ada = house.ada
    first = await begin(house)
    assert ada.sees("### Your interview has begun in <#")
    assert ada.card.ephemeral
    assert "Question 1 of 2" in first.text
    assert not first.ephemeral
    assert ada.threads() == [THREAD]
    assert house.grace.threads() == []


async def test_each_question_is_a_card_of_its_own_and_the_report_closes_the_thread(
    house: House,
) -> None:
    ada = house.ada
    await begin(house)
    for onward in ("Next question", "See the report"):
        question = house.question_on(in_thread(house, ada)[0])
        await ada.click("Answer", on=in_thread(house, ada)[0])
        await ada.submit(good_answer(question))
        assert "## 100/100" in in_thread(house, ada)[0].text
        await ada.click(onward, on=in_thread(house, ada)[0])
    cards = in_thread(house, ada)
    assert len(cards) == 3
    assert "Your report: 100/100 on average" in cards[0].text
    assert "This thread is closed now." in cards[0].text
    assert cards[0].buttons == ()
    assert [name for name, _ in cards[0].files] == ["report.png"]
    await until(lambda: is_archived(house))
    await ada.slash("interview", in_channel="general")
    await ada.click("Past interviews")
    assert ada.sees("1 interview, the newest first.")


async def test_a_coach_sees_the_cards_and_presses_nothing(house: House) -> None:
    ada, grace = house.ada, house.grace
    first = await begin(house, coach="Grace")
    assert ada.sees(f"Only you, <@{grace.id}> and this server's moderators see it.")
    assert grace.threads() == [THREAD]
    assert in_thread(house, grace)[0].text == first.text
    for label in ("Answer", "Hint", "Skip", "End"):
        await grace.click(label, on=first)
        assert grace.sees("This belongs to somebody else."), label
        assert grace.card.ephemeral
    await ada.click("Answer", on=first)
    await ada.submit("My own words.")
    watched = next(card for card in in_thread(house, grace) if card.id == first.id)
    assert "/100" in watched.text


async def test_a_coach_alone_asks_for_a_thread(house: House) -> None:
    await house.ada.slash("interview", level="junior", coach="Grace")
    assert house.grace.threads() == [THREAD]


async def test_nobody_is_their_own_coach(house: House) -> None:
    await house.ada.slash("interview", level="junior", coach="Ada")
    assert house.ada.sees("A coach is somebody else")
    assert house.ada.threads() == []


async def test_a_command_elsewhere_shows_the_way_to_the_thread(house: House) -> None:
    ada = house.ada
    first = await begin(house)
    await ada.slash("interview", in_channel="general")
    assert ada.sees("### You are in an interview in <#")
    await ada.click("Go on here")
    assert ada.card.ephemeral
    assert house.question_on(ada.card) == house.question_on(first)
    await ada.click("Skip")
    assert ada.sees("Question 2 of 2")
    assert len(in_thread(house, ada)) == 1


async def test_a_command_in_the_thread_shows_the_card_there_again(house: House) -> None:
    ada = house.ada
    await begin(house)
    await ada.slash("interview", in_channel=THREAD)
    cards = in_thread(house, ada)
    assert len(cards) == 2
    assert not cards[0].ephemeral
    assert "You are in an interview" in cards[0].text


async def test_an_interview_that_ends_elsewhere_closes_its_thread_too(house: House) -> None:
    ada = house.ada
    await begin(house)
    await ada.slash("interview", in_channel="general")
    await ada.click("Go on here")
    await ada.click("End", on=ada.card)
    await ada.click("End it")
    assert ada.sees("Your report")
    assert ada.card.ephemeral
    await until(lambda: is_archived(house))


async def test_ending_in_the_thread_reports_there(house: House) -> None:
    ada = house.ada
    first = await begin(house)
    await ada.click("End", on=first)
    await ada.click("End it", on=in_thread(house, ada)[0])
    cards = in_thread(house, ada)
    assert len(cards) == 1
    assert "Your report" in cards[0].text
    await until(lambda: is_archived(house))


async def test_another_interview_started_from_the_thread_is_not_shown_there(house: House) -> None:
    ada = house.ada
    await begin(house)
    await ada.slash("interview", in_channel=THREAD, level="fresher", questions=1, where="private")
    await ada.click("End it and start the new one")
    assert ada.sees("Question 1 of 1")
    assert ada.card.ephemeral


async def test_hidden_signs_do_not_reach_the_thread_and_the_longest_name_fits(
    house: House,
) -> None:
    mallory = house.pilot.member("\u202eM" + "y" * 31)
    await mallory.slash("interview", level="junior", where="thread")
    assert mallory.threads() == ["M" + "y" * 31 + "'s interview"]


# Refusals


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (MISSING_PERMISSIONS, "Discord doesn't let me here"),
        (TOO_MANY_THREADS, "this server has too many open threads"),
    ],
)
async def test_without_a_thread_the_interview_stays_private(
    house: House, code: int, why: str
) -> None:
    ada = house.ada
    house.sandbox.faults.fail_next(status=403, code=code, path_contains="/threads")
    await ada.slash("interview", level="junior", questions=2, where="thread", coach="Grace")
    assert ada.sees(why)
    assert ada.sees("Nobody can watch it.")
    assert ada.card.ephemeral
    await ada.click("Skip")
    assert ada.sees("Question 2 of 2")
    await ada.slash("interview")
    assert ada.sees("You are in an interview")
    assert ada.threads() == []


async def test_a_coach_who_can_not_be_added_is_named(house: House) -> None:
    grace = house.grace
    house.sandbox.faults.fail_next(
        status=403, code=MISSING_ACCESS, path_contains=f"/thread-members/{grace.id}"
    )
    await begin(house, coach="Grace")
    assert house.ada.sees(f"<@{grace.id}> couldn't be added")
    assert grace.threads() == []


async def test_a_thread_that_takes_no_card_is_no_thread(house: House) -> None:
    house.sandbox.faults.fail_next(status=403, code=MISSING_PERMISSIONS, path_contains="/messages")
    await house.ada.slash("interview", level="junior", where="thread")
    assert house.ada.sees("Discord doesn't let me here")
    assert house.ada.card.ephemeral


async def test_a_thread_that_can_not_be_closed_stays_open(house: House) -> None:
    ada = house.ada
    first = await begin(house)
    house.sandbox.faults.fail_next(status=404, code=10003, path_contains="/channels/")
    await ada.click("End", on=first)
    await ada.click("End it", on=in_thread(house, ada)[0])
    assert "Your report" in in_thread(house, ada)[0].text
    assert not is_archived(house)


async def test_a_thread_left_for_too_long_leads_to_the_report(house: House) -> None:
    ada = house.ada
    await begin(house)
    house.pilot.clock.advance(timedelta(days=7, minutes=1))
    assert is_archived(house)
    await ada.slash("interview", in_channel="general")
    assert ada.sees("You left this interview for 7 days")


@pytest.fixture
async def killed_house(tmp_path: Path, rehearsal: Path) -> AsyncIterator[House]:
    """Ada's interview in its thread, after the bot was restarted."""
    async with open_house(tmp_path, rehearsal) as opened:
        await begin(opened)
    async with open_house(tmp_path, rehearsal) as again:
        yield again
        assert list(again.sandbox.refusals) == []


async def test_after_a_restart_the_thread_goes_on(killed_house: House) -> None:
    ada = killed_house.ada
    await ada.click("Skip", on=in_thread(killed_house, ada)[0])
    assert "Question 2 of 2" in in_thread(killed_house, ada)[0].text


async def test_an_interview_whose_thread_was_not_noted_goes_on_privately(house: House) -> None:
    """As after a crash between making the thread and noting it."""
    ada = house.ada
    first = await begin(house)
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        connection.execute("UPDATE interviews SET thread_id = NULL")
        connection.commit()
    await ada.click("Hint", on=first)
    assert "Hint 1." in in_thread(house, ada)[0].text
    await ada.slash("interview", in_channel="general")
    assert ada.sees("Hint 1.")
    assert ada.card.ephemeral


async def test_a_coach_is_chosen_on_the_set_up_card_and_never_remembered(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", questions=1)
    with pytest.raises(NotShown):
        await ada.choose("Coach", "Grace")
    await ada.choose("Where", "Thread")
    await ada.choose("Coach", "Grace")
    await ada.choose("Length", "3 questions")
    await ada.choose("Coach")
    await ada.choose("Coach", "Linus")
    await ada.click("Start")
    assert house.pilot.member("Linus").threads() == [THREAD]
    assert house.grace.threads() == []
    await ada.slash("interview", in_channel="general")
    await ada.click("Go on here")
    await ada.click("End", on=ada.card)
    await ada.click("End it")
    await ada.click("New interview")
    chosen = {select.placeholder: select.chosen for select in ada.card.selects}
    assert chosen["Where"] == ("Thread",)
    assert chosen["Coach (if you want one)"] == ()
