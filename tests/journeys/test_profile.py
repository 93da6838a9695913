"""`/profile`: one's own numbers, what others may see of them, and one's settings."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.pilot import Player
from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOT_ENGLISH, NOTHING, middling_answer

NOTHING_TO_SHOW = "There is nothing of that member to show here"
HARMLESS = "\\*\\*Zorro\\*\\* @\u200beveryone"


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return connection.execute(query).fetchall()


def alts(player: Player) -> list[str]:
    """What the card's pictures say in words."""
    return [
        component["items"][0]["description"]
        for component in player.card.raw["components"][0]["components"]
        if "items" in component
    ]


async def answer_one(house: House, player: Player, text: str | None = None) -> None:
    await player.slash("question", level="junior")
    await house.answer(player, text)


async def settle(player: Player, button: str, text: str) -> None:
    await player.slash("profile")
    await player.click("Settings")
    await player.click(button)
    await player.submit(text)


async def show_to(player: Player, choice: str) -> None:
    await player.slash("profile")
    await player.click("Settings")
    await player.choose("Who sees your numbers", choice)


# One's own


async def test_a_newcomer_is_told_how_to_begin(house: House) -> None:
    await house.ada.slash("profile")
    assert house.ada.card.ephemeral
    assert house.ada.sees("Nothing yet: type `/question`")


async def test_it_adds_up_points_streak_and_scores(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    await answer_one(house, ada, NOTHING)
    await ada.slash("profile")
    assert ada.sees("**20** today · **20** this week · **20** this month · **20** all time")
    assert ada.sees("Rank **1** this week")
    assert ada.sees("**1 day** now · longest 1 day · 0 freezes left")
    assert ada.sees("**2 questions** answered here")
    assert ada.sees("**2 questions** answered · **50/100** at the first try · **0 hints** taken")
    assert ada.sees("**50** 1–3 years · 2 answers")


async def test_what_is_past_leaves_its_period(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    house.days_pass(40)
    await ada.slash("profile")
    assert ada.sees("**0** today · **0** this week · **0** this month · **20** all time")
    assert ada.sees("No points this week yet, so no rank.")
    assert ada.sees("**0 days** now · longest 1 day")


async def test_practice_counts_as_answered_and_earns_no_points(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    await ada.click("Try again")
    await house.answer(ada)
    await ada.slash("profile")
    assert ada.sees("**1 question** answered here")
    assert ada.sees("**20** today")


async def test_the_rank_counts_the_listed_members_with_more_points(house: House) -> None:
    ada, grace, linus = house.ada, house.grace, house.pilot.member("Linus")
    await ada.slash("question", level="junior")
    await house.answer(ada, middling_answer(house.question_on(ada.card)))
    await answer_one(house, grace)
    await answer_one(house, linus)
    await ada.slash("profile")
    assert ada.sees("Rank **3** this week")
    await grace.slash("profile")
    assert grace.sees("Rank **1** this week")
    await show_to(linus, "Hidden")
    await ada.slash("profile")
    assert ada.sees("Rank **2** this week")
    await linus.slash("profile")
    assert linus.sees("You are hidden, so no leaderboard lists you.")
    await show_to(linus, "This server")
    await ada.slash("profile")
    assert ada.sees("Rank **3** this week")


async def test_a_freeze_that_bridged_a_day_is_named(house: House) -> None:
    ada = house.ada
    for _ in range(7):
        await answer_one(house, ada, NOTHING)
        house.days_pass(1)
    missed = house.pilot.clock.now().date()
    house.days_pass(1)
    await ada.slash("profile")
    assert ada.sees("**7 days** now · longest 7 days · 0 freezes left")
    assert ada.sees(f"A freeze bridged {missed.day} {missed:%B}.")
    await answer_one(house, ada, NOTHING)
    await ada.slash("profile")
    assert ada.sees("**8 days** now")


async def test_numbers_are_this_servers_own(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    elsewhere = house.pilot.member("Ada", server=house.pilot.server("Elsewhere"))
    await elsewhere.slash("profile")
    assert elsewhere.sees("**0** all time")
    assert elsewhere.sees("**1 day** now")
    assert elsewhere.sees("**0 questions** answered here")


async def test_the_pictures_say_their_numbers_in_words(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior", topic="doors")
    await house.answer(ada)
    house.days_pass(1)
    await ada.slash("question", level="junior", topic="letters")
    await house.answer(ada, NOTHING)
    await ada.slash("profile")
    assert [name for name, _ in ada.card.files] == ["calendar.png", "scores.png", "topics.png"]
    assert all(content.startswith(b"\x89PNG") for _, content in ada.card.files)
    calendar, scores, topics = alts(ada)
    assert "; 2 days with an answer." in calendar
    assert scores.endswith(", 50.")
    assert "Doors and gates 100 over 1; Letters 0 over 1." in topics


async def test_an_answer_without_a_score_is_in_the_calendar_alone(house: House) -> None:
    await answer_one(house, house.ada, NOT_ENGLISH)
    await house.ada.slash("profile")
    assert [name for name, _ in house.ada.card.files] == ["calendar.png"]
    assert house.ada.sees("**1 question** answered · **0 hints** taken")


async def test_weak_and_strong_topics_lead_to_practice(house: House) -> None:
    ada = house.ada
    for topic, text in (("doors", None), ("letters", NOTHING)):
        for _ in range(2):
            await ada.slash("question", level="junior", topic=topic)
            await house.answer(ada, text)
    await ada.slash("profile")
    assert ada.sees("### Weakest topics\n**0** Letters · 2 answers")
    assert ada.sees("### Strongest topics\n**100** Doors and gates · 2 answers")
    labels = [button.label for button in ada.card.buttons]
    assert labels[:2] == ["Practise Letters", "Practise Doors and gates"]
    await ada.click("Practise Letters")
    assert ada.sees("**One question**")
    assert ada.sees("· Letters ·")
    assert ada.card.files == ()
    await ada.click("Another one")
    assert ada.sees("· Letters ·")


@pytest.mark.parametrize("topic", ["mordor", "Letters", "x" * 80])
async def test_practice_of_a_topic_that_left_the_bank_is_refused(house: House, topic: str) -> None:
    await house.mallory.slash("profile")
    await house.mallory.press_raw(f"question/topic/{topic}")
    assert house.mallory.sees("it takes one of those in its list")
    assert rows(house, "SELECT * FROM attempts") == []


async def test_all_servers_count_in_ones_own_means(house: House) -> None:
    await answer_one(house, house.ada)
    elsewhere = house.pilot.member("Ada", server=house.pilot.server("Elsewhere"))
    await elsewhere.slash("question", level="fresher")
    await elsewhere.click("Hint")
    await house.answer(elsewhere, NOTHING)
    await elsewhere.slash("profile")
    assert elsewhere.sees("**1 question** answered here")
    assert elsewhere.sees("### Your answers in all servers\n**2 questions** answered · **50/100**")
    assert elsewhere.sees("**1 hint** taken")
    await show_to(house.ada, "This server")
    seen = await house.grace.slash("profile", member="Ada")
    assert "**1 question** answered here · **100/100** on average" in seen.text
    assert "Fresher" not in seen.text


async def test_a_running_real_interview_keeps_its_scores(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2, mode="real")
    await house.answer(ada, NOTHING)
    await ada.slash("profile")
    assert not ada.sees("### Your answers")
    assert ada.card.files == ()
    await ada.slash("interview")
    await ada.click("Next question")
    await house.answer(ada, NOTHING)
    await ada.click("See the report")
    await ada.slash("profile")
    assert ada.sees("**2 questions** answered · **0/100** at the first try")


# Another's


async def test_another_sees_the_public_part_only(house: House) -> None:
    await answer_one(house, house.ada)
    await settle(house.ada, "Shown name", "Zorro")
    await settle(house.ada, "Time zone", "Asia/Tokyo")
    shown = await house.grace.slash("profile", member="Ada")
    assert shown.ephemeral
    assert f"## Profile of <@{house.ada.id}>" in shown.text
    assert "**20** today" in shown.text
    assert "**1 day** now · longest 1 day" in shown.text
    assert "**1 question** answered here · **100/100** on average" in shown.text
    assert "**100** 1–3 years · 1 answer" in shown.text
    for hidden in ("freeze", "Tokyo", "Zorro", "Only you", "hint", "all servers"):
        assert hidden not in shown.text
    assert shown.buttons == ()
    assert shown.files == ()


async def test_another_sees_what_one_is_strong_at_and_never_the_weak(house: House) -> None:
    ada = house.ada
    for topic, text in (("doors", None), ("letters", NOTHING)):
        for _ in range(2):
            await ada.slash("question", level="junior", topic=topic)
            await house.answer(ada, text)
    shown = await house.grace.slash("profile", member="Ada")
    assert "### Strongest topics\n**100** Doors and gates · 2 answers" in shown.text
    assert "Letters" not in shown.text
    assert "Weakest" not in shown.text


async def test_hidden_and_never_answered_read_the_same(house: House) -> None:
    await answer_one(house, house.ada)
    await show_to(house.ada, "Hidden")
    hidden = await house.grace.slash("profile", member="Ada")
    unknown = await house.grace.slash("profile", member="Linus")
    assert NOTHING_TO_SHOW in hidden.text
    assert hidden.text == unknown.text
    await house.ada.slash("profile", member="Ada")
    assert house.ada.sees("## Your profile")


async def test_everywhere_is_seen_where_the_member_never_answered(house: House) -> None:
    await answer_one(house, house.ada)
    elsewhere = house.pilot.member("Grace", server=house.pilot.server("Elsewhere"))
    await elsewhere.slash("profile", member="Ada")
    assert elsewhere.sees(NOTHING_TO_SHOW)
    await show_to(house.ada, "Everywhere")
    await elsewhere.slash("profile", member="Ada")
    assert elsewhere.sees("### Points in all servers\n**20** all time")
    assert elsewhere.sees("**1 question** answered in all servers")
    assert not elsewhere.sees("Rank")
    await show_to(house.ada, "This server")
    await elsewhere.slash("profile", member="Ada")
    assert elsewhere.sees(NOTHING_TO_SHOW)


async def test_everywhere_shows_nothing_of_who_never_answered(house: House) -> None:
    await show_to(house.ada, "Everywhere")
    await house.grace.slash("profile", member="Ada")
    assert house.grace.sees(NOTHING_TO_SHOW)


async def test_the_bot_has_no_profile(house: House) -> None:
    await house.ada.slash("profile", member="Greenroom")
    assert house.ada.sees(NOTHING_TO_SHOW)


# Settings


@pytest.mark.parametrize("typed", ["Asia/Tokyo", "asia/tokyo", "  ASIA/TOKYO ", "tokyo"])
async def test_a_zone_is_settled_and_its_time_shown(house: House, typed: str) -> None:
    await settle(house.ada, "Time zone", typed)
    assert house.ada.sees("**Changed.** Time zone: this server's → Asia/Tokyo")
    there = house.pilot.clock.now().astimezone(ZoneInfo("Asia/Tokyo"))
    assert house.ada.sees(f"It is {there:%H:}")
    assert rows(house, "SELECT zone FROM members") == [("Asia/Tokyo",)]


async def test_an_unknown_zone_changes_nothing_and_names_close_ones(house: House) -> None:
    ada = house.ada
    await settle(ada, "Time zone", "Europe/Berln")
    assert ada.sees("**There is no time zone “Europe/Berln”**, so nothing was changed.")
    assert ada.sees("`Europe/Berlin`")
    await ada.click("Time zone")
    await ada.submit("Mordor")
    assert ada.sees("Try the nearest large city.")
    assert rows(house, "SELECT zone FROM members") == []
    assert ada.card.files == ()


async def test_the_servers_zone_is_taken_back_with_an_empty_field(house: House) -> None:
    ada = house.ada
    await settle(ada, "Time zone", "Asia/Tokyo")
    await ada.click("Time zone")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "Asia/Tokyo"
    await ada.submit("")
    assert ada.sees("**Changed.** Time zone: Asia/Tokyo → this server's")
    assert ada.sees("this server's, `UTC`")


async def test_the_next_answer_counts_in_the_new_zone(house: House) -> None:
    now = house.pilot.clock.now()
    evening = datetime(now.year + 1, 6, 1, 20, tzinfo=UTC)
    house.pilot.clock.advance(evening - now)
    await settle(house.ada, "Time zone", "Pacific/Kiritimati")
    await answer_one(house, house.ada, NOTHING)
    assert rows(house, "SELECT day FROM streak_days") == [(f"{evening.year}-06-02",)]


async def test_a_shown_name_stands_in_every_list_and_can_be_taken_back(house: House) -> None:
    ada = house.ada
    names = "SELECT name FROM server_members ORDER BY server_id"
    there = house.pilot.member("Ada", server=house.pilot.server("Elsewhere"))
    await answer_one(house, ada)
    await answer_one(house, there)
    await settle(ada, "Shown name", "  Zorro \n\u202e ")
    assert ada.sees("**Changed.** Shown name: each server's → Zorro")
    assert rows(house, names) == [("Zorro",), ("Zorro",)]
    await answer_one(house, ada)
    assert rows(house, names) == [("Zorro",), ("Zorro",)]
    await settle(ada, "Shown name", " \u200b ")
    assert ada.sees("**Changed.** Shown name: Zorro → each server's")
    assert rows(house, names) == [("Ada",), ("Ada",)]


async def test_a_hostile_name_formats_nothing_and_pings_nobody(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    await settle(ada, "Shown name", "**Zorro** @everyone")
    assert ada.sees(HARMLESS)
    assert "@everyone" not in ada.card.text
    await ada.click("Shown name")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "**Zorro** @everyone"
    await ada.submit_raw("profile/name", {"text": "y" * 4000}, on=ada.card)
    assert rows(house, "SELECT shown_name, name FROM members, server_members") == [
        ("y" * 32, "y" * 32)
    ]


async def test_a_new_name_in_the_server_is_followed_by_its_lists(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    member = house.sandbox.world.members[ada.id]
    member.name = "Augusta"
    await ada.slash("profile")
    assert rows(house, "SELECT name FROM server_members") == [("Augusta",)]
    await settle(ada, "Shown name", "Zorro")
    member.name = "Countess"
    await ada.slash("profile")
    assert rows(house, "SELECT name, server_name FROM server_members") == [("Zorro", "Countess")]


async def test_hiding_is_at_once_and_backwards(house: House) -> None:
    ada = house.ada
    await answer_one(house, ada)
    hidden = "SELECT hidden FROM server_members"
    await show_to(ada, "Hidden")
    assert ada.sees("**Changed.** Who sees your numbers: This server → Hidden")
    assert rows(house, hidden) == [(1,)]
    await ada.choose("Who sees your numbers", "Hidden")
    assert ada.sees("Nothing was changed")
    await ada.choose("Who sees your numbers", "This server")
    assert rows(house, hidden) == [(0,)]


async def test_settings_need_no_answer_first_and_hold_from_the_first_one(house: House) -> None:
    ada = house.ada
    await settle(ada, "Shown name", "Zorro")
    await ada.choose("Who sees your numbers", "Hidden")
    await answer_one(house, ada)
    assert rows(house, "SELECT name, hidden FROM server_members") == [("Zorro", 1)]


@pytest.mark.parametrize("value", ["", "public", "SERVER", "x" * 100])
async def test_a_forged_visibility_changes_nothing(house: House, value: str) -> None:
    await house.mallory.slash("profile")
    await house.mallory.press_raw("profile/visibility", values=[value])
    assert house.mallory.sees("Type `/interview`")
    assert rows(house, "SELECT * FROM members") == []


async def test_forged_buttons_act_on_who_pressed_them(house: House) -> None:
    await answer_one(house, house.ada)
    await house.mallory.slash("profile")
    await house.mallory.press_raw("profile/visibility", values=["hidden"])
    await house.mallory.submit_raw("profile/name", {"text": "Ada"}, on=house.mallory.card)
    assert rows(house, "SELECT member_id FROM members") == [(int(house.mallory.id),)]
    assert rows(house, "SELECT name, hidden FROM server_members") == [("Ada", 0)]
