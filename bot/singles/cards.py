"""What a member sees of a single question."""

from discord import ui

from bot.attempts import cards as attempt_cards
from bot.attempts import follow_up_cards, self_rating_cards
from bot.attempts.attempt import State
from bot.attempts.cards import ACCENTS
from bot.chat.parts import Card, Item, button, card, row
from bot.chat.routes import Route
from bot.singles.routes import (
    ANOTHER,
    ANSWER,
    BACK,
    FOLLOW_UP,
    HINT,
    RATE,
    RATING,
    RETRY,
    REVEAL,
    REVEAL_SURE,
)
from bot.singles.single import Single


def shown(single: Single) -> Card:
    """The card for whatever a use case came to."""
    if single.attempt.is_open:
        return question_card(single)
    if single.attempt.state in (State.REVEALED, State.SKIPPED):
        return model_answer_card(single)
    return unsure_card(single) if single.attempt.is_unsure else graded_card(single)


def question_card(single: Single) -> Card:
    attempt, question = single.attempt, single.question
    hint = HINT.path(attempt=attempt.id, taken=attempt.hints)
    back = [button("Back to the result", _first(BACK, single))] if attempt.retry_of else []
    return card(
        ACCENTS[question.level],
        _header(single),
        *attempt_cards.asked(question, attempt),
        row(
            button("Answer", _at(ANSWER, single), primary=True),
            attempt_cards.hint_button(question, attempt, hint),
            *back,
            button("Show model answer", _at(REVEAL, single)),
            _another(single),
        ),
    )


def graded_card(single: Single) -> Card:
    question, attempt = single.question, single.attempt
    ask = follow_up_cards.buttons(question, attempt, _at(FOLLOW_UP, single))
    return card(
        ACCENTS[question.level],
        _header(single),
        *follow_up_cards.graded(question, attempt),
        row(
            *ask,
            _another(single, primary=not ask),
            button("Show model answer", _at(REVEAL, single)),
            button("Try again", _first(RETRY, single)),
        ),
    )


def unsure_card(single: Single) -> Card:
    """An answer without a score, beside the model answer."""
    question, attempt = single.question, single.attempt
    change = RATING.path(attempt=attempt.id, number=1)
    return card(
        ACCENTS[question.level],
        _header(single),
        *self_rating_cards.unsure(
            question,
            attempt,
            single.rating,
            lambda number, verdict: RATE.path(attempt=attempt.id, number=number, verdict=verdict),
        ),
        row(
            _another(single, primary=True),
            *self_rating_cards.change_button(question, attempt, change),
            button("Try again", _first(RETRY, single)),
        ),
    )


def revealed(single: Single) -> Card:
    """The model answer; for an open attempt, the question whether to end it."""
    if not single.attempt.is_open:
        return model_answer_card(single)
    return attempt_cards.sure_to_reveal(
        "One question", sure=_at(REVEAL_SURE, single), back=_at(BACK, single)
    )


def model_answer_card(single: Single) -> Card:
    """A question that was left for another one doesn't show it before it is asked for."""
    body = attempt_cards.explained(single.question)
    buttons = [_another(single, primary=True)]
    if single.attempt.state is State.ANSWERED:
        buttons.append(button("Back to the result", _at(BACK, single)))
    buttons.append(button("Try again", _first(RETRY, single)))
    if single.attempt.state is State.SKIPPED and not single.attempt.revealed_at:
        body = [*body[:1], "You skipped this question."]
        buttons.append(button("Show model answer", _at(REVEAL, single)))
    return card(ACCENTS[single.question.level], _header(single), *body, row(*buttons))


def answer_modal(single: Single, text: str) -> ui.Modal:
    """The form of an answer, `text` in it already."""
    path = _at(ANSWER, single)
    return attempt_cards.answer_modal(single.question, single.attempt, "One question", path, text)


def follow_up_modal(single: Single, text: str) -> ui.Modal:
    """The form of the answer to a follow-up, `text` in it already."""
    path = _at(FOLLOW_UP, single)
    return follow_up_cards.modal(single.question, single.attempt, path, text)


def _header(single: Single) -> str:
    skipped = ["-# The question before was skipped"] if single.skipped else []
    again = " · another try" if single.attempt.retry_of else ""
    facts = attempt_cards.facts(single.question, single.topic)
    return "\n".join([*skipped, f"**One question**{again}", facts])


def _another(single: Single, *, primary: bool = False) -> Item:
    return button("Another one", _at(ANOTHER, single), primary=primary)


def _at(route: Route, single: Single) -> str:
    return route.path(attempt=single.attempt.id)


def _first(route: Route, single: Single) -> str:
    return route.path(attempt=single.first_id)
