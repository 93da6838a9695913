"""A member's rows in every table; whoever asks has loaded the rooms that declare them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select, update

from bot.attempts.store import attempts
from bot.daily.store import mark_stale_of
from bot.interviews.store import interviews
from bot.privacy.kept import KEPT, Counts, Kept
from bot.storage.database import Connection
from bot.storage.tables import metadata

Rows = Sequence[Mapping[str, Any]]
_BY_NAME = {kept.table: kept for kept in KEPT}


async def counts(connection: Connection, member_id: int) -> Counts:
    """Without those that are 0."""
    found = {}
    for kept in KEPT:
        if kept.is_members:
            found[kept.table] = await _count(connection, kept, _owned(kept, member_id))
        for name in kept.empties:
            is_named = _table(kept).c[name] == member_id
            found[f"{kept.table}.{name}"] = await _count(connection, kept, is_named)
    return {name: number for name, number in found.items() if number}


async def rows(connection: Connection, member_id: int) -> dict[str, Rows]:
    """Every row that belongs to the member, table by table, in the order of their keys."""
    found: dict[str, Rows] = {}
    for kept in KEPT:
        if kept.is_members:
            table = _table(kept)
            query = select(table).where(_owned(kept, member_id)).order_by(*table.primary_key)
            found[kept.table] = [dict(row._mapping) for row in await connection.execute(query)]
    return found


async def mentions(connection: Connection, member_id: int) -> dict[str, Rows]:
    """Where other members' rows name the member: the rows' keys and the column, table by table.

    The rest of such a row is another member's.
    """
    found: dict[str, Rows] = {}
    for kept in KEPT:
        table = _table(kept)
        for name in kept.empties:
            query = select(*table.primary_key, table.c[name]).where(table.c[name] == member_id)
            found[kept.table] = [dict(row._mapping) for row in await connection.execute(query)]
    return found


async def erase(connection: Connection, member_id: int) -> None:
    """Rows before those that they refer to. Posts that show answers of theirs become stale."""
    await mark_stale_of(connection, member_id)
    for table in reversed(metadata.sorted_tables):
        kept = _BY_NAME[table.name]
        if kept.is_members:
            await connection.execute(delete(table).where(_owned(kept, member_id)))
        for name in kept.empties:
            change = update(table).where(table.c[name] == member_id).values({name: None})
            await connection.execute(change)


async def first_attempts(connection: Connection, member_id: int) -> Sequence[int]:
    """The member's attempts that try no other one again, oldest first."""
    query = (
        select(attempts.c.id)
        .where(attempts.c.member_id == member_id, attempts.c.retry_of.is_(None))
        .order_by(attempts.c.id)
    )
    return (await connection.execute(query)).scalars().all()


async def shared(connection: Connection, member_id: int) -> int:
    """How many summaries of interviews the member posted and hasn't taken back."""
    query = select(func.count()).where(
        interviews.c.member_id == member_id, interviews.c.shared_at.is_not(None)
    )
    return int((await connection.execute(query)).scalar_one())


async def open_thread(connection: Connection, member_id: int) -> int | None:
    """The thread of the member's running interview."""
    query = select(interviews.c.thread_id).where(
        interviews.c.member_id == member_id, interviews.c.ended_at.is_(None)
    )
    return (await connection.execute(query)).scalar_one_or_none()


async def _count(connection: Connection, kept: Kept, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(_table(kept)).where(which)
    return int((await connection.execute(query)).scalar_one())


def _table(kept: Kept) -> Table:
    return metadata.tables[kept.table]


def _owned(kept: Kept, member_id: int) -> ColumnElement[bool]:
    table = _table(kept)
    if kept.through is None:
        return table.c[str(kept.owner)] == member_id
    column, parent = kept.through
    theirs = select(metadata.tables[parent].c.id).where(_owned(_BY_NAME[parent], member_id))
    return table.c[column].in_(theirs)
