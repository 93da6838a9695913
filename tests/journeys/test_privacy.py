"""`/privacy`: what is stored is said, exported, hidden, erased."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO
from threading import Event
from typing import Any
from zipfile import ZipFile

import pytest

from bot.bank.question import Question
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader
from bot.privacy.kept import KEPT
from bot.sandbox import objects
from bot.sandbox.pilot import Player
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House, until
from tests.journeys.rehearsal import NOTHING

Row = dict[str, Any]
ERASED = "### Everything is erased"
NOTHING_STORED = "Nothing is stored about you."


def rows(house: House, query: str, *values: object) -> list[Row]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, values)]


def stored(house: House, member: Player) -> dict[str, list[Row]]:
    """A member's rows, found by a way of its own: whatever the tables' columns are called."""
    found: dict[str, list[Row]] = {}
    for kept in KEPT:
        every = rows(house, f"SELECT * FROM {kept.table}")
        attempts = {row["id"] for row in rows(house, "SELECT * FROM attempts") if mine(row, member)}
        found[kept.table] = [
            row for row in every if mine(row, member) or row.get("attempt_id") in attempts
        ]
    return {table: some for table, some in found.items() if some}


def mine(row: Row, member: Player) -> bool:
    return int(member.id) in row.values()


async def practise(house: House, player: Player) -> None:
    """An interview with an answer and another try, a single question, settings."""
    await player.slash("interview", level="junior", questions=2)
    await house.answer(player, f"My answer, by {player.id}.")
    await player.click("Try again")
    await house.answer(player, NOTHING)
    await player.slash("question", level="fresher")
    await house.answer(player)
    await player.slash("profile")
    await player.click("Settings")
    await player.click("Shown name")
    await player.submit("Zorro")


async def ask_to_erase(player: Player) -> None:
    """Up to the form that takes the word."""
    await player.slash("privacy")
    await player.click("Erase everything")
    await player.click("Erase…")


async def erase(player: Player) -> Shown:
    await ask_to_erase(player)
    return await player.submit("ERASE")


# What is stored


async def test_the_card_says_what_is_stored_and_is_private(house: House) -> None:
    await house.ada.slash("privacy")
    assert house.ada.card.ephemeral
    for kept in KEPT:
        assert house.ada.sees(kept.says) is kept.is_members
    for words in ("Who sees it?", "For how long?", "What I can't erase", "moderators"):
        assert house.ada.sees(words)


async def test_it_says_who_sees_the_numbers_now(house: House) -> None:
    ada = house.ada
    await ada.slash("privacy")
    assert ada.sees("members of the servers that you answered in")
    await ada.slash("profile")
    await ada.click("Settings")
    await ada.choose("Who sees", "Everywhere")
    await ada.slash("privacy")
    assert ada.sees("members of every server that Greenroom is in")


# Export


def opened(card: Shown) -> tuple[Row, str]:
    ((name, content),) = card.files
    assert name == "greenroom-export.zip"
    with ZipFile(BytesIO(content)) as archive:
        return json.loads(archive.read("data.json")), archive.read("answers.md").decode()


def as_stored(value: Any) -> Any:
    """As the database holds what the export says: ids as numbers, times as text in UTC."""
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    if value.isdecimal() and len(value) > 15:
        return int(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    is_time = moment.tzinfo is not None
    return (
        moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z" if is_time else value
    )


def key(row: Row) -> str:
    return json.dumps(row, sort_keys=True)


async def answer_the_daily(house: House, *players: Player) -> None:
    linus = house.pilot.member("Linus", manager=True)
    await linus.slash("manage daily", channel="daily", time="09:00", timezone="UTC")
    await linus.click("Post now")
    post = next(card for card in linus.cards if "## Daily question #1" in card.text)
    for player in players:
        await player.click("Answer", on=post)
        await player.submit("It opens.")


async def test_an_export_holds_every_row_of_the_members_and_no_other(house: House) -> None:
    await practise(house, house.ada)
    await practise(house, house.grace)
    await answer_the_daily(house, house.ada, house.grace)
    await house.ada.slash("privacy")
    card = await house.ada.click("Export")
    assert house.ada.card.ephemeral
    data, _ = opened(house.ada.card)
    assert card.text
    exported = {
        table: sorted(({k: as_stored(v) for k, v in row.items()} for row in some), key=key)
        for table, some in data["tables"].items()
        if some
    }
    expected = {table: sorted(some, key=key) for table, some in stored(house, house.ada).items()}
    assert exported == expected
    assert house.grace.id not in json.dumps(data)
    assert {"attempts", "interviews", "single_questions", "point_totals", "members"} <= set(
        exported
    )


async def test_an_export_has_the_answers_to_read(house: House) -> None:
    await practise(house, house.ada)
    await house.ada.slash("privacy")
    await house.ada.click("Export")
    _, answers = opened(house.ada.card)
    assert f"My answer, by {house.ada.id}." in answers
    assert answers.count("### Your answer") == 2
    assert answers.count("### Tried again") == 1
    assert "Model answer" not in answers


async def test_an_export_tells_a_coach_no_more_than_that_they_are_one(house: House) -> None:
    await house.ada.slash("interview", level="junior", coach="Grace", questions=1)
    await house.grace.slash("privacy")
    await house.grace.click("Export")
    data, _ = opened(house.grace.card)
    named = {"interviews": [{"id": 1, "coach_id": house.grace.id}]}
    assert data["named_in_other_members_rows"] == named
    assert not any(data["tables"].values())
    assert house.ada.id not in json.dumps(data)


async def test_an_export_of_nothing_says_so(house: House) -> None:
    await house.ada.slash("privacy")
    await house.ada.click("Export")
    assert house.ada.sees(NOTHING_STORED)
    assert house.ada.card.files == ()


async def test_an_export_that_is_too_large_says_what_is_left_out(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = house.ada
    await practise(house, ada)
    await ada.slash("privacy")
    await ada.click("Export")
    whole = len(ada.card.files[0][1])
    monkeypatch.setattr(objects, "ATTACHMENT_LIMIT_BYTES", whole - 40)
    await ada.slash("privacy")
    await ada.click("Export")
    assert ada.sees("`answers.md` was left out")
    smaller = len(ada.card.files[0][1])
    monkeypatch.setattr(objects, "ATTACHMENT_LIMIT_BYTES", smaller - 40)
    await ada.slash("privacy")
    await ada.click("Export")
    assert ada.sees("the oldest 2 of 3 attempts didn't fit")
    assert len(ada.card.files[0][1]) < smaller


# Hide


async def test_hiding_takes_a_member_out_of_the_lists_at_once(house: House) -> None:
    ada = house.ada
    await practise(house, ada)
    await ada.slash("privacy")
    await ada.click("Hide me")
    assert ada.sees("**You are hidden.**")
    assert ada.cannot_click("Hide me")
    assert rows(house, "SELECT hidden FROM server_members") == [{"hidden": 1}]
    await house.grace.slash("profile", member="Ada")
    assert house.grace.sees("There is nothing of that member to show here")
    await house.grace.slash("leaderboard")
    assert not house.grace.sees("Zorro")
    await ada.click("Show me again")
    assert ada.sees("**You are shown again**")
    await house.grace.slash("leaderboard")
    assert house.grace.sees("Zorro")


# Erase


async def test_erasing_asks_twice_and_then_nothing_is_left(house: House) -> None:
    ada = house.ada
    await practise(house, ada)
    await practise(house, house.grace)
    others = stored(house, house.grace)
    await ada.slash("privacy")
    await ada.click("Erase everything")
    assert ada.sees("This erases 3 attempts, 1 interview, 1 streak day, 3 missed points and ")
    assert ada.sees("for good")
    await ada.click("Erase…")
    assert stored(house, ada)
    await ada.submit(" erase ")
    assert ada.sees(ERASED)
    assert ada.sees("Gone: 3 attempts, 1 interview, 1 streak day, 3 missed points and ")
    assert stored(house, ada) == {}
    assert stored(house, house.grace) == others
    assert rows(house, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("word", ["", "yes", "ERASE ME", "delete", "@everyone **x**"])
async def test_another_word_erases_nothing(house: House, word: str) -> None:
    ada = house.ada
    await practise(house, ada)
    before = stored(house, ada)
    await ask_to_erase(ada)
    await ada.submit(word)
    assert ada.sees("### Nothing was erased")
    assert ada.card.files == ()
    assert "@everyone" not in ada.card.text
    assert stored(house, ada) == before
    await ada.click("Type it again")
    await ada.submit("ERASE")
    assert ada.sees(ERASED)


async def test_erasing_can_be_left_at_each_step(house: House) -> None:
    ada = house.ada
    await practise(house, ada)
    before = stored(house, ada)
    await ask_to_erase(ada)
    ada.dismiss()
    await ada.click("Keep it all")
    assert ada.sees("## Your data")
    await ask_to_erase(ada)
    await ada.submit("no")
    await ada.click("Keep it all")
    assert ada.sees("## Your data")
    assert stored(house, ada) == before


async def test_nothing_to_erase_is_said_at_once(house: House) -> None:
    await house.ada.slash("privacy")
    await house.ada.click("Erase everything")
    assert house.ada.sees(NOTHING_STORED)
    assert house.ada.cannot_click("Erase…")


async def test_an_erased_member_starts_anew(house: House) -> None:
    ada = house.ada
    await practise(house, ada)
    await erase(ada)
    await ada.slash("profile")
    assert ada.sees("Nothing yet")
    await ada.click("Settings")
    assert ada.sees("the name that each server knows you by")
    await ada.slash("interview")
    await ada.click("Past interviews")
    assert ada.sees("There are none yet.")
    await ada.slash("question", level="junior")
    await house.answer(ada)
    assert ada.sees("**+20** of 20 points, ranked")
    assert rows(house, "SELECT name FROM server_members") == [{"name": "Ada"}]


async def test_erasing_in_the_middle_of_an_interview_ends_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    await house.answer(ada, NOTHING)
    await ada.click("Next question")
    card = ada.card
    await erase(ada)
    for button in ("Answer", "Hint", "Skip", "Show model answer", "End"):
        path = str(next(b.custom_id for b in card.buttons if b.label.startswith(button)))
        shown = await ada.press_raw(path, on=ada.card)
        assert "That interview isn't stored here any more" in shown.text, button
    await ada.slash("interview")
    assert ada.sees("## Mock interview")
    assert stored(house, ada) == {}


async def test_an_open_form_comes_to_nothing_after_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    assert ada.modal is not None
    path = ada.modal.custom_id
    ada.dismiss()
    await erase(ada)
    shown = await ada.submit_raw(path, {"text": "Too late."}, on=ada.card)
    assert "That interview isn't stored here any more" in shown.text
    assert shown.files == (("your-answer.txt", b"Too late."),)
    assert stored(house, ada) == {}


async def test_old_buttons_of_a_single_question_answer_kindly(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    card = ada.card
    await erase(ada)
    for button in ("Hint", "Another one", "Show model answer", "Answer"):
        path = str(next(b.custom_id for b in card.buttons if b.label.startswith(button)))
        shown = await ada.press_raw(path, on=ada.card)
        assert "That question isn't stored here any more" in shown.text, button
    assert stored(house, ada) == {}


async def test_the_thread_of_a_running_interview_is_closed(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", coach="Grace", questions=2)
    await erase(ada)
    assert ada.sees(ERASED)
    (thread,) = [c for c in house.sandbox.world.channels.values() if c.is_thread]
    await until(lambda: thread.archived)


async def test_a_coach_who_erases_is_no_longer_named(house: House) -> None:
    ada, grace = house.ada, house.grace
    await ada.slash("interview", level="junior", coach="Grace", questions=2)
    await grace.slash("privacy")
    await grace.click("Erase everything")
    assert grace.sees("This erases your name as coach in 1 interview")
    await grace.click("Erase…")
    await grace.submit("ERASE")
    assert rows(house, "SELECT member_id, coach_id FROM interviews") == [
        {"member_id": int(ada.id), "coach_id": None}
    ]
    await ada.slash("interview")
    await ada.click("Go on here")
    assert ada.sees("Question 1 of 2")


async def test_shared_summaries_are_named_before_it_is_too_late(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await house.answer(ada)
    await ada.click("See the report")
    await ada.click("Share")
    await ada.click("Post it here")
    post = ada.card
    await ada.slash("privacy")
    await ada.click("Erase everything")
    assert ada.sees("Summaries that you shared and didn't take back: 1.")
    await ada.click("Erase…")
    await ada.submit("ERASE")
    shown = await ada.click("Take it back", on=post)
    assert "That interview isn't stored here any more" in shown.text
    assert post.id in [card.id for card in house.grace.cards]


# Both at once


@pytest.fixture
def grading_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """The grader says when it has begun, and goes on when it may. Named before the house."""
    begun, may_go_on = Event(), Event()
    grade = LexicalGrader.grade

    def waiting(grader: LexicalGrader, asked: Question, text: str) -> Grade:
        begun.set()
        may_go_on.wait(10)
        return grade(grader, asked, text)

    monkeypatch.setattr(LexicalGrader, "grade", waiting)
    yield begun, may_go_on
    may_go_on.set()


@pytest.mark.parametrize("command", ["interview", "question"])
async def test_a_text_that_waits_for_its_grade_goes_too(
    grading_waits: tuple[Event, Event],
    house: House,
    command: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, may_go_on = grading_waits
    ada = house.ada
    await ada.slash(command, level="junior")
    await ada.click("Answer")
    assert ada.modal is not None
    path, card = ada.modal.custom_id, ada.card
    ada.dismiss()
    answering = asyncio.create_task(ada.submit_raw(path, {"text": "It opens."}, on=card))
    await until(begun.is_set)
    assert house.texts() == ["It opens."]
    await erase(ada)
    assert stored(house, ada) == {}
    may_go_on.set()
    shown = await answering
    assert "Everything of yours was erased meanwhile" in shown.text
    assert stored(house, ada) == {}
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_erasing_while_answering_leaves_nothing_whichever_is_first(house: House) -> None:
    ada = house.ada
    for turn in range(6):
        await ada.slash("interview", level="junior", questions=3)
        await ada.click("Answer")
        assert ada.modal is not None
        path, card = ada.modal.custom_id, ada.card
        ada.dismiss()
        acts = [
            ada.submit_raw(path, {"text": "It opens."}, on=card),
            ada.submit_raw("privacy/erase/sure", {"text": "ERASE"}, on=card),
            ada.press_raw(path.replace("answer", "skip"), on=card),
            ada.press_raw(path.replace("answer", "hint/0"), on=card),
        ]
        await asyncio.gather(*acts[turn % 4 :], *acts[: turn % 4])
        assert stored(house, ada) == {}, turn


async def test_two_forms_at_once_erase_once_and_both_say_so(house: House) -> None:
    ada = house.ada
    await practise(house, ada)
    await ada.slash("privacy")
    form = {"text": "ERASE"}
    both = [ada.submit_raw("privacy/erase/sure", form, on=ada.card) for _ in range(2)]
    for shown in await asyncio.gather(*both):
        assert ERASED in shown.text
    assert stored(house, ada) == {}


async def test_a_text_that_was_erased_before_a_restart_stays_gone(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada)
    await erase(ada)
    restart = house.sandbox.restart_bot
    assert restart is not None
    await restart()
    assert stored(house, ada) == {}
    await ada.slash("profile")
    assert ada.sees("Nothing yet")


# Others


async def test_forged_buttons_and_forms_are_about_who_sent_them(house: House) -> None:
    await practise(house, house.ada)
    before = stored(house, house.ada)
    mallory = house.mallory
    await mallory.slash("privacy")
    for path in ("privacy", "privacy/export", "privacy/hide", "privacy/show", "privacy/erase"):
        shown = await mallory.press_raw(path)
        assert "by " + house.ada.id not in shown.text
    await mallory.submit_raw("privacy/erase/sure", {"text": "ERASE"}, on=mallory.card)
    assert mallory.sees(ERASED)
    assert stored(house, house.ada) == before
    assert stored(house, mallory) == {}


@pytest.mark.parametrize(
    "path",
    [
        "privacy/erase/100000000000000101",
        "privacy/export/100000000000000101",
        "privacy/erase/sure/now",
        "privacy/",
        "profile/100000000000000101",
        "profile/settings/1",
    ],
)
async def test_ids_that_no_card_has_get_one_kind_answer(house: House, path: str) -> None:
    await practise(house, house.ada)
    before = stored(house, house.ada)
    await house.mallory.slash("privacy")
    await house.mallory.press_raw(path)
    assert house.mallory.sees("This button comes from another version")
    await house.mallory.submit_raw(path, {"text": "ERASE"}, on=house.mallory.card)
    assert house.mallory.sees("This button comes from another version")
    assert stored(house, house.ada) == before
