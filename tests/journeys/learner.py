"""A model of somebody who learns for an interview, to answer in a journey over many days.

They know a point out of general understanding, which grows with practice, or because they remember
the last card that told it to them: a memory that halves with time, and more slowly after each card,
the more so where it had faded and came back all the same. It is no scheduler's formula, least of
all the bot's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random
from statistics import fmean

from bot.bank.question import FollowUp, Point, Question, Weight
from bot.grading.score import WEIGHTS

DONT_KNOW = "I don't know."
_UNDERSTOOD = {Weight.MUST: 0.6, Weight.SHOULD: 0.45, Weight.BONUS: 0.3}
_BY_PRACTICE = 0.3
_ANSWERS_OF_PRACTICE = 120
_FIRST_HALF_LIFE = timedelta(days=3)
_SLOWER_IF_KNOWN = 2.5
_SLOWER_IF_LOST = 0.5


@dataclass(frozen=True)
class _Trace:
    """Each `half_life` after it was told, it is remembered half as often."""

    half_life: timedelta
    told_at: datetime

    def strength(self, now: datetime) -> float:
        return float(0.5 ** ((now - self.told_at) / self.half_life))


class Learner:
    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._traces: dict[tuple[str, str], _Trace] = {}
        self._known: set[tuple[str, str]] = set()
        self._answers = 0

    def probability(self, question: Question, point: Point, now: datetime | None) -> float:
        """With which (0–1) they know it; without a time, as if nobody had told them."""
        trace = self._traces.get((question.id, point.id))
        remembered = trace.strength(now) if trace and now else 0.0
        return 1 - (1 - self._understood(point)) * (1 - remembered)

    def expected(self, questions: Sequence[Question], now: datetime) -> float:
        """The score, 0–100, that they get on average in an interview of which half is about these
        questions and half about others like them, of which no card told them anything."""
        asked = fmean(self._share(each, now) for each in questions)
        others = fmean(self._share(each, None) for each in questions)
        return 50 * (asked + others)

    def minutes(self, most: float) -> timedelta:
        """How long they think about an answer for which so many are meant."""
        return timedelta(minutes=self._chance.uniform(0.3, 1.0) * most)

    def answer(self, question: Question, now: datetime) -> str:
        """What they know of the question's points, and nothing else."""
        return self._said([p for p in question.points if self._knows(question, p, now)])

    def answer_follow_up(self, question: Question, asked: FollowUp, now: datetime) -> str:
        """Who knows the point can mostly answer what an interviewer asks about it."""
        about = next(point for point in question.points if point.id == asked.point)
        share = 0.9 if self._knows(question, about, now) else 0.15
        return self._said([point for point in asked.points if self._chance.random() < share])

    def read(self, question: Question, points: Iterable[Point], now: datetime) -> None:
        """A card told them these points."""
        for point in points:
            key = (question.id, point.id)
            before = self._traces.get(key)
            slower = _SLOWER_IF_KNOWN if key in self._known else _SLOWER_IF_LOST
            half_life = _FIRST_HALF_LIFE
            if before:
                half_life = before.half_life * (1 + slower * (1 - before.strength(now)))
            self._traces[key] = _Trace(half_life, now)

    def _understood(self, point: Point) -> float:
        practice = 1 - exp(-self._answers / _ANSWERS_OF_PRACTICE)
        return _UNDERSTOOD[point.weight] + _BY_PRACTICE * practice

    def _share(self, question: Question, now: datetime | None) -> float:
        worth = [WEIGHTS[point.weight] for point in question.points]
        known = [self.probability(question, point, now) for point in question.points]
        return sum(w * p for w, p in zip(worth, known, strict=True)) / sum(worth)

    def _knows(self, question: Question, point: Point, now: datetime) -> bool:
        knows = self._chance.random() < self.probability(question, point, now)
        keep = self._known.add if knows else self._known.discard
        keep((question.id, point.id))
        return knows

    def _said(self, known: Iterable[Point]) -> str:
        self._answers += 1
        return " ".join(point.statement for point in known) or DONT_KNOW
