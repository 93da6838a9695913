"""Discord and the database refuse, drop or keep the bot waiting: it stays up, texts stay safe."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.bank.question import Question
from bot.chat import call
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader
from bot.sandbox.pilot import Player
from bot.storage import engines
from tests.journeys.conftest import House, open_house, until

MESSAGE, DEFERRED_MESSAGE, DEFERRED_EDIT, EDIT, FORM = 4, 5, 6, 7, 9
UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ANSWERED, NO_PERMISSION = 10062, 10015, 40060, 50013


@pytest.fixture
async def hasty_house(tmp_path: Path, rehearsal: Path) -> AsyncIterator[House]:
    """Discord gives up on an interaction after 0.6 seconds in it."""
    async with open_house(tmp_path, rehearsal, acknowledge_within_s=0.6) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


@pytest.fixture
def brief_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot waits 0.2 seconds for a locked database. Named before the house in a test."""
    monkeypatch.setattr(engines, "LOCK_TIMEOUT_S", 0.2)


async def at_work(house: House, text: str | None = None) -> Player:
    """Ada before the first of three questions, or before the form that will take her text."""
    await house.ada.slash("interview", level="junior", questions=3)
    if text is not None:
        await house.ada.click("Answer")
    return house.ada


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def works(house: House) -> None:
    await house.ada.slash("interview")
    assert house.ada.sees("You are in an interview")
    await house.ada.click("Next question" if house.ada.cannot_click("Skip") else "Skip")
    assert house.ada.sees("Question 2 of 3")


# Answers that Discord doesn't take at once


async def test_a_rate_limit_is_waited_out(house: House) -> None:
    ada = await at_work(house)
    house.sandbox.faults.fail_next(2, status=429, retry_after_s=0.05, path_contains="/callback")
    await ada.click("Hint")
    assert ada.sees("Hint 1.")
    assert len(ada.cards) == 1


async def test_an_error_of_discords_is_tried_again(house: House) -> None:
    ada = await at_work(house, "It opens.")
    house.sandbox.faults.fail_next(1, status=500, path_contains="/callback")
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert house.texts() == ["It opens."]


async def test_an_answer_that_discord_took_too_late_is_saved_once(hasty_house: House) -> None:
    ada = await at_work(hasty_house, "It opens.")
    hasty_house.sandbox.faults.fail_next(1, status=500, path_contains="/callback")
    await ada.submit("It opens.", expect_failure=True)
    assert ada.failure == "This interaction failed"
    await until(lambda: len(hasty_house.sandbox.refusals) == 1)
    hasty_house.refused(UNKNOWN_INTERACTION)
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert hasty_house.texts() == ["It opens."]


@pytest.mark.parametrize("act", ["command", "button", "form"])
async def test_an_interaction_that_is_gone_is_let_go(hasty_house: House, act: str) -> None:
    ada = await at_work(hasty_house, "It opens." if act == "form" else None)
    hasty_house.sandbox.faults.fail_next(
        1, status=404, code=UNKNOWN_INTERACTION, path_contains="/callback"
    )
    answered = len(hasty_house.callbacks)
    match act:
        case "command":
            await ada.slash("interview", expect_failure=True)
        case "button":
            await ada.click("Hint", expect_failure=True)
        case "form":
            await ada.submit("It opens.", expect_failure=True)
    assert ada.failure
    assert len(hasty_house.callbacks) == answered + 1
    assert hasty_house.texts() == (["It opens."] if act == "form" else [])
    await ada.slash("interview")
    assert ada.sees("You are in an interview")


@pytest.mark.parametrize("act", ["command", "button", "form"])
async def test_an_answer_whose_receipt_is_lost_counts_once(house: House, act: str) -> None:
    ada = await at_work(house, "It opens." if act == "form" else None)
    house.sandbox.faults.swallow_next("/callback")
    match act:
        case "command":
            await ada.slash("interview")
            assert ada.sees("You are in an interview")
        case "button":
            await ada.click("Hint")
            assert ada.sees("Hint 1.")
        case "form":
            await ada.submit("It opens.")
            assert ada.sees("/100")
            assert house.texts() == ["It opens."]
    await until(lambda: bool(house.sandbox.refusals))
    house.refused(ALREADY_ANSWERED)
    assert len(ada.cards) == (2 if act == "command" else 1)
    await works(house)


async def test_nothing_is_logged_as_an_error_when_the_apologys_receipt_is_lost_too(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await at_work(house)
    for _ in range(2):
        house.sandbox.faults.swallow_next("/callback")
    await ada.click("Hint")
    await until(lambda: bool(house.sandbox.refusals))
    house.refused(ALREADY_ANSWERED)
    await works(house)
    assert all("incident" in message for message in errors(caplog))


async def test_a_card_that_discord_forbids_is_apologised_for(house: House) -> None:
    ada = await at_work(house)
    house.sandbox.faults.fail_next(1, status=403, code=NO_PERMISSION, path_contains="/callback")
    await ada.click("Hint")
    assert ada.sees("Something went wrong here, not with you. It is noted as `")
    await works(house)


async def test_a_text_is_safe_when_discord_forbids_its_card(house: House) -> None:
    ada = await at_work(house, "It opens.")
    house.sandbox.faults.fail_next(1, status=403, code=NO_PERMISSION, path_contains="/callback")
    await ada.submit("It opens.")
    assert ada.sees("Something went wrong here")
    assert ada.card.files == (("your-answer.txt", b"It opens."),)
    assert house.texts() == ["It opens."]
    await ada.slash("interview")
    assert ada.sees("/100")


async def test_an_apology_that_discord_forbids_too_leaves_the_bot_up(hasty_house: House) -> None:
    ada = await at_work(hasty_house)
    hasty_house.sandbox.faults.fail_next(
        2, status=403, code=NO_PERMISSION, path_contains="/callback"
    )
    await ada.click("Hint", expect_failure=True)
    await works(hasty_house)


async def test_suggestions_that_discord_refuses_leave_the_bot_up(hasty_house: House) -> None:
    ada = hasty_house.ada
    hasty_house.sandbox.faults.fail_next(
        1, status=404, code=UNKNOWN_INTERACTION, path_contains="/callback"
    )
    assert await ada.autocomplete("interview", "topic", "win") == []
    assert await ada.autocomplete("interview", "topic", "win") == [("Windows", "windows")]


# The gateway


async def test_an_interview_goes_on_after_a_resumed_connection(house: House) -> None:
    ada = await at_work(house, "It opens.")
    await house.sandbox.faults.drop_gateway(resumable=True)
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert house.texts() == ["It opens."]
    await works(house)


async def test_an_interview_goes_on_after_a_new_connection(hasty_house: House) -> None:
    ada = await at_work(hasty_house, "It opens.")
    await hasty_house.sandbox.faults.drop_gateway(resumable=False)
    await ada.submit("It opens.", expect_failure=True)
    assert hasty_house.texts() == []
    await hasty_house.sandbox.bot_ready()
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert hasty_house.texts() == ["It opens."]
    await works(hasty_house)


async def test_an_answer_on_its_way_survives_a_lost_connection(house: House) -> None:
    ada = await at_work(house, "It opens.")
    with house.locked():
        sending = asyncio.create_task(ada.submit("It opens."))
        await asyncio.sleep(0)
        await house.sandbox.faults.drop_gateway(resumable=True)
    await sending
    assert ada.sees("/100")
    assert house.texts() == ["It opens."]


# The database


@pytest.mark.parametrize(
    ("act", "deferral"),
    [("command", DEFERRED_MESSAGE), ("button", DEFERRED_EDIT), ("form", DEFERRED_EDIT)],
)
async def test_what_takes_long_is_deferred_and_answered_once(
    house: House, monkeypatch: pytest.MonkeyPatch, act: str, deferral: int
) -> None:
    ada = await at_work(house, "It opens." if act == "form" else None)
    monkeypatch.setattr(call, "DEFER_AFTER_S", 0.05)
    cards, callbacks = len(ada.cards), len(house.callbacks)
    acts = {
        "command": lambda: ada.slash("interview"),
        "button": lambda: ada.click("Hint"),
        "form": lambda: ada.submit("It opens."),
    }
    with house.locked():
        waiting = asyncio.create_task(acts[act]())
        await until(lambda: len(house.callbacks) > callbacks)
        assert not waiting.done()
    shown = await waiting
    assert house.callbacks[callbacks:] == [deferral]
    assert not shown.loading
    assert len(ada.cards) == cards + (act == "command")
    words = {"command": "You are in an interview", "button": "Hint 1.", "form": "/100"}
    assert words[act] in shown.text


async def test_a_deferral_whose_receipt_is_lost_is_filled_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await at_work(house)
    monkeypatch.setattr(call, "DEFER_AFTER_S", 0.05)
    house.sandbox.faults.swallow_next("/callback")
    callbacks = len(house.callbacks)
    with house.locked():
        waiting = asyncio.create_task(ada.click("Hint"))
        await until(lambda: len(house.callbacks) > callbacks)
    await waiting
    assert ada.sees("Hint 1.")
    assert errors(caplog) == []


async def test_a_deferral_that_comes_too_late_is_let_go(
    hasty_house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await at_work(hasty_house)
    monkeypatch.setattr(call, "DEFER_AFTER_S", 0.05)
    hasty_house.sandbox.faults.fail_next(
        1, status=404, code=UNKNOWN_INTERACTION, path_contains="/callback"
    )
    with hasty_house.locked():
        await ada.click("Hint", expect_failure=True)
    await until(lambda: len(hasty_house.sandbox.refusals) == 1)
    hasty_house.refused(UNKNOWN_WEBHOOK)
    monkeypatch.undo()
    await ada.click("Hint")
    gc.collect()
    assert errors(caplog) == []


async def test_a_form_that_comes_too_late_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await at_work(house)
    monkeypatch.setattr(call, "DEFER_AFTER_S", 0.05)
    callbacks = len(house.callbacks)
    with house.locked():
        waiting = asyncio.create_task(ada.click("Answer"))
        await until(lambda: len(house.callbacks) > callbacks)
    await waiting
    await until(lambda: ada.sees_anywhere("That took a moment too long"))
    assert ada.modal is None
    monkeypatch.undo()
    await ada.click("Answer")
    assert ada.modal is not None


async def test_a_slow_apology_for_a_text_is_one_card_with_the_text(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await at_work(house, "It opens.")
    await ada.click("Skip")
    monkeypatch.setattr(call, "DEFER_AFTER_S", 0.05)
    cards, callbacks = len(ada.cards), len(house.callbacks)
    with house.locked():
        waiting = asyncio.create_task(ada.submit("It opens."))
        await until(lambda: len(house.callbacks) > callbacks)
    await waiting
    assert len(ada.cards) == cards + 1
    assert ada.cards[0].files == (("your-answer.txt", b"It opens."),)


async def test_a_locked_database_hands_the_text_back(brief_lock: None, house: House) -> None:
    ada = await at_work(house, "It opens.")
    with house.locked():
        await ada.submit("It opens.")
    assert ada.sees("can't be stored at the moment, so nothing was changed")
    assert ada.card.files == (("your-answer.txt", b"It opens."),)
    assert house.texts() == []
    await ada.click("Open it again")
    assert ada.modal is not None
    assert ada.modal.fields[0].value == "It opens."
    await ada.submit("It opens.")
    assert ada.sees("/100")
    assert house.texts() == ["It opens."]


async def test_a_locked_database_changes_nothing(brief_lock: None, house: House) -> None:
    ada = await at_work(house)
    question = house.question_on(ada.card)
    with house.locked():
        for button in ("Skip", "Hint", "Answer"):
            shown = await ada.click(button)
            assert "can't be stored at the moment" in shown.text
        await ada.slash("interview", level="fresher")
        assert ada.sees("can't be stored at the moment")
    await ada.slash("interview")
    assert house.question_on(ada.card) == question
    assert not ada.cannot_click("Hint (2 left")


async def test_a_text_that_was_saved_is_graded_at_the_next_visit(
    brief_lock: None, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await at_work(house)
    question = house.question_on(ada.card)
    grade = LexicalGrader.grade
    with ExitStack() as somebody_else:

        def locking(grader: LexicalGrader, asked: Question, text: str) -> Grade:
            somebody_else.enter_context(house.locked())
            return grade(grader, asked, text)

        monkeypatch.setattr(LexicalGrader, "grade", locking)
        await house.answer(ada)
        assert ada.sees("Your answer is saved. Its score is on the way.")
        monkeypatch.undo()
    assert house.texts() == [question.answer]
    await ada.click("Next question")
    assert ada.sees("**+20** of 20 points, ranked")
    await works(house)


async def test_answers_wait_in_turn_for_the_database(house: House) -> None:
    players = [house.pilot.member(f"Member {number}") for number in range(12)]
    await asyncio.gather(*[p.slash("interview", level="junior", questions=1) for p in players])
    await asyncio.gather(*[player.click("Answer") for player in players])
    await asyncio.gather(*[player.submit("It opens the gate.") for player in players])
    assert all(player.sees("/100") for player in players)
    await asyncio.gather(*[player.click("See the report") for player in players])
    assert all(player.sees("1 of 1 answered") for player in players)
    assert len(house.texts()) == 12
