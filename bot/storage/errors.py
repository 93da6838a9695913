"""What can go wrong with the database, each as one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database can't be used, or what was written isn't saved."""


class StorageBusy(StorageError):
    """Somebody else held the database for too long: the same call may succeed in a moment."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise StorageError where the database failed; a wrong statement's error passes through."""
    try:
        yield
    except PoolTimeout as error:
        raise StorageBusy(
            "Too many are waiting for the database: try again in a moment."
        ) from error
    except DBAPIError as error:
        if known := _failure(error.orig):
            raise known from error
        raise
    except sqlite3.Error as error:
        if known := _failure(error):
            raise known from error
        raise
    except OSError as error:
        raise StorageError(f"The database can't be reached: {error}.") from error


def is_locked(error: BaseException | None) -> bool:
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _code(error: BaseException | None) -> int | None:
    """SQLite's primary result code, without the extension in the upper bits."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _failure(error: BaseException | None) -> StorageError | None:
    if is_locked(error):
        return StorageBusy("Another program holds the database locked: try again in a moment.")
    match _code(error):
        case sqlite3.SQLITE_FULL:
            return StorageError("The disk is full: nothing more can be saved until there is room.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return StorageError(
                "The database is read-only: allow writing to its file and to its folder."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return StorageError(
                "The database file can't be opened: look at its path and its permissions."
            )
        case sqlite3.SQLITE_NOTADB:
            return StorageError("The file isn't a database: look at the path in the database URL.")
        case sqlite3.SQLITE_CORRUPT:
            return StorageError("The database file is damaged: restore the last backup.")
        case sqlite3.SQLITE_IOERR:
            return StorageError("The disk failed while the database read or wrote: look at it.")
        case _:
            return None
