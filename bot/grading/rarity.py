"""How much a word says, by how few questions of the bank it occurs in."""

import math
from collections import Counter
from collections.abc import Iterable

from bot.bank.question import Question
from bot.grading.words import words


class Rarity:
    def __init__(self, questions: Iterable[Question]) -> None:
        self._total = 0
        self._counts: Counter[str] = Counter()
        for question in questions:
            self._total += 1
            self._counts.update({word.stem for word in words(_text(question)) if not word.stop})

    def weight(self, stem: str) -> float:
        """The logarithm of the inverse document frequency, smoothed; above 0 for every stem."""
        return math.log(1 + (self._total + 1) / (self._counts[stem] + 1))

    def knows(self, stem: str) -> bool:
        return stem in self._counts


def _text(question: Question) -> str:
    lines = [question.question, question.answer]
    for point in question.points:
        lines += [point.statement, *point.accept]
    for misconception in question.misconceptions:
        lines += [*misconception.claim, misconception.truth]
    return "\n".join(lines)
