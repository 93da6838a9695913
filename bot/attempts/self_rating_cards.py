"""The blocks of an answer that the scoring isn't sure about: its member is the judge."""

from collections.abc import Callable, Sequence

from bot.attempts import cards, self_rating
from bot.attempts.attempt import Attempt
from bot.bank.question import Question
from bot.chat.parts import Block, Item, button, row, rule
from bot.chat.text import count, cut, plain
from bot.grading.grade import Verdict

_NAMES = {
    Verdict.MISSED: "Missed",
    Verdict.PARTLY: "Partly",
    Verdict.COVERED: "Got it",
}
_OWN_TEXT = 400
_STATEMENT = 300


def unsure(
    question: Question,
    attempt: Attempt,
    number: int | None,
    path: Callable[[int, Verdict], str],
) -> Sequence[Block]:
    """The answer beside the model answer, and a point to rate: the one of this number, from 1,
    else the first without a rating; below the last, what it came to."""
    if number is None or number > len(question.points):
        number = self_rating.first_unrated(question, attempt)
    return (
        cut(cards.first_paragraph(question), 160),
        cards.verdict(question, attempt),
        f"**You wrote**\n> {plain(attempt.text or '', _OWN_TEXT)}",
        f"### Model answer\n{cards.model_answer(question)}",
        rule(),
        *(_page(question, attempt, number, path) if number else [_summary(question, attempt)]),
    )


def change_button(question: Question, attempt: Attempt, path: str) -> Sequence[Item]:
    """The way back to the first point, once all are rated."""
    if not self_rating.is_complete(question, attempt):
        return ()
    return (button("Change my rating", path),)


def in_words(question: Question, attempt: Attempt) -> str | None:
    """ "you rated yourself 3 of 5 points"; None before every point has a rating."""
    if not self_rating.is_complete(question, attempt):
        return None
    given = [*self_rating.verdicts_of(attempt).values()]
    got, partly = given.count(Verdict.COVERED), given.count(Verdict.PARTLY)
    more = f", {partly} partly" if partly else ""
    return f"you rated yourself {got} of {count(len(question.points), 'point')}{more}"


def _page(
    question: Question, attempt: Attempt, number: int, path: Callable[[int, Verdict], str]
) -> Sequence[Block]:
    point = question.points[number - 1]
    given = self_rating.verdicts_of(attempt).get(point.id)
    so_far = f" · so far: {_NAMES[given].casefold()}" if given else ""
    return (
        f"**Did you say this?** Point {number} of {len(question.points)}{so_far}\n"
        f"{cut(point.statement, _STATEMENT)}",
        row(
            *(
                button(f"{cards.SIGNS[verdict]} {name}", path(number, verdict))
                for verdict, name in _NAMES.items()
            )
        ),
    )


def _summary(question: Question, attempt: Attempt) -> str:
    words = in_words(question, attempt) or ""
    given = self_rating.verdicts_of(attempt)
    lines = [
        f"{cards.SIGNS[given[point.id]]} {cut(point.statement, 150)}" for point in question.points
    ]
    return f"**{words[:1].upper()}{words[1:]}**\n" + "\n".join(lines)
