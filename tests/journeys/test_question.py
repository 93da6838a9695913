"""One question by itself: chosen, searched for, answered, left for another."""

import sqlite3
from contextlib import closing

from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOTHING, RARE, RARE_TITLE, good_answer, middling_answer


def states(house: House) -> list[str]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        query = "SELECT state FROM attempts ORDER BY id"
        return [state for (state,) in connection.execute(query)]


async def test_a_question_is_answered_and_graded_like_any_other(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="experienced", kind="debugging")
    assert ada.card.ephemeral
    assert ada.sees("3–6 years · Debugging")
    question = await house.answer(ada)
    assert ada.sees("## 100/100")
    assert ada.sees("**+30** of 30 points, ranked")
    await ada.click("Show model answer")
    assert ada.sees("### Model answer")
    assert ada.sees(question.answer)
    await ada.click("Back to the result")
    assert ada.sees("## 100/100")


async def test_hints_cost_here_too_and_end_at_the_last(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="fresher")
    await ada.click("Hint")
    await ada.click("Hint")
    assert ada.sees("Hint 2.")
    assert ada.cannot_click("No hint left")
    await house.answer(ada)
    assert ada.sees("**+7** of 10 points, ranked · 2 hints taken")


async def test_two_presses_of_one_hint_button_take_one_hint(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    path = next(b.custom_id for b in ada.card.buttons if b.label.startswith("Hint"))
    await ada.press_raw(str(path))
    await ada.press_raw(str(path))
    assert ada.sees("Hint 1.")
    assert not ada.sees("Hint 2.")


async def test_the_model_answer_asks_first_and_ends_the_question(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    await ada.click("Show model answer")
    assert ada.sees("### One question: show the model answer?")
    await ada.click("Back to the question")
    assert ada.sees("Worth up to")
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    assert ada.sees("### Model answer")
    assert states(house) == ["revealed"]


async def test_another_try_is_for_practice(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await house.answer(ada, middling_answer(question))
    await ada.click("Try again")
    assert ada.sees("another try")
    await house.answer(ada, good_answer(question))
    assert ada.sees("## 100/100")
    assert ada.sees("No points: a second try is for practice.")
    await ada.click("Try again")
    await ada.click("Back to the result")
    assert not ada.sees("## 100/100")


async def test_another_one_is_different_and_from_the_same_choice(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior", topic="doors", kind="scenario")
    await house.answer(ada)
    await ada.click("Another one")
    assert ada.sees("No other question fits that choice.")
    await ada.slash("question", level="junior", topic="doors")
    asked = {house.question_on(ada.card).id}
    for number in range(3):
        await ada.click("Another one")
        assert ada.sees("The question before was skipped"), number
        assert ada.sees("1–3 years")
        assert ada.sees("Doors and gates")
        asked.add(house.question_on(ada.card).id)
    assert len(asked) == 4
    assert states(house) == ["answered", *["skipped"] * 3, "open"]


async def test_a_second_press_of_another_one_shows_the_same_question(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    path = str(next(b.custom_id for b in ada.card.buttons if b.label == "Another one"))
    await ada.press_raw(path)
    question = house.question_on(ada.card)
    await ada.press_raw(path)
    assert house.question_on(ada.card) == question
    assert states(house) == ["skipped", "open"]


async def test_a_skipped_question_shows_its_model_answer_when_asked(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    skipped = house.question_on(ada.card)
    path = str(next(b.custom_id for b in ada.card.buttons if b.label == "Another one"))
    await ada.click("Another one")
    await ada.press_raw(path.replace("another", "back"))
    assert ada.sees("You skipped this question.")
    assert not ada.sees(skipped.answer)
    await ada.click("Show model answer")
    assert ada.sees(skipped.answer)


async def test_a_question_is_found_by_its_words(house: House) -> None:
    ada = house.ada
    offered = await ada.autocomplete("question", "search", "anchor what")
    assert [name for name, _ in offered] == ["What is the anchor for? Say when it is used, too."]
    await ada.slash("question", search=offered[0][1])
    assert ada.sees("What is the anchor for?")
    await ada.click("Hint")
    await ada.slash("question", search=offered[0][1])
    assert ada.sees("Hint 1.")
    assert states(house) == ["open"]


async def test_the_search_minds_the_other_options_and_the_topic(house: House) -> None:
    ada = house.ada
    offered = await ada.autocomplete("question", "search", "what", level="fresher", topic="doors")
    assert len(offered) == 5
    assert len(await ada.autocomplete("question", "search", "")) == 25
    assert len(await ada.autocomplete("question", "search", RARE_TITLE)) == 1
    assert await ada.autocomplete("question", "search", "hippopotamus") == []


async def test_a_search_typed_without_choosing_takes_the_likeliest(house: House) -> None:
    ada = house.ada
    await ada.slash("question", search="the ANCHOR")
    assert ada.sees("What is the anchor for?")
    await ada.slash("question", search="hippopotamus @everyone")
    assert ada.sees("`search` can't be “hippopotamus everyone”")


async def test_choices_that_fit_nothing_say_so(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="fresher", topic=RARE)
    assert ada.sees("No other question fits that choice.")
    await ada.slash("question", topic="astrology")
    assert ada.sees("`topic` can't be “astrology”")


async def test_a_running_interview_goes_on_beside_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    interview = ada.card
    await ada.slash("question", level="fresher")
    await house.answer(ada, NOTHING)
    await ada.click("Skip", on=interview)
    assert ada.sees("Question 2 of 2")


async def test_an_interviews_question_gets_no_help_through_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1, mode="real")
    answer = str(next(b.custom_id for b in ada.card.buttons if b.label == "Answer"))
    attempt = answer.split("/")[2]
    for act in ("hint/0", "reveal/sure", "retry", "another", "back", "answer"):
        await ada.press_raw(f"question/{attempt}/{act}")
        assert ada.sees("That question isn't stored here any more."), act
        await ada.slash("interview")
    assert states(house) == ["open"]


async def test_the_question_of_another_is_closed(house: House) -> None:
    await house.ada.slash("question")
    answer = str(next(b.custom_id for b in house.ada.card.buttons if b.label == "Answer"))
    await house.ada.click("Answer")
    await house.mallory.slash("help")
    for act in ("hint/0", "reveal", "reveal/sure", "retry", "another", "back", "answer"):
        shown = await house.mallory.press_raw(answer.removesuffix("answer") + act)
        assert "This belongs to somebody else." in shown.text, act
    shown = await house.mallory.submit_raw(answer, {"text": "Mine."}, on=house.mallory.card)
    assert "This belongs to somebody else." in shown.text
    assert shown.files == (("your-answer.txt", b"Mine."),)
    await house.ada.submit(NOTHING)
    assert house.texts() == [NOTHING]


async def test_a_text_without_words_comes_back_and_can_be_sent_again(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await ada.click("Answer")
    await ada.submit("…!")
    assert ada.sees("There were no words in your answer")
    await ada.click("Open it again")
    assert ada.modal is not None
    await ada.submit(good_answer(question))
    assert ada.sees("## 100/100")


async def test_a_second_text_for_one_question_is_kept_for_another_try(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await ada.click("Answer")
    await ada.submit(NOTHING)
    await ada.submit_again(good_answer(question))
    assert ada.sees("This question was answered already")
    await ada.click("Open it again")
    await ada.submit(good_answer(question))
    assert ada.sees("a second try is for practice")
    assert house.texts() == [NOTHING, good_answer(question)]
