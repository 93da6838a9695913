"""Where the scoring isn't sure, members see the model answer and rate themselves."""

import asyncio
import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from bot.bank.question import Question
from bot.sandbox.pilot import Player
from tests.journeys.conftest import House
from tests.journeys.daily_life import answer, linus, posted, rows, set_up
from tests.journeys.rehearsal import NOT_ENGLISH, good_answer, middling_answer

GOT, PARTLY, MISSED = "✓ Got it", "◐ Partly", "✗ Missed"
CHANGE = "Change my rating"


async def answer_unreadably(house: House, questions: int = 2) -> Question:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=questions)
    question = house.question_on(ada.card)
    await house.answer(ada, NOT_ENGLISH)
    return question


async def rate(player: Player, *labels: str) -> None:
    for label in labels:
        await player.click(label)


def ratings(house: House) -> list[dict[str, str] | None]:
    stored = rows(house, "SELECT self_rating FROM attempts ORDER BY id")
    return [json.loads(value) if value else None for (value,) in stored]


def exported(player: Player) -> tuple[dict[str, Any], str]:
    with ZipFile(BytesIO(player.card.files[0][1])) as archive:
        return json.loads(archive.read("data.json")), archive.read("answers.md").decode()


def path_of(player: Player, label: str) -> str:
    return str(next(b.custom_id for b in player.card.buttons if b.label == label))


async def test_an_answer_without_a_score_stands_beside_the_model_answer(house: House) -> None:
    ada = house.ada
    question = await answer_unreadably(house)
    assert ada.sees("## No score this time")
    assert ada.sees("No points: the scoring isn't sure enough.")
    assert not ada.sees("/100")
    assert ada.sees(NOT_ENGLISH)
    assert ada.sees(question.answer)
    assert ada.sees("**Did you say this?** Point 1 of 3\n" + question.points[0].statement)
    assert [b.label for b in ada.card.buttons if b.style == 1] == ["Next question"]
    assert ada.cannot_click("Show model answer")
    ((shown,),) = rows(house, "SELECT revealed_at FROM attempts")
    assert shown is not None


async def test_each_press_rates_a_point_and_leads_to_the_next(house: House) -> None:
    ada = house.ada
    question = await answer_unreadably(house)
    await ada.click(GOT)
    assert ada.sees("Point 2 of 3\n" + question.points[1].statement)
    await ada.click(PARTLY)
    assert ada.cannot_click(CHANGE)
    await ada.click(MISSED)
    assert ada.sees("**You rated yourself 1 of 3 points, 1 partly**")
    assert ada.sees(f"✓ {question.points[0].statement}\n◐ {question.points[1].statement}\n✗ ")
    assert ratings(house) == [{"opens": "covered", "keeps": "partly", "closes": "missed"}]
    assert ada.cannot_click(GOT)


async def test_a_rating_can_be_changed_while_the_interview_runs(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house, questions=1)
    card = ada.card
    await rate(ada, GOT, GOT, MISSED)
    await ada.click(CHANGE)
    assert ada.sees("Point 1 of 3 · so far: got it")
    await rate(ada, MISSED, GOT)
    assert ada.sees("Point 3 of 3 · so far: missed")
    await ada.slash("interview")
    assert ada.sees("**You rated yourself 1 of 3 points**")
    await ada.click("See the report")
    assert ada.sees("1. answered, you rated yourself 1 of 3 points")
    await ada.press_raw("interview/1/1/rate/1/covered", on=card)
    assert ada.sees("Your report")
    assert ratings(house) == [{"opens": "missed", "keeps": "covered", "closes": "missed"}]


async def test_what_was_begun_goes_on_where_it_was_left(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house)
    await rate(ada, GOT, GOT)
    await ada.slash("interview")
    assert ada.sees("Point 3 of 3")
    await ada.click("Next question")
    await ada.click("Skip")
    assert ada.sees("1. answered, no score")


async def test_it_counts_nowhere(house: House) -> None:
    ada = house.ada
    question = await answer_unreadably(house)
    await rate(ada, GOT, GOT, GOT)
    await ada.click("Next question")
    await house.answer(ada, middling_answer(house.question_on(ada.card)))
    assert ada.sees("## 50/100")
    await ada.click("See the report")
    assert ada.sees("Your report: 50/100 on average")
    assert ada.sees("**10** of 40 points")
    assert ada.sees("1. answered, you rated yourself 3 of 3 points")
    assert not ada.sees(f"- {question.points[0].statement}")
    assert set(rows(house, "SELECT points, score_sum, answers FROM point_totals")) == {(10, 50, 1)}
    await ada.click("Download transcript")
    text = ada.card.files[0][1].decode()
    assert "no score, unranked.\n\nYou rated it yourself:\n\n- covered: " in text


async def test_it_moves_adaptive_nowhere(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="adaptive", questions=4)
    await house.answer(ada, NOT_ENGLISH)
    await rate(ada, GOT, GOT, GOT)
    await ada.click("Next question")
    await house.answer(ada)
    await ada.click("Next question")
    assert not ada.sees("Adaptive: moved")


async def test_the_model_answer_counts_as_shown(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    house.days_pass(6)
    await house.answer(ada, NOT_ENGLISH)
    house.days_pass(27)
    await ada.slash("question", search=question.id)
    await house.answer(ada, good_answer(question))
    assert ada.sees("No points: you have seen its model answer in the last 30 days.")


async def test_a_double_press_rates_one_point(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house)
    on = ada.card
    await asyncio.gather(ada.click(GOT, on=on), ada.click(GOT, on=on))
    assert ada.sees("Point 2 of 3")
    assert ratings(house) == [{"opens": "covered"}]


async def test_another_try_without_a_score_is_rated_too(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house)
    await rate(ada, GOT, GOT, GOT)
    await ada.click("Try again")
    await house.answer(ada, NOT_ENGLISH)
    await rate(ada, MISSED, MISSED, MISSED)
    assert ada.sees("**You rated yourself 0 of 3 points**")
    assert [given and given["opens"] for given in ratings(house)] == ["covered", "missed"]


async def test_a_forged_rating_is_refused(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house)
    card, path = ada.card, path_of(ada, GOT).removesuffix("1/covered")
    for forged in ("0/covered", "4/covered", "1/recovered", "1/brilliant"):
        await ada.press_raw(path + forged, on=card)
        assert ada.sees("This button comes from another version"), forged
    assert ratings(house) == [None]
    await house.mallory.slash("help")
    await house.mallory.press_raw(path + "1/covered")
    assert house.mallory.sees("This belongs to somebody else.")
    assert ratings(house) == [None]


async def test_an_answer_with_a_score_is_not_rated(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await house.answer(ada)
    path = path_of(ada, "Try again").removesuffix("retry")
    card = ada.card
    await ada.press_raw(f"{path}rate/1/covered", on=card)
    assert ada.sees("There is nothing to rate here")
    await ada.press_raw(f"{path}rate/1", on=card)
    assert ada.sees("## 100/100")
    assert ratings(house) == [None]


async def test_a_real_interview_keeps_the_model_answer_to_itself(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1, mode="real")
    path = path_of(ada, "Answer").removesuffix("answer")
    await house.answer(ada, NOT_ENGLISH)
    assert ada.sees("**Your answer is saved.**")
    card = ada.card
    await ada.press_raw(f"{path}rate/1/covered", on=card)
    assert ada.sees("A real interview gives no hints")
    assert rows(house, "SELECT revealed_at, self_rating FROM attempts") == [(None, None)]
    await ada.click("See the report", on=card)
    assert ada.sees("1. answered, no score")


async def test_a_single_question_is_rated_the_same_way(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await house.answer(ada, NOT_ENGLISH)
    assert ada.sees(question.answer)
    assert [b.label for b in ada.card.buttons if b.style == 1] == ["Another one"]
    await rate(ada, GOT, MISSED, GOT)
    assert ada.sees("**You rated yourself 2 of 3 points**")
    await ada.click(CHANGE)
    await rate(ada, GOT, GOT, GOT)
    assert ada.sees("**You rated yourself 3 of 3 points**")
    assert ratings(house) == [{"opens": "covered", "keeps": "covered", "closes": "covered"}]


@pytest.mark.usefixtures("quick")
async def test_the_daily_question_is_rated_the_same_way(house: House) -> None:
    ada = house.ada
    await set_up(house)
    await linus(house).click("Post now")
    post = await posted(house)
    await answer(house, ada, post, NOT_ENGLISH)
    question = house.question_on(post)
    assert ada.sees("## No score this time")
    assert ada.sees(question.answer)
    assert ada.cannot_click("Show model answer")
    await rate(ada, GOT, PARTLY, PARTLY)
    assert ada.sees("**You rated yourself 1 of 3 points, 2 partly**")
    await ada.choose("Show my answer when it closes?", "Show it with my name")
    assert ada.sees("**You rated yourself 1 of 3 points, 2 partly**")
    await ada.click(CHANGE)
    await rate(ada, MISSED, MISSED, MISSED)
    assert ada.sees("**You rated yourself 0 of 3 points**")
    await ada.slash("daily")
    assert ada.sees("**You rated yourself 0 of 3 points**")
    await ada.press_raw("daily/1/reveal")
    await ada.click("Back to the result")
    assert ada.sees("**You rated yourself 0 of 3 points**")


@pytest.mark.usefixtures("quick")
async def test_who_has_not_answered_the_daily_question_rates_nothing(house: House) -> None:
    await set_up(house)
    await linus(house).click("Post now")
    await posted(house)
    await house.grace.slash("daily")
    await house.grace.press_raw("daily/1/rate/1/covered")
    assert house.grace.sees("This question isn't finished yet")


async def test_the_export_has_it_and_erasing_takes_it(house: House) -> None:
    ada = house.ada
    await answer_unreadably(house)
    await rate(ada, GOT, PARTLY, MISSED)
    await ada.slash("privacy")
    await ada.click("Export")
    data, answers = exported(ada)
    (row,) = data["tables"]["attempts"]
    assert json.loads(row["self_rating"])["keeps"] == "partly"
    assert row["self_rated_at"]
    assert "You rated it yourself:" in answers
    await ada.slash("privacy")
    await ada.click("Erase everything")
    await ada.click("Erase…")
    await ada.submit("ERASE")
    assert rows(house, "SELECT count(*) FROM attempts") == [(0,)]
