"""The reviews and the attempts that they asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Row,
    SmallInteger,
    Table,
    bindparam,
    insert,
    select,
)

from bot.attempts.attempt import Attempt
from bot.attempts.store import attempts, read_attempt
from bot.reviews.review import Review
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId, Snowflake, UtcDateTime

reviews = Table(
    "reviews",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("member_id", Snowflake, nullable=False),
    Column("server_id", Snowflake, nullable=False),
    Column("length", SmallInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Index("ix_reviews_member", "member_id", "id"),
    sqlite_autoincrement=True,  # an id is never given twice, so old buttons stay dead
)

review_attempts = Table(
    "review_attempts",
    metadata,
    Column("review_id", BigId, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("attempt_id", BigId, ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Index("ux_review_attempts_attempt", "attempt_id", unique=True),
)


_ADDING = insert(reviews).returning(reviews)
_ONE = select(reviews).where(reviews.c.id == bindparam("review"))
_LOCKED = _ONE.with_for_update()
_NEWEST = (
    select(reviews)
    .where(reviews.c.member_id == bindparam("member"))
    .order_by(reviews.c.id.desc())
    .limit(1)
)
_REVIEW_OF = select(review_attempts.c.review_id).where(
    review_attempts.c.attempt_id == bindparam("attempt")
)
_ATTEMPTS = (
    select(attempts)
    .join(review_attempts, review_attempts.c.attempt_id == attempts.c.id)
    .where(review_attempts.c.review_id == bindparam("review"))
    .order_by(review_attempts.c.position)
)


async def add(
    connection: Connection, *, member_id: int, server_id: int, length: int, now: datetime
) -> Review:
    values = {
        "member_id": member_id,
        "server_id": server_id,
        "length": length,
        "started_at": now,
    }
    return _review((await connection.execute(_ADDING, values)).one())


async def locked(connection: Connection, review_id: int) -> Review | None:
    """Nobody else changes it until the transaction ends."""
    row = (await connection.execute(_LOCKED, {"review": review_id})).first()
    return _review(row) if row else None


async def newest(connection: Connection, member_id: int) -> Review | None:
    row = (await connection.execute(_NEWEST, {"member": member_id})).first()
    return _review(row) if row else None


async def review_of(connection: Connection, attempt_id: int) -> int | None:
    """The id of the review that asked this attempt; None if it is not one of these."""
    found = await connection.execute(_REVIEW_OF, {"attempt": attempt_id})
    return found.scalar_one_or_none()


async def add_attempt(
    connection: Connection, review_id: int, position: int, attempt_id: int
) -> None:
    await connection.execute(
        insert(review_attempts).values(
            review_id=review_id, position=position, attempt_id=attempt_id
        )
    )


async def attempts_of(connection: Connection, review_id: int) -> Sequence[Attempt]:
    """In the order in which they were asked."""
    rows = await connection.execute(_ATTEMPTS, {"review": review_id})
    return [read_attempt(row) for row in rows]


def _review(row: Row[Any]) -> Review:
    return Review(row.id, row.member_id, row.server_id, row.length, row.started_at)
