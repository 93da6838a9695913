"""The history: pages of what one was asked, each of it opened again, and nobody else's."""

import sqlite3
from contextlib import closing

from bot.sandbox.pilot import Player
from tests.journeys.conftest import House
from tests.journeys.rehearsal import (
    NOT_ENGLISH,
    NOTHING,
    good_answer,
    good_follow_up,
    leaky_answer,
    middling_answer,
)

GONE = "That question isn't stored here any more"
HOSTILE = "**Ada** @everyone [free](https://evil.example) ```\n# big"


def ids(house: House) -> list[int]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return [found for (found,) in connection.execute("SELECT id FROM attempts ORDER BY id")]


def revealed(house: House) -> list[int]:
    query = "SELECT id FROM attempts WHERE revealed_at IS NOT NULL ORDER BY id"
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return [found for (found,) in connection.execute(query)]


async def to_history(player: Player) -> None:
    await player.slash("profile")
    await player.click("History")


def offered(player: Player) -> list[str]:
    """The values of the select, in order."""
    return [value for _, value in player.card.selects[0].options]


async def open_one(player: Player, place: int = 0) -> None:
    label, _ = player.card.selects[0].options[place]
    await player.choose("Open one", label)


async def skip_some(player: Player, number: int) -> None:
    """So many that are skipped, and one that stays open."""
    await player.slash("question")
    for _ in range(number):
        await player.click("Another one")


async def test_nothing_yet_is_said_kindly(house: House) -> None:
    await to_history(house.ada)
    assert house.ada.card.ephemeral
    assert house.ada.sees("Nothing yet. What you are asked appears here.")
    await house.ada.click("Back to your profile")
    assert house.ada.sees("## Your profile")


async def test_every_kind_of_ending_is_listed_and_no_open_question(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    question = house.question_on(ada.card)
    await house.answer(ada, middling_answer(question))
    await ada.click("Try again")
    await house.answer(ada, good_answer(question))
    await ada.slash("question", level="junior")
    await ada.click("Another one")
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.slash("question", level="fresher")
    await house.answer(ada, NOT_ENGLISH)
    await ada.slash("question")
    await to_history(ada)
    lines = [line for line in ada.card.text.split("\n") if line.startswith("-# <t:")]
    said = [line.partition(" · ")[2] for line in lines]
    assert said == ["no score", "model answer shown", "skipped", "another try", "+10 points"]
    assert offered(ada) == [str(number) for number in reversed(ids(house)[:-1])]


async def test_the_pages_lead_to_each_other_and_hold_all(house: House) -> None:
    ada = house.ada
    await skip_some(ada, 19)
    await to_history(ada)
    assert ada.sees("Page 1 of 3 · 19 in all")
    assert ada.cannot_click("◀ Newer")
    seen = offered(ada)
    await ada.click("Older")
    assert ada.sees("Page 2 of 3")
    seen += offered(ada)
    await ada.click("Older")
    assert ada.cannot_click("Older ▶")
    seen += offered(ada)
    assert seen == [str(number) for number in reversed(ids(house)[:-1])]
    await ada.click("◀ Newer")
    assert ada.sees("Page 2 of 3")
    await open_one(ada)
    await ada.click("Back to history")
    assert ada.sees("Page 2 of 3")


async def test_a_page_beyond_the_end_is_the_last_one(house: House) -> None:
    ada = house.ada
    await skip_some(ada, 9)
    for page in (3, 10**6, 2**63 - 1):
        await to_history(ada)
        await ada.press_raw(f"profile/history/{page}")
        assert ada.sees("Page 2 of 2")
    await ada.press_raw("profile/history/0")
    assert ada.sees("Page 1 of 2")


async def test_one_is_opened_with_what_was_written_and_what_it_came_to(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    question = house.question_on(ada.card)
    await ada.click("Hint")
    await house.answer(ada, leaky_answer(question))
    await ada.click("Answer the follow-up")
    await ada.submit(good_follow_up(question))
    await to_history(ada)
    await open_one(ada)
    assert ada.sees(f"**You wrote**\n> {leaky_answer(question)}")
    assert ada.sees("**To the follow-up**")
    assert ada.sees("33 → 58/100")
    assert ada.sees("1 hint taken")
    assert ada.sees(f"↑ {question.points[0].statement}")
    assert ada.sees(f"✓ {question.points[1].statement}")
    assert ada.sees(f"✗ {question.points[2].statement}")


async def test_what_was_written_formats_nothing_and_pings_nobody(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    await house.answer(ada, HOSTILE)
    await to_history(ada)
    await open_one(ada)
    assert "@everyone" not in ada.card.text
    assert "\\[free\\](https\\:" in ada.card.text
    assert "\n# big" not in ada.card.text
    assert ada.sees("\\*\\*Ada\\*\\*")


async def test_the_model_answer_is_free_and_noted(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    question = house.question_on(ada.card)
    await house.answer(ada, middling_answer(question))
    await skip_some(ada, 1)
    answered, skipped, _ = ids(house)
    await to_history(ada)
    await open_one(ada, 1)
    assert revealed(house) == []
    await ada.click("Show model answer")
    assert ada.sees(question.answer)
    assert revealed(house) == [answered]
    await ada.click("Back to the result")
    assert ada.sees("+10** of 20 points")
    await ada.click("Back to history")
    await open_one(ada, 0)
    assert ada.sees("You skipped this question.")
    await ada.click("Show model answer")
    assert ada.sees("### Model answer")
    assert revealed(house) == [answered, skipped]


async def test_after_that_no_follow_up_is_asked(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    result = ada.card
    await to_history(ada)
    await open_one(ada)
    await ada.click("Show model answer")
    await ada.click("Answer the follow-up", on=result)
    assert ada.sees("There is no follow-up here any more")


async def test_an_answer_without_a_score_says_so(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    await house.answer(ada, NOT_ENGLISH)
    await to_history(ada)
    await open_one(ada)
    assert ada.sees("## No score this time")
    assert "✗" not in ada.card.text


async def test_the_question_stays_as_it_was_asked(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = await house.answer(ada, NOTHING)
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        connection.execute("UPDATE question_versions SET question_id = 'gone'")
        connection.execute("UPDATE attempts SET question_id = 'gone'")
        connection.commit()
    await to_history(ada)
    assert ada.sees(question.question.split("\n")[0])
    await open_one(ada)
    assert ada.sees(question.question.split("\n")[0])
    await ada.slash("profile")
    assert ada.sees("**1 question** answered here")
    assert [name for name, _ in ada.card.files] == ["calendar.png", "scores.png"]


async def test_a_running_real_interview_keeps_its_answers_for_its_report(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2, mode="real")
    await house.answer(ada, NOTHING)
    await to_history(ada)
    assert ada.sees("Nothing yet.")
    for path in ("profile/history/1/{}", "profile/history/1/{}/reveal"):
        await ada.press_raw(path.format(ids(house)[0]))
        assert ada.sees("This interview is still running")
    assert revealed(house) == []
    await ada.slash("interview")
    await ada.click("Next question")
    await house.answer(ada, NOTHING)
    await ada.click("See the report")
    await to_history(ada)
    assert len(offered(ada)) == 2


async def test_an_open_question_is_not_opened_here(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    (attempt,) = ids(house)
    await to_history(ada)
    for path in ("profile/history/1/{}", "profile/history/1/{}/reveal"):
        await ada.press_raw(path.format(attempt))
        assert ada.sees("This question isn't finished yet")
    assert revealed(house) == []


async def test_anothers_answers_are_refused(house: House) -> None:
    await house.ada.slash("question")
    await house.answer(house.ada)
    (attempt,) = ids(house)
    mallory = house.mallory
    await mallory.slash("question")
    await house.answer(mallory, NOTHING)
    await to_history(mallory)
    history = mallory.card
    for path in ("profile/history/1/{}", "profile/history/1/{}/reveal"):
        await mallory.press_raw(path.format(attempt))
        assert mallory.sees("This belongs to somebody else")
        await to_history(mallory)
    await mallory.press_raw("profile/history/1/open", values=[str(attempt)])
    assert mallory.sees("This belongs to somebody else")
    assert str(attempt) not in [value for _, value in history.selects[0].options]
    assert revealed(house) == []


async def test_what_never_was_is_refused(house: House) -> None:
    mallory = house.mallory
    for value in ("12345", "9" * 18):
        await to_history(mallory)
        await mallory.press_raw("profile/history/1/open", values=[value])
        assert mallory.sees(GONE)
    for value in ("", "x", "-1", "1.5", "9" * 19):
        await to_history(mallory)
        await mallory.press_raw("profile/history/1/open", values=[value])
        assert mallory.sees("This button comes from another version of the bot")
