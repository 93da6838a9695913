"""The graders, opened for measuring: each judges one answer at a time."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.bank.question import Question
from bot.grading.endpoint import Endpoint
from bot.grading.evaluation import GradeAnswer
from bot.grading.grade import Grade
from bot.grading.language_model import LanguageModelGrader
from bot.grading.lexical import LexicalGrader


@contextmanager
def by_language_model(
    questions: Sequence[Question], connect: Callable[[], Endpoint]
) -> Iterator[GradeAnswer]:
    """`connect` is called inside an event loop."""

    async def connected() -> Endpoint:
        return connect()

    with asyncio.Runner() as runner:
        endpoint = runner.run(connected())
        grader = LanguageModelGrader(LexicalGrader(questions), endpoint)

        def grade(question: Question, answer: str) -> Grade:
            return runner.run(grader.grade(question, answer))

        try:
            yield grade
        finally:
            runner.run(endpoint.__aexit__(None, None, None))
