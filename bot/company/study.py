"""What an invented member did in sixteen weeks: what she was asked on which days, and how well
she answered. She gets better, has topics that she likes more than others, and takes days off.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.attempts.follow_up import about
from bot.bank.question import Level, Question
from bot.bank.sample import SampleKind
from bot.interviews.interview import Mode
from bot.ledger.memory import Memory

DAYS = 112
STREAK = range(1, 17)
FROZEN = 6
RESTED = range(17, 21)
INTERVIEWS = {73: Mode.PRACTICE, 37: Mode.PRACTICE, 9: Mode.REAL}
INTERVIEW_LENGTH = 5
REVIEWS_BEGAN = 44
MOST_REVIEWED = 5
LEFT_DUE = 6
MOST_TOPICS = 20
# As long as an answer is in the way of another one that counts.
REST_DAYS = 31
_OFTEN = 0.55
_EASE = {Level.FRESHER: 0.15, Level.JUNIOR: 0.0, Level.EXPERIENCED: -0.15}
_HINTED, _LEFT = 0.08, 0.06
# The id of a question, and what was said to it.
Said = tuple[str, str]
_QUALITY = (SampleKind.STRONG, SampleKind.INCOMPLETE, SampleKind.WEAK)


@dataclass(frozen=True, slots=True)
class Deed:
    """A question, and the answer to it: `text` is None where she left it, and looked at the model
    answer if she `looks`, or skipped it."""

    question: Question
    text: str | None
    hints: int = 0
    looks: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """`interview` is the mode of the one that the questions belong to; None where each was asked
    by itself."""

    days_ago: int
    deeds: tuple[Deed, ...]
    interview: Mode | None = None


def study(questions: Sequence[Question], chance: Random) -> tuple[Day, ...]:
    """The oldest first; today isn't among them."""
    topics = sorted({question.topic for question in questions})
    liked = {
        topic: chance.uniform(-0.2, 0.2)
        for topic in chance.sample(topics, min(MOST_TOPICS, len(topics)))
    }
    asked_on: dict[str, int] = {}
    return tuple(_day(days_ago, questions, liked, asked_on, chance) for days_ago in _days(chance))


def said(question: Question, quality: SampleKind) -> str:
    """The bank's own example of such an answer, else the points that one makes."""
    for sample in question.samples:
        if sample.kind is quality:
            return sample.answer
    some = {SampleKind.INCOMPLETE: (len(question.points) + 1) // 2, SampleKind.WEAK: 1}
    points = question.points[: some.get(quality, len(question.points))]
    return " ".join(point.statement for point in points)


def said_again(question: Question) -> tuple[str, str]:
    """Two answers to it in a review: a good one, and one that makes every point."""
    strong = next((each for each in question.samples if each.kind is SampleKind.STRONG), None)
    made = strong.covers if strong else ()
    left = " ".join(point.statement for point in question.points if point.id not in made)
    good = strong.answer if strong else left
    return good, f"{good}\n\n{left}" if strong and left else question.answer


def to_review(
    due: Sequence[Memory], questions: Mapping[str, Question]
) -> list[tuple[Question, str]]:
    """The questions that she reviews that day, and a point of each with which all of it is asked:
    those of which most is due, until few points are left, or she has had enough."""
    points = Counter(memory.question_id for memory in due)
    chosen: list[tuple[Question, str]] = []
    left = len(due)
    for question_id, number in points.most_common():
        question = questions[question_id]
        whole = [point.id for point in question.points if not about(question, point.id)]
        if left > LEFT_DUE and whole and len(chosen) < MOST_REVIEWED:
            chosen.append((question, whole[0]))
            left -= number
    return chosen


def _days(chance: Random) -> list[int]:
    return [
        days_ago
        for days_ago in range(DAYS, 0, -1)
        if days_ago in INTERVIEWS
        or (days_ago in STREAK and days_ago != FROZEN)
        or (days_ago not in (FROZEN, *RESTED) and chance.random() < _OFTEN)
    ]


def _day(
    days_ago: int,
    questions: Sequence[Question],
    liked: Mapping[str, float],
    asked_on: dict[str, int],
    chance: Random,
) -> Day:
    """Notes in `asked_on`, by question id, how many days ago each was asked last."""
    interview = INTERVIEWS.get(days_ago)
    number = INTERVIEW_LENGTH if interview else chance.choice((1, 1, 1, 2, 2, 3))
    deeds = []
    for _ in range(number):
        level = Level.JUNIOR if interview else _level(days_ago, chance)
        question = _chosen(level, days_ago, questions, liked, asked_on, chance)
        if question is not None:
            deeds.append(_deed(question, days_ago, liked[question.topic], asked_on, chance))
            asked_on[question.id] = days_ago
    return Day(days_ago, tuple(deeds), interview if deeds else None)


def _level(days_ago: int, chance: Random) -> Level:
    """Easy ones at first, and more and more hard ones."""
    way = 1 - days_ago / DAYS
    return chance.choices(list(Level), (1.7 - 1.2 * way, 2, 0.3 + 0.9 * way))[0]


def _chosen(
    level: Level,
    days_ago: int,
    questions: Sequence[Question],
    liked: Mapping[str, float],
    asked_on: Mapping[str, int],
    chance: Random,
) -> Question | None:
    """One of the level that was never asked, else the one that has rested longest, of whatever
    level."""
    open_to_her = [question for question in questions if question.topic in liked]
    fresh = [each for each in open_to_her if each.level is level and each.id not in asked_on]
    if fresh:
        return chance.choice(fresh)
    rested = [
        each for each in open_to_her if asked_on.get(each.id, DAYS * 2) - days_ago >= REST_DAYS
    ]
    return max(
        rested,
        key=lambda each: (each.level is level, asked_on.get(each.id, DAYS * 2)),
        default=None,
    )


def _deed(
    question: Question,
    days_ago: int,
    liking: float,
    asked_on: Mapping[str, int],
    chance: Random,
) -> Deed:
    if days_ago not in INTERVIEWS and chance.random() < _LEFT:
        return Deed(question, None, looks=chance.random() < 0.5)
    way = 1 - days_ago / DAYS
    known = liking + _EASE[question.level] + (0.15 if question.id in asked_on else 0)
    strong = 0.05 + 0.7 * way + known
    weak = 0.25 * (1 - way) - known / 2
    weights = (max(0.02, strong), max(0.1, 1 - strong - weak), max(0.0, weak))
    quality = chance.choices(_QUALITY, weights)[0]
    hints = int(days_ago not in INTERVIEWS and chance.random() < _HINTED)
    return Deed(question, said(question, quality), hints)
