"""One number, changed by reading it first: the way in which updates get lost."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database


async def value(connection: AsyncConnection) -> int:
    return int((await connection.execute(text("SELECT n FROM counter"))).scalar_one())


async def increment(database: Database) -> None:
    async with database.write() as connection:
        n = await value(connection)
        await connection.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})


async def current(database: Database) -> int:
    async with database.read() as connection:
        return await value(connection)
