"""The same thing twice at once: double clicks, two devices, a form sent twice."""

import asyncio

import pytest

from bot.sandbox.pilot import Player
from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOTHING


async def click_twice(player: Player, label: str) -> None:
    """Both clicks are on their way before the first is answered."""
    on = player.card
    await asyncio.gather(player.click(label, on=on), player.click(label, on=on))


async def question_1(house: House, questions: int = 3) -> Player:
    await house.ada.slash("interview", level="junior", questions=questions)
    return house.ada


async def test_a_double_click_on_start_starts_one_interview(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await click_twice(ada, "Start")
    assert ada.sees("Question 1 of 5")
    assert ada.cannot_click("End it and start the new one")
    assert len(ada.cards) == 1
    await ada.click("End")
    await ada.click("End it")
    await ada.click("Past interviews")
    assert ada.sees("1 interview,")


async def test_a_double_click_on_answer_opens_one_form(house: House) -> None:
    ada = await question_1(house)
    await click_twice(ada, "Answer")
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert ada.modal is None
    assert house.texts() == ["It opens."]


async def test_a_double_click_takes_one_hint(house: House) -> None:
    ada = await question_1(house)
    await click_twice(ada, "Hint")
    assert not ada.cannot_click("Hint (1 left")
    await house.answer(ada)
    assert ada.sees("**+17** of 20 points")


async def test_a_hint_taken_on_another_device_is_not_taken_again_from_an_old_card(
    house: House,
) -> None:
    ada = await question_1(house)
    old = ada.card
    await ada.slash("interview", channel="daily")
    await ada.click("Hint")
    await ada.click("Hint", on=old)
    assert not ada.cannot_click("Hint (1 left")


async def test_a_double_click_skips_one_question(house: House) -> None:
    ada = await question_1(house)
    await click_twice(ada, "Skip")
    assert ada.sees("Question 2 of 3")
    assert not ada.cannot_click("Answer")


async def test_a_double_click_on_next_asks_one_question(house: House) -> None:
    ada = await question_1(house)
    await house.answer(ada)
    await click_twice(ada, "Next question")
    assert ada.sees("Question 2 of 3")
    await ada.click("Skip")
    assert ada.sees("Question 3 of 3")


async def test_a_double_click_on_the_way_to_the_report_shows_it(house: House) -> None:
    ada = await question_1(house, questions=1)
    await house.answer(ada)
    await click_twice(ada, "See the report")
    assert ada.sees("**20** of 20 points · 1 of 1 answered")


async def test_a_double_click_on_showing_the_model_answer_ends_the_question_once(
    house: House,
) -> None:
    ada = await question_1(house)
    await click_twice(ada, "Show model answer")
    await click_twice(ada, "Show it, 0 points")
    assert ada.sees("### Model answer")
    await click_twice(ada, "Next question")
    assert ada.sees("Question 2 of 3")


async def test_a_double_click_on_try_again_opens_one_try(house: House) -> None:
    ada = await question_1(house, questions=1)
    await house.answer(ada)
    await click_twice(ada, "Try again")
    await house.answer(ada, NOTHING)
    await ada.click("See the report")
    await ada.click("Download transcript")
    ((_, transcript),) = ada.card.files
    assert transcript.count(b"### Tried again") == 1


async def test_a_double_click_on_ending_reports_once(house: House) -> None:
    ada = await question_1(house)
    await click_twice(ada, "End")
    await click_twice(ada, "End it")
    assert ada.sees("Your report")
    await ada.click("Past interviews")
    assert ada.sees("1 interview,")


async def test_a_double_click_on_again_starts_one_interview(house: House) -> None:
    ada = await question_1(house, questions=1)
    await ada.click("Skip")
    await click_twice(ada, "Again")
    assert ada.sees("Question 1 of 1")
    await ada.click("Skip")
    await ada.click("Past interviews")
    assert ada.sees("2 interviews")


async def test_a_double_click_on_the_new_one_replaces_one_interview(house: House) -> None:
    ada = await question_1(house)
    await ada.slash("interview", level="fresher", questions=2)
    await click_twice(ada, "End it and start the new one")
    assert ada.sees("Question 1 of 2")
    await ada.click("Skip")
    await ada.click("Skip")
    await ada.click("Past interviews")
    assert ada.sees("2 interviews")


# Two devices


async def test_two_devices_start_one_interview(house: House) -> None:
    ada = house.ada
    first, second = await asyncio.gather(
        ada.slash("interview", level="junior", questions=2),
        ada.slash("interview", level="junior", questions=2),
    )
    assert first.id != second.id
    assert house.question_on(first) == house.question_on(second)
    assert "You are in an interview" in first.text + second.text


@pytest.mark.parametrize("button", ["Answer", "Hint", "Skip"])
async def test_an_older_card_shows_what_was_answered_elsewhere(house: House, button: str) -> None:
    ada = await question_1(house)
    phone = ada.card
    await ada.slash("interview", channel="daily")
    await house.answer(ada)
    shown = await ada.click(button, on=phone)
    assert shown.id == phone.id
    assert "**+20** of 20 points, ranked" in shown.text


@pytest.mark.parametrize("button", ["Skip", "Next question"])
async def test_an_older_card_leads_to_the_question_that_is_asked_now(
    house: House, button: str
) -> None:
    ada = await question_1(house)
    if button == "Next question":
        await house.answer(ada)
    phone = ada.card
    await ada.slash("interview", channel="daily")
    await ada.click(button)
    await ada.click("Skip")
    shown = await ada.click(button, on=phone)
    assert "Question 3 of 3" in shown.text


# The form


async def test_a_form_sent_twice_gives_one_outcome(house: House) -> None:
    ada = await question_1(house)
    question = await house.answer(ada)
    outcome = ada.card.text
    await ada.submit_again()
    assert ada.card.text == outcome
    assert house.texts() == [question.answer]


async def test_a_form_sent_twice_at_once_gives_one_outcome(house: House) -> None:
    ada = await question_1(house)
    question = house.question_on(ada.card)
    await ada.click("Answer")
    opened = ada.modal
    assert opened is not None
    path, on = opened.custom_id, ada.card
    await asyncio.gather(
        *[ada.submit_raw(path, {"text": question.answer}, on=on) for _ in range(3)]
    )
    assert ada.sees("**+20** of 20 points, ranked")
    assert len(ada.cards) == 1
    assert house.texts() == [question.answer]


async def test_two_answers_at_once_keep_one_and_hand_the_other_back(house: House) -> None:
    ada = await question_1(house)
    await ada.click("Answer")
    opened = ada.modal
    assert opened is not None
    path, on = opened.custom_id, ada.card
    await asyncio.gather(
        ada.submit_raw(path, {"text": "It opens."}, on=on),
        ada.submit_raw(path, {"text": "It closes."}, on=on),
    )
    (kept,) = house.texts()
    (handed_back,) = [content.decode() for card in ada.cards for _, content in card.files]
    assert {kept, handed_back} == {"It opens.", "It closes."}


async def test_another_answer_to_an_answered_question_is_handed_back(house: House) -> None:
    ada = await question_1(house)
    question = await house.answer(ada)
    await ada.submit_again("On second thoughts, it closes.")
    assert ada.sees("This question was answered already, so nothing was changed.")
    assert ada.sees("Your text is kept in the file below.")
    assert ada.card.files == (("your-answer.txt", b"On second thoughts, it closes."),)
    assert house.texts() == [question.answer]
    await ada.click("Open it again")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "On second thoughts, it closes."
    await ada.submit("On third thoughts, it sings.")
    assert ada.sees("No points: a second try is for practice.")
    assert house.texts() == [question.answer, "On third thoughts, it sings."]


@pytest.mark.parametrize(
    ("ways", "reason"),
    [
        (["Skip"], "This question was skipped"),
        (["Show model answer", "Show it, 0 points"], "ended when you looked at the model answer"),
    ],
)
async def test_an_answer_that_comes_too_late_for_its_question_is_handed_back(
    house: House, ways: list[str], reason: str
) -> None:
    ada = await question_1(house)
    card = ada.card
    await ada.click("Answer")
    for way in ways:
        await ada.click(way, on=card)
    await ada.submit("It opens the gate.")
    assert ada.sees(reason)
    assert ada.card.files == (("your-answer.txt", b"It opens the gate."),)
    assert house.texts() == []
    await ada.click("Open it again")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "It opens the gate."
    await ada.submit("It opens the gate.")
    assert ada.sees("No points: a second try is for practice.")


async def test_an_answer_after_the_end_is_handed_back(house: House) -> None:
    ada = await question_1(house)
    card = ada.card
    await ada.click("Answer")
    await ada.click("End", on=card)
    await ada.click("End it")
    await ada.submit("It opens the gate.")
    assert ada.sees("This interview has ended")
    handed_back = ada.card
    assert handed_back.files == (("your-answer.txt", b"It opens the gate."),)
    await ada.click("Open it again")
    assert ada.sees("Your report")
    assert ada.modal is None
    assert handed_back.id in [shown.id for shown in ada.cards if shown.files]


@pytest.mark.parametrize("text", [" \n\t ", "…?!", "🙂🙂", "\u200b\u2060", "--- ``` ---", "\u202e"])
async def test_an_answer_without_words_is_handed_back(house: House, text: str) -> None:
    ada = await question_1(house)
    await ada.click("Answer")
    await ada.submit(text)
    assert ada.sees("There were no words in your answer")
    assert ada.card.files == (("your-answer.txt", text.encode()),)
    await ada.click("Open it again")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == text
    await ada.submit("It opens the gate.")
    assert ada.sees("points, ranked")


async def test_a_form_can_be_closed_and_opened_again(house: House) -> None:
    ada = await question_1(house)
    await ada.click("Answer")
    ada.dismiss()
    await house.answer(ada)
    assert ada.sees("points, ranked")


@pytest.mark.parametrize(
    "button", ["Answer", "Hint", "Skip", "Show model answer", "End", "Keep going", "End it"]
)
async def test_buttons_of_an_ended_interview_show_its_report(house: House, button: str) -> None:
    ada = await question_1(house)
    await ada.slash("interview", channel="daily")
    if button in ("Keep going", "End it"):
        await ada.click("End")
    old = ada.card
    await ada.slash("interview", channel="general")
    await ada.click("End")
    await ada.click("End it")
    shown = await ada.click(button, on=old)
    assert shown.id == old.id
    assert "Your report" in shown.text
