"""What a member sees of an interview: plain values in, a card out."""

from collections.abc import Collection

from discord import ui

from bot.attempts import cards as attempt_cards
from bot.attempts import follow_up_cards, self_rating_cards
from bot.attempts.attempt import State
from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.parts import AMBER, Card, Item, button, card, row, rule
from bot.chat.routes import Route
from bot.chat.text import ago, bar, cut
from bot.interviews.plan_cards import accent, setup_card, shortage_card
from bot.interviews.progress import Asked, Progress, Setup, Shortage
from bot.interviews.routes import (
    ANSWER,
    BACK,
    END,
    END_SURE,
    FOLLOW_UP,
    HINT,
    NEXT,
    RATE,
    RATING,
    REPLACE,
    RETRY,
    REVEAL,
    REVEAL_SURE,
    SKIP,
    plan_parts,
)


def shown(value: Asked | Setup | Shortage) -> Card:
    """The card for whatever a use case came to, but for a report."""
    match value:
        case Setup():
            return setup_card(value)
        case Shortage():
            return shortage_card(value)
        case Asked() if value.attempt.is_open:
            return question_card(value)
        case Asked() if value.is_real:
            return saved_card(value)
        case Asked() if value.attempt.state in (State.REVEALED, State.SKIPPED):
            return model_answer_card(value)
        case Asked() if value.attempt.is_unsure:
            return unsure_card(value)
        case Asked():
            return graded_card(value)


def question_card(asked: Asked, *notes: str) -> Card:
    """With notes above it."""
    attempt, question = asked.attempt, asked.question
    return card(
        ACCENTS[question.level],
        *notes,
        *_header(asked),
        *attempt_cards.asked(question, attempt),
        row(
            button("Answer", _at(ANSWER, asked), primary=True),
            *(_real_ways(asked) if asked.is_real else _practice_ways(asked)),
            button("End", END.path(interview=asked.interview.id)),
        ),
        *_instead(asked),
    )


def _real_ways(asked: Asked) -> list[Item]:
    return [button("Skip", _at(SKIP, asked))]


def _practice_ways(asked: Asked) -> list[Item]:
    attempt, question = asked.attempt, asked.question
    path = HINT.path(interview=asked.interview.id, attempt=attempt.id, taken=attempt.hints)
    hint = attempt_cards.hint_button(question, attempt, path)
    leave = button("Skip", _at(SKIP, asked))
    if attempt.retry_of:
        leave = button("Back to the result", _first(BACK, asked))
    return [hint, leave, button("Show model answer", _at(REVEAL, asked))]


def saved_card(asked: Asked) -> Card:
    """A question of a real interview that is done; its verdict comes with the report."""
    words = {
        State.SKIPPED: "You skipped this question.",
        State.EXPIRED: "Your time for this question was up.",
    }
    return card(
        ACCENTS[asked.question.level],
        *_header(asked),
        cut(attempt_cards.first_paragraph(asked.question), 160),
        words.get(asked.attempt.state, "**Your answer is saved.** The report shows its score."),
        row(_onward(asked), button("End", END.path(interview=asked.interview.id))),
        *_instead(asked),
    )


def answer_modal(asked: Asked, text: str) -> ui.Modal:
    """The form of an answer, `text` in it already."""
    title = f"Question {asked.position} of {asked.interview.plan.length}"
    return attempt_cards.answer_modal(
        asked.question, asked.attempt, title, _at(ANSWER, asked), text
    )


def follow_up_modal(asked: Asked, text: str) -> ui.Modal:
    """The form of the answer to a follow-up, `text` in it already."""
    path = _at(FOLLOW_UP, asked)
    return follow_up_cards.modal(asked.question, asked.attempt, path, text)


def graded_card(asked: Asked) -> Card:
    question, attempt = asked.question, asked.attempt
    ask = follow_up_cards.buttons(question, attempt, _at(FOLLOW_UP, asked))
    return card(
        ACCENTS[question.level],
        *_header(asked),
        *follow_up_cards.graded(question, attempt),
        row(
            *ask,
            _onward(asked, primary=not ask),
            button("Show model answer", _at(REVEAL, asked)),
            button("Try again", _first(RETRY, asked)),
        ),
        *_instead(asked),
    )


def unsure_card(asked: Asked) -> Card:
    """An answer without a score, beside the model answer."""
    question, attempt = asked.question, asked.attempt
    change = RATING.path(interview=asked.interview.id, attempt=attempt.id, number=1)
    return card(
        ACCENTS[question.level],
        *_header(asked),
        *self_rating_cards.unsure(
            question,
            attempt,
            asked.rating,
            lambda number, verdict: RATE.path(
                interview=asked.interview.id, attempt=attempt.id, number=number, verdict=verdict
            ),
        ),
        row(
            _onward(asked),
            *self_rating_cards.change_button(question, attempt, change),
            button("Try again", _first(RETRY, asked)),
        ),
        *_instead(asked),
    )


def revealed(asked: Asked) -> Card:
    """The model answer; for an open attempt, the question whether to end it."""
    if not asked.attempt.is_open:
        return model_answer_card(asked)
    return attempt_cards.sure_to_reveal(
        f"Question {asked.position}", sure=_at(REVEAL_SURE, asked), back=_at(BACK, asked)
    )


def model_answer_card(asked: Asked) -> Card:
    """Behind it the way on, and back to the result where there is one."""
    buttons = [_onward(asked)]
    if asked.entry.first.state is State.ANSWERED:
        buttons.append(button("Back to the result", _first(BACK, asked)))
    buttons.append(button("Try again", _first(RETRY, asked)))
    body = attempt_cards.explained(asked.question)
    if asked.attempt.state is State.SKIPPED and not asked.attempt.revealed_at:
        body = [*body[:1], "You skipped this question."]
        buttons.append(button("Show model answer", _at(REVEAL, asked)))
    return card(
        ACCENTS[asked.question.level],
        *_header(asked),
        *body,
        row(*buttons),
        *_instead(asked),
    )


# Around it


def moved_card(asked: Asked, thread_id: int, missing: Collection[int]) -> Card:
    """Where the interview is held; `missing` members could not be added to its thread."""
    coach = asked.interview.plan.coach
    watches = coach if coach not in missing else None
    also = f", <@{watches}>" if watches else ""
    lines = [
        f"### Your interview has begun in <#{thread_id}>",
        f"Only you{also} and this server's moderators see it.",
    ]
    if watches:
        lines.append("Your coach may write there; only you press the buttons.")
    elif coach:
        lines.append(
            f"<@{coach}> couldn't be added: they need access to this channel. "
            "When they have it, mention them in the thread."
        )
    return card(accent(asked.interview.plan), "\n".join(lines))


def stays_private_card(asked: Asked, *, is_full: bool) -> Card:
    """The first question, without the thread that was asked for."""
    why = "this server has too many open threads" if is_full else "Discord doesn't let me here"
    coach = " Nobody can watch it." if asked.interview.plan.coach else ""
    return question_card(
        asked, f"-# No private thread was made: {why}. Your interview stays private.{coach}"
    )


def elsewhere_card(asked: Asked) -> Card:
    """The way to the thread in which the running interview is held."""
    return card(
        accent(asked.interview.plan),
        f"### You are in an interview in <#{asked.interview.thread_id}>\n"
        f"Question {asked.position} of {asked.interview.plan.length} waits for you there. "
        "If the thread is gone, go on here: nothing is lost.",
        row(button("Go on here", _at(BACK, asked), primary=True)),
        *_instead(asked),
    )


def sure_to_end_card(progress: Progress) -> Card:
    interview, last = progress.interview, progress.last
    answered = sum(entry.first.state is State.ANSWERED for entry in progress.entries)
    return card(
        AMBER,
        f"### End the interview?\nYou have answered {answered} of {interview.plan.length}. "
        "What you answered counts; the open question doesn't. You get your report.",
        row(
            button("End it", END_SURE.path(interview=interview.id), danger=True),
            button(
                "Keep going",
                BACK.path(interview=interview.id, attempt=last.current.id),
                primary=True,
            ),
        ),
    )


def _header(asked: Asked) -> list[str]:
    lines = []
    if asked.resumed:
        lines.append(f"**You are in an interview** · started {ago(asked.interview.started_at)}")
    if asked.skipped:
        lines.append(f"-# Question {asked.position - 1} skipped")
    if asked.expired:
        lines.append(f"-# The time for question {asked.position - 1} was up")
    if asked.moved_from and not asked.is_real:
        lines.append(f"-# Adaptive: {_move(asked.moved_from, asked.question.level)}")
    total = asked.interview.plan.length
    again = " · another try" if asked.attempt.retry_of else ""
    again = " · real interview" if asked.is_real else again
    done = asked.position - (1 if asked.attempt.is_open and not asked.attempt.retry_of else 0)
    lines.append(f"**Question {asked.position} of {total}**{again}  {bar(done / total, total)}")
    lines.append(attempt_cards.facts(asked.question, asked.topic))
    if asked.attempt.is_open and asked.attempt.deadline:
        lines.append(f"**Time is up {ago(asked.attempt.deadline)}**")
    return ["\n".join(lines)]


def _move(before: Level, now: Level) -> str:
    up = list(LEVEL_NAMES).index(now) > list(LEVEL_NAMES).index(before)
    return f"moved {'up' if up else 'down'} to {LEVEL_NAMES[now]}"


def _instead(asked: Asked) -> list[Item | str]:
    """The way to what the member asked for while an interview was running."""
    if asked.instead is None:
        return []
    path = REPLACE.path(interview=asked.interview.id, **plan_parts(asked.instead))
    return [rule(), row(button("End it and start the new one", path, danger=True))]


def _onward(asked: Asked, *, primary: bool = True) -> Item:
    label = "See the report" if asked.is_last else "Next question"
    return button(label, _at(NEXT, asked), primary=primary)


def _at(route: Route, asked: Asked) -> str:
    return route.path(interview=asked.interview.id, attempt=asked.attempt.id)


def _first(route: Route, asked: Asked) -> str:
    return route.path(interview=asked.interview.id, attempt=asked.entry.first.id)
