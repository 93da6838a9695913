"""What an operator does with the database file: a copy of it, and an examination."""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.address import file_of, is_sqlite, lock_timeout_s, parse
from bot.storage.engines import MIGRATION_TIMEOUT_S
from bot.storage.errors import StorageBusy, StorageError, translated
from bot.storage.revision import mismatch


async def backup(url: str, target: Path) -> int:
    """Copy the database as it is at this moment into a new file; returns its size in bytes.

    The target appears complete or not at all. Writers go on meanwhile.
    """
    address = parse(url)
    source = file_of(address)
    return await asyncio.to_thread(
        _copy, source, target, lock_timeout_s(address, MIGRATION_TIMEOUT_S)
    )


async def check(url: str) -> list[str]:
    """What is wrong with the database, one sentence each; empty when it is sound."""
    address = parse(url)
    timeout_s = lock_timeout_s(address, MIGRATION_TIMEOUT_S)
    return await asyncio.to_thread(_problems, file_of(address), timeout_s)


def must_exist(url: str) -> None:
    """Raises StorageError where a database of SQLite has no file yet."""
    address = parse(url)
    if is_sqlite(address):
        _must_be_file(file_of(address))


def save_new(target: Path, content: bytes) -> None:
    """Write what was asked for into a new file, readable by this user only: all or nothing."""
    _must_be_new(target)
    with _part_of(target) as part:
        part.write_bytes(content)
        _sync(part)
        part.rename(target)
    _sync(target.parent)


def _must_be_file(source: Path) -> None:
    if not source.is_file():
        raise StorageError(f"There is no database file at {source}.")


def _must_be_new(target: Path) -> None:
    if target.exists():
        raise StorageError(f"{target} exists already: name a new file.")


@contextmanager
def _existing(source: Path, timeout_s: float) -> Iterator[sqlite3.Connection]:
    _must_be_file(source)
    address = f"{source.as_uri()}?mode=rw"  # never creates a file
    with (
        translated(),
        closing(
            sqlite3.connect(address, uri=True, timeout=timeout_s, isolation_level=None)
        ) as opened,
    ):
        yield opened


def _copy(source: Path, target: Path, timeout_s: float) -> int:
    _must_be_new(target)
    with _existing(source, timeout_s) as opened, _part_of(target) as part:
        opened.execute("VACUUM INTO ?", (str(part),))
        _sync(part)
        part.rename(target)
    _sync(target.parent)
    return target.stat().st_size


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """An empty file beside the target, readable by this user only, gone at the end."""
    try:
        handle, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    except OSError as error:
        raise StorageError(f"{target} can't be written: {error.strerror}.") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _problems(source: Path, timeout_s: float) -> list[str]:
    try:
        with _existing(source, timeout_s) as opened:
            return [*_damage(opened), *_orphans(opened), *_revision(opened)]
    except StorageBusy:
        raise
    except StorageError as error:
        return [str(error)]


def _damage(opened: sqlite3.Connection) -> Iterator[str]:
    for (line,) in opened.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {line}."


def _orphans(opened: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in opened.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} refers to a row of {parent} that doesn't exist."


def _revision(opened: sqlite3.Connection) -> Iterator[str]:
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
    versions = "SELECT version_num FROM alembic_version"
    revision = opened.execute(versions).fetchone() if "alembic_version" in tables else None
    if problem := mismatch(revision[0] if revision else None):
        yield problem
