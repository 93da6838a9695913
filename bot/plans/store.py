"""The plans, and what was done each day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Index,
    Row,
    SmallInteger,
    String,
    Table,
    delete,
    or_,
    select,
    update,
)

from bot.attempts.attempt import State
from bot.attempts.store import attempts
from bot.bank.question import Level
from bot.plans.plan import StudyPlan
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import Snowflake, UtcDateTime
from bot.storage.upsert import put

plans = Table(
    "plans",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("server_id", Snowflake, nullable=False),
    Column("level", String(12), nullable=False),
    Column("begins", Date, nullable=False),
    Column("interview", Date, nullable=False),
    Column("remind_minute", SmallInteger),  # after midnight, in the member's zone
    Column("remind_at", UtcDateTime),
    Index("ix_plans_remind_at", "remind_at"),
    sqlite_with_rowid=False,
)


async def get(connection: Connection, member_id: int) -> StudyPlan | None:
    row = (await connection.execute(select(plans).where(plans.c.member_id == member_id))).first()
    return _plan(row) if row else None


async def save(connection: Connection, plan: StudyPlan) -> None:
    await put(
        connection,
        plans,
        {
            "member_id": plan.member_id,
            "server_id": plan.server_id,
            "level": plan.level,
            "begins": plan.begins,
            "interview": plan.interview,
            "remind_minute": plan.remind_minute,
            "remind_at": plan.remind_at,
        },
    )


async def remove(connection: Connection, member_id: int) -> None:
    await connection.execute(delete(plans).where(plans.c.member_id == member_id))


async def to_remind(connection: Connection, now: datetime, most: int) -> Sequence[StudyPlan]:
    """Those whose reminder is due, the longest first."""
    query = select(plans).where(plans.c.remind_at <= now).order_by(plans.c.remind_at).limit(most)
    return [_plan(row) for row in await connection.execute(query)]


async def put_off(
    connection: Connection, plan: StudyPlan, minute: int | None, at: datetime | None
) -> bool:
    """Have the next reminder due then; False where somebody else has seen to this one."""
    change = (
        update(plans)
        .where(plans.c.member_id == plan.member_id, plans.c.remind_at == plan.remind_at)
        .values(remind_minute=minute, remind_at=at)
    )
    return (await connection.execute(change)).rowcount == 1


async def answered(
    connection: Connection, member_id: int, since: datetime
) -> Sequence[tuple[datetime, bool]]:
    """When each first attempt was answered, and whether it was a review's; a point that was given
    up in a review counts as reviewed."""
    of_review = attempts.c.point.is_not(None)
    is_done = attempts.c.state.in_((State.SUBMITTED, State.ANSWERED))
    query = select(attempts.c.closed_at, of_review).where(
        attempts.c.member_id == member_id,
        attempts.c.retry_of.is_(None),
        attempts.c.opened_at >= since,
        attempts.c.closed_at.is_not(None),
        or_(is_done, of_review & (attempts.c.state == State.REVEALED)),
    )
    return [(at, bool(is_review)) for at, is_review in await connection.execute(query)]


def _plan(row: Row[Any]) -> StudyPlan:
    return StudyPlan(
        row.member_id,
        row.server_id,
        Level(row.level),
        row.begins,
        row.interview,
        row.remind_minute,
        row.remind_at,
    )
