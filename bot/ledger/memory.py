"""What a member is to be asked again, and when: spaced repetition by FSRS (the fsrs library).

Each key point that an answer missed is remembered, one memory a point. The next answer to it is
its rating; nobody rates themselves. A point comes again on the day on which it would be recalled
in 9 of 10 cases. There are no steps of minutes, and one that was missed comes the next day, however
well it was known before.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from hashlib import sha256

import fsrs

from bot.bank.question import Question

RETENTION = 0.9
LONGEST_DAYS = 180
_DAY = timedelta(days=1)


class Rating(IntEnum):
    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """One point of a question as one member keeps it.

    `version` is the question's wording at the last answer; `stability` is after how many days
    it would be recalled in 9 of 10 cases, `difficulty` 1–10; `due` when it is asked again.
    """

    question_id: str
    point_id: str
    version: str
    stability: float
    difficulty: float
    rated_at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Tidied:
    """What became of memories whose questions changed: `kept` ones, of which so many `moved` to a
    new wording, and those that are `gone` with their questions."""

    kept: tuple[Memory, ...]
    moved: tuple[Memory, ...] = ()
    gone: tuple[Memory, ...] = ()


def rated(
    memories: Iterable[Memory],
    question_id: str,
    version: str,
    ratings: Mapping[str, Rating],
    now: datetime,
) -> list[Memory]:
    """The memories of this question after the ratings of its points, by their ids.

    A missed point begins one; a point that was never missed needs none. `now` is when it was
    answered: where a later answer was rated before this one, that one stays.
    """
    before = {memory.point_id: memory for memory in memories if memory.question_id == question_id}
    return [
        _rated(before.get(point_id), question_id, point_id, version, rating, now)
        for point_id, rating in ratings.items()
        if _counts(before.get(point_id), rating, now)
    ]


def tidied(memories: Collection[Memory], questions: Mapping[str, Question]) -> Tidied:
    """By the bank as it is now: a point that it still has is kept and takes its question's present
    wording; any other is gone."""
    kept, moved, gone = [], [], []
    for memory in memories:
        question = questions.get(memory.question_id)
        if question is None or all(point.id != memory.point_id for point in question.points):
            gone.append(memory)
        elif question.version != memory.version:
            moved.append(replace(memory, version=question.version))
        else:
            kept.append(memory)
    return Tidied((*kept, *moved), tuple(moved), tuple(gone))


def recall(memory: Memory, at: datetime) -> float:
    """The probability (0–1) that it is recalled then, if it isn't asked before."""
    return _scheduler().get_card_retrievability(_card(memory), at)


def settings() -> str:
    """The scheduler's parameters as JSON, so that stored ratings can be fitted by them."""
    return _scheduler().to_json()


def digest() -> str:
    """Names the settings, in 12 characters."""
    return sha256(settings().encode()).hexdigest()[:12]


def _counts(before: Memory | None, rating: Rating, now: datetime) -> bool:
    return rating is Rating.AGAIN if before is None else before.rated_at <= now


def _rated(
    before: Memory | None,
    question_id: str,
    point_id: str,
    version: str,
    rating: Rating,
    now: datetime,
) -> Memory:
    card = _card(before) if before else fsrs.Card(card_id=0, due=now)
    after, _ = _scheduler().review_card(card, fsrs.Rating(int(rating)), now)
    assert after.stability is not None and after.difficulty is not None  # noqa: S101, PT018
    # What was known for months and is missed keeps, by FSRS, for days, and on one day for weeks.
    due = now + _DAY if rating is Rating.AGAIN else after.due
    return Memory(question_id, point_id, version, after.stability, after.difficulty, now, due)


def _card(memory: Memory) -> fsrs.Card:
    # Without an id of its own the library sleeps to make one.
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.rated_at,
    )


@cache
def _scheduler() -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
