from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import Database


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/greenroom.db"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database with a counter at 0."""
    database = Database(url)
    await database.open()
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE counter (n INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))
    yield database
    await database.close()
