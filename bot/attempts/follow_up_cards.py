"""The blocks of a follow-up: the interviewer's question, and what the answer to it came to."""

from collections.abc import Sequence

from bot.attempts import cards, follow_up
from bot.attempts.attempt import ANSWER_LENGTH, Attempt, Followed
from bot.bank.question import FollowUp, Question
from bot.chat.parts import Item, Modal, button, rule, writing_modal
from bot.chat.text import cut, unwrapped
from bot.grading.grade import Confidence


def graded(question: Question, attempt: Attempt) -> Sequence[Item | str]:
    """The graded attempt, and the follow-up that is asked about it; once that is answered, what it
    came to stands first, and the points in short."""
    if attempt.follow_up:
        return _outcome(question, attempt, attempt.follow_up)
    asked = follow_up.offered(question, attempt)
    offer = _offer(attempt, follow_up.best(question, attempt, asked), asked) if asked else ()
    return (*cards.graded(question, attempt), *offer)


def buttons(question: Question, attempt: Attempt, path: str) -> Sequence[Item]:
    """The way to its form, where it is offered."""
    if follow_up.offered(question, attempt) is None:
        return ()
    return (button("Answer the follow-up", path, primary=True),)


def modal(question: Question, attempt: Attempt, path: str, text: str) -> Modal:
    """The form of an answer to the one that is offered; `text` is what it holds already."""
    asked = follow_up.must_be_offered(question, attempt)
    return writing_modal(
        title="Follow-up",
        path=path,
        above=unwrapped(asked.question),
        label="Your answer",
        note="Two or three sentences are enough.",
        longest=ANSWER_LENGTH,
        text=text,
    )


def _offer(attempt: Attempt, after: Attempt, asked: FollowUp) -> Sequence[Item | str]:
    return (
        rule(),
        f"**Your interviewer follows up**\n{_quoted(asked.question)}\n"
        f"-# A good answer makes it {attempt.score} → {after.score}"
        f"{cards.more(after.points - attempt.points)}. It is asked once, and not after the model "
        "answer.",
    )


def _outcome(question: Question, attempt: Attempt, followed: Followed) -> Sequence[Item | str]:
    asked = follow_up.asked(question, followed)
    taken = follow_up.as_question(question, asked)
    return (
        cut(cards.first_paragraph(question), 160),
        cards.verdict(question, attempt),
        rule(),
        f"{_came_to(followed)}\n{_quoted(asked.question)}",
        *cards.graded_points(taken, followed.grade, followed.text),
        rule(),
        cards.points_in_short(question, attempt),
    )


def _came_to(followed: Followed) -> str:
    grade = followed.grade
    if grade is None:
        return "**The follow-up**: your answer is saved. Its score is on the way."
    if follow_up.is_good(grade):
        return "**The follow-up recovered half of a point**"
    if grade.confidence is Confidence.LOW:
        return "**The follow-up**: the scoring isn't sure about this answer. Nothing is lost."
    return (
        f"**The follow-up: {grade.score}/100**, and it takes {follow_up.GOOD_SCORE} to recover "
        "the point. Nothing is lost."
    )


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}" for line in unwrapped(markdown).split("\n"))
