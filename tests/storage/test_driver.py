import asyncio
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, text, update

from bot.storage.database import Database
from bot.storage.driver import connect
from tests.storage.counter import current, increment

words = Table("words", MetaData(), Column("id", Integer, primary_key=True), Column("word", String))


async def test_counts_keys_and_rows_are_those_of_the_statement(database: Database) -> None:
    async with database.write() as connection:
        await connection.run_sync(words.metadata.create_all)
        many = [{"word": word} for word in ("alpha", "beta", "gamma")]
        await connection.execute(insert(words), many)
        one = await connection.execute(insert(words).values(word="delta"))
        changed = await connection.execute(update(words).where(words.c.id > 2).values(word="omega"))
        returned = await connection.execute(
            update(words).where(words.c.id == 1).values(word="aleph").returning(words.c.word)
        )
        none = await connection.execute(update(words).where(words.c.id == 99).values(word="?"))
        rows = await connection.execute(select(words.c.word).order_by(words.c.id))
    assert one.inserted_primary_key == (4,)
    assert (changed.rowcount, none.rowcount) == (2, 0)
    assert returned.scalars().all() == ["aleph"]
    assert rows.scalars().all() == ["aleph", "beta", "omega", "omega"]


async def test_a_savepoint_undoes_only_its_own_part(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE counter SET n = 1"))
        async with connection.begin_nested() as savepoint:
            await connection.execute(text("UPDATE counter SET n = 2"))
            await savepoint.rollback()
    assert await current(database) == 1


async def test_a_transaction_begun_by_hand_ends_with_its_block(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE counter SET n = 1"))
        await connection.commit()
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute_fetchall("BEGIN IMMEDIATE")
        await raw.driver_connection.execute_fetchall("UPDATE counter SET n = 2")
    assert await current(database) == 1
    await increment(database)
    assert await current(database) == 2


async def test_a_close_that_is_forced_meanwhile_still_ends(tmp_path: Path) -> None:
    connection = await connect(tmp_path / "greenroom.db", timeout_s=1)
    closing = asyncio.create_task(connection.close())
    await asyncio.sleep(0)
    connection.stop()
    async with asyncio.timeout(5):
        await closing
        await connection.close()
