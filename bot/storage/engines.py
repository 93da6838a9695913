"""SQLAlchemy engines, set up for each database's own habits."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, NullPool, PoolResetState, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage import driver
from bot.storage.address import file_of, is_sqlite, lock_timeout_s
from bot.storage.errors import StorageError

# Discord gives up on a click after 3 seconds, but a late save is better than none.
LOCK_TIMEOUT_S = 5.0
# Another process may be changing the tables, which takes longer than a click.
MIGRATION_TIMEOUT_S = 60.0
# Waited for in steps: a program that is told to stop can't leave SQLite in the middle of one.
MIGRATION_STEP_S = 0.25
QUEUE_TIMEOUT_S = 10.0
READERS = 3


@dataclass(frozen=True)
class Engines:
    """On SQLite `writer` has one connection, so that writers queue here in turn instead of
    racing for the file's lock."""

    writer: AsyncEngine
    reader: AsyncEngine

    @property
    def in_use(self) -> int:
        """Connections that a task holds at this moment."""
        pools: set[Any] = {self.writer.pool, self.reader.pool}
        return sum(pool.checkedout() for pool in pools)

    async def dispose(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def engines(url: URL) -> Engines:
    if not is_sqlite(url):
        engine = _engine(url, pool_pre_ping=True)
        return Engines(engine, engine.execution_options(postgresql_readonly=True))
    writer = _sqlite(url, LOCK_TIMEOUT_S, pool_size=1)
    reader = _sqlite(url, LOCK_TIMEOUT_S, pool_size=READERS, pool_use_lifo=True)
    _set_up(writer, "BEGIN IMMEDIATE", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")
    _set_up(reader, "BEGIN", "PRAGMA query_only=ON")
    return Engines(writer, reader)


def migration_engine(url: URL) -> AsyncEngine:
    """Without enforced foreign keys on SQLite: a table is altered there by replacing it."""
    if not is_sqlite(url):
        return _engine(url, poolclass=NullPool)
    engine = _sqlite(url.set(query={}), MIGRATION_STEP_S, poolclass=NullPool)
    _set_up(engine, "BEGIN IMMEDIATE", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=OFF")
    return engine


def _sqlite(url: URL, timeout_s: float, **options: Any) -> AsyncEngine:
    connect = partial(driver.connect, file_of(url), lock_timeout_s(url, timeout_s))
    return _engine(url, async_creator=connect, pool_reset_on_return=None, **options)


def _engine(url: URL, **options: Any) -> AsyncEngine:
    if "poolclass" not in options:
        options |= {"max_overflow": 0, "pool_timeout": QUEUE_TIMEOUT_S}
    try:
        return create_async_engine(url, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise StorageError("PostgreSQL needs a driver: pip install asyncpg.") from error


def _set_up(engine: AsyncEngine, begin: str, *pragmas: str) -> None:
    """Python's sqlite3 would start transactions by itself, too late and without the write lock:
    with isolation_level=None it doesn't, and this does."""

    def on_connect(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    def on_reset(connection: Any, _record: object, state: PoolResetState) -> None:
        # Asking costs nothing; a rollback after each commit would be a trip to the thread.
        if not state.terminate_only and connection.driver_connection.in_transaction:
            connection.rollback()

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    event.listen(engine.sync_engine, "reset", on_reset)
