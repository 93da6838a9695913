"""What a member sees of what they were asked before: a list, and one question by itself."""

import re
from collections.abc import Sequence

from bot.attempts import cards as attempt_cards
from bot.attempts import self_rating_cards
from bot.attempts.attempt import Attempt, State
from bot.attempts.cards import ACCENTS
from bot.bank.question import Question
from bot.chat.parts import Block, Card, Item, Option, button, card, row, rule, select
from bot.chat.text import count, cut, on_day, plain
from bot.profiles.cards import ACCENT
from bot.profiles.history import History, Past
from bot.profiles.routes import HISTORY, OPEN, PAST, PROFILE, REVEAL

_OUTCOMES = {
    State.ANSWERED: "no score",
    State.SUBMITTED: "its score is on the way",
    State.REVEALED: "model answer shown",
    State.SKIPPED: "skipped",
    State.EXPIRED: "out of time",
    State.OPEN: "not answered",
}
_ENDINGS = {
    State.REVEALED: "You looked at the model answer instead of answering.",
    State.SKIPPED: "You skipped this question.",
    State.EXPIRED: "The time was up before an answer.",
}
_TITLE = 75
_LABEL = 90
_OWN_TEXT = 900
_HARD_SPACE = "\u00a0"
_CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def history_card(history: History) -> Card:
    if not history.entries:
        nothing = "## History\nNothing yet. What you are asked appears here."
        return card(ACCENT, nothing, row(_to_profile()))
    options = [
        Option(_label(past.question), str(past.attempt.id), _note(past)) for past in history.entries
    ]
    return card(
        ACCENT,
        "## History\n-# What you were asked in all servers, the newest first. Only you see it.",
        "\n".join(map(_line, history.entries)),
        select("Open one", OPEN.path(page=history.page), options),
        *_pager(history),
    )


def past_card(past: Past, page: int) -> Card:
    """One of the list's page, as it ended."""
    path = REVEAL.path(page=page, attempt=past.attempt.id)
    return card(
        ACCENTS[past.question.level],
        _header(past),
        f"**{cut(attempt_cards.first_paragraph(past.question), 300)}**",
        *_outcome(past.question, past.attempt),
        row(button("Show model answer", path, primary=True), _back(page)),
    )


def model_answer_card(past: Past, page: int) -> Card:
    path = PAST.path(page=page, attempt=past.attempt.id)
    return card(
        ACCENTS[past.question.level],
        _header(past),
        *attempt_cards.explained(past.whole),
        row(button("Back to the result", path, primary=True), _back(page)),
    )


# The list


def _line(past: Past) -> str:
    attempt = past.attempt
    score = "–" if attempt.score is None else str(attempt.score)
    facts = [
        on_day(attempt.closed_at or attempt.opened_at),
        *([_OUTCOMES[attempt.state]] if attempt.score is None else []),
        *([f"+{count(attempt.points, 'point')}"] if attempt.points else []),
        *_kind(attempt),
    ]
    title = cut(_title(past.question), _TITLE)
    return f"`{score.rjust(3, _HARD_SPACE)}` {title}\n-# {' · '.join(facts)}"


def _title(question: Question) -> str:
    return plain(_words(question), 2 * _TITLE)


def _label(question: Question) -> str:
    """As a select shows it, which formats nothing."""
    return cut(_words(question), _LABEL)


def _words(question: Question) -> str:
    """On one line, without its blocks of code unless it is nothing else."""
    text = _CODE.sub(" ", question.question)
    return " ".join((text if text.strip() else question.question).replace("`", "").split())


def _note(past: Past) -> str:
    attempt, day = past.attempt, past.day
    outcome = _OUTCOMES[attempt.state] if attempt.score is None else f"{attempt.score} of 100"
    return " · ".join([f"{day.day} {day:%B %Y}", outcome, *_kind(attempt)])


def _kind(attempt: Attempt) -> list[str]:
    """Why the question was asked again."""
    if attempt.retry_of:
        return ["another try"]
    return ["review"] if attempt.point else []


def _pager(history: History) -> Sequence[Block]:
    if history.pages == 1:
        return (row(_to_profile()),)
    newer, older = history.page - 1, history.page + 1
    return (
        f"-# Page {history.page} of {history.pages} · {history.count} in all",
        row(
            button("◀ Newer", HISTORY.path(page=newer), disabled=newer < 1),
            button("Older ▶", HISTORY.path(page=older), disabled=older > history.pages),
            _to_profile(),
        ),
    )


def _to_profile() -> Item:
    return button("Back to your profile", PROFILE.path())


# One of them


def _header(past: Past) -> str:
    day = on_day(past.attempt.closed_at or past.attempt.opened_at)
    head = " · ".join([f"**{day}**", *_kind(past.attempt)])
    return f"{head}\n{attempt_cards.facts(past.question, past.topic)}"


def _outcome(question: Question, attempt: Attempt) -> Sequence[Block]:
    """What the member wrote and what became of it, or why there is nothing."""
    if attempt.text is None:
        return (_ENDINGS.get(attempt.state, "You didn't answer this question."),)
    rated = self_rating_cards.in_words(question, attempt)
    return (
        f"**You wrote**\n> {plain(attempt.text, _OWN_TEXT)}",
        *_follow_up(attempt),
        attempt_cards.verdict(question, attempt),
        *([f"-# {rated[:1].upper()}{rated[1:]}."] if rated else []),
        *_points(question, attempt),
    )


def _points(question: Question, attempt: Attempt) -> Sequence[Block]:
    """Where the scoring wasn't sure, its points say nothing."""
    if attempt.score is None:
        return ()
    return rule(), attempt_cards.points_in_short(question, attempt)


def _follow_up(attempt: Attempt) -> Sequence[str]:
    if attempt.follow_up is None:
        return ()
    return (f"**To the follow-up**\n> {plain(attempt.follow_up.text, _OWN_TEXT // 2)}",)


def _back(page: int) -> Item:
    return button("Back to history", HISTORY.path(page=page))
