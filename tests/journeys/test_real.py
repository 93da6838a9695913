"""Real interviews: deadlines, no help, scores at the end."""

from datetime import timedelta

import pytest

from bot.interviews.interview import GRACE
from tests.journeys.conftest import House
from tests.journeys.rehearsal import good_answer


async def begin(house: House, questions: int = 2) -> None:
    await house.ada.slash("interview", level="junior", mode="real", questions=questions)


def pass_the_deadline(house: House) -> None:
    minutes = house.question_on(house.ada.card).minutes
    house.pilot.clock.advance(timedelta(minutes=minutes) + GRACE)


async def test_a_real_interview_helps_and_judges_only_at_its_end(house: House) -> None:
    ada = house.ada
    await begin(house)
    assert ada.sees("real interview")
    assert ada.sees("**Time is up <t:")
    assert ada.cannot_click("Hint")
    assert ada.cannot_click("Show model answer")
    for onward in ("Next question", "See the report"):
        await ada.click("Answer")
        await ada.submit(good_answer(house.question_on(ada.card)))
        assert ada.sees("**Your answer is saved.**")
        assert not ada.sees("/100")
        assert ada.cannot_click("Try again")
        await ada.click(onward)
    assert ada.sees("Your report: 100/100 on average")
    assert ada.sees("**40** of 40 points")


@pytest.mark.parametrize("button", ["Answer", "Skip"])
async def test_the_next_click_after_the_deadline_shows_the_next_question(
    house: House, button: str
) -> None:
    ada = house.ada
    await begin(house)
    pass_the_deadline(house)
    await ada.click(button)
    assert ada.sees("The time for question 1 was up")
    assert ada.sees("Question 2 of 2")
    assert ada.modal is None
    await house.answer(ada)
    await ada.click("See the report")
    assert ada.sees("out of time")
    assert ada.sees("1 of 2 answered")


async def test_coming_back_after_the_deadline_goes_on_with_the_next_question(house: House) -> None:
    ada = house.ada
    await begin(house)
    pass_the_deadline(house)
    await ada.slash("interview")
    assert ada.sees("The time for question 1 was up")
    assert ada.sees("Question 2 of 2")


async def test_a_text_sent_after_the_deadline_is_kept_and_unranked(house: House) -> None:
    ada = house.ada
    await begin(house, questions=1)
    answer = good_answer(house.question_on(ada.card))
    await ada.click("Answer")
    pass_the_deadline(house)
    await ada.submit(answer)
    assert house.texts() == [answer]
    await ada.click("See the report")
    assert ada.sees("**100** · +0")


async def test_the_last_deadline_ends_with_the_report(house: House) -> None:
    ada = house.ada
    await begin(house, questions=1)
    pass_the_deadline(house)
    await ada.click("Answer")
    assert ada.sees("Your report")
    assert ada.sees("out of time")


async def test_a_real_interview_left_for_a_day_is_ended(house: House) -> None:
    ada = house.ada
    await begin(house)
    house.days_pass(1)
    await ada.slash("interview")
    assert ada.sees("You left this interview for 1 day, so it was closed.")
    assert ada.sees("Your report")


async def test_ending_after_the_deadline_asks_no_further_question(house: House) -> None:
    ada = house.ada
    await begin(house)
    pass_the_deadline(house)
    await ada.click("End")
    await ada.click("End it")
    assert ada.sees("out of time")
    assert not ada.sees("2. ")


async def test_forged_help_is_refused_in_a_real_interview(house: House) -> None:
    ada = house.ada
    await begin(house)
    answer = next(b.custom_id for b in ada.card.buttons if b.label == "Answer")
    path = str(answer).removesuffix("answer")
    for forged in ("hint/0", "reveal/sure", "retry"):
        card = ada.card
        await ada.press_raw(path + forged, on=card)
        assert ada.sees("A real interview gives no hints")
        await ada.slash("interview")
    assert ada.sees("Question 1 of 2")


async def test_the_mode_is_chosen_on_the_set_up_card_and_remembered(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Mode", "Real")
    await ada.click("Start")
    assert ada.sees("real interview")
    await ada.click("End")
    await ada.click("End it")
    assert ada.sees("Real · 1–3 years")
    await ada.slash("interview")
    chosen = {select.placeholder: select.chosen for select in ada.card.selects}
    assert chosen["Mode"] == ("Real",)
