import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import check
from tests.storage import processes

COMMIT_AND_TELL = """
import asyncio, sys
from sqlalchemy import text
from bot.storage.database import Database
async def main():
    database = Database(sys.argv[1])
    await database.open()
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE told (id INTEGER PRIMARY KEY)"))
    for number in range(1, 100_000):
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO told VALUES (:id)"), {"id": number})
        print(number, flush=True)
asyncio.run(main())
"""


@pytest.mark.parametrize("seed", range(3))
async def test_what_was_said_to_be_saved_survives_a_kill(
    url: str, tmp_path: Path, seed: int
) -> None:
    with processes.start(COMMIT_AND_TELL, url) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(random.Random(seed).randint(1, 60))]
        process.kill()
        told += process.stdout.readlines()
    # The last line may be cut in the middle of its number.
    numbers = {int(line) for line in told if line.endswith("\n")}
    with closing(sqlite3.connect(tmp_path / "data/greenroom.db")) as opened:
        kept = {number for (number,) in opened.execute("SELECT id FROM told")}
    assert numbers
    assert numbers <= kept
    assert await check(url) == []
