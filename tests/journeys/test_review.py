"""Reviews: what was missed comes again, and is rated by the answers to it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import House, open_house
from tests.journeys.rehearsal import (
    NOT_ENGLISH,
    NOTHING,
    good_answer,
    good_follow_up,
    leaky_answer,
    middling_answer,
    poor_follow_up,
)


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return connection.execute(query).fetchall()


async def miss_the_must(house: House, search: str = "What is the anchor for?") -> Any:
    """Ada answers a question without its most important point and its bonus."""
    await house.ada.slash("question", search=search)
    question = house.question_on(house.ada.card)
    await house.answer(house.ada, leaky_answer(question))
    return question


async def test_who_missed_nothing_is_told_what_a_review_is(house: House) -> None:
    await house.ada.slash("review")
    assert house.ada.sees("Nothing to review")
    assert house.ada.card.ephemeral
    await house.ada.click("Ask me one question")
    assert house.ada.sees("One question")


async def test_what_was_missed_comes_the_next_day_and_not_before(house: House) -> None:
    ada = house.ada
    await miss_the_must(house)
    assert ada.sees("2 missed points come back in your `/review`")
    await ada.slash("review")
    assert ada.sees("Nothing is due today")
    assert ada.sees("2 points in your review list")
    house.days_pass(1)
    await ada.slash("review")
    assert ada.sees("Review 1 of 2")
    assert ada.sees("You were asked: What is the anchor for?")


async def test_the_follow_up_about_a_point_is_asked_and_rates_it(house: House) -> None:
    ada = house.ada
    question = await miss_the_must(house)
    house.days_pass(1)
    await ada.slash("review")
    assert ada.sees(question.follow_ups[0].question[:30])
    assert ada.sees("You were asked: What is the anchor for?")
    await ada.click("Answer")
    await ada.submit(good_follow_up(question))
    assert ada.sees("✓ There at once, and whole")
    assert ada.sees("It comes again <t:")


async def test_a_point_without_a_follow_up_asks_the_question_itself(house: House) -> None:
    ada = house.ada
    await ada.slash("question", search="What is the anchor for?")
    question = await house.answer(ada, middling_answer(house.question_on(ada.card)))
    house.days_pass(1)
    await ada.slash("review")
    assert ada.sees("What is the anchor for?")
    assert not ada.sees("You were asked")
    await ada.click("Answer")
    await ada.submit(good_answer(question))
    assert ada.sees("✓ There at once, and whole")
    await ada.click("Next")
    # Its answer rated all of the question's points, so none is left.
    assert ada.sees("1 of 1 point")


@pytest.mark.parametrize(
    ("answer", "words"),
    [(poor_follow_up, "Partly there"), (lambda _: NOTHING, "Not there yet")],
    ids=["partly", "missed"],
)
async def test_a_poor_answer_brings_the_point_back_soon(
    house: House, answer: Any, words: str
) -> None:
    ada = house.ada
    question = await miss_the_must(house)
    house.days_pass(1)
    await ada.slash("review")
    await ada.click("Answer")
    await ada.submit(answer(question))
    assert ada.sees(words)
    assert ada.sees("**The anchor opens the first gate for visitors.**")
    house.days_pass(3)
    await ada.slash("review")
    assert ada.sees("Review 1 of")


async def test_giving_up_shows_the_answer_and_counts_as_missed(house: House) -> None:
    ada = house.ada
    await miss_the_must(house)
    house.days_pass(1)
    await ada.slash("review")
    await ada.click("I don't know")
    assert ada.sees("Not there yet")
    assert ada.sees("Model answer")
    ratings = rows(house, "SELECT rating FROM memory_ratings ORDER BY id")
    assert ratings[-1] == (1,)


async def test_five_are_asked_at_a_time_and_the_rest_is_offered(house: House) -> None:
    ada = house.ada
    for _ in range(4):
        await ada.slash("question")
        await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    house.days_pass(2)
    await ada.slash("review")
    for number in range(1, 6):
        assert ada.sees(f"Review {number} of 5")
        await ada.click("Answer")
        await ada.submit(NOTHING)
        await ada.click("Next")
    assert ada.sees("0 of 5 points")
    assert ada.sees("Next: **")
    await ada.click("Review 3 more")
    assert ada.sees("Review 1 of 3")


async def test_leaving_in_the_middle_loses_nothing(tmp_path: Path, rehearsal: Path) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await miss_the_must(house)
        house.days_pass(1)
        await house.ada.slash("review")
        left = house.ada.card.text
        await house.ada.click("Stop for now")
        assert house.ada.sees("nothing is lost")
    async with open_house(tmp_path, rehearsal) as house:
        house.days_pass(1)
        await house.ada.slash("review")
        assert house.ada.card.text.split("\n")[-2:] == left.split("\n")[-2:]


async def test_the_most_overdue_comes_first(house: House) -> None:
    ada = house.ada
    first = await miss_the_must(house, "What is the anchor for?")
    house.days_pass(1)
    await miss_the_must(house, "What is the apple for?")
    house.days_pass(2)
    await ada.slash("review")
    assert ada.sees("anchor")
    assert first.id == "what-the-anchor-does"


async def test_a_review_earns_no_points_and_keeps_the_streak(house: House) -> None:
    ada = house.ada
    await miss_the_must(house)
    before = rows(house, "SELECT points FROM point_totals WHERE period = 'all'")
    house.days_pass(1)
    await ada.slash("review")
    question = house.bank.questions["what-the-anchor-does"]
    await ada.click("Answer")
    await ada.submit(good_follow_up(question))
    assert rows(house, "SELECT points FROM point_totals WHERE period = 'all'") == before
    await ada.slash("profile")
    assert ada.sees("**2 days** now")


async def test_an_answer_in_another_language_leaves_the_point_due(house: House) -> None:
    ada = house.ada
    await miss_the_must(house)
    house.days_pass(1)
    await ada.slash("review")
    await ada.click("Answer")
    await ada.submit(NOT_ENGLISH)
    assert ada.sees("No verdict this time")
    await ada.click("Next")
    assert ada.sees("No verdict: it stays due")


async def test_a_point_whose_question_is_gone_leaves_with_a_word(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await miss_the_must(house)
    with closing(sqlite3.connect(tmp_path / "greenroom.db")) as connection:
        connection.execute("UPDATE memories SET question_id = 'retired' WHERE point_id = 'opens'")
        connection.execute("UPDATE memories SET version = 'old' WHERE point_id = 'closes'")
        connection.commit()
    async with open_house(tmp_path, rehearsal) as house:
        house.days_pass(1)
        await house.ada.slash("review")
        assert house.ada.sees("1 point of your review is gone: its question isn't asked any more")
        assert house.ada.sees("1 point belongs to a question reworded since")
        assert rows(house, "SELECT count(*) FROM memories") == [(1,)]


async def test_mallory_cannot_use_adas_review(house: House) -> None:
    await miss_the_must(house)
    house.days_pass(1)
    card = await house.ada.slash("review")
    await house.mallory.slash("help")
    for button in card.buttons:
        await house.mallory.press_raw(button.custom_id or "")
        assert house.mallory.sees("belongs to somebody else")


async def test_the_ratings_and_the_parameters_are_stored(house: House) -> None:
    await miss_the_must(house)
    found = rows(house, "SELECT point_id, rating, scheduler FROM memory_ratings ORDER BY point_id")
    assert [(point, rating) for point, rating, _ in found] == [("closes", 1), ("opens", 1)]
    stored = rows(house, "SELECT digest, settings FROM memory_schedulers")
    assert [digest for digest, _ in stored] == [found[0][2]]
    assert "parameters" in stored[0][1]


async def test_a_second_click_on_next_shows_the_same_point(house: House) -> None:
    ada = house.ada
    for _ in range(2):
        await ada.slash("question")
        await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    house.days_pass(1)
    await ada.slash("review")
    await ada.click("I don't know")
    card = ada.card
    following = next(b.custom_id for b in card.buttons if b.label == "Next")
    await ada.click("Next")
    shown = ada.card.text
    await ada.press_raw(following or "")
    assert ada.card.text == shown


async def test_a_second_try_rates_nothing(house: House) -> None:
    ada = house.ada
    question = await miss_the_must(house)
    before = rows(house, "SELECT count(*) FROM memory_ratings")
    await ada.click("Try again")
    await ada.click("Answer")
    await ada.submit(good_answer(question))
    assert rows(house, "SELECT count(*) FROM memory_ratings") == before
