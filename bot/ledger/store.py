"""Points for each period, the days with an answer, and how able members and hard questions are."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Float,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
)

from bot.bank.question import Level
from bot.ledger.memory import Memory, Rating
from bot.ledger.period import LEVEL, OVERALL, TOPIC, Window
from bot.ledger.skill import Belief
from bot.ledger.streak import Streak
from bot.ledger.total import Total
from bot.members.store import server_members
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId, Snowflake, UtcDateTime
from bot.storage.upsert import Row, add_up, put, put_all, put_new

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

# How able a member is: see bot.ledger.skill.
skills = Table(
    "skills",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("mean", Float, nullable=False),
    Column("variance", Float, nullable=False),
    Column("answers", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# How hard a question is, by everybody's ranked answers to it.
difficulties = Table(
    "difficulties",
    metadata,
    Column("question_id", String(40), primary_key=True),
    Column("level", String(12), nullable=False),
    Column("mean", Float, nullable=False),
    Column("variance", Float, nullable=False),
    Column("answers", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The points that a member is asked again: see bot.ledger.memory.
memories = Table(
    "memories",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("question_id", String(40), primary_key=True),
    Column("point_id", String(40), primary_key=True),
    Column("version", String(12), nullable=False),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("rated_at", UtcDateTime, nullable=False),
    Column("due", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# By what memories were scheduled: kept with the ratings, so that it can be fitted to them.
memory_schedulers = Table(
    "memory_schedulers",
    metadata,
    Column("digest", String(12), primary_key=True),
    Column("settings", Text, nullable=False),
)

memory_ratings = Table(
    "memory_ratings",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("member_id", Snowflake, nullable=False),
    Column("question_id", String(40), nullable=False),
    Column("point_id", String(40), nullable=False),
    Column("rating", SmallInteger, nullable=False),
    Column("rated_at", UtcDateTime, nullable=False),
    Column("scheduler", String(12), nullable=False),
    Index("ix_memory_ratings_member", "member_id", "rated_at"),
)


_SKILL = select(skills).where(skills.c.member_id == bindparam("member"))
# Locked until the transaction ends: two answers at once must both count.
_SKILL_TO_CHANGE = _SKILL.with_for_update()
_DIFFICULTY_TO_CHANGE = (
    select(difficulties)
    .where(difficulties.c.question_id == bindparam("question"))
    .with_for_update()
)
_MEMORIES = select(memories).where(memories.c.member_id == bindparam("member"))
_MEMORIES_OF_QUESTION = _MEMORIES.where(memories.c.question_id == bindparam("question"))
_DUE = _MEMORIES.where(memories.c.due < bindparam("before")).order_by(
    memories.c.due, memories.c.question_id, memories.c.point_id
)
_FORGETTING = delete(memories).where(
    memories.c.member_id == bindparam("member"),
    memories.c.question_id == bindparam("question"),
    memories.c.point_id == bindparam("point"),
)
_ADDING_RATINGS = insert(memory_ratings)
_LEVEL = select(func.avg(difficulties.c.mean), func.count()).where(
    difficulties.c.level == bindparam("level")
)
_SCOPES = (
    select(
        point_totals.c.scope,
        func.sum(point_totals.c.points).label("points"),
        func.sum(point_totals.c.score_sum).label("score_sum"),
        func.sum(point_totals.c.answers).label("answers"),
    )
    .where(
        point_totals.c.member_id == bindparam("member"),
        point_totals.c.period == Window.ALL,
        point_totals.c.scope.like(bindparam("kind")),
    )
    .group_by(point_totals.c.scope)
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


async def totals_by_topic(connection: Connection, member_id: int) -> dict[str, Total]:
    """Of all time, over all servers, by the topic's slug."""
    return await _totals_by(connection, member_id, TOPIC)


async def totals_by_level(connection: Connection, member_id: int) -> dict[Level, Total]:
    """The same by level."""
    found = await _totals_by(connection, member_id, LEVEL)
    return {Level(name): total for name, total in found.items()}


async def _totals_by(connection: Connection, member_id: int, kind: str) -> dict[str, Total]:
    values = {"member": member_id, "kind": f"{kind}%"}
    return {
        row.scope.removeprefix(kind): Total(row.points, row.score_sum, row.answers)
        for row in await connection.execute(_SCOPES, values)
    }


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


async def skill(
    connection: Connection, member_id: int, *, to_change: bool = False
) -> Belief | None:
    """None before the member's first ranked answer."""
    query = _SKILL_TO_CHANGE if to_change else _SKILL
    row = (await connection.execute(query, {"member": member_id})).first()
    return Belief(row.mean, row.variance, row.answers) if row else None


async def save_skill(connection: Connection, member_id: int, belief: Belief) -> None:
    await put(connection, skills, {"member_id": member_id, **_columns(belief)})


async def difficulty_to_change(connection: Connection, question_id: str) -> Belief | None:
    """None before the first ranked answer to it."""
    row = (await connection.execute(_DIFFICULTY_TO_CHANGE, {"question": question_id})).first()
    return Belief(row.mean, row.variance, row.answers) if row else None


async def difficulties_of_all(connection: Connection) -> dict[str, tuple[Level, Belief]]:
    """By question id, of those with ranked answers; the level is the one that it had then."""
    return {
        row.question_id: (Level(row.level), Belief(row.mean, row.variance, row.answers))
        for row in await connection.execute(select(difficulties))
    }


async def save_difficulty(
    connection: Connection, question_id: str, level: Level, belief: Belief
) -> None:
    row = {"question_id": question_id, "level": level, **_columns(belief)}
    await put(connection, difficulties, row)


async def level_mean(connection: Connection, level: Level) -> tuple[float, int]:
    """The mean difficulty of its answered questions, and their number."""
    mean, number = (await connection.execute(_LEVEL, {"level": level})).one()
    return float(mean or 0.0), number


async def memories_of(
    connection: Connection, member_id: int, question_id: str | None = None
) -> list[Memory]:
    """The member's, of one question or of all."""
    values: Row = {"member": member_id, "question": question_id}
    query = _MEMORIES if question_id is None else _MEMORIES_OF_QUESTION
    return [_memory(row) for row in await connection.execute(query, values)]


async def due(connection: Connection, member_id: int, before: datetime) -> list[Memory]:
    """Those that are asked again before this moment, the most overdue first."""
    found = await connection.execute(_DUE, {"member": member_id, "before": before})
    return [_memory(row) for row in found]


async def save_memories(connection: Connection, member_id: int, changed: Sequence[Memory]) -> None:
    rows = [
        {
            "member_id": member_id,
            "question_id": memory.question_id,
            "point_id": memory.point_id,
            "version": memory.version,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "rated_at": memory.rated_at,
            "due": memory.due,
        }
        for memory in changed
    ]
    await put_all(connection, memories, rows)


async def forget(connection: Connection, member_id: int, gone: Sequence[Memory]) -> None:
    """Ask these points no more; at least one."""
    keys = [
        {"member": member_id, "question": memory.question_id, "point": memory.point_id}
        for memory in gone
    ]
    await connection.execute(_FORGETTING, keys)


async def add_ratings(
    connection: Connection,
    member_id: int,
    changed: Sequence[Memory],
    ratings: Mapping[str, Rating],
    scheduler: str,
) -> None:
    """Note how each changed memory was rated; `ratings` are by point id, `scheduler` a digest."""
    rows = [
        {
            "member_id": member_id,
            "question_id": memory.question_id,
            "point_id": memory.point_id,
            "rating": int(ratings[memory.point_id]),
            "rated_at": memory.rated_at,
            "scheduler": scheduler,
        }
        for memory in changed
    ]
    await connection.execute(_ADDING_RATINGS, rows)


async def keep_scheduler(connection: Connection, digest: str, settings: str) -> None:
    await put_new(connection, memory_schedulers, {"digest": digest, "settings": settings})


def _memory(row: Any) -> Memory:
    return Memory(
        row.question_id,
        row.point_id,
        row.version,
        row.stability,
        row.difficulty,
        row.rated_at,
        row.due,
    )


def _columns(belief: Belief) -> Row:
    return {"mean": belief.mean, "variance": belief.variance, "answers": belief.answers}
