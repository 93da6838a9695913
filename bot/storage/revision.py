"""Which revision the tables are at, and bringing them to the newest."""

import asyncio
import sqlite3
from typing import cast

import aiosqlite
from sqlalchemy import URL, Connection, String, column, inspect, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.address import file_of, is_sqlite, lock_timeout_s, parse
from bot.storage.engines import MIGRATION_STEP_S, MIGRATION_TIMEOUT_S, migration_engine
from bot.storage.errors import StorageBusy, StorageError, is_locked, translated
from bot.storage.migrations import FOLDER, HEAD, REVISIONS

# Any number will do, as long as every version of the program takes the same.
MIGRATION_LOCK = 0x67_72_65_65_6E


async def upgrade(url: str) -> tuple[str | None, str]:
    """Make the database if needed and bring its tables up to date: all of it, or nothing.

    Returns the revision before and after. Several processes may call this at once.
    """
    address = parse(url)
    if is_sqlite(address):
        await asyncio.to_thread(_make_folder, address)
    patience_s = lock_timeout_s(address, MIGRATION_TIMEOUT_S)
    while True:
        try:
            return await _upgraded(address)
        except StorageBusy:
            patience_s -= MIGRATION_STEP_S
            if patience_s <= 0:
                raise


async def _upgraded(address: URL) -> tuple[str | None, str]:
    with translated():
        engine = migration_engine(address)
        try:
            async with engine.connect() as connection:
                async with connection.begin():
                    revisions = await _bring_to_head(connection)
                await _keep_a_write_ahead_log(connection, address)
                return revisions
        finally:
            await engine.dispose()


def stored(connection: Connection) -> str | None:
    """The stored revision, None for an empty database; StorageError for what isn't ours."""
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        if names:
            raise StorageError(
                f"The database belongs to another program: it has a table {names[0]!r} "
                "and no revision. Name another file in the database URL."
            )
        return None
    query = select(column("version_num", String)).select_from(table("alembic_version"))
    return connection.execute(query).scalar_one_or_none()


def unknown(revision: str | None) -> str | None:
    """Why a revision can't be worked with, or None if it can."""
    if revision is None or revision in REVISIONS:
        return None
    return (
        f"This database was made by a newer Greenroom (revision {revision}): upgrade the program, "
        "or restore the backup from before the newer one was started."
    )


def mismatch(revision: str | None) -> str | None:
    """Why the tables aren't those that this program works with, or None if they are."""
    if revision is None:
        return "It has no revision: it isn't Greenroom's database, or was never opened by it."
    if revision != HEAD and revision in REVISIONS:
        return f"It is at revision {revision}, and this program works with {HEAD}: upgrade it."
    return unknown(revision)


async def _bring_to_head(connection: AsyncConnection) -> tuple[str | None, str]:
    if connection.dialect.name == "postgresql":
        await connection.execute(
            text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK}
        )
    old = await connection.run_sync(stored)
    if problem := unknown(old):
        raise StorageError(problem)
    if old != HEAD:
        await connection.run_sync(_migrate)
    return old, HEAD


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    command.upgrade(config, "head")
    _refuse_orphans(connection)


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise StorageError(f"The upgrade would leave {len(broken)} rows without their parents.")


def _make_folder(url: URL) -> None:
    folder = file_of(url).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The database's folder {folder} can't be made: {error.strerror}."
        ) from error


async def _keep_a_write_ahead_log(connection: AsyncConnection, url: URL) -> None:
    """With SQLite's write-ahead log, readers and the writer don't block each other.

    Switching to it doesn't wait for locks as other statements do: hence the loop.
    """
    if not is_sqlite(url):
        return
    raw = await connection.get_raw_connection()
    driver = cast(aiosqlite.Connection, raw.driver_connection)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + lock_timeout_s(url, MIGRATION_TIMEOUT_S)
    while True:
        try:
            await driver.execute_fetchall("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not is_locked(error) or loop.time() > deadline:
                raise
            await asyncio.sleep(0.05)
        else:
            return
