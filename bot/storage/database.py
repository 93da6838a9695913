"""The database as the rooms use it: one writer at a time, and readers beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.address import parse
from bot.storage.engines import Engines, engines
from bot.storage.errors import StorageBusy, StorageError, translated
from bot.storage.revision import mismatch, stored, upgrade
from bot.storage.upkeep import backup, check, must_exist, save_new

__all__ = [
    "Connection",
    "Database",
    "StorageBusy",
    "StorageError",
    "backup",
    "check",
    "must_exist",
    "save_new",
    "upgrade",
]

CLOSE_TIMEOUT_S = 1.0
Connection = AsyncConnection  # so that services need not know SQLAlchemy


class Database:
    def __init__(self, url: str) -> None:
        self._given = url
        self._url = parse(url)
        self._engines: Engines | None = None

    async def open(self) -> None:
        """Make the folder and the file where needed, and bring the tables up to date."""
        if self._engines is None:
            await upgrade(self._given)
            self._engines = engines(self._url)

    async def close(self) -> None:
        """Refuse new transactions, wait a little for the running ones, and end all connections."""
        closing, self._engines = self._engines, None
        if closing is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                # The pool has no event for "all are back".
                while closing.in_use:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        await closing.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that nobody else writes beside: committed at the end, or rolled back
        when the body raises. Never open a second one inside it: it would wait for the first.
        """
        with translated():
            async with self._opened().writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One snapshot, which later writes don't change; writing through it fails."""
        with translated():
            async with self._opened().reader.connect() as connection:
                yield connection

    async def must_be_current(self) -> None:
        """Read the stored revision; raises StorageError where it isn't this program's."""
        async with self.read() as connection:
            if problem := mismatch(await connection.run_sync(stored)):
                raise StorageError(problem)

    def _opened(self) -> Engines:
        if self._engines is None:
            raise StorageError("The database is closed.")
        return self._engines
