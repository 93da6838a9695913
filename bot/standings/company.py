"""Invented members for the sandbox, so that its leaderboards have company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.attempts.attempt import WORTH, points_for
from bot.bank.question import Level, Question
from bot.ledger.service import Answer, LedgerService
from bot.members.service import MemberService
from bot.standings import store
from bot.storage.database import Database

_FIRST_ID = 900_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Guest:
    """`days` are those with an answer, counted back from today, the oldest first; the scores of
    the answers (0-100) go evenly from `begins` to `ends`."""

    name: str
    level: Level
    days: Sequence[int]
    begins: int
    ends: int


def guests() -> tuple[Guest, ...]:
    """More than a page of them: steady ones, some who gained, a streak with a frozen day."""
    return (
        Guest("Marie", Level.EXPERIENCED, range(58, -1, -2), 52, 88),
        Guest("Tomás", Level.JUNIOR, range(57, -1, -3), 61, 74),
        Guest("Yuki", Level.JUNIOR, range(13, -1, -1), 70, 90),
        Guest("عمر", Level.EXPERIENCED, range(12, 0, -1), 40, 83),
        Guest("Līga", Level.FRESHER, (9, 8, 7, 6, 5, 4, 3, 1), 65, 95),
        Guest("Priya", Level.JUNIOR, range(59, 1, -2), 80, 77),
        Guest("Ben 🚀", Level.FRESHER, (40, 33, 26, 19, 12, 5, 0), 50, 90),
        Guest("Chiara", Level.EXPERIENCED, (3, 2, 1), 72, 72),
        Guest("Dima", Level.JUNIOR, (45, 20, 6, 1), 55, 85),
        Guest("Zoë", Level.FRESHER, (2, 0), 100, 100),
        Guest("Noor", Level.JUNIOR, (0,), 100, 100),
        Guest("Kofi", Level.EXPERIENCED, (28, 14, 1), 35, 66),
    )


async def invite(
    database: Database,
    members: MemberService,
    ledger: LedgerService,
    server_id: int,
    questions: Sequence[Question],
    now: datetime,
) -> bool:
    """Let them have answered those of these questions that are of their level; once: False, and
    nothing, in a server that lists anybody already."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    async with database.write() as connection:
        if await store.lists_anybody(connection, server_id):
            return False
        for number, guest in enumerate(guests()):
            member_id, name = _FIRST_ID + number, f"{guest.name} (invented)"
            for answer in _answers(guest, member_id, server_id, questions, today):
                await ledger.record(connection, answer)
            answered_at = today - timedelta(days=guest.days[-1])
            member = await members.settings(connection, member_id)
            await members.answered(connection, member, server_id, name, answered_at)
    return True


def _answers(
    guest: Guest, member_id: int, server_id: int, questions: Sequence[Question], today: datetime
) -> list[Answer]:
    asked = [question for question in questions if question.level is guest.level]
    last = max(1, len(guest.days) - 1)
    answers = []
    for number, days_ago in enumerate(guest.days):
        score = guest.begins + (guest.ends - guest.begins) * number // last
        day = (today - timedelta(days=days_ago)).date()
        question = asked[number % len(asked)]
        answers.append(
            Answer(
                member_id=member_id,
                server_id=server_id,
                question_id=question.id,
                level=question.level,
                topic=question.topic,
                score=score,
                earned=score / 100,
                points=points_for(score, WORTH[guest.level], hints=0),
                server_day=day,
                member_day=day,
            )
        )
    return answers
