"""The semantic grader: the default one, with the sentence encoder's sense of meaning."""

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from bot.bank.question import Question
from bot.grading.encoder import Encoder
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader
from bot.grading.pinned import EncoderError

CACHE = "phrases.bin"
_log = logging.getLogger(__name__)


def with_meaning(questions: Iterable[Question], folder: Path) -> LexicalGrader:
    """`folder` holds the encoder, and will hold the phrases' vectors. Blocks for a moment, at the
    first start with a large bank for minutes. Raises EncoderError."""
    bank = tuple(questions)
    encoder = Encoder.open(folder)
    # numpy must not be imported before the encoder is open.
    from bot.grading.nearness import Nearness

    return LexicalGrader(bank, Nearness(encoder, bank, folder / CACHE))


class SemanticGrader:
    """Until the encoder is ready, and where there is none, the default grader judges, and says so
    in the grade."""

    def __init__(self, default: LexicalGrader, questions: Iterable[Question], folder: Path) -> None:
        self._grader = default
        self._questions = tuple(questions)
        self._folder = folder

    async def prepare(self) -> None:
        try:
            self._grader = await asyncio.to_thread(with_meaning, self._questions, self._folder)
        except EncoderError as error:
            _log.warning("graded without meaning, by words alone: %s", error)
        else:
            _log.info("the sentence encoder is ready")

    async def grade(self, question: Question, answer: str) -> Grade:
        return await asyncio.to_thread(self._grader.grade, question, answer)
