"""The graders, opened for measuring: each judges one answer at a time."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.bank.question import Question
from bot.grading.endpoint import Endpoint
from bot.grading.evaluation import GradeAnswer
from bot.grading.grade import Grade
from bot.grading.language_model import LanguageModelGrader
from bot.grading.lexical import LexicalGrader


@contextmanager
def by_language_model(questions: Sequence[Question], endpoint: Endpoint) -> Iterator[GradeAnswer]:
    with asyncio.Runner() as runner:
        grader = LanguageModelGrader(LexicalGrader(questions), endpoint)

        def grade(question: Question, answer: str) -> Grade:
            return runner.run(grader.grade(question, answer))

        runner.run(endpoint.__aenter__())
        try:
            yield grade
        finally:
            runner.run(endpoint.__aexit__(None, None, None))
