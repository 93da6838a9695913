"""The interviews, their attempts in order, and each member's last choices."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Row,
    SmallInteger,
    String,
    Table,
    bindparam,
    false,
    insert,
    select,
    text,
    update,
)

from bot.attempts.attempt import Attempt
from bot.attempts.store import attempts, read_attempt
from bot.bank.question import Kind
from bot.interviews.interview import Ending, Interview, Mode, Pace, Place, Plan
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId, Snowflake, UtcDateTime
from bot.storage.upsert import put

interviews = Table(
    "interviews",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("member_id", Snowflake, nullable=False),
    Column("server_id", Snowflake, nullable=False),
    Column("pace", String(12), nullable=False),
    Column("topic", String(40)),
    Column("kind", String(12)),
    Column("length", SmallInteger, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ending", String(10)),
    Column("mode", String(10), nullable=False, server_default=Mode.PRACTICE),
    Column("touched_at", UtcDateTime),
    Column("place", String(10), nullable=False, server_default=Place.PRIVATE),
    Column("coach_id", Snowflake),
    Column("thread_id", Snowflake),
    Column("shared_at", UtcDateTime),
    Column("weak_first", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Index("ix_interviews_member", "member_id", "id"),
    # One running interview a member, whatever two devices do at once.
    Index(
        "ux_interviews_running",
        "member_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    sqlite_autoincrement=True,  # an id is never given twice, so old buttons stay dead
)

interview_attempts = Table(
    "interview_attempts",
    metadata,
    Column(
        "interview_id", BigId, ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("position", SmallInteger, primary_key=True),
    Column("attempt_id", BigId, ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Index("ux_interview_attempts_attempt", "attempt_id", unique=True),
)

interview_choices = Table(
    "interview_choices",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("pace", String(12), nullable=False),
    Column("topic", String(40)),
    Column("kind", String(12)),
    Column("length", SmallInteger, nullable=False),
    Column("mode", String(10), nullable=False, server_default=Mode.PRACTICE),
    Column("place", String(10), nullable=False, server_default=Place.PRIVATE),
)


_ONE = select(interviews).where(interviews.c.id == bindparam("interview"))
_LOCKED = _ONE.with_for_update()
_RUNNING = select(interviews).where(
    interviews.c.member_id == bindparam("member"), interviews.c.ended_at.is_(None)
)
_ADDING = insert(interviews).returning(interviews)
_ADDING_ATTEMPT = insert(interview_attempts)
_TOUCHING = update(interviews).where(interviews.c.id == bindparam("interview"))
_ATTEMPTS = (
    select(
        attempts,
        interview_attempts.c.position,
        interview_attempts.c.attempt_id.label("first_id"),
    )
    .join(
        interview_attempts,
        (attempts.c.id == interview_attempts.c.attempt_id)
        | (attempts.c.retry_of == interview_attempts.c.attempt_id),
    )
    .where(interview_attempts.c.interview_id == bindparam("interview"))
    .order_by(attempts.c.id)
)


async def add(
    connection: Connection,
    *,
    member_id: int,
    server_id: int,
    plan: Plan,
    seed: int,
    now: datetime,
) -> Interview:
    values = {
        "member_id": member_id,
        "server_id": server_id,
        **_columns(plan),
        "coach_id": plan.coach,
        "weak_first": plan.weak_first,
        "seed": seed,
        "started_at": now,
        "touched_at": now,
    }
    return _interview((await connection.execute(_ADDING, values)).one())


async def get(connection: Connection, interview_id: int) -> Interview | None:
    row = (await connection.execute(_ONE, {"interview": interview_id})).first()
    return _interview(row) if row else None


async def locked(connection: Connection, interview_id: int) -> Interview | None:
    """The same, and nobody else changes it until the transaction ends.

    On SQLite the write transaction alone does that, and FOR UPDATE is left out.
    """
    row = (await connection.execute(_LOCKED, {"interview": interview_id})).first()
    return _interview(row) if row else None


async def running(connection: Connection, member_id: int) -> Interview | None:
    row = (await connection.execute(_RUNNING, {"member": member_id})).first()
    return _interview(row) if row else None


async def ended(connection: Connection, member_id: int, most: int) -> tuple[Interview, ...]:
    """The member's ended interviews, newest first."""
    query = (
        select(interviews)
        .where(interviews.c.member_id == member_id, interviews.c.ended_at.is_not(None))
        .order_by(interviews.c.id.desc())
        .limit(most)
    )
    return tuple(_interview(row) for row in await connection.execute(query))


async def touch(connection: Connection, interview_id: int, now: datetime) -> None:
    """Note that its member came."""
    await connection.execute(_TOUCHING, {"interview": interview_id, "touched_at": now})


async def save_end(connection: Connection, interview: Interview) -> None:
    await connection.execute(
        update(interviews)
        .where(interviews.c.id == interview.id, interviews.c.ended_at.is_(None))
        .values(ended_at=interview.ended_at, ending=interview.ending)
    )


async def save_thread(connection: Connection, interview_id: int, thread_id: int) -> None:
    await connection.execute(
        update(interviews).where(interviews.c.id == interview_id).values(thread_id=thread_id)
    )


async def mark_shared(connection: Connection, interview_id: int, now: datetime) -> bool:
    """Note that its summary is posted; False if it is already."""
    change = (
        update(interviews)
        .where(interviews.c.id == interview_id, interviews.c.shared_at.is_(None))
        .values(shared_at=now)
    )
    return (await connection.execute(change)).rowcount == 1


async def mark_unshared(connection: Connection, interview_id: int) -> None:
    await connection.execute(
        update(interviews).where(interviews.c.id == interview_id).values(shared_at=None)
    )


async def add_attempt(
    connection: Connection, interview_id: int, position: int, attempt_id: int
) -> None:
    row = {"interview_id": interview_id, "position": position, "attempt_id": attempt_id}
    await connection.execute(_ADDING_ATTEMPT, row)


async def attempts_of(
    connection: Connection, interview_id: int
) -> tuple[list[int], tuple[Attempt, ...]]:
    """The ids of the first attempts at its questions, in order; and these attempts with those
    that try them again, oldest first."""
    rows = (await connection.execute(_ATTEMPTS, {"interview": interview_id})).all()
    firsts = {row.position: row.first_id for row in rows}
    return [firsts[position] for position in sorted(firsts)], tuple(map(read_attempt, rows))


async def choices(connection: Connection, member_id: int) -> Plan | None:
    """What the member asked for last time."""
    query = select(interview_choices).where(interview_choices.c.member_id == member_id)
    row = (await connection.execute(query)).first()
    return _plan(row) if row else None


async def save_choices(connection: Connection, member_id: int, plan: Plan) -> None:
    await put(connection, interview_choices, {"member_id": member_id, **_columns(plan)})


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "pace": plan.pace,
        "topic": plan.topic,
        "kind": plan.kind,
        "length": plan.length,
        "mode": plan.mode,
        "place": plan.place,
    }


def _plan(row: Row[Any]) -> Plan:
    kind = Kind(row.kind) if row.kind else None
    return Plan(Pace(row.pace), row.topic, kind, row.length, Mode(row.mode), Place(row.place))


def _interview(row: Row[Any]) -> Interview:
    return Interview(
        id=row.id,
        member_id=row.member_id,
        server_id=row.server_id,
        plan=replace(_plan(row), coach=row.coach_id, weak_first=row.weak_first),
        seed=row.seed,
        started_at=row.started_at,
        touched_at=row.touched_at or row.started_at,
        ended_at=row.ended_at,
        ending=Ending(row.ending) if row.ending else None,
        thread_id=row.thread_id,
        shared_at=row.shared_at,
    )
