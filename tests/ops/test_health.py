"""What counts as well, with a real database and a gateway in numbers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ops.health import LONGEST_LAG_S, OLDEST_HEARTBEAT_S, Health, Lag
from bot.storage.database import Database
from bot.storage.engines import READERS


@dataclass
class Connection:
    is_connected: bool = True
    latency_s: float | None = 0.04
    heartbeat_age_s: float | None = 20.0


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/greenroom.db")
    await database.open()
    yield database
    await database.close()


async def test_a_database_whose_readers_are_all_busy_is_not_ready(database: Database) -> None:
    health = Health(Connection(), database, Lag())
    async with AsyncExitStack() as stack:
        for _ in range(READERS):
            await stack.enter_async_context(database.read())
        report = await health.ready()
    assert [reason for reason in report.reasons if "didn't answer within" in reason]
    assert (await health.ready()).is_well


async def test_a_closed_database_is_not_ready(database: Database) -> None:
    await database.close()
    report = await Health(Connection(), database, Lag()).ready()
    assert report.reasons == ("The database is closed.",)


async def test_a_blocked_event_loop_is_measured(database: Database) -> None:
    lag = Lag()
    watching = asyncio.create_task(lag.watch())
    await asyncio.sleep(0)
    block_s = 0.8
    until = asyncio.get_running_loop().time() + block_s
    while asyncio.get_running_loop().time() < until:
        pass
    await asyncio.sleep(0.05)
    watching.cancel()
    assert lag.last_s > 0.1
    assert Health(Connection(), database, lag).live().is_well


async def test_a_loop_that_is_too_late_for_discord_is_not_live(database: Database) -> None:
    lag = Lag()
    lag.last_s = LONGEST_LAG_S + 0.1
    report = Health(Connection(), database, lag).live()
    assert report.reasons == ("The event loop is 3.1 s late.",)


async def test_a_connection_that_only_seems_open_is_not_live(database: Database) -> None:
    silent = Connection(heartbeat_age_s=OLDEST_HEARTBEAT_S + 1)
    report = Health(silent, database, Lag()).live()
    assert report.reasons == ("Discord's last heartbeat is 121 s old.",)


async def test_no_connection_is_no_reason_to_start_again(database: Database) -> None:
    away = Connection(is_connected=False, latency_s=None, heartbeat_age_s=None)
    health = Health(away, database, Lag())
    assert health.live().is_well
    assert not (await health.ready()).is_well
