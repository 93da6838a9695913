"""Invited are invented members, for company; and one that visitors can play gets a past."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.attempts.attempt import WORTH, points_for
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.company.furnishing import Regular
from bot.company.guest import Guest, guests
from bot.company.past import Past
from bot.company.study import Day, Said, said_again, study
from bot.grading.grade import LOST, Grade
from bot.grading.lexical import LexicalGrader
from bot.ledger.service import Answer
from bot.standings import store as standings
from bot.storage.database import Database

# Repeatable on purpose: everybody finds the same member, with a course that rises visibly.
_SEED = "Mina 20"


class CompanyService:
    """What it writes goes by the ways of real answers. They are graded by their words alone: a
    language model is asked nothing for invented members."""

    def __init__(
        self, database: Database, attempts: AttemptService, bank: Bank, grader: LexicalGrader
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.bank = bank
        self.grader = grader

    async def invite(self, server_id: int, now: datetime) -> bool:
        """Let the guests have answered the questions of their levels; once: False, and nothing,
        in a server that lists anybody already."""
        today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        members, ledger = self.attempts.members, self.attempts.ledger
        async with self.database.write() as connection:
            if await standings.lists_anybody(connection, server_id):
                return False
            for member_id, guest in guests().items():
                for answer in self._answers(guest, member_id, server_id, today.date()):
                    await ledger.record(connection, answer)
                answered_at = today - timedelta(days=guest.days[-1])
                member = await members.settings(connection, member_id)
                name = f"{guest.name} (invented)"
                await members.answered(connection, member, server_id, name, answered_at)
        return True

    async def give_past(self, regular: Regular, server_id: int, now: datetime) -> None:
        """Sixteen weeks of practice, up to yesterday, and a plan; nothing to a member who was ever
        asked a question."""
        async with self.database.read() as connection:
            if await self.attempts.last_seen(connection, regular.member_id):
                return
        days = study([*self.bank.questions.values()], Random(_SEED))  # noqa: S311
        grades: dict[Said, Grade] = {}
        again: dict[str, str] = {}
        for day in days:
            # Day by day, as a thread can't be stopped, and the program may be told to.
            await asyncio.to_thread(self._grade, day, grades, again)
        async with self.database.write() as connection:
            zone = await self.attempts.zone(connection, regular.member_id, server_id)
            today = now.astimezone(zone).date()
            past = Past(connection, self.attempts, self.bank, grades, again, regular, server_id)
            for day in days:
                await past.live(day, today - timedelta(days=day.days_ago), zone)
            await past.plan(today)

    def _grade(self, day: Day, grades: dict[Said, Grade], again: dict[str, str]) -> None:
        """Put in the grades of all that is said on a day; and by question id, what is said in
        reviews of those of which something was missed."""
        for deed in day.deeds:
            if deed.text is None:
                continue
            question = deed.question
            grade = grades[question.id, deed.text] = self.grader.grade(question, deed.text)
            if question.id in again or not _misses(grade):
                continue
            for text in said_again(question):
                grade = grades[question.id, text] = self.grader.grade(question, text)
                again[question.id] = text
                if not _misses(grade):
                    break

    def _answers(self, guest: Guest, member_id: int, server_id: int, today: date) -> list[Answer]:
        asked = self.bank.matching(guest.level, None, None)
        if not asked:
            return []
        return [
            _answer(
                member_id,
                server_id,
                asked[number % len(asked)],
                guest.score(number),
                today - timedelta(days=days_ago),
            )
            for number, days_ago in enumerate(guest.days)
        ]


def _misses(grade: Grade) -> bool:
    return any(point.verdict in LOST for point in grade.points)


def _answer(member_id: int, server_id: int, question: Question, score: int, day: date) -> Answer:
    return Answer(
        member_id=member_id,
        server_id=server_id,
        question_id=question.id,
        level=question.level,
        topic=question.topic,
        score=score,
        earned=score / 100,
        points=points_for(score, WORTH[question.level], hints=0),
        server_day=day,
        member_day=day,
    )
