import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.storage import engines
from bot.storage.database import Database, StorageBusy, StorageError
from bot.storage.errors import translated
from tests.storage import processes
from tests.storage.counter import current, increment

# Files may not grow beyond a limit: the system's own refusal, as on a full disk.
FILL_THE_DISK = """
import asyncio, resource, signal, sys
from sqlalchemy import text
from bot.storage.database import Database, StorageError
async def save(database, size):
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO saved VALUES (zeroblob(:n))"), {"n": size})
async def main():
    database = Database(sys.argv[1])
    await database.open()
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE saved (content BLOB)"))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, most))
    try:
        await save(database, 5_000_000)
    except StorageError as error:
        print(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    await save(database, 5_000_000)
    async with database.read() as connection:
        print((await connection.execute(text("SELECT count(*) FROM saved"))).scalar_one())
    await database.close()
asyncio.run(main())
"""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def write(database: Database, *statements: str) -> None:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_a_database_locked_by_another_program_is_busy_and_then_free(
    url: str, database: Database, tmp_path: Path
) -> None:
    impatient = Database(f"{url}?timeout=0.05")
    await impatient.open()
    with locked(tmp_path / "data/greenroom.db"), pytest.raises(StorageBusy, match="try again"):
        await increment(impatient)
    await increment(impatient)
    assert await current(impatient) == 1
    await impatient.close()


async def test_opening_a_locked_database_is_busy(
    url: str, database: Database, tmp_path: Path
) -> None:
    impatient = Database(f"{url}?timeout=0.05")
    with locked(tmp_path / "data/greenroom.db"), pytest.raises(StorageBusy):
        await impatient.open()


async def test_a_full_disk_saves_nothing_and_says_so(database: Database) -> None:
    with pytest.raises(StorageError, match="disk is full"):
        await write(
            database,
            "UPDATE counter SET n = 7",
            "PRAGMA max_page_count = 1",
            "CREATE TABLE big AS SELECT zeroblob(1000000)",
        )
    assert await current(database) == 0


def test_when_the_disk_fills_up_in_the_middle_only_that_write_is_lost(url: str) -> None:
    assert processes.output(FILL_THE_DISK, url).split() == ["StorageError", "1"]


async def test_a_transaction_inside_another_gives_up(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "QUEUE_TIMEOUT_S", 0.05)
    database = Database(url)
    await database.open()
    async with database.write():
        with pytest.raises(StorageBusy, match="waiting"):
            await increment(database)
    await database.close()


async def test_a_read_only_database_says_what_to_do(database: Database) -> None:
    with pytest.raises(StorageError, match="allow writing"):
        await write(database, "PRAGMA query_only = ON", "UPDATE counter SET n = 7")


async def test_a_wrong_statement_is_not_taken_for_a_failing_disk(database: Database) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        await write(database, "SELECT * FROM nowhere")


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(StorageError, match="isn't a database"):
        await Database(f"sqlite:///{path}").open()
    assert path.read_text().startswith("Dear diary")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="file/data can't be made"):
        await Database(f"sqlite:///{tmp_path}/file/data/greenroom.db").open()


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be opened"):
        await Database(f"sqlite:///{tmp_path}").open()


def test_a_server_out_of_reach_is_an_error_of_storage() -> None:
    with pytest.raises(StorageError, match="can't be reached"), translated():
        raise ConnectionRefusedError(111, "Connection refused")


async def test_postgresql_without_its_driver_names_the_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "asyncpg", None)
    with pytest.raises(StorageError, match="pip install asyncpg"):
        await Database("postgresql://ada@localhost/green").open()
