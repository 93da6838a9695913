"""How near an answer comes to each point in meaning, by the sentence encoder.

A text near to what a point accepts may as well be near to what contradicts it: "is encrypted" and
"is not encrypted" are 0.93 alike. So what counts is by how much a stretch of the answer is nearer
to the point than to any of the question's misconceptions.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.bank.question import Question
from bot.grading.encoder import VERSION as ENCODER
from bot.grading.encoder import Encoder
from bot.grading.judging import Near
from bot.grading.matching import Answer
from bot.grading.phrases import Phrase, Rubric, RubricPoint
from bot.grading.vectors import vectors

VERSION = f"1 {ENCODER}"
# A clause with fewer words is read together with the next one.
FEW_WORDS = 5
MOST_STRETCHES = 40
# What the nearest misconception is to most stretches, where a question has none.
USUAL_RIVAL = 0.45

Matrix = NDArray[np.float32]


class Nearness:
    """Threads may share it."""

    version = VERSION

    def __init__(self, encoder: Encoder, questions: Iterable[Question], cache: Path) -> None:
        """Embeds the phrases of all questions, or reads them from the file `cache`: minutes at
        the first start with a large bank, else a moment."""
        texts = list(dict.fromkeys(text for each in questions for text in _phrases(each)))
        self._encoder = encoder
        self._rows = {text: row for row, text in enumerate(texts)}
        self._vectors = vectors(encoder, texts, cache)

    def of(self, rubric: Rubric, answer: Answer, text: str) -> tuple[Near, ...] | None:
        """One for each point of the rubric; None where it isn't one of the questions that this
        was made for, or the answer has no words."""
        stretches = list(_stretches(answer))[:MOST_STRETCHES]
        if not stretches or not all(phrase.text in self._rows for phrase in _all(rubric)):
            return None
        said = self._encoder.embed([text[start:end] for start, end in stretches])
        rival = self._rival(rubric, said)
        return tuple(self._near(point, said, rival, stretches) for point in rubric.points)

    def _near(
        self,
        point: RubricPoint,
        said: Matrix,
        rival: Matrix,
        stretches: Sequence[tuple[int, int]],
    ) -> Near:
        alike = self._alike(point.phrases, said)
        place, phrase = divmod(int(alike.argmax()), alike.shape[1])
        lead = float(alike[place, phrase] - rival[place])
        start, end = stretches[place]
        return Near(lead, start, end, point.phrases[phrase].text)

    def _rival(self, rubric: Rubric, said: Matrix) -> Matrix:
        """For each stretch, how near the nearest misconception is."""
        phrases = [phrase for false in rubric.false_claims for phrase in false.phrases]
        if not phrases:
            return np.full(len(said), USUAL_RIVAL, np.float32)
        nearest: Matrix = self._alike(phrases, said).max(axis=1)
        return nearest

    def _alike(self, phrases: Sequence[Phrase], said: Matrix) -> Matrix:
        """The cosines, a row for each stretch and a column for each phrase."""
        rows = [self._rows[phrase.text] for phrase in phrases]
        cosines: Matrix = said @ self._vectors[rows].astype(np.float32).T
        return cosines


def _phrases(question: Question) -> Iterator[str]:
    for point in question.points:
        yield from (*point.accept, point.statement)
    for misconception in question.misconceptions:
        yield from misconception.claim


def _all(rubric: Rubric) -> Iterator[Phrase]:
    for point in rubric.points:
        yield from point.phrases
    for false in rubric.false_claims:
        yield from false.phrases


def _stretches(answer: Answer) -> Iterator[tuple[int, int]]:
    """Offsets of the answer's clauses, the short ones joined with what follows."""
    start, words = None, 0
    end = 0
    for first, last, count in answer.clause_spans():
        if start is None:
            start = first
        words, end = words + count, last
        if words >= FEW_WORDS:
            yield start, end
            start, words = None, 0
    if start is not None:
        yield start, end
