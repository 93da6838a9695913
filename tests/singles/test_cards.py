"""A single question's cards stay inside Discord's limits, whatever the bank and members bring."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.attempts.attempt import State
from bot.grading.grade import Verdict
from bot.singles import cards
from bot.singles.single import Single
from tests.interviews.extremes import (
    BANK_ALPHABETS,
    Faced,
    faced,
    filled,
    longest_attempt,
    longest_followed,
    longest_question,
    longest_unsure,
)
from tests.interviews.test_cards import check, check_form, quickly

TOPIC = filled("*", 100)


@pytest.mark.parametrize("alphabet", BANK_ALPHABETS)
@pytest.mark.parametrize("state", State)
async def test_the_longest_question_fits_in_every_state(alphabet: str, state: State) -> None:
    question = longest_question(alphabet)
    attempt = replace(longest_attempt(question, "x", Verdict.CONTRADICTED), state=state)
    for retry_of in (None, attempt.id):
        single = Single(replace(attempt, retry_of=retry_of), question, TOPIC, skipped=True)
        check(cards.shown(single))
        check(cards.revealed(single))
        check_form(cards.answer_modal(single, filled(alphabet, 4000)))


@pytest.mark.parametrize("alphabet", BANK_ALPHABETS)
async def test_the_longest_follow_up_fits(alphabet: str) -> None:
    question, text = longest_question(alphabet), filled(alphabet, 4000)
    attempt = longest_followed(question, text, Verdict.CONTRADICTED)
    check(cards.shown(Single(attempt, question, TOPIC)))
    assert attempt.grade is not None
    grade = attempt.grade.model_copy(update={"score": 0, "notes": ()})
    single = Single(replace(attempt, follow_up=None, grade=grade), question, TOPIC)
    check(cards.shown(single))
    check_form(cards.follow_up_modal(single, text))


@pytest.mark.parametrize("alphabet", BANK_ALPHABETS)
@pytest.mark.parametrize("rated", [0, 7])
async def test_the_longest_answer_to_rate_oneself_fits(alphabet: str, rated: int) -> None:
    question, text = longest_question(alphabet), filled(alphabet, 4000)
    check(cards.shown(Single(longest_unsure(question, text, rated), question, TOPIC)))


@quickly
@given(faced())
async def test_every_card_of_any_attempt_fits(found: Faced) -> None:
    single = Single(found.attempt, found.question, TOPIC, skipped=True)
    check(cards.shown(single))
    check(cards.revealed(single))
    check_form(cards.answer_modal(single, found.attempt.text or ""))
