"""aiosqlite with one trip to its thread for each statement.

A trip costs more than most statements. SQLAlchemy asks for a cursor, execution, rows and closing,
each of which aiosqlite sends to the thread; here execution does it all at once.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

Parameters = Sequence[Any]


class Connection(aiosqlite.Connection):
    _stopping: asyncio.Future[Any] | None = None
    _opened: sqlite3.Connection | None = None

    def __init__(self, file: Path, timeout_s: float) -> None:
        def connector() -> sqlite3.Connection:
            self._opened = sqlite3.connect(
                file, timeout=timeout_s, isolation_level=None, check_same_thread=False
            )
            return self._opened

        super().__init__(connector, iter_chunk_size=64)

    def cursor(self) -> "Cursor":  # type: ignore[override]
        return Cursor(self)

    def stop(self) -> asyncio.Future[Any] | None:
        """End the thread after what it was given; asked again, the same end is awaited.

        Without that, a close that is cancelled and then forced would wait for a second end
        of the thread, which never comes.
        """
        if self._stopping is None:
            # Who was cancelled while the thread opened the file never learns what it opened.
            self._tx.put_nowait((None, self._close_opened))
            self._stopping = super().stop()
        return self._stopping

    def _close_opened(self) -> None:
        if self._opened is not None:
            self._opened.close()

    async def close(self) -> None:
        if stopping := self.stop():
            await asyncio.shield(stopping)

    async def run(self, sql: str, parameters: Parameters, *, many: bool = False) -> "Outcome":
        run = partial(_run, self._conn, sql, parameters, many)
        outcome: Outcome = await self._execute(run)  # type: ignore[no-untyped-call]
        return outcome


class Outcome:
    """What is left of a cursor once its statement is done."""

    def __init__(self, done: sqlite3.Cursor) -> None:
        self.rows = done.fetchall() if done.description else []
        # Read after the rows: only then is the count of a RETURNING known.
        self.description = done.description
        self.rowcount = done.rowcount
        self.lastrowid = done.lastrowid
        done.close()


class Cursor:
    """The part of a cursor that SQLAlchemy uses."""

    arraysize = 1
    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> Self:
        return self._keep(await self._connection.run(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Parameters]) -> Self:
        return self._keep(await self._connection.run(sql, parameters, many=True))

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        self._rows = []

    def _keep(self, outcome: Outcome) -> Self:
        self._rows = outcome.rows
        self.description = outcome.description
        self.rowcount = outcome.rowcount
        self.lastrowid = outcome.lastrowid
        return self


async def connect(file: Path, timeout_s: float) -> Connection:
    """`timeout_s` is how long a statement waits for another program's lock."""
    connection = Connection(file, timeout_s)
    # A connection that nobody closed must not keep the program from ending.
    connection._thread.daemon = True
    await connection
    return connection


def _run(opened: sqlite3.Connection, sql: str, parameters: Parameters, many: bool) -> Outcome:
    return Outcome(opened.executemany(sql, parameters) if many else opened.execute(sql, parameters))
