"""An interview as a Markdown file: questions, own answers, verdicts, model answers."""

from collections.abc import Iterable

from bot.attempts import follow_up
from bot.attempts.attempt import Attempt, Followed, SelfRating, State
from bot.bank.question import Question
from bot.grading.grade import Grade, Verdict
from bot.interviews.report import Line, Report

FILENAME = "interview.md"
_WORDS = {
    Verdict.COVERED: "covered",
    Verdict.PARTLY: "partly covered",
    Verdict.MISSED: "missed",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.RECOVERED: "recovered by the follow-up",
}


def transcript(report: Report) -> str:
    """The whole interview; answers stand in code blocks, as they were typed."""
    interview = report.interview
    mean = "no score" if report.mean is None else f"{report.mean}/100 on average"
    head = [
        f"# Mock interview of {interview.started_at:%d %B %Y}",
        f"{report.answered} of {interview.plan.length} questions answered, {mean}, "
        f"{report.points} of {report.worth} points.",
    ]
    return "\n\n".join([*head, *(_question(line) for line in report.lines)]) + "\n"


def _question(line: Line) -> str:
    question = line.question
    blocks = [f"## Question {line.entry.position}", *faced(question, line.entry.attempts)]
    blocks += ["### Model answer", question.answer.strip()]
    blocks.append("\n".join(f"- <{link}>" for link in question.links))
    return "\n\n".join(blocks)


def faced(question: Question, attempts: Iterable[Attempt]) -> list[str]:
    """The blocks of a question and of what the member wrote at each attempt, with the verdicts."""
    blocks = [question.question.strip()]
    for attempt in attempts:
        blocks += _attempt(question, attempt)
    return blocks


def _attempt(question: Question, attempt: Attempt) -> list[str]:
    title = "### Your answer" if attempt.retry_of is None else "### Tried again"
    if attempt.state is State.REVEALED:
        return [title, "You looked at the model answer instead."]
    if attempt.state is State.EXPIRED:
        return [title, "Your time was up."]
    if attempt.text is None:
        return [title, "You didn't answer this question."]
    score = "no score" if attempt.score is None else f"{attempt.score}/100"
    points = "unranked" if attempt.unranked else f"{attempt.points} points"
    verdicts = _verdicts(question, attempt.grade)
    if attempt.self_rating:
        verdicts = _rated(question, attempt.self_rating)
    blocks = [title, _fenced(attempt.text), f"{score}, {points}.", verdicts]
    return blocks + (_followed(question, attempt.follow_up) if attempt.follow_up else [])


def _rated(question: Question, rating: SelfRating) -> str:
    given = [(point, rating.verdicts.get(point.id)) for point in question.points]
    lines = [f"- {_WORDS[verdict]}: {point.statement}" for point, verdict in given if verdict]
    return "\n".join(["You rated it yourself:", "", *lines])


def _followed(question: Question, followed: Followed) -> list[str]:
    asked = follow_up.asked(question, followed)
    return [
        "### The follow-up",
        asked.question.strip(),
        _fenced(followed.text),
        f"The score before it was {followed.score_before}/100.",
        _verdicts(follow_up.as_question(question, asked), followed.grade),
    ]


def _verdicts(question: Question, grade: Grade | None) -> str:
    statements = {point.id: point.statement for point in question.points}
    found = grade.points if grade else ()
    return "\n".join(f"- {_WORDS[point.verdict]}: {statements[point.id]}" for point in found)


def _fenced(text: str) -> str:
    """The text in a code block that nothing in it can close."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"
