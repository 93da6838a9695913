import asyncio
import random
import threading
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.storage.database import Database, StorageError
from tests.storage.counter import current, increment, value


def connection_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "_connection_worker" in thread.name}


async def test_of_200_concurrent_increments_none_is_lost(database: Database) -> None:
    await asyncio.gather(*(increment(database) for _ in range(200)))
    assert await current(database) == 200


async def test_two_databases_on_one_file_lose_nothing_either(database: Database, url: str) -> None:
    second = Database(url)
    await second.open()
    await asyncio.gather(*(increment(one) for one in (database, second) for _ in range(50)))
    await second.close()
    assert await current(database) == 100


async def test_an_error_in_the_body_undoes_the_transaction(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as connection:
            await connection.execute(text("UPDATE counter SET n = 7"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await current(database) == 0
    await increment(database)
    assert await current(database) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError):
        async with database.read() as connection:
            await connection.execute(text("UPDATE counter SET n = 7"))
    assert await current(database) == 0


async def test_a_reader_keeps_its_snapshot_while_others_write(database: Database) -> None:
    async with database.read() as connection:
        before = await value(connection)
        await increment(database)
        assert await value(connection) == before
    assert await current(database) == before + 1


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE counter SET n = 7"))
        assert await current(database) == 0


async def test_the_writer_takes_its_lock_at_the_start(database: Database, url: str) -> None:
    second = Database(f"{url}?timeout=0")
    await second.open()
    async with database.write():
        with pytest.raises(StorageError):
            await increment(second)
    await second.close()


async def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(
                text("INSERT INTO interview_attempts VALUES (404, 1, 404)"),
            )


async def test_each_commit_reaches_the_disk(database: Database) -> None:
    async with database.write() as connection:
        mode = (await connection.execute(text("PRAGMA journal_mode"))).scalar_one()
        synchronous = (await connection.execute(text("PRAGMA synchronous"))).scalar_one()
        timeout_ms = (await connection.execute(text("PRAGMA busy_timeout"))).scalar_one()
    assert (mode, synchronous, timeout_ms) == ("wal", 2, 5000)


async def test_cancelled_writers_leave_the_database_usable(database: Database) -> None:
    chance = random.Random(20261123)
    done = 0
    for _ in range(60):
        task = asyncio.create_task(increment(database))
        await asyncio.sleep(chance.random() * 0.004)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
            done += 1
    before = await current(database)
    await increment(database)
    assert await current(database) == before + 1
    # A cancelled commit may have been done or not; a finished one is never lost.
    assert done <= before <= 60


async def test_closing_leaves_no_thread_and_may_be_repeated(url: str) -> None:
    others = connection_threads()
    database = Database(url)
    await database.open()
    async with database.read() as one, database.read() as two, database.write() as three:
        for connection in (one, two, three):
            await connection.execute(text("SELECT 1"))
    ours = connection_threads() - others
    assert len(ours) == 3
    await database.close()
    await database.close()
    for thread in ours:
        thread.join(5)
    assert connection_threads() <= others


async def test_closing_waits_for_a_running_transaction(database: Database) -> None:
    others = connection_threads()
    entered, leave = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with database.write() as connection:
            await connection.execute(text("UPDATE counter SET n = 7"))
            entered.set()
            await leave.wait()

    writing = asyncio.create_task(slow())
    await entered.wait()
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(writing, closing)
    for thread in others:
        thread.join(5)
    await database.open()
    assert await current(database) == 7


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    with pytest.raises(StorageError, match="closed"):
        await increment(database)


async def test_an_error_does_not_repeat_what_a_member_wrote(database: Database) -> None:
    with pytest.raises(DBAPIError) as failed:
        async with database.write() as connection:
            await connection.execute(
                text("INSERT INTO question_versions VALUES (:a, NULL, NULL)"), {"a": "my answer"}
            )
    assert "my answer" not in str(failed.value)
