"""What a member sees of a review."""

from datetime import datetime

from bot.attempts import cards as attempt_cards
from bot.attempts.attempt import State
from bot.attempts.cards import ACCENTS
from bot.chat.parts import Card, Item, Modal, button, card, row, rule
from bot.chat.routes import Route
from bot.chat.text import ago, bar, count, cut, named, plain
from bot.ledger.memory import Rating
from bot.plans.routes import NEW_ONES, PLAN
from bot.reviews.review import AT_A_TIME, Ahead, Asked, Line, Summary, Word
from bot.reviews.routes import ANSWER, BACK, DONT_KNOW, MODEL, NEXT, START, STOP
from bot.singles.routes import ASK

ACCENT = 0x2D9CDB
_STATEMENT = 160
_RATINGS = {
    Rating.AGAIN: ("✗", "Not there yet"),
    Rating.HARD: ("◐", "Partly there"),
    Rating.GOOD: ("✓", "It is there"),
    Rating.EASY: ("✓", "There at once, and whole"),
}


def shown(value: Asked | Summary | Ahead) -> Card:
    """The card for whatever a use case came to."""
    match value:
        case Asked():
            return _point_card(value)
        case Summary():
            return summary_card(value)
        case Ahead():
            return nothing_due_card(value)


def _point_card(asked: Asked) -> Card:
    attempt = asked.attempt
    if attempt.is_open:
        return question_card(asked)
    if attempt.state is State.REVEALED or attempt.is_unsure:
        return model_card(asked)
    return graded_card(asked)


def question_card(asked: Asked) -> Card:
    return card(
        ACCENTS[asked.whole.level],
        *_word(asked.word),
        _header(asked),
        *_context(asked),
        attempt_cards.question_text(asked.question),
        _why(asked),
        row(
            button("Answer", _at(ANSWER, asked), primary=True),
            button("I don't know", _at(DONT_KNOW, asked)),
            button("Stop for now", _at(STOP, asked)),
        ),
    )


def graded_card(asked: Asked) -> Card:
    question, attempt = asked.question, asked.attempt
    return card(
        ACCENTS[asked.whole.level],
        _header(asked),
        cut(attempt_cards.first_paragraph(question), 200),
        _came_to(asked),
        rule(),
        *attempt_cards.graded_points(question, attempt.grade, attempt.text or ""),
        row(
            button("Next", _at(NEXT, asked), primary=True),
            button("Show model answer", _at(MODEL, asked)),
            button("Stop for now", _at(STOP, asked)),
        ),
    )


def model_card(asked: Asked) -> Card:
    """The model answer of the whole question, the point that was asked for before it."""
    has_result = asked.attempt.state is State.ANSWERED and not asked.attempt.is_unsure
    return card(
        ACCENTS[asked.whole.level],
        _header(asked),
        *([] if has_result else [_came_to(asked)]),
        *attempt_cards.explained(asked.whole),
        row(
            button("Next", _at(NEXT, asked), primary=True),
            *([button("Back to the result", _at(BACK, asked))] if has_result else []),
            button("Stop for now", _at(STOP, asked)),
        ),
    )


def summary_card(summary: Summary) -> Card:
    """What the review came to, and what comes when."""
    good = sum(line.rating in (Rating.GOOD, Rating.EASY) for line in summary.lines)
    head = "## Review\nNothing was answered yet, and nothing is lost."
    if summary.lines:
        number = len(summary.lines)
        head = f"## {good} of {count(number, 'point')}\n{bar(good / number)}"
    return card(
        ACCENT,
        head,
        *(["\n".join(map(_line, summary.lines))] if summary.lines else []),
        rule(),
        _days(summary.ahead),
        *_onward(summary),
    )


def _onward(summary: Summary) -> list[Item]:
    """On with what is due, and with the day's plan."""
    buttons = []
    if summary.left:
        buttons.append(button(_more(summary.left), START.path(), primary=True))
    if summary.today and summary.today.questions_left:
        new = count(summary.today.questions_left, "new question")
        buttons.append(button(f"Today's {new}", NEW_ONES.path(), primary=not summary.left))
    if summary.today:
        buttons.append(button("My plan", PLAN.path()))
    return [row(*buttons)] if buttons else []


def nothing_due_card(ahead: Ahead) -> Card:
    if not ahead.kept:
        told = (
            "## Nothing to review\n"
            "When an answer misses a key point, that point is asked again the next day, and then "
            "ever more rarely as long as you have it. None is waiting for you now."
        )
    else:
        told = f"## Nothing is due today\n{_days(ahead)}"
    another = button("Ask me one question", ASK.path(), primary=True)
    return card(ACCENT, *_word(ahead.word), told, row(another))


def answer_modal(asked: Asked, text: str) -> Modal:
    """The form of an answer, `text` in it already."""
    path = _at(ANSWER, asked)
    return attempt_cards.answer_modal(asked.question, asked.attempt, "Review", path, text)


def _header(asked: Asked) -> str:
    facts = attempt_cards.facts(asked.whole, asked.topic).rpartition(" · ")[0]
    done = asked.position - asked.attempt.is_open
    return f"**Review {asked.position} of {asked.of}**  {bar(done / asked.of, asked.of)}\n{facts}"


def _context(asked: Asked) -> list[str]:
    """What the question about one point belongs to."""
    if not asked.is_probe:
        return []
    about = plain(attempt_cards.first_paragraph(asked.whole).replace("`", ""), 200)
    return [f"-# You were asked: {about.rstrip(':')}"]


def _why(asked: Asked) -> str:
    enough = " Two or three sentences will do." if asked.is_probe else ""
    return f"-# For practice, without points: you missed a point of this before.{enough}"


def _came_to(asked: Asked) -> str:
    """What became of the point that the review is about, and when it comes again."""
    if asked.attempt.is_to_grade:
        return "Your answer is saved. What it comes to is on the way."
    point = asked.point
    if asked.rating is None:
        return (
            f"### No verdict this time\n**{point.statement}**\n"
            "The scoring isn't sure about your answer: compare it with the model answer. "
            "The point stays due, so you are asked again."
        )
    sign, words = _RATINGS[asked.rating]
    lines = [f"### {sign} {words}", f"**{point.statement}**"]
    if asked.rating in (Rating.AGAIN, Rating.HARD):
        lines.append(f"-# {cut(point.teach, 300)}")
    return "\n".join([*lines, _again(asked.due)])


def _again(due: datetime | None) -> str:
    return f"It comes again {ago(due)}." if due else "It comes no more."


def _line(line: Line) -> str:
    statement = cut(line.statement, _STATEMENT)
    if line.rating is None:
        return f"· {statement}\n-# No verdict: it stays due."
    return f"{_RATINGS[line.rating][0]} {statement}\n-# {_again(line.due)}"


def _days(ahead: Ahead) -> str:
    if not ahead.kept:
        return "No point of yours is waiting to be asked again."
    listed = f"{count(ahead.kept, 'point')} in your review list."
    if not ahead.days:
        return listed
    days = " · ".join(f"**{number}** on {named(day)}" for day, number in ahead.days)
    return f"{listed} Next: {days}"


def _more(left: int) -> str:
    """As long as a button's label is."""
    return f"Review {left} more" if left <= AT_A_TIME else f"Review {AT_A_TIME} of {left} more"


def _word(word: Word) -> list[str]:
    """What became of points whose questions changed."""
    told = []
    if word.gone:
        what = (
            "is gone: its question isn't" if word.gone == 1 else "are gone: their questions aren't"
        )
        told.append(f"{count(word.gone, 'point')} of your review {what} asked any more.")
    if word.moved:
        what = "belongs to a question" if word.moved == 1 else "belong to questions"
        told.append(f"{count(word.moved, 'point')} {what} reworded since: you get the new wording.")
    return ["-# " + " ".join(told)] if told else []


def _at(route: Route, asked: Asked) -> str:
    return route.path(attempt=asked.attempt.id)
