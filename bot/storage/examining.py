"""A look at a database before anybody works with it; it is left as it was."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from bot.storage.address import file_of, is_sqlite, parse
from bot.storage.engines import engines
from bot.storage.errors import translated
from bot.storage.migrations import HEAD
from bot.storage.revision import stored, unknown

SQLITE_VERSION = sqlite3.sqlite_version


@dataclass(frozen=True, slots=True)
class Examined:
    """`revision` is None where there are no tables yet, `is_behind` where the next start brings
    them up to date; `faults` are what SQLite found, `problem` says that they aren't ours."""

    revision: str | None = None
    is_behind: bool = False
    faults: tuple[str, ...] = ()
    problem: str | None = None


def folder_of(url: str) -> Path | None:
    """The folder of SQLite's file, whether it is there or not; None for a server.

    Raises StorageError.
    """
    address = parse(url)
    return file_of(address).parent if is_sqlite(address) else None


async def examine(url: str) -> Examined:
    """Read it, and write into it what isn't kept; raises StorageError where that fails.

    Makes no file. Other programs go on meanwhile, unless they write.
    """
    address = parse(url)
    if is_sqlite(address) and not file_of(address).exists():
        return Examined()
    opened = engines(address)
    try:
        with translated():
            async with opened.reader.connect() as connection:
                revision = await connection.run_sync(stored)
                faults = await connection.run_sync(_faults)
            problem = unknown(revision)
            async with opened.writer.connect() as connection, connection.begin() as transaction:
                if revision and not problem:
                    await connection.execute(text("UPDATE alembic_version SET version_num = ''"))
                await transaction.rollback()
    finally:
        await opened.dispose()
    return Examined(revision, revision != HEAD, faults, problem)


def _faults(connection: Connection) -> tuple[str, ...]:
    if connection.dialect.name != "sqlite":
        return ()
    lines = connection.exec_driver_sql("PRAGMA quick_check").scalars()
    return tuple(" ".join(line.split()) for line in lines if line != "ok")
