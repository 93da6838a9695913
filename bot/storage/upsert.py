"""Insert or change in one statement, in each database's own words.

Each statement is built once: building one takes longer than SQLite takes to carry it out.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = Mapping[str, Any]


async def put(connection: AsyncConnection, table: Table, row: Row) -> None:
    """Insert the row, or give the one with its primary key these values."""
    statement = _putting(connection.dialect.name, table, tuple(row))
    await connection.execute(statement, dict(row))


async def put_all(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """The same with several rows, which have the same columns; at least one."""
    statement = _putting(connection.dialect.name, table, tuple(rows[0]))
    await connection.execute(statement, [dict(row) for row in rows])


async def add_up(
    connection: AsyncConnection, table: Table, rows: Sequence[Row], sums: tuple[str, ...]
) -> None:
    """Insert the rows; where one with a row's primary key exists, the columns named in `sums`
    grow by the row's values."""
    statement = _adding(connection.dialect.name, table, sums)
    await connection.execute(statement, [dict(row) for row in rows])


async def put_new(connection: AsyncConnection, table: Table, row: Row) -> bool:
    """Insert the row; False where one with its primary key, or another unique key, exists."""
    statement = _adding_new(connection.dialect.name, table)
    return (await connection.execute(statement, dict(row))).rowcount == 1


async def put_returning(connection: AsyncConnection, table: Table, row: Row) -> Any:
    """Insert the row and give it back with what the database added; None where one with one of
    its unique keys exists."""
    statement = _adding_new(connection.dialect.name, table).returning(table)
    return (await connection.execute(statement, dict(row))).first()


@cache
def _putting(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in columns if name not in _key(table)}
    return statement.on_conflict_do_update(index_elements=[*_key(table)], set_=changed)


@cache
def _adding(dialect: str, table: Table, sums: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    grown = {name: table.c[name] + statement.excluded[name] for name in sums}
    return statement.on_conflict_do_update(index_elements=[*_key(table)], set_=grown)


@cache
def _adding_new(dialect: str, table: Table) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def _key(table: Table) -> Any:
    return table.primary_key.c
