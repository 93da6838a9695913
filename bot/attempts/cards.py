"""The blocks of an attempt: question, hints, graded points, model answer.

The room that asked puts them between its own header and its own buttons.
"""

from collections.abc import Iterable, Sequence

from discord import ui

from bot.attempts.attempt import (
    ANSWER_LENGTH,
    HINT_COST_PERCENT,
    RANKED_A_DAY,
    Attempt,
    Unranked,
)
from bot.bank.question import Kind, Level, Point, Question
from bot.chat.parts import AMBER, Card, Item, button, card, row, rule, writing_modal
from bot.chat.text import bar, count, cut, plain, unwrapped
from bot.grading.grade import LOST, Grade, Note, PointVerdict, Verdict
from bot.grading.score import Part, parts, uncapped

LEVEL_NAMES = {
    Level.FRESHER: "Fresher",
    Level.JUNIOR: "1–3 years",
    Level.EXPERIENCED: "3–6 years",
}
KIND_NAMES = {
    Kind.CONCEPTUAL: "Conceptual",
    Kind.PRACTICAL: "Practical",
    Kind.SCENARIO: "Scenario",
    Kind.DEBUGGING: "Debugging",
    Kind.CODE_READING: "Code reading",
}
ACCENTS = {Level.FRESHER: 0x3BA55D, Level.JUNIOR: 0x5865F2, Level.EXPERIENCED: 0xC061CB}
SIGNS = {
    Verdict.COVERED: "✓",
    Verdict.PARTLY: "◐",
    Verdict.MISSED: "✗",
    Verdict.CONTRADICTED: "⚠",
    Verdict.RECOVERED: "↑",
}
_WHY_UNRANKED = {
    Unranked.REVIEW: "a review is for practice",
    Unranked.RETRY: "a second try is for practice",
    Unranked.LATE: "it came after the time was up",
    Unranked.ASKED_BEFORE: "you were asked this question in the last 30 days",
    Unranked.ANSWER_SHOWN: "you have seen its model answer in the last 30 days",
    Unranked.UNSURE: "the scoring isn't sure enough",
    Unranked.DAILY_LIMIT: f"the first {RANKED_A_DAY} answers of a day count",
}
_NOTES = {
    Note.EMPTY: "There was nothing to score in it.",
    Note.ECHO: "It says little more than the question does.",
    Note.KEYWORD_LIST: "It names terms without saying anything about them.",
    Note.FALSE_CLAIM: "It states something that isn't true, which limits the score.",
    Note.DENIAL: "It denies several things that are true, which limits the score.",
    Note.FOREIGN: "It isn't in English, the one language that the scoring reads.",
    Note.TAKEN_BACK: "What you took back doesn't count.",
    Note.MODEL_AWAY: "The language model that scores answers wasn't there: the built-in scoring "
    "did it instead.",
    Note.MODEL_MISLED: "The language model did what the answer told it: the built-in scoring "
    "did it instead.",
}
_UNSURE = """\
## No score this time
The scoring isn't sure about this answer, so you are the judge: compare it with the model answer."""
_HEADING_LENGTH = 200
_STATEMENT = 150
_QUOTE = 100
_TEACH = 170
_ANSWER = 2700
_LINKS = 900
_LINK_NAME = 80


# A question's three faces: asked, graded, explained


def asked(question: Question, attempt: Attempt) -> list[str]:
    """The open question: its text, the hints taken, what it is worth."""
    taken = filter(None, [hints(question, attempt)])
    return [question_text(question), *taken, stakes(attempt)]


def graded(question: Question, attempt: Attempt) -> list[Item | str]:
    """The question in short, its score, and what became of each key point."""
    return [
        cut(first_paragraph(question), 160),
        verdict(question, attempt),
        rule(),
        *graded_points(question, attempt.grade, attempt.text or ""),
    ]


def explained(question: Question) -> list[str]:
    """The question in short and its model answer."""
    return [
        f"**{cut(first_paragraph(question), 300)}**",
        f"### Model answer\n{model_answer(question)}",
    ]


def answer_modal(
    question: Question, attempt: Attempt, title: str, path: str, text: str
) -> ui.Modal:
    """The form of an answer, the question above it; `text` is what it holds already."""
    above = filter(None, [unwrapped(question.question), hints(question, attempt)])
    return writing_modal(
        title=title,
        path=path,
        above="\n".join(above),
        label="Your answer",
        note="In your own words. Whole sentences are scored best.",
        longest=ANSWER_LENGTH,
        text=text,
    )


def hint_button(question: Question, attempt: Attempt, path: str) -> Item:
    return button(
        hint_label(question, attempt), path, disabled=attempt.hints >= len(question.hints)
    )


def sure_to_reveal(heading: str, *, sure: str, back: str) -> Card:
    """Whether to end the question for its model answer; `sure` and `back` are paths."""
    return card(
        AMBER,
        f"### {heading}: show the model answer?\n"
        "This ends the question with 0 points. After an answer of your own it is free.",
        row(
            button("Show it, 0 points", sure, danger=True),
            button("Back to the question", back, primary=True),
        ),
    )


# What they are made of


def facts(question: Question, topic: str) -> str:
    """One line of small print: level, kind, topic, time."""
    parts = (
        LEVEL_NAMES[question.level],
        KIND_NAMES[question.kind],
        plain(topic, 60),
        f"about {question.minutes} min",
    )
    return "-# " + " · ".join(parts)


def question_text(question: Question) -> str:
    """The question, its first paragraph large."""
    text = unwrapped(question.question)
    first, _, rest = text.partition("\n\n")
    if len(first) > _HEADING_LENGTH or "\n" in first or first.startswith("```"):
        return text
    return f"### {first}\n{rest}".rstrip()


def first_paragraph(question: Question) -> str:
    return unwrapped(question.question).partition("\n\n")[0]


def hints(question: Question, attempt: Attempt) -> str | None:
    """The hints taken, or None."""
    taken = question.hints[: attempt.hints]
    lines = [f"> **Hint {number}.** {hint}" for number, hint in enumerate(taken, start=1)]
    return "\n".join(lines) or None


def stakes(attempt: Attempt) -> str:
    """What the question is worth, and what a hint costs."""
    if attempt.retry_of:
        return "-# Another try, for practice: no points, and hints are free"
    hints = "" if attempt.deadline else f" · each hint costs {HINT_COST_PERCENT} %"
    return f"-# Worth up to {attempt.worth} points{hints}"


def hint_label(question: Question, attempt: Attempt) -> str:
    left = len(question.hints) - attempt.hints
    cost = "" if attempt.retry_of or not left else f", −{HINT_COST_PERCENT} %"
    return f"Hint ({left} left{cost})" if left else "No hint left"


def verdict(question: Question, attempt: Attempt) -> str:
    """The score as a number and a bar, and what it earned."""
    if attempt.grade is None:
        return "Your answer is saved. Its score is on the way."
    notes = [f"-# {_NOTES[note]}" for note in attempt.grade.notes]
    if attempt.is_unsure:
        return "\n".join([_unsure(attempt.grade), f"-# {_earned(attempt)}", *notes])
    lines = [_score(attempt), _covered(attempt.grade), _earned(attempt)]
    return "\n".join([*lines, *_to_review(attempt), *notes, *_limited(question, attempt.grade)])


def graded_points(question: Question, grade: Grade | None, text: str) -> list[str]:
    """A block for each key point: what became of it, and the member's own words for it."""
    if grade is None:
        return []
    return [
        _point(point, found, part, text, question)
        for point, found, part in zip(
            question.points, grade.points, parts(question.points, grade.points), strict=True
        )
    ]


def points_in_short(question: Question, attempt: Attempt) -> str:
    """What became of each key point, one line each."""
    statements = {point.id: point.statement for point in question.points}
    return "\n".join(
        f"{SIGNS[found.verdict]} {cut(statements[found.id], _STATEMENT)}"
        for found in (attempt.grade.points if attempt.grade else ())
        if found.id in statements
    )


def more(points: int) -> str:
    """Points that come on top, if any: " · +2 points"."""
    return f" · +{count(points, 'point')}" if points else ""


def model_answer(question: Question) -> str:
    """Text and code, then the documentation pages."""
    return f"{cut(unwrapped(question.answer), _ANSWER)}\n\n{_sources(question.links)}".rstrip()


def own_words(text: str, found: PointVerdict, limit: int) -> str:
    """The stretches of the answer that decided a point, as one harmless line."""
    return plain(" … ".join(text[span.start : span.end] for span in found.evidence), limit)


def link_name(link: str) -> str:
    """A documentation page's address as people read it: its site and its last part."""
    path = link.removeprefix("https://").split("#")[0].rstrip("/")
    site, _, rest = path.partition("/")
    page = rest.rsplit("/", 1)[-1].removesuffix(".html")
    site = site.removeprefix("www.").removesuffix(".palletsprojects.com")
    return cut(f"{site}: {page or 'home'}", _LINK_NAME)


def _unsure(grade: Grade) -> str:
    if grade.range is None:
        return _UNSURE
    low, high = grade.range
    return (
        f"## Between {low} and {high} of 100\n"
        "Two ways of scoring see this answer very differently, so you are the judge: compare it "
        "with the model answer."
    )


def _score(attempt: Attempt) -> str:
    score = attempt.score or 0
    before = attempt.follow_up.score_before if attempt.follow_up else score
    from_before = "" if before == score else f"{before} → "
    return f"## {from_before}{score}/100{more(attempt.points_added)}\n{bar(score / 100)}"


def _to_review(attempt: Attempt) -> list[str]:
    """That what was missed comes again."""
    if attempt.retry_of or attempt.grade is None:
        return []
    missed = sum(found.verdict in LOST for found in attempt.grade.points)
    comes = "comes" if missed == 1 else "come"
    again = f"{count(missed, 'missed point')} {comes} back in your `/review`"
    return [f"-# {again}"] if missed else []


def _limited(question: Question, grade: Grade) -> list[str]:
    """What the points come to, where the score is less."""
    together = uncapped(question.points, grade.points)
    if grade.cap is None or grade.score >= together:
        return []
    return [f"-# The points come to {together}, and {grade.cap} is the most with that."]


def _earned(attempt: Attempt) -> str:
    if attempt.unranked:
        return f"No points: {_WHY_UNRANKED[attempt.unranked]}."
    hints = f" · {count(attempt.hints, 'hint')} taken" if attempt.hints else ""
    return f"**+{attempt.points}** of {attempt.worth} points, ranked{hints}"


def _covered(grade: Grade) -> str:
    verdicts = [point.verdict for point in grade.points]
    partly = verdicts.count(Verdict.PARTLY)
    more = f", {partly} partly" if partly else ""
    more += ", 1 recovered" if Verdict.RECOVERED in verdicts else ""
    return f"{verdicts.count(Verdict.COVERED)} of {count(len(verdicts), 'key point')} covered{more}"


def _point(point: Point, found: PointVerdict, part: Part, text: str, question: Question) -> str:
    statement = cut(point.statement, _STATEMENT)
    lines = [f"{SIGNS[found.verdict]} **{statement}** · {part.earned} of {part.most}"]
    if found.evidence:
        lines.append(f"> “{own_words(text, found, _QUOTE)}”")
    if found.verdict is Verdict.CONTRADICTED:
        lines.append(f"-# What is true: {cut(_truth(point, found, question), _TEACH)}")
    elif found.verdict is not Verdict.COVERED:
        lines.append(f"-# {cut(point.teach, _TEACH)}")
    return "\n".join(lines)


def _truth(point: Point, found: PointVerdict, question: Question) -> str:
    truths = [misconception.truth for misconception in question.misconceptions]
    return found.why if found.why in truths else point.statement


def _sources(links: Sequence[str]) -> str:
    lines = [f"- [{link_name(link)}](<{link}>)" for link in links]
    kept = list(_fitting(lines, _LINKS))
    return "**Read more**\n" + "\n".join(kept) if kept else ""


def _fitting(lines: Iterable[str], limit: int) -> Iterable[str]:
    for line in lines:
        limit -= len(line) + 1
        if limit < 0:
            return
        yield line
