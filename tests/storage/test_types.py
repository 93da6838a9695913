from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Dialect, MetaData, Table, func, insert, make_url, select
from sqlalchemy.exc import StatementError

from bot.storage.database import Database
from bot.storage.types import BigId, Snowflake, UtcDateTime

BERLIN = ZoneInfo("Europe/Berlin")
LARGEST_SNOWFLAKE = 2**63 - 1
SQLITE: Dialect = make_url("sqlite+aiosqlite://").get_dialect()()
POSTGRESQL: Dialect = make_url("postgresql+asyncpg://").get_dialect()()

events = Table(
    "events",
    MetaData(),
    Column("id", BigId, primary_key=True),
    Column("member_id", Snowflake),
    Column("at", UtcDateTime),
)

aware = st.datetimes(
    datetime(2, 1, 1),  # noqa: DTZ001
    datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(timezone),
)


@pytest.fixture
async def with_events(database: Database) -> Database:
    async with database.write() as connection:
        await connection.run_sync(events.metadata.create_all)
    return database


async def test_a_time_comes_back_aware_and_in_utc(with_events: Database) -> None:
    noon = datetime(2026, 11, 23, 12, 0, 0, 1, tzinfo=BERLIN)
    async with with_events.write() as connection:
        await connection.execute(insert(events).values(at=noon))
    async with with_events.read() as connection:
        at = (await connection.execute(select(events.c.at))).scalar_one()
        latest = (await connection.execute(select(func.max(events.c.at)))).scalar_one()
        same = (await connection.execute(select(events.c.id).where(events.c.at == noon))).all()
    assert at == latest == noon
    assert at.tzinfo is UTC
    assert len(same) == 1


async def test_no_time_stays_no_time(with_events: Database) -> None:
    async with with_events.write() as connection:
        await connection.execute(insert(events).values(at=None))
        assert (await connection.execute(select(events.c.at))).scalar_one() is None


async def test_a_naive_time_is_refused(with_events: Database) -> None:
    naive = datetime(2026, 11, 23, 12)  # noqa: DTZ001
    with pytest.raises(StatementError) as refused:
        async with with_events.write() as connection:
            await connection.execute(insert(events).values(at=naive))
    assert isinstance(refused.value.orig, ValueError)


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_a_naive_time_is_refused_on_both_databases(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="must name its zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 23), dialect)  # noqa: DTZ001


@given(aware, aware)
def test_stored_times_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    stored = [UtcDateTime().process_bind_param(at, SQLITE) for at in (one, other)]
    assert (stored[0] < stored[1]) == (one < other)
    assert {len(text) for text in stored} == {27}
    assert UtcDateTime().process_result_value(stored[0], SQLITE) == one


def test_postgresql_gets_the_time_itself() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=BERLIN)
    assert UtcDateTime().process_bind_param(noon, POSTGRESQL) == noon
    assert UtcDateTime().process_result_value(noon, POSTGRESQL) == noon
    assert UtcDateTime().compile(POSTGRESQL) == "TIMESTAMP WITH TIME ZONE"


async def test_the_largest_snowflake_fits_and_keys_number_themselves(with_events: Database) -> None:
    async with with_events.write() as connection:
        row = insert(events).values(member_id=LARGEST_SNOWFLAKE).returning(events)
        first = (await connection.execute(row)).one()
        second = (await connection.execute(row)).one()
    assert (first.id, second.id) == (1, 2)
    assert first.member_id == LARGEST_SNOWFLAKE
