"""Whole interviews, from the command to the report."""

import pytest

from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOT_ENGLISH, NOTHING, middling_answer

LEVELS = [("fresher", "Fresher", 10), ("junior", "1–3 years", 20), ("experienced", "3–6 years", 30)]


async def test_a_member_takes_a_whole_interview(shipped_house: House) -> None:
    ada = shipped_house.ada
    await ada.slash("interview", level="fresher", questions=2, channel="interviews")
    for position in (1, 2):
        assert ada.sees(f"Question {position} of 2")
        await shipped_house.answer(ada)
        assert ada.sees("/100")
        assert ada.sees("of 10 points, ranked")
        await ada.click("Next question" if position == 1 else "See the report")
    assert ada.sees("Your report")
    assert ada.sees("2 of 2 answered")


@pytest.mark.parametrize(("level", "name", "worth"), LEVELS)
async def test_each_level_asks_its_own_questions_for_its_own_points(
    house: House, level: str, name: str, worth: int
) -> None:
    ada = house.ada
    await ada.slash("interview", level=level, questions=3)
    for position in (1, 2, 3):
        assert house.question_on(ada.card).level == level
        assert ada.sees(name)
        assert ada.sees(f"Worth up to {worth} points")
        await house.answer(ada)
        assert ada.sees("100/100")
        assert ada.sees(f"**+{worth}** of {worth} points, ranked")
        await ada.click("See the report" if position == 3 else "Next question")
    assert ada.sees("Your report: 100/100 on average")
    assert ada.sees(f"**{3 * worth}** of {3 * worth} points · 3 of 3 answered")


async def test_no_question_comes_twice_in_an_interview(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=10)
    asked = []
    for _ in range(10):
        asked.append(house.question_on(ada.card).id)
        await ada.click("Skip")
    assert ada.sees("Your report: no score")
    assert len(set(asked)) == 10


async def test_everything_is_private(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    await house.answer(ada)
    await ada.click("See the report")
    await ada.click("Download transcript")
    assert all(card.ephemeral for card in ada.cards)
    assert not house.grace.cards


# Adaptive


async def test_adaptive_moves_up_after_two_good_answers_and_down_after_a_poor_one(
    house: House,
) -> None:
    ada = house.ada
    await ada.slash("interview", level="adaptive", questions=5)
    assert house.question_on(ada.card).level == "junior"
    await house.answer(ada)
    await ada.click("Next question")
    assert house.question_on(ada.card).level == "junior"
    await house.answer(ada)
    await ada.click("Next question")
    assert ada.sees("Adaptive: moved up to 3–6 years")
    assert ada.sees("Worth up to 30 points")
    await house.answer(ada, NOTHING)
    await ada.click("Next question")
    assert ada.sees("Adaptive: moved down to 1–3 years")
    await house.answer(ada, NOTHING)
    await ada.click("Next question")
    assert ada.sees("Adaptive: moved down to Fresher")
    await house.answer(ada)
    await ada.click("See the report")
    assert ada.sees(f"**{20 + 20 + 0 + 0 + 10}** of {20 + 20 + 30 + 20 + 10} points")
    assert ada.sees("1–3 years 67")
    assert ada.sees("3–6 years 0")
    assert ada.sees("Fresher 100")


async def test_adaptive_asks_at_the_level_of_a_member_whom_it_knows(house: House) -> None:
    """Eight good answers at 3–6 years: what is open is there, and not where it would begin."""
    ada = house.ada
    for _ in range(8):
        await ada.slash("question", level="experienced")
        await house.answer(ada)
    await ada.slash("interview", level="adaptive", questions=3)
    for _ in range(3):
        assert house.question_on(ada.card).level == "experienced"
        await house.answer(ada)
        if not ada.cannot_click("Next question"):
            await ada.click("Next question")


async def test_adaptive_stays_where_it_is_after_a_skip(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="adaptive", questions=4)
    await house.answer(ada)
    await ada.click("Next question")
    await ada.click("Skip")
    assert ada.sees("Question 2 skipped")
    assert not ada.sees("Adaptive: moved")
    await house.answer(ada)
    await ada.click("Next question")
    assert house.question_on(ada.card).level == "junior"


# Hints


async def test_a_hint_shows_its_cost_and_takes_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    assert ada.sees("each hint costs 15 %")
    await ada.click("Hint (2 left, −15 %)")
    assert ada.sees(question.hints[0])
    assert not ada.sees(question.hints[1])
    await ada.click("Hint (1 left, −15 %)")
    assert ada.sees(question.hints[1])
    assert ada.cannot_click("Hint")
    assert ada.cannot_click("No hint left")
    await house.answer(ada)
    assert ada.sees("100/100")
    assert ada.sees("**+14** of 20 points, ranked · 2 hints taken")


async def test_hints_stay_with_their_question(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await ada.click("Hint")
    await ada.click("Skip")
    assert not ada.sees("Hint 1.")
    await house.answer(ada)
    assert ada.sees("**+20** of 20 points, ranked")


# Skipping and the model answer


async def test_skipping_asks_the_next_question_and_earns_nothing(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=2)
    first = house.question_on(ada.card)
    await ada.click("Skip")
    assert ada.sees("Question 1 skipped")
    assert ada.sees("Question 2 of 2")
    assert house.question_on(ada.card) != first
    await ada.click("Skip")
    assert ada.sees("**0** of 20 points · 0 of 2 answered")
    assert ada.card.text.count("skipped") == 2


async def test_the_model_answer_of_an_open_question_asks_once_and_ends_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    question = house.question_on(ada.card)
    await ada.click("Show model answer")
    assert ada.sees("0 points")
    assert not ada.sees(question.answer)
    await ada.click("Back to the question")
    assert house.question_on(ada.card) == question
    assert not ada.cannot_click("Answer")
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    assert ada.sees(question.answer)
    assert all(link in ada.card.text for link in question.links)
    await ada.click("See the report")
    assert ada.sees("model answer shown")
    assert ada.sees("**0** of 10 points · 0 of 1 answered")


async def test_the_model_answer_is_free_after_an_answer(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    question = await house.answer(ada)
    await ada.click("Show model answer")
    assert ada.sees(question.answer)
    await ada.click("Back to the result")
    assert ada.sees("**+10** of 10 points, ranked")
    await ada.click("See the report")
    assert ada.sees("**10** of 10 points · 1 of 1 answered")


# Trying again


async def test_trying_again_is_unranked_and_stands_behind_the_first_in_the_report(
    house: House,
) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    await house.answer(ada, NOTHING)
    assert ada.sees("0/100")
    await ada.click("Try again")
    assert ada.sees("another try")
    assert ada.sees("no points, and hints are free")
    assert ada.cannot_click("Skip")
    await ada.click("Hint (2 left)")
    await house.answer(ada)
    assert ada.sees("100/100")
    assert ada.sees("No points: a second try is for practice.")
    await ada.click("See the report")
    assert ada.sees("**0** · +0 · then 100")
    assert ada.sees("Your report: 0/100 on average")
    assert ada.sees("**0** of 10 points · 1 of 1 answered")


async def test_the_last_of_several_tries_is_the_one_in_the_report(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    for number, text in enumerate([None, NOTHING, None, NOTHING]):
        if number:
            await ada.click("Try again")
        await house.answer(ada, text)
    await ada.click("See the report")
    assert ada.sees("**100** · +10 · then 0")
    assert ada.sees("**10** of 10 points")


async def test_a_try_can_be_left_for_the_first_result(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=1)
    await house.answer(ada)
    await ada.click("Try again")
    await ada.click("Back to the result")
    assert ada.sees("**+10** of 10 points, ranked")
    await ada.click("See the report")
    assert ada.sees("**10** of 10 points")
    assert not ada.sees("then")


async def test_a_skipped_question_can_be_tried_for_practice_from_its_card(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=2)
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.click("Try again")
    await house.answer(ada)
    assert ada.sees("No points: a second try is for practice.")
    await ada.click("Next question")
    assert ada.sees("Question 2 of 2")


# What is graded


async def test_a_middling_answer_names_what_was_missed(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    await house.answer(ada, middling_answer(question))
    opens, keeps, closes = question.points
    assert ada.sees(f"✓ **{opens.statement}**")
    assert ada.sees(f"✗ **{keeps.statement}**")
    assert ada.sees(closes.teach)
    assert not ada.sees("100/100")


async def test_an_answer_that_cannot_be_graded_gets_no_score_and_no_points(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await house.answer(ada, NOT_ENGLISH)
    assert ada.sees("No score this time")
    assert ada.sees("No points: the scoring isn't sure enough.")
    await ada.click("See the report")
    assert ada.sees("answered, no score")
    assert ada.sees("Your report: no score")
    assert ada.sees("**0** of 20 points · 1 of 1 answered")


# Coming back


async def test_an_interview_goes_on_in_another_channel(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2, channel="general")
    question = house.question_on(ada.card)
    shown = await ada.slash("interview", channel="interviews")
    assert "You are in an interview" in shown.text
    assert house.question_on(shown) == question
    assert ada.cannot_click("End it and start the new one")
    await house.answer(ada)
    assert ada.sees("100/100")


async def test_an_answered_question_is_shown_as_it_was_when_coming_back(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await house.answer(ada)
    await ada.slash("interview", channel="daily")
    assert ada.sees("You are in an interview")
    assert ada.sees("**+20** of 20 points, ranked")
    await ada.click("Next question")
    assert ada.sees("Question 2 of 2")


async def test_options_given_in_an_interview_offer_to_start_the_new_one(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await ada.slash("interview", level="experienced", topic="windows", questions=1)
    assert ada.sees("You are in an interview")
    assert ada.sees("1–3 years")
    await ada.click("End it and start the new one")
    assert ada.sees("Question 1 of 1")
    assert ada.sees("3–6 years · ")
    assert ada.sees("Windows")
    await ada.click("Skip")
    await ada.click("Past interviews")
    assert ada.sees("2 interviews")


async def test_nothing_ends_if_too_few_questions_fit_the_new_interview(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    question = house.question_on(ada.card)
    await ada.slash("interview", level="experienced", topic="rare", questions=3)
    await ada.click("End it and start the new one")
    assert ada.sees("Only 1 question")
    await ada.slash("interview")
    assert house.question_on(ada.card) == question


# Ending


async def test_ending_asks_first_and_then_reports(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=3)
    await house.answer(ada)
    await ada.click("Next question")
    question = house.question_on(ada.card)
    await ada.click("End")
    assert ada.sees("You have answered 1 of 3")
    await ada.click("Keep going")
    assert house.question_on(ada.card) == question
    await ada.click("End")
    await ada.click("End it")
    assert ada.sees("Your report: 100/100 on average")
    assert ada.sees("Ended early")
    assert ada.sees("1 of 3 answered")
    await ada.slash("interview")
    assert not ada.sees("You are in an interview")


async def test_the_model_answer_of_another_try_asks_nothing_and_leads_back(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    question = await house.answer(ada)
    await ada.click("Try again")
    await ada.click("Show model answer")
    assert ada.sees(question.answer)
    await ada.click("Back to the result")
    assert ada.sees("of 20 points, ranked")


async def test_adaptive_names_no_move_where_only_the_questions_ran_out(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="adaptive", topic="doors", kind="practical", questions=3)
    for _ in range(2):
        assert not ada.sees("Adaptive: moved")
        await ada.click("Skip")
    assert ada.sees("Question 3 of 3")
    assert not ada.sees("Adaptive: moved")
