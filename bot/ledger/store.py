"""Points for each period, and the days with an answer."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Column, Date, Index, Integer, String, Table, bindparam, func, select, tuple_

from bot.ledger.period import OVERALL, Window
from bot.ledger.streak import Streak
from bot.ledger.total import Total
from bot.members.store import server_members
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import Snowflake
from bot.storage.upsert import Row, add_up, put, put_new

# What ranked answers came to: `points`, the sum of their scores (0-100), and their number.
# SQLite keeps the rows in the order of the key, so that days in a row of one scope lie together.
point_totals = Table(
    "point_totals",
    metadata,
    Column("server_id", Snowflake, primary_key=True, autoincrement=False),
    Column("scope", String(40), primary_key=True),
    Column("period", String(5), primary_key=True),
    Column("start", Date, primary_key=True),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("points", Integer, nullable=False),
    Column("score_sum", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
    Index("ix_point_totals_points", "server_id", "scope", "period", "start", "points", "member_id"),
    Index("ix_point_totals_member", "member_id"),
    sqlite_with_rowid=False,
)

# A day, in the zone that the member had then, with at least one answer.
streak_days = Table(
    "streak_days",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    sqlite_with_rowid=False,
)

# What `streak_days` come to: see bot.ledger.streak.
streaks = Table(
    "streaks",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("current", Integer, nullable=False),
    Column("longest", Integer, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("freezes", Integer, nullable=False),
    Column("alive_until", Date, nullable=False),
    sqlite_with_rowid=False,
)


_DAYS = select(streak_days.c.day).where(streak_days.c.member_id == bindparam("member"))


async def add_points(connection: Connection, rows: list[Row]) -> None:
    await add_up(connection, point_totals, rows, ("points", "score_sum", "answers"))


async def totals(
    connection: Connection, server_id: int, member_id: int, starts: Mapping[Window, date]
) -> dict[Window, Total]:
    """Over all levels and topics, in the periods that begin so; without those that have none."""
    periods = tuple_(point_totals.c.period, point_totals.c.start)
    query = select(point_totals).where(
        point_totals.c.server_id == server_id,
        point_totals.c.member_id == member_id,
        point_totals.c.scope == OVERALL,
        periods.in_([*starts.items()]),
    )
    return {
        Window(row.period): Total(row.points, row.score_sum, row.answers)
        for row in await connection.execute(query)
    }


async def total_everywhere(connection: Connection, member_id: int) -> Total:
    """Of all time, over all servers, levels and topics."""
    columns = (point_totals.c.points, point_totals.c.score_sum, point_totals.c.answers)
    query = select(*(func.coalesce(func.sum(column), 0) for column in columns)).where(
        point_totals.c.member_id == member_id,
        point_totals.c.period == Window.ALL,
        point_totals.c.scope == OVERALL,
    )
    return Total(*(await connection.execute(query)).one())


async def listed_above(
    connection: Connection, server_id: int, window: Window, start: date, points: int
) -> int:
    """How many members that the server lists have more points in this period."""
    query = (
        select(func.count())
        .select_from(point_totals)
        .join(
            server_members,
            (server_members.c.server_id == point_totals.c.server_id)
            & (server_members.c.member_id == point_totals.c.member_id),
        )
        .where(
            point_totals.c.server_id == server_id,
            point_totals.c.period == window,
            point_totals.c.start == start,
            point_totals.c.scope == OVERALL,
            point_totals.c.points > points,
            server_members.c.hidden.is_(False),
        )
    )
    return int((await connection.execute(query)).scalar_one())


async def add_day(connection: Connection, member_id: int, day: date) -> bool:
    """False if the day has an answer already."""
    return await put_new(connection, streak_days, {"member_id": member_id, "day": day})


async def days(connection: Connection, member_id: int) -> list[date]:
    return list((await connection.execute(_DAYS, {"member": member_id})).scalars())


async def save_streak(connection: Connection, member_id: int, streak: Streak) -> None:
    await put(
        connection,
        streaks,
        {
            "member_id": member_id,
            "current": streak.current,
            "longest": streak.longest,
            "last_day": streak.last_day,
            "freezes": streak.freezes,
            "alive_until": streak.alive_until,
        },
    )
