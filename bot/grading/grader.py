"""What the rest of the program sees of a grader."""

import asyncio
from typing import Protocol

from bot.bank.question import Question
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader


class Grader(Protocol):
    async def grade(self, question: Question, answer: str) -> Grade:
        """Judge the answer; it may take seconds, and raises nothing that the answer causes."""
        ...


class InThread:
    """The default grader, which computes for some milliseconds, off the event loop."""

    def __init__(self, grader: LexicalGrader) -> None:
        self.grader = grader

    async def grade(self, question: Question, answer: str) -> Grade:
        return await asyncio.to_thread(self.grader.grade, question, answer)
