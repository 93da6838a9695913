"""Two programs on one database ask a server once."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.journeys.conftest import until
from tests.program.conftest import BotProcess

CAFE, DAILY = 100000000000000001, 100000000000000013


async def test_of_two_programs_on_one_database_one_posts(bot_process: BotProcess) -> None:
    await bot_process.start()
    await bot_process.launch()
    soon = datetime.now(UTC) + timedelta(seconds=3)
    minute = soon.hour * 60 + soon.minute
    due = soon.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    with closing(sqlite3.connect(bot_process.database, timeout=10)) as connection:
        connection.execute(
            "INSERT INTO daily_schedules VALUES (?, ?, ?, NULL, NULL, NULL, NULL, 0, 0, NULL, ?)",
            (CAFE, DAILY, minute, due),
        )
        connection.commit()
    await until(lambda: bot_process.rows("SELECT stage FROM dailies") == [("open",)])
    # Long enough for the other one to have looked, too.
    await asyncio.sleep(2.5)
    messages = bot_process.sandbox.world.messages.values()
    asked = [m for m in messages if "Daily question" in str(m.body) and m.owner is None]
    assert len(asked) == 1
