"""The schedules, the questions that came of them, and who answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)

from bot.attempts.attempt import Attempt, State
from bot.attempts.store import attempts, read_attempt
from bot.bank.question import Level
from bot.daily.daily import Answered, Consent, Daily, Stage, Tally
from bot.daily.schedule import Schedule, Trouble
from bot.members.store import server_members
from bot.servers.store import servers
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import BigId, Snowflake, UtcDateTime
from bot.storage.upsert import put, put_returning

# The zone is the server's own setting.
daily_schedules = Table(
    "daily_schedules",
    metadata,
    Column("server_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("minute", SmallInteger, nullable=False),  # of the local day
    Column("level", String(12)),
    Column("topic", String(40)),
    Column("role_id", Snowflake),
    Column("hours_open", SmallInteger),
    Column("opens_thread", Boolean(create_constraint=False), nullable=False),
    Column("is_paused", Boolean(create_constraint=False), nullable=False),
    Column("trouble", String(16)),
    Column("next_at", UtcDateTime),
    Index("ix_daily_schedules_next", "next_at"),
)

dailies = Table(
    "dailies",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("server_id", Snowflake, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("level", String(12), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("question_id", String(40)),
    Column("question_version", String(12)),
    Column("message_id", Snowflake),
    Column("thread_id", Snowflake),
    Column("closing_id", Snowflake),
    Column("lease_until", UtcDateTime),
    Column("is_stale", Boolean(create_constraint=False), nullable=False),
    Column("edited_at", UtcDateTime),
    Column("trouble", String(16)),
    Column("tally", Text),  # how it stood when it closed, as JSON
    # One question for a server and a local date, whatever two processes do at once.
    Index("ux_dailies_day", "server_id", "day", unique=True),
    Index("ix_dailies_stage", "stage", "closes_at"),
    Index("ix_dailies_stale", "is_stale", "edited_at"),
    sqlite_autoincrement=True,
)

daily_answers = Table(
    "daily_answers",
    metadata,
    Column("daily_id", BigId, ForeignKey("dailies.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("attempt_id", BigId, ForeignKey("attempts.id", ondelete="CASCADE"), nullable=False),
    Column("consent", String(10), nullable=False),
    Index("ux_daily_answers_attempt", "attempt_id", unique=True),
)

# The statements of each click are built once: building one takes longer than carrying it out.
_ONE = select(dailies).where(dailies.c.id == bindparam("daily"))
_LOCKED = _ONE.with_for_update()
_ATTEMPT = (
    select(attempts, daily_answers.c.consent)
    .join(daily_answers, daily_answers.c.attempt_id == attempts.c.id)
    .where(
        daily_answers.c.daily_id == bindparam("daily"),
        daily_answers.c.member_id == bindparam("member"),
    )
)
_SCORES = (
    select(attempts.c.score)
    .join(daily_answers, daily_answers.c.attempt_id == attempts.c.id)
    .where(
        daily_answers.c.daily_id == bindparam("daily"),
        attempts.c.state == State.ANSWERED,
        attempts.c.closed_at <= attempts.c.deadline,
    )
)


# Schedules


async def schedule(connection: Connection, server_id: int) -> Schedule | None:
    query = _schedules().where(daily_schedules.c.server_id == server_id)
    row = (await connection.execute(query)).first()
    return _schedule(row) if row else None


async def due_servers(connection: Connection, now: datetime) -> Sequence[int]:
    """Those whose next question is due, the longest waiting first."""
    query = (
        select(daily_schedules.c.server_id)
        .where(daily_schedules.c.next_at <= now)
        .order_by(daily_schedules.c.next_at)
    )
    return (await connection.execute(query)).scalars().all()


async def save_schedule(connection: Connection, schedule: Schedule) -> None:
    await put(
        connection,
        daily_schedules,
        {
            "server_id": schedule.server_id,
            "channel_id": schedule.channel_id,
            "minute": schedule.at.hour * 60 + schedule.at.minute,
            "level": schedule.level,
            "topic": schedule.topic,
            "role_id": schedule.role_id,
            "hours_open": schedule.hours_open,
            "opens_thread": schedule.opens_thread,
            "is_paused": schedule.is_paused,
            "trouble": schedule.trouble,
            "next_at": None if schedule.is_paused else schedule.next_at,
        },
    )


async def remove_schedule(connection: Connection, server_id: int) -> None:
    await connection.execute(
        delete(daily_schedules).where(daily_schedules.c.server_id == server_id)
    )


def _schedules() -> Any:
    return select(daily_schedules, servers.c.zone).outerjoin(
        servers, servers.c.server_id == daily_schedules.c.server_id
    )


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        server_id=row.server_id,
        channel_id=row.channel_id,
        at=time(*divmod(row.minute, 60)),
        zone=row.zone or "UTC",
        level=Level(row.level) if row.level else None,
        topic=row.topic,
        role_id=row.role_id,
        hours_open=row.hours_open,
        opens_thread=row.opens_thread,
        is_paused=row.is_paused,
        trouble=Trouble(row.trouble) if row.trouble else None,
        next_at=row.next_at,
    )


# Questions of the day


async def add(connection: Connection, daily: Daily) -> Daily | None:
    """With its id; None where the server has one for that day already."""
    row = await put_returning(connection, dailies, _columns(daily))
    return _daily(row) if row else None


async def get(connection: Connection, daily_id: int) -> Daily | None:
    row = (await connection.execute(_ONE, {"daily": daily_id})).first()
    return _daily(row) if row else None


async def locked(connection: Connection, daily_id: int) -> Daily | None:
    """The same, and nobody else begins an answer to it until the transaction ends.

    On SQLite the write transaction alone does that, and FOR UPDATE is left out.
    """
    row = (await connection.execute(_LOCKED, {"daily": daily_id})).first()
    return _daily(row) if row else None


async def on_day(connection: Connection, server_id: int, day: date) -> Daily | None:
    query = select(dailies).where(dailies.c.server_id == server_id, dailies.c.day == day)
    row = (await connection.execute(query)).first()
    return _daily(row) if row else None


async def latest(connection: Connection, server_id: int, most: int) -> tuple[Daily, ...]:
    """The server's last ones, whatever became of them, newest first."""
    query = (
        select(dailies)
        .where(dailies.c.server_id == server_id)
        .order_by(dailies.c.day.desc())
        .limit(most)
    )
    return tuple(_daily(row) for row in await connection.execute(query))


async def last_number(connection: Connection, server_id: int) -> int:
    """Of those that have, or may have, a post; 0 before the first one."""
    query = select(func.max(dailies.c.number)).where(
        dailies.c.server_id == server_id, dailies.c.question_id.is_not(None)
    )
    return (await connection.execute(query)).scalar_one() or 0


async def last_asked(connection: Connection, server_id: int) -> Mapping[str, datetime]:
    """When each question was last the server's question of the day."""
    query = (
        select(dailies.c.question_id, func.max(dailies.c.due_at).label("at"))
        .where(dailies.c.server_id == server_id, dailies.c.question_id.is_not(None))
        .group_by(dailies.c.question_id)
    )
    return {row.question_id: row.at for row in await connection.execute(query)}


async def save(connection: Connection, old: Daily, new: Daily) -> bool:
    """Write the change if the row's stage and lease are still `old`'s."""
    lease = dailies.c.lease_until
    unchanged = lease.is_(None) if old.lease_until is None else lease == old.lease_until
    change = (
        update(dailies)
        .where(dailies.c.id == old.id, dailies.c.stage == old.stage, unchanged)
        .values(_columns(new))
    )
    return (await connection.execute(change)).rowcount == 1


async def expired(connection: Connection, now: datetime) -> tuple[Daily, ...]:
    """Posts that somebody began to send and never finished."""
    query = select(dailies).where(
        dailies.c.stage.in_([Stage.SENDING, Stage.CLOSING]), dailies.c.lease_until <= now
    )
    return tuple(_daily(row) for row in await connection.execute(query))


async def to_close(connection: Connection, now: datetime) -> tuple[Daily, ...]:
    query = select(dailies).where(dailies.c.stage == Stage.OPEN, dailies.c.closes_at <= now)
    return tuple(_daily(row) for row in await connection.execute(query))


async def to_edit(connection: Connection, edited_before: datetime) -> tuple[Daily, ...]:
    """Those whose posts show less than is known, and were last edited before that moment."""
    query = select(dailies).where(
        dailies.c.is_stale.is_(True),
        dailies.c.stage.in_([Stage.OPEN, Stage.CLOSED]),
        dailies.c.edited_at.is_(None) | (dailies.c.edited_at <= edited_before),
    )
    return tuple(_daily(row) for row in await connection.execute(query))


async def mark_stale(connection: Connection, daily_id: int) -> None:
    await connection.execute(update(dailies).where(dailies.c.id == daily_id).values(is_stale=True))


async def mark_stale_of(connection: Connection, member_id: int) -> None:
    """Those that the member answered."""
    theirs = select(daily_answers.c.daily_id).where(daily_answers.c.member_id == member_id)
    await connection.execute(update(dailies).where(dailies.c.id.in_(theirs)).values(is_stale=True))


async def mark_edited(
    connection: Connection, daily_id: int, now: datetime, *, is_stale: bool
) -> None:
    """Before its post is edited, so that an answer in the meantime makes it stale again."""
    await connection.execute(
        update(dailies).where(dailies.c.id == daily_id).values(is_stale=is_stale, edited_at=now)
    )


def _columns(daily: Daily) -> dict[str, Any]:
    return {
        "server_id": daily.server_id,
        "day": daily.day,
        "number": daily.number,
        "level": daily.level,
        "stage": daily.stage,
        "channel_id": daily.channel_id,
        "due_at": daily.due_at,
        "closes_at": daily.closes_at,
        "question_id": daily.question_id,
        "question_version": daily.question_version,
        "message_id": daily.message_id,
        "thread_id": daily.thread_id,
        "closing_id": daily.closing_id,
        "lease_until": daily.lease_until,
        "is_stale": daily.is_stale,
        "edited_at": daily.edited_at,
        "trouble": daily.trouble,
        "tally": json.dumps(asdict(daily.tally)) if daily.tally else None,
    }


def _daily(row: Row[Any]) -> Daily:
    values = row._asdict()
    return Daily(
        **{
            **values,
            "level": Level(row.level),
            "stage": Stage(row.stage),
            "trouble": Trouble(row.trouble) if row.trouble else None,
            "tally": _tally(json.loads(row.tally)) if row.tally else None,
        }
    )


def _tally(kept: Mapping[str, Any]) -> Tally:
    return Tally(kept["answered"], tuple(kept["scores"]), kept["missed"])


# Answers


async def attempt_of(
    connection: Connection, daily_id: int, member_id: int
) -> tuple[Attempt | None, Consent]:
    """The member's, and whether they agreed to show it."""
    who = {"daily": daily_id, "member": member_id}
    row = (await connection.execute(_ATTEMPT, who)).first()
    return (read_attempt(row), Consent(row.consent)) if row else (None, Consent.NO)


async def add_answer(
    connection: Connection, daily_id: int, member_id: int, attempt_id: int
) -> None:
    await put(
        connection,
        daily_answers,
        {
            "daily_id": daily_id,
            "member_id": member_id,
            "attempt_id": attempt_id,
            "consent": Consent.NO,
        },
    )


async def save_consent(
    connection: Connection, daily_id: int, member_id: int, consent: Consent
) -> None:
    await connection.execute(
        update(daily_answers)
        .where(daily_answers.c.daily_id == daily_id, daily_answers.c.member_id == member_id)
        .values(consent=consent)
    )


async def attempts_of(connection: Connection, daily: Daily) -> tuple[Attempt, ...]:
    """Every attempt at it, with its text and grade."""
    query = (
        select(attempts)
        .join(daily_answers, daily_answers.c.attempt_id == attempts.c.id)
        .where(daily_answers.c.daily_id == daily.id)
    )
    return tuple(read_attempt(row) for row in await connection.execute(query))


async def scores(connection: Connection, daily: Daily) -> Sequence[int | None]:
    """Of the answers that came in time; None for one without a score."""
    return (await connection.execute(_SCORES, {"daily": daily.id})).scalars().all()


async def waits_for_grades(connection: Connection, daily_id: int) -> bool:
    """Whether a text was saved whose grade is on the way."""
    query = (
        select(attempts.c.id)
        .join(daily_answers, daily_answers.c.attempt_id == attempts.c.id)
        .where(daily_answers.c.daily_id == daily_id, attempts.c.state == State.SUBMITTED)
        .limit(1)
    )
    return (await connection.execute(query)).first() is not None


async def agreed(connection: Connection, daily: Daily, most: int) -> tuple[Answered, ...]:
    """The best ones whose authors agreed to show them."""
    query = (
        select(attempts, daily_answers.c.consent, server_members.c.name)
        .join(daily_answers, daily_answers.c.attempt_id == attempts.c.id)
        .outerjoin(
            server_members,
            (server_members.c.member_id == attempts.c.member_id)
            & (server_members.c.server_id == daily.server_id),
        )
        .where(
            daily_answers.c.daily_id == daily.id,
            daily_answers.c.consent != Consent.NO,
            attempts.c.state == State.ANSWERED,
        )
        .order_by(func.coalesce(attempts.c.score, 0).desc(), attempts.c.id)
        .limit(most)
    )
    return tuple(
        Answered(read_attempt(row), Consent(row.consent), row.name or "?")
        for row in await connection.execute(query)
    )
