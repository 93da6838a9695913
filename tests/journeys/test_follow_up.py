"""The interviewer asks once about what was missed; a good answer brings half of it back."""

import asyncio
import json
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.bank.question import Question
from bot.sandbox.pilot import Player
from bot.storage.errors import StorageError
from tests.journeys.conftest import House, open_house
from tests.journeys.daily_life import answer, linus, posted, rows, set_up
from tests.journeys.rehearsal import (
    NOTHING,
    good_follow_up,
    leaky_answer,
    poor_follow_up,
)

ASKED = "Your interviewer follows up"
OFFER = "Answer the follow-up"
TOTALS = "SELECT points, score_sum, answers FROM point_totals ORDER BY period, scope"


async def leave_a_gap(house: House, player: Player, questions: int = 2) -> Question:
    """In a new interview: 33 of 100, and the follow-up is asked."""
    await player.slash("interview", level="junior", questions=questions)
    question = house.question_on(player.card)
    await house.answer(player, leaky_answer(question))
    assert player.sees(ASKED)
    return question


async def follow_up(player: Player, text: str) -> None:
    await player.click(OFFER)
    await player.submit(text)


def path_of(player: Player, label: str) -> str:
    return str(next(b.custom_id for b in player.card.buttons if b.label == label))


def primary(player: Player) -> list[str]:
    return [button.label for button in player.card.buttons if button.style == 1]


def stored(house: House, column: str) -> list[Any]:
    return [value for (value,) in rows(house, f"SELECT {column} FROM attempts ORDER BY id")]


async def test_a_good_answer_recovers_half_of_what_was_missed(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    assert ada.sees("## 33/100")
    assert ada.sees("**+7** of 20 points, ranked")
    assert ada.sees(question.follow_ups[0].question)
    assert ada.sees("A good answer makes it 33 → 58 · +5 points.")
    assert primary(ada) == [OFFER]
    await ada.click(OFFER)
    assert ada.modal is not None
    assert ada.modal.title == "Follow-up"
    assert ada.modal.text == question.follow_ups[0].question
    await ada.submit(good_follow_up(question))
    assert ada.sees("## 33 → 58/100 · +5 points")
    assert ada.sees("1 of 3 key points covered, 1 recovered")
    assert ada.sees("**+12** of 20 points, ranked")
    assert ada.sees(f"↑ {question.points[0].statement}")
    assert ada.sees("The follow-up recovered half of a point")
    assert ada.sees("> “porter hears a copper bell and lifts the latch”")
    assert primary(ada) == ["Next question"]
    assert ada.cannot_click(OFFER)


async def test_the_report_and_the_transcript_have_the_score_after_it(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada, questions=1)
    await follow_up(ada, good_follow_up(question))
    await ada.click("See the report")
    assert ada.sees("Your report: 58/100 on average")
    assert ada.sees("**12** of 20 points")
    assert ada.sees("**58** · +12 · 33 before the follow-up")
    assert not ada.sees("Worth reading up\n- " + question.points[0].statement)
    await ada.click("Download transcript")
    text = ada.card.files[0][1].decode()
    assert "58/100, 12 points." in text
    assert "### The follow-up" in text
    assert good_follow_up(question) in text
    assert "The score before it was 33/100." in text
    assert "- recovered by the follow-up: " + question.points[0].statement in text
    await ada.click("Past interviews")
    (select,) = ada.card.selects
    assert select.placeholder == "Open a report"


async def test_points_and_leaderboard_rise_by_the_difference_and_count_one_answer(
    house: House,
) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    assert set(rows(house, TOTALS)) == {(7, 33, 1)}
    await follow_up(ada, good_follow_up(question))
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}
    assert len(rows(house, TOTALS)) == 12
    await ada.slash("leaderboard")
    assert ada.sees("12")
    assert rows(house, "SELECT count(*) FROM streak_days") == [(1,)]


async def test_it_counts_on_the_day_of_the_answer(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    house.days_pass(3)
    await follow_up(ada, good_follow_up(question))
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}
    assert rows(house, "SELECT count(*) FROM streak_days") == [(1,)]


async def test_a_poor_answer_changes_nothing(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, poor_follow_up(question))
    assert ada.sees("## 33/100")
    assert ada.sees("**+7** of 20 points, ranked")
    assert ada.sees("The follow-up: 40/100**, and it takes 60 to recover the point.")
    assert ada.sees("✓ **A stranger has to say the password first.**")
    assert ada.cannot_click(OFFER)
    assert set(rows(house, TOTALS)) == {(7, 33, 1)}


async def test_after_a_false_claim_half_comes_back_too(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    (misconception,) = question.misconceptions
    await house.answer(ada, f"{misconception.claim[0]}. {question.points[2].statement}")
    assert ada.sees("## 17/100")
    assert ada.sees("makes it 17 → 42")
    await follow_up(ada, good_follow_up(question))
    assert ada.sees("## 17 → 42/100")


async def test_hints_make_it_cheaper_too(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    await ada.click("Hint")
    await ada.click("Hint")
    await house.answer(ada, leaky_answer(question))
    assert ada.sees("makes it 33 → 58 · +3 points")
    await follow_up(ada, good_follow_up(question))
    assert ada.sees("**+8** of 20 points, ranked · 2 hints taken")


async def test_nothing_is_asked_about_a_good_answer_or_none(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await house.answer(ada)
    assert not ada.sees(ASKED)
    await ada.click("Next question")
    await house.answer(ada, NOTHING)
    assert not ada.sees(ASKED)
    assert ada.cannot_click(OFFER)


async def test_nothing_is_asked_about_a_second_try(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await ada.click("Try again")
    await house.answer(ada, leaky_answer(question))
    assert not ada.sees(ASKED)
    assert stored(house, "follow_up_for") == [None, None]


# Only before the model answer


async def test_it_is_gone_when_the_model_answer_was_shown(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    old = path_of(ada, OFFER)
    await ada.click("Show model answer")
    assert ada.cannot_click(OFFER)
    card = ada.card
    await ada.press_raw(old)
    assert ada.sees("There is no follow-up here any more")
    assert ada.modal is None
    await ada.click("Back to the result", on=card)
    assert ada.sees("## 33/100")
    assert not ada.sees(ASKED)
    await ada.submit_raw(old, {"text": good_follow_up(question)}, on=card)
    assert ada.sees("There is no follow-up here any more")
    assert ada.card.files == (("your-answer.txt", good_follow_up(question).encode()),)
    assert stored(house, "points") == [7]


async def test_the_model_answer_of_another_try_counts_as_shown(house: House) -> None:
    ada = house.ada
    await leave_a_gap(house, ada)
    result = ada.card
    await ada.click("Try again")
    await ada.click("Show model answer")
    await ada.click("Back to the result")
    assert ada.card.id == result.id
    assert ada.sees("## 33/100")
    assert not ada.sees(ASKED)


async def test_a_model_answer_that_was_shown_elsewhere_counts_as_shown(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    interview = ada.card
    await ada.slash("question", search=question.id)
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.click(OFFER, on=interview)
    assert ada.sees("There is no follow-up here any more")
    assert ada.modal is None


async def test_the_model_answer_is_free_after_it(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, good_follow_up(question))
    await ada.click("Show model answer")
    assert ada.sees(question.answer)
    await ada.click("Back to the result")
    assert ada.sees("## 33 → 58/100")
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}


# Once


async def test_a_form_sent_twice_recovers_once(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, good_follow_up(question))
    outcome = ada.card.text
    await ada.submit_again()
    assert ada.card.text == outcome
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}


async def test_forms_sent_at_once_from_two_devices_give_one_outcome(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    path, on, text = path_of(ada, OFFER), ada.card, good_follow_up(question)
    await asyncio.gather(*[ada.submit_raw(path, {"text": text}, on=on) for _ in range(3)])
    assert ada.sees("## 33 → 58/100")
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}


async def test_another_text_is_handed_back(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, poor_follow_up(question))
    card = ada.card
    await ada.submit_again(good_follow_up(question))
    assert ada.sees("You have answered this follow-up already")
    assert ada.card.files == (("your-answer.txt", good_follow_up(question).encode()),)
    handed_back = ada.card
    await ada.click("Open it again")
    assert ada.sees("## 33/100")
    assert handed_back.id in [shown.id for shown in ada.cards if shown.files]
    assert stored(house, "follow_up_text") == [poor_follow_up(question)]
    assert card.id != handed_back.id


async def test_pressing_an_old_card_shows_what_it_came_to(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    phone = ada.card
    await ada.slash("interview", in_channel="daily")
    await follow_up(ada, good_follow_up(question))
    shown = await ada.click(OFFER, on=phone)
    assert shown.id == phone.id
    assert "## 33 → 58/100" in shown.text


async def test_a_text_without_words_comes_back_and_can_be_sent_again(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, "…!")
    assert ada.sees("There were no words in your answer")
    await ada.click("Open it again")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "…!"
    await ada.submit(good_follow_up(question))
    assert ada.sees("## 33 → 58/100")


async def test_what_comes_after_the_end_of_the_interview_is_handed_back(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await ada.click(OFFER)
    await ada.slash("interview", in_channel="daily")
    await ada.click("Next question")
    await ada.click("End")
    await ada.click("End it")
    await ada.submit(good_follow_up(question))
    assert ada.sees("This interview has ended")
    assert ada.card.files == (("your-answer.txt", good_follow_up(question).encode()),)
    assert stored(house, "follow_up_text")[0] is None


# Where


async def test_a_single_question_has_one_too(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="experienced")
    question = house.question_on(ada.card)
    await house.answer(ada, leaky_answer(question))
    assert ada.sees("makes it 33 → 58 · +7 points")
    assert primary(ada) == [OFFER]
    await follow_up(ada, good_follow_up(question))
    assert ada.sees("## 33 → 58/100")
    assert ada.sees("**+17** of 30 points, ranked")
    assert primary(ada) == ["Another one"]
    await ada.submit_again(NOTHING)
    assert ada.sees("You have answered this follow-up already")
    await ada.click("Open it again")
    assert ada.sees("## 33 → 58/100")
    await ada.click("Show model answer")
    await ada.click("Back to the result")
    assert ada.sees("## 33 → 58/100")


async def test_a_single_questions_is_gone_after_its_model_answer(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await house.answer(ada, leaky_answer(question))
    old = path_of(ada, OFFER)
    await ada.click("Show model answer")
    await ada.press_raw(old)
    assert ada.sees("There is no follow-up here any more")


async def test_the_single_question_of_another_is_closed(house: House) -> None:
    await house.ada.slash("question")
    question = house.question_on(house.ada.card)
    await house.answer(house.ada, leaky_answer(question))
    path = path_of(house.ada, OFFER)
    await house.mallory.slash("help")
    await house.mallory.press_raw(path)
    assert house.mallory.sees("This belongs to somebody else.")
    await house.mallory.submit_raw(path, {"text": good_follow_up(question)}, on=house.mallory.card)
    assert house.mallory.sees("This belongs to somebody else.")
    assert stored(house, "follow_up_text") == [None]


async def test_the_interview_of_another_is_closed(house: House) -> None:
    await leave_a_gap(house, house.ada)
    path = path_of(house.ada, OFFER)
    await house.mallory.slash("help")
    await house.mallory.press_raw(path)
    assert house.mallory.sees("This belongs to somebody else.")


async def test_in_a_thread_it_changes_the_card_that_the_coach_sees(house: House) -> None:
    ada, grace = house.ada, house.grace
    await ada.slash("interview", level="junior", questions=1, coach="Grace")
    question = house.question_on(grace.card)
    await ada.click("Answer", on=grace.card)
    await ada.submit(leaky_answer(question))
    card = grace.card
    assert ASKED in card.text
    await grace.click(OFFER, on=card)
    assert grace.sees("This belongs to somebody else.")
    await ada.click(OFFER, on=card)
    shown = await ada.submit(good_follow_up(question))
    assert shown.id == card.id
    assert "## 33 → 58/100" in shown.text
    assert grace.sees_anywhere("## 33 → 58/100")


async def test_a_real_interview_asks_none(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1, mode="real")
    question = house.question_on(ada.card)
    path = path_of(ada, "Answer").removesuffix("answer") + "follow-up"
    await house.answer(ada, leaky_answer(question))
    assert not ada.sees(ASKED)
    card = ada.card
    await ada.press_raw(path, on=card)
    assert ada.sees("A real interview gives no hints, follow-ups")
    await ada.submit_raw(path, {"text": good_follow_up(question)}, on=card)
    assert ada.sees("A real interview gives no hints, follow-ups")
    assert stored(house, "follow_up_text") == [None]


@pytest.mark.usefixtures("quick")
async def test_the_daily_question_asks_none(house: House) -> None:
    await set_up(house)
    await linus(house).click("Post now")
    post = await posted(house)
    await answer(house, house.ada, post, leaky_answer(house.question_on(post)))
    assert house.ada.sees("## 33/100")
    assert not house.ada.sees(ASKED)


async def test_adaptive_goes_by_the_score_after_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="adaptive", questions=3)
    for then in ("1–3 years", "moved down to Fresher"):
        question = house.question_on(ada.card)
        await house.answer(ada, question.points[2].statement)
        if then == "1–3 years":
            await follow_up(ada, good_follow_up(question))
            assert ada.sees("## 17 → 42/100")
        await ada.click("Next question")
        assert ada.sees(then)


# Whatever happens


async def test_a_text_that_was_saved_is_graded_at_the_next_start(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        question = await leave_a_gap(house, house.ada)
    with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection, connection:
        connection.execute(
            "UPDATE attempts SET follow_up_for = ?, follow_up_text = ?, score_before = 33,"
            " follow_up_at = closed_at",
            (question.points[0].id, good_follow_up(question)),
        )
    async with open_house(tmp_path, rehearsal) as house:
        assert stored(house, "points") == [12]
        assert set(rows(house, TOTALS)) == {(12, 58, 1)}
        await house.ada.slash("interview")
        assert house.ada.sees("## 33 → 58/100")


async def test_a_text_that_could_not_be_graded_at_once_is_graded_at_the_next_click(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    with monkeypatch.context() as away:
        away.setattr("bot.attempts.store.save_improvement", refuse)
        await follow_up(ada, good_follow_up(question))
    assert ada.sees("your answer is saved. Its score is on the way.")
    assert ada.sees("## 33/100")
    assert ada.cannot_click(OFFER)
    await ada.slash("interview")
    assert ada.sees("## 33 → 58/100")
    assert set(rows(house, TOTALS)) == {(12, 58, 1)}


async def test_the_report_waits_for_no_grade(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada, questions=1)
    with monkeypatch.context() as away:
        away.setattr("bot.attempts.store.save_improvement", refuse)
        await follow_up(ada, good_follow_up(question))
    await ada.click("See the report")
    assert ada.sees("Your report: 58/100 on average")


async def test_the_export_has_it_and_erasing_takes_it(house: House) -> None:
    ada = house.ada
    question = await leave_a_gap(house, ada)
    await follow_up(ada, good_follow_up(question))
    (grade,) = stored(house, "follow_up_grade")
    assert json.loads(grade)["score"] == 100
    await ada.slash("privacy")
    await ada.click("Export")
    with ZipFile(BytesIO(ada.card.files[0][1])) as archive:
        (row,) = json.loads(archive.read("data.json"))["tables"]["attempts"]
        answers = archive.read("answers.md").decode()
    assert (row["follow_up_text"], row["score_before"]) == (good_follow_up(question), 33)
    assert good_follow_up(question) in answers
    await ada.slash("privacy")
    await ada.click("Erase everything")
    await ada.click("Erase…")
    await ada.submit("ERASE")
    assert rows(house, "SELECT count(*) FROM attempts") == [(0,)]


async def refuse(*_given: Any) -> bool:
    raise StorageError("it is full")
