"""Insert or change in one statement, in each database's own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = Mapping[str, Any]


async def put(connection: AsyncConnection, table: Table, row: Row) -> None:
    """Insert the row, or give the one with its primary key these values."""
    statement = _insert(connection, table).values(dict(row))
    changed = {name: statement.excluded[name] for name in row if name not in table.primary_key.c}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[*table.primary_key.c], set_=changed)
    )


async def add_up(
    connection: AsyncConnection, table: Table, rows: Sequence[Row], sums: Sequence[str]
) -> None:
    """Insert the rows; where one with a row's primary key exists, the columns named in `sums`
    grow by the row's values."""
    statement = _insert(connection, table).values([dict(row) for row in rows])
    grown = {name: table.c[name] + statement.excluded[name] for name in sums}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[*table.primary_key.c], set_=grown)
    )


async def put_new(connection: AsyncConnection, table: Table, row: Row) -> bool:
    """Insert the row; False where one with its primary key, or another unique key, exists."""
    statement = _insert(connection, table).values(dict(row)).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1


async def put_returning(connection: AsyncConnection, table: Table, row: Row) -> Any:
    """Insert the row and give it back with what the database added; None where one with one of
    its unique keys exists."""
    statement = _insert(connection, table).values(dict(row)).on_conflict_do_nothing()
    return (await connection.execute(statement.returning(table))).first()


def _insert(connection: AsyncConnection, table: Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
