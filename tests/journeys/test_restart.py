"""The bot and Discord end and start again on the same folder: every card goes on working."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.conftest import open_house


async def test_the_buttons_of_before_work_after_a_restart(tmp_path: Path, rehearsal: Path) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="junior", questions=3)
        await house.ada.click("Hint")
        question = house.question_on(house.ada.card)
    async with open_house(tmp_path, rehearsal) as house:
        assert house.question_on(house.ada.card) == question
        await house.ada.click("Hint")
        await house.answer(house.ada)
        assert house.ada.sees("**+14** of 20 points")
        await house.ada.click("Next question")
        assert house.ada.sees("Question 2 of 3")
        assert list(house.sandbox.refusals) == []


async def test_a_form_that_was_open_can_be_sent_after_a_restart(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="junior", questions=1)
        await house.ada.click("Answer")
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.submit("It opens the gate.")
        assert house.ada.sees("points, ranked")
        assert house.texts() == ["It opens the gate."]


async def test_a_text_that_was_saved_is_graded_at_the_start(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="junior", questions=1)
        question = await house.answer(house.ada)
    with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection, connection:
        connection.execute("UPDATE attempts SET state = 'submitted', grade = NULL, points = 0")
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.click("See the report")
        assert house.ada.sees("**20** of 20 points · 1 of 1 answered")
        assert house.texts() == [question.answer]


async def test_a_text_that_was_handed_back_opens_after_a_restart(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="junior", questions=1)
        await house.answer(house.ada, "…")
        assert house.ada.sees("There were no words in your answer")
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.click("Open it again")
        assert house.ada.modal is not None
        assert house.ada.modal.fields[0].value == "…"


async def test_questions_that_left_the_bank_stay_in_the_report(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="junior", questions=2)
        question = await house.answer(house.ada)
    async with open_house(tmp_path) as house:
        assert question.id not in house.bank.questions
        await house.ada.click("Show model answer")
        assert house.ada.sees(question.answer)
        await house.ada.click("Next question")
        assert house.ada.sees("Question 2 of 2")
        await house.ada.click("Skip")
        assert house.ada.sees("**20** of 40 points · 1 of 2 answered")
        await house.ada.click("Download transcript")
        assert question.answer in house.ada.card.files[0][1].decode()


async def test_a_text_that_cannot_be_graded_keeps_nobody_from_starting(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        for player in (house.ada, house.grace):
            await player.slash("interview", level="junior", questions=1)
            await house.answer(player)
    with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection, connection:
        connection.execute("UPDATE attempts SET state = 'submitted', grade = NULL")
        connection.execute("UPDATE attempts SET question_version = 'older' WHERE id = 1")
        connection.execute(
            "INSERT INTO question_versions SELECT question_id, 'older', '{}' FROM attempts"
            " WHERE id = 1"
        )
    async with open_house(tmp_path, rehearsal):
        with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection:
            states = connection.execute("SELECT state FROM attempts ORDER BY id").fetchall()
    assert states == [("submitted",), ("answered",)]
