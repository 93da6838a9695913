"""The language model's grader: it gives verdicts with quotes, and the sum is ours.

What limits a score for the default grader limits it here too, and where the two disagree widely
nobody is sure. Whatever goes wrong, the default grade stands, with a note.
"""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from weakref import WeakValueDictionary

from bot.bank.question import Question
from bot.grading.endpoint import Endpoint
from bot.grading.grade import Confidence, Grade, Note, PointVerdict, Verdict
from bot.grading.lexical import LexicalGrader
from bot.grading.outcome import UNASKED, NoAnswer, Outcome
from bot.grading.prompting import entries, grading_prompt
from bot.grading.replies import read_verdicts
from bot.grading.score import uncapped

GRADER = "language-model"
VERSION = "1"
# Scores further apart than this are shown as a range; nearer than half of it, they agree.
WIDE = 40
MOST_KEPT = 1000
Key = tuple[str, bytes]
_log = logging.getLogger(__name__)


class LanguageModelGrader:
    """The same answer to the same question gets the same grade, while the program lives."""

    def __init__(self, default: LexicalGrader, endpoint: Endpoint) -> None:
        self._default = default
        self._endpoint = endpoint
        self._kept: OrderedDict[Key, Grade] = OrderedDict()
        self._turns: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    async def grade(self, question: Question, answer: str) -> Grade:
        default = await asyncio.to_thread(self._default.grade, question, answer)
        if Note.EMPTY in default.notes:
            return default
        # A digest: erasing an answer leaves no copy of it here.
        key = question.version, hashlib.sha256(answer.encode(errors="replace")).digest()
        turn = self._turns.setdefault(key, asyncio.Lock())
        async with turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            return await self._asked(key, question, answer, default)

    async def _asked(self, key: Key, question: Question, answer: str, default: Grade) -> Grade:
        try:
            found = await self._found(question, answer)
        except NoAnswer as trouble:
            if trouble.outcome not in UNASKED:
                _log.warning("the language model gave no verdict: %s", trouble)
            grade = without_model(default, trouble.outcome)
            if trouble.outcome is not Outcome.MISLED:
                return grade
        else:
            grade = combined(question, found, default, self._endpoint.model)
        self._kept[key] = grade
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return grade

    async def _found(self, question: Question, answer: str) -> tuple[PointVerdict, ...]:
        shown = entries(question)
        read = partial(read_verdicts, shown=shown, answer=answer)
        return await self._endpoint.ask(grading_prompt(question, shown, answer), read)


def without_model(default: Grade, outcome: Outcome) -> Grade:
    """The default grade, labelled."""
    note = Note.MODEL_MISLED if outcome is Outcome.MISLED else Note.MODEL_AWAY
    return default.model_copy(update={"notes": (*default.notes, note)})


def combined(
    question: Question, found: Sequence[PointVerdict], default: Grade, model: str
) -> Grade:
    """The model's verdicts, our sum, the default grader's limits."""
    points = _with_false_claims(question, found, default)
    most = 100 if default.cap is None else default.cap
    ours = min(uncapped(question.points, points), most)
    low, high = sorted((ours, default.score))
    return Grade(
        score=ours,
        confidence=_confidence(high - low, default.confidence),
        points=points,
        notes=default.notes,
        cap=default.cap,
        grader=GRADER,
        version=f"{VERSION} {model}",
        range=(low, high) if high - low > WIDE else None,
    )


def _with_false_claims(
    question: Question, found: Sequence[PointVerdict], default: Grade
) -> tuple[PointVerdict, ...]:
    """A misconception of the bank's that the default grader found limits the score, so it is shown
    with the words that say it."""
    truths = {misconception.truth for misconception in question.misconceptions}
    return tuple(
        known if known.verdict is Verdict.CONTRADICTED and known.why in truths else verdict
        for verdict, known in zip(found, default.points, strict=True)
    )


def _confidence(gap: int, default: Confidence) -> Confidence:
    if gap > WIDE:
        return Confidence.LOW
    agrees = 2 * gap <= WIDE and default is not Confidence.LOW
    return Confidence.HIGH if agrees else Confidence.MEDIUM
