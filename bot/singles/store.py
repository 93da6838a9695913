"""Which attempts were asked by themselves, and what they were chosen from."""

from sqlalchemy import Column, ForeignKey, String, Table, func, insert, select

from bot.attempts.attempt import State
from bot.attempts.store import attempts
from bot.bank.question import Kind, Level
from bot.singles.single import Choice
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId

single_questions = Table(
    "single_questions",
    metadata,
    Column(
        "attempt_id",
        BigId,
        ForeignKey("attempts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("level", String(12)),
    Column("topic", String(40)),
    Column("kind", String(12)),
)


async def add(connection: Connection, attempt_id: int, choice: Choice) -> None:
    await connection.execute(
        insert(single_questions).values(
            attempt_id=attempt_id, level=choice.level, topic=choice.topic, kind=choice.kind
        )
    )


async def choice(connection: Connection, attempt_id: int) -> Choice | None:
    """What the question of this first attempt was chosen from; None if it is not one of these.

    Nobody else changes it until the transaction ends.
    """
    query = (
        select(single_questions)
        .where(single_questions.c.attempt_id == attempt_id)
        .with_for_update()
    )
    row = (await connection.execute(query)).first()
    if row is None:
        return None
    return Choice(
        Level(row.level) if row.level else None, row.topic, Kind(row.kind) if row.kind else None
    )


async def newest_open(
    connection: Connection, member_id: int, question_id: str | None = None
) -> int | None:
    """The member's newest first attempt that waits for an answer, at this question or any."""
    query = (
        select(func.max(attempts.c.id))
        .join(single_questions, single_questions.c.attempt_id == attempts.c.id)
        .where(attempts.c.member_id == member_id, attempts.c.state == State.OPEN)
    )
    if question_id is not None:
        query = query.where(attempts.c.question_id == question_id)
    newest: int | None = (await connection.execute(query)).scalar_one()
    return newest
