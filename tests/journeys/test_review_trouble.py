"""Reviews attacked: twice at once, killed, erased, forged; banks and clocks that change."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.bank.question import Question
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader
from bot.sandbox.pilot import Player
from tests.journeys.conftest import House, open_house, until
from tests.journeys.rehearsal import (
    NOT_ENGLISH,
    good_answer,
    good_follow_up,
    leaky_answer,
    write_bank,
)
from tests.journeys.test_concurrency import click_twice
from tests.journeys.test_privacy import erase
from tests.journeys.test_review import miss_the_must, rows

RATINGS = "SELECT point_id, rating FROM memory_ratings ORDER BY id"


async def begin_review(house: House) -> Player:
    """Ada is asked about the point that she missed yesterday."""
    await miss_the_must(house)
    house.days_pass(1)
    await house.ada.slash("review")
    return house.ada


async def test_the_same_answer_from_two_devices_rates_the_point_once(house: House) -> None:
    ada = await begin_review(house)
    text = good_follow_up(house.bank.questions["what-the-anchor-does"])
    await ada.click("Answer")
    await asyncio.gather(ada.submit(text), ada.submit_again(text))
    assert len(rows(house, RATINGS)) == 3
    assert ada.sees("It is there") or ada.sees("There at once")


async def test_two_devices_ask_one_point(house: House) -> None:
    await miss_the_must(house)
    house.days_pass(1)
    await asyncio.gather(house.ada.slash("review"), house.ada.slash("review"))
    assert rows(house, "SELECT count(*) FROM reviews") == [(1,)]
    assert rows(house, "SELECT count(*) FROM review_attempts") == [(1,)]


async def test_giving_up_while_an_answer_is_graded_keeps_the_answer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await begin_review(house)
    card = ada.card
    text = good_follow_up(house.bank.questions["what-the-anchor-does"])
    begun, may_go_on = Event(), Event()
    grade = LexicalGrader.grade

    def waiting(grader: LexicalGrader, asked: Question, answer: str) -> Grade:
        begun.set()
        may_go_on.wait(10)
        return grade(grader, asked, answer)

    monkeypatch.setattr(LexicalGrader, "grade", waiting)
    await ada.click("Answer")
    sending = asyncio.create_task(ada.submit(text))
    await until(begun.is_set)
    giving_up = asyncio.create_task(ada.click("I don't know", on=card))
    await asyncio.sleep(0.2)
    may_go_on.set()
    await asyncio.gather(sending, giving_up)
    assert [rating for _, rating in rows(house, RATINGS)] == [1, 1, 4]
    assert rows(house, "SELECT state FROM attempts WHERE point IS NOT NULL") == [("answered",)]


async def test_a_double_click_on_next_asks_one_point(house: House) -> None:
    for name in ("anchor", "apple", "badger"):
        await miss_the_must(house, f"What is the {name} for?")
    house.days_pass(1)
    ada = house.ada
    await ada.slash("review")
    await ada.click("I don't know")
    await click_twice(ada, "Next")
    assert ada.sees("Review 2 of 5")
    assert rows(house, "SELECT count(*) FROM review_attempts") == [(2,)]


async def test_points_that_the_model_answer_told_are_no_part_of_the_count(house: House) -> None:
    """The question has another point that is due, and giving up shows the answer to both."""
    ada = await begin_review(house)
    assert ada.sees("Review 1 of 2")
    await ada.click("I don't know")
    assert ada.sees("Review 1 of 1")
    await ada.click("Next")
    assert ada.sees("0 of 1 point")


async def test_an_answer_that_cannot_be_judged_stands_beside_the_model_answer(
    house: House,
) -> None:
    ada = await begin_review(house)
    await ada.click("Answer")
    await ada.submit(NOT_ENGLISH)
    assert ada.sees("No verdict this time")
    assert ada.sees(house.bank.questions["what-the-anchor-does"].answer)
    assert ada.cannot_click("Show model answer")


async def test_an_answer_saved_before_a_kill_rates_its_points_once(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        ada = await begin_review(house)
        before = rows(house, "SELECT * FROM memories ORDER BY point_id")
        await ada.click("Answer")
        await ada.submit(good_follow_up(house.bank.questions["what-the-anchor-does"]))
        after = rows(house, "SELECT * FROM memories ORDER BY point_id")
        assert before != after
    with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection, connection:
        connection.execute(
            "UPDATE attempts SET state = 'submitted', grade = NULL WHERE point IS NOT NULL"
        )
        connection.execute("DELETE FROM memories")
        marks = ", ".join("?" * len(before[0]))
        connection.executemany(f"INSERT INTO memories VALUES ({marks})", before)
        connection.execute("DELETE FROM memory_ratings WHERE id = 3")
    for _ in range(2):
        async with open_house(tmp_path, rehearsal) as house:
            assert rows(house, "SELECT * FROM memories ORDER BY point_id") == after
            assert len(rows(house, RATINGS)) == 3
            await house.ada.slash("help")


async def test_erasing_in_the_middle_ends_the_review_kindly(house: House) -> None:
    ada = await begin_review(house)
    card = ada.card
    await ada.click("Answer")
    await erase(ada)
    for label in ("Answer", "I don't know", "Stop for now"):
        await ada.click(label, on=card)
        assert ada.sees("isn't stored here any more")
    assert rows(house, "SELECT count(*) FROM memories") == [(0,)]


@pytest.mark.parametrize("number", ["0", "1", "999999999", str(2**63 - 1), str(2**63), "x", "-1"])
async def test_forged_reviews_do_nothing(house: House, number: str) -> None:
    """Attempt 1 is a single question's."""
    await begin_review(house)
    for action in ("answer", "dont-know", "model", "back", "next", "stop"):
        await house.ada.press_raw(f"review/{number}/{action}")
        assert house.ada.sees("isn't stored here") or house.ada.sees("another version")
    assert rows(house, "SELECT count(*) FROM memory_ratings") == [(2,)]


async def test_the_model_answer_of_an_open_point_is_not_shown(house: House) -> None:
    ada = await begin_review(house)
    answer = next(b.custom_id for b in ada.card.buttons if b.label == "Answer") or ""
    await ada.press_raw(answer.replace("answer", "model"))
    assert ada.sees("isn't finished yet")
    await ada.slash("review")
    assert not ada.cannot_click("I don't know")


def change_bank(folder: Path, old: str, change: str) -> None:
    for file in folder.rglob("*.yaml"):
        loaded = json.loads(file.read_text())
        for question in loaded["questions"]:
            if old in question["id"]:
                if change == "retired":
                    loaded["questions"].remove(question)
                    break
                if change == "without its follow-up":
                    question["follow_ups"] = []
                if change == "without its point":
                    question["points"] = [p for p in question["points"] if p["id"] != "opens"]
                    question["points"][0]["weight"] = "must"
                    question["answer"] = " ".join(p["statement"] for p in question["points"])
                    question["follow_ups"] = []
                if change == "reworded":
                    question["question"] = "Why does anybody need the anchor?"
        file.write_text(json.dumps(loaded))


@pytest.mark.parametrize(
    "change", ["retired", "reworded", "without its follow-up", "without its point"]
)
async def test_a_question_that_changes_while_it_is_asked_is_answered_as_it_was(
    tmp_path: Path, change: str
) -> None:
    folder = write_bank(tmp_path / "questions")
    async with open_house(tmp_path, folder) as house:
        await begin_review(house)
        question = house.bank.questions["what-the-anchor-does"]
    change_bank(folder, "anchor", change)
    async with open_house(tmp_path, folder) as house:
        house.days_pass(1)
        ada = house.ada
        await ada.slash("review")
        assert ada.sees("Review 1 of")
        await ada.click("Answer")
        await ada.submit(good_follow_up(question))
        assert ada.sees("✓ It is there")
        await ada.click("Show model answer")
        assert ada.sees("Model answer")
        await ada.click("Next")
        await ada.slash("review")
        for label in ("I don't know", "Next"):
            if not ada.cannot_click(label):
                await ada.click(label)
        await ada.slash("review")


async def test_a_late_text_for_a_point_that_was_given_up_is_kept(house: House) -> None:
    ada = await begin_review(house)
    card = ada.card
    await ada.click("Answer")
    await ada.click("I don't know", on=card)
    await ada.submit("Somebody opens it.")
    assert ada.sees("Your text is kept")
    await ada.click("Open it again")
    assert ada.modal is None
    assert ada.sees("Not there yet")
    assert ada.sees("Model answer")


async def test_an_answer_from_before_the_last_one_rates_nothing(house: House) -> None:
    """The clock has gone back."""
    ada = await begin_review(house)
    house.sandbox.clock.offset -= timedelta(days=3)
    await ada.click("Answer")
    await ada.submit(good_answer(house.bank.questions["what-the-anchor-does"]))
    assert ada.sees("Not there yet")
    await ada.click("Next")
    await ada.slash("review")
    assert ada.sees("Nothing is due today")
    assert len(rows(house, RATINGS)) == 2


@pytest.mark.parametrize("command", ["review", "plan"])
async def test_a_running_real_interview_keeps_what_it_missed(house: House, command: str) -> None:
    ada = house.ada
    await ada.slash("plan", date="in 2 weeks", level="junior")
    await ada.click("Save the plan")
    for _ in range(8):
        await ada.slash("question", level="junior")
        await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.slash(command)
    before = ada.card.text
    await ada.slash("interview", level="junior", mode="real", questions=2)
    real = ada.card
    await ada.click("Answer")
    await ada.submit(leaky_answer(house.question_on(real)))
    real = ada.card
    await ada.slash(command)
    if command == "review":
        assert ada.card.text == before
    else:
        assert ada.sees("You are told once the report of your real interview is there")
        assert not ada.sees("±")
    await ada.click("Next question", on=real)
    await ada.click("Skip")
    await ada.slash(command)
    assert ada.card.text != before


async def test_a_real_interview_that_was_left_keeps_nothing_any_more(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", mode="real", questions=2)
    await ada.click("Answer")
    await ada.submit(leaky_answer(house.question_on(ada.card)))
    house.pilot.clock.advance(timedelta(hours=23))
    await ada.slash("review")
    assert ada.sees("Nothing to review")
    house.pilot.clock.advance(timedelta(hours=2))
    await ada.slash("review")
    assert ada.sees("Review 1 of 2")
