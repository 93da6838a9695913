"""Who stands where, from the ledger's totals and the server's list of members.

Making a statement takes longer than most of these take to run, so each is made once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    bindparam,
    case,
    false,
    func,
    literal,
    select,
)

from bot.ledger.period import OVERALL, Window
from bot.ledger.store import point_totals, streaks
from bot.members.store import server_members
from bot.standings.standing import COMPARED_DAYS, ENOUGH_ANSWERS, PER_PAGE
from bot.storage.database import Connection

_DAY = timedelta(days=1)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """A board before anybody is left out: a table of member_id, name, hidden, answered_at, value
    and beside (see Line), and the values of its parameters."""

    table: Subquery
    values: Mapping[str, Any]


def points(server_id: int, window: Window, start: date, scope: str) -> Tally:
    """By the points of one period."""
    values = {"server": server_id, "period": window, "start": start, "scope": scope}
    return Tally(_points(), values)


def streak(server_id: int, today: date) -> Tally:
    """By the days of the streaks that are alive today; beside them the longest."""
    return Tally(_streak(), {"server": server_id, "today": today})


def improved(server_id: int, today: date) -> Tally:
    """By what the mean score gained: that of the ranked answers of the last 30 days less that
    of the 30 days before them, each in tenths and rounded half up,

        mean = floor((20 × sum of scores + answers) / (2 × answers))

    where both have at least 10 answers; beside it the mean before. Days are the server's.
    How many answers there are is in `recent` and `earlier`.
    """
    recent = today - (COMPARED_DAYS - 1) * _DAY
    first = recent - COMPARED_DAYS * _DAY
    values = {"server": server_id, "first": first, "recent": recent, "today": today}
    return Tally(_improved(), values)


async def steps(
    connection: Connection, tally: Tally, since: datetime
) -> tuple[tuple[int, int], ...]:
    """How many listed members have each value, the highest first."""
    found = await connection.execute(_steps(tally.table), {**tally.values, "since": since})
    return tuple((value, number) for value, number in found)


async def page(connection: Connection, tally: Tally, since: datetime, number: int) -> list[Row]:
    """The listed members of the page, counted from 1; equals are in an order that stays."""
    before = PER_PAGE * (number - 1)
    values = {**tally.values, "since": since, "before": before}
    found = await connection.execute(_page(tally.table), values)
    return [row._asdict() for row in found]


async def own(connection: Connection, tally: Tally, member_id: int) -> Row | None:
    """The member's, listed or not."""
    values = {**tally.values, "member": member_id}
    found = (await connection.execute(_own(tally.table), values)).first()
    return found._asdict() if found else None


async def lists_anybody(connection: Connection, server_id: int) -> bool:
    query = select(server_members.c.member_id).where(server_members.c.server_id == server_id)
    return (await connection.execute(query.limit(1))).first() is not None


@cache
def _points() -> Subquery:
    return (
        _of_members(point_totals.c.points, literal(0))
        .join(
            point_totals,
            (point_totals.c.server_id == server_members.c.server_id)
            & (point_totals.c.member_id == server_members.c.member_id),
        )
        .where(
            point_totals.c.server_id == bindparam("server"),
            point_totals.c.scope == bindparam("scope"),
            point_totals.c.period == bindparam("period"),
            point_totals.c.start == bindparam("start"),
        )
        .subquery()
    )


@cache
def _streak() -> Subquery:
    alive = case((streaks.c.alive_until >= bindparam("today"), streaks.c.current), else_=0)
    return (
        _of_members(alive, streaks.c.longest)
        .join(streaks, streaks.c.member_id == server_members.c.member_id)
        .subquery()
    )


@cache
def _improved() -> Subquery:
    sums = _compared()
    before = _mean(sums.c.earlier_score, sums.c.earlier)
    gained = _mean(sums.c.recent_score, sums.c.recent) - before
    enough = (sums.c.recent >= ENOUGH_ANSWERS) & (sums.c.earlier >= ENOUGH_ANSWERS)
    return (
        _of_members(case((enough, gained), else_=0), case((enough, before), else_=0))
        .add_columns(sums.c.recent, sums.c.earlier)
        .join(sums, sums.c.member_id == server_members.c.member_id)
        .subquery()
    )


def _compared() -> Subquery:
    """Each member's sums over the two stretches of days that are compared."""
    is_recent = point_totals.c.start >= bindparam("recent")

    def total(column: Any, *, recent: bool) -> Any:
        return func.sum(case((is_recent if recent else ~is_recent, column), else_=0))

    return (
        select(
            point_totals.c.member_id,
            total(point_totals.c.answers, recent=True).label("recent"),
            total(point_totals.c.score_sum, recent=True).label("recent_score"),
            total(point_totals.c.answers, recent=False).label("earlier"),
            total(point_totals.c.score_sum, recent=False).label("earlier_score"),
        )
        .where(
            point_totals.c.server_id == bindparam("server"),
            point_totals.c.scope == OVERALL,
            point_totals.c.period == Window.DAY,
            point_totals.c.start.between(bindparam("first"), bindparam("today")),
        )
        .group_by(point_totals.c.member_id)
        .subquery()
    )


def _mean(score_sum: Any, answers: Any) -> Any:
    return (20 * score_sum + answers) // (2 * answers)


def _of_members(value: Any, beside: Any) -> Select[Any]:
    return select(
        server_members.c.member_id,
        server_members.c.name,
        server_members.c.hidden,
        server_members.c.answered_at,
        value.label("value"),
        beside.label("beside"),
    ).where(server_members.c.server_id == bindparam("server"))


@cache
def _steps(table: Subquery) -> Select[Any]:
    return (
        select(table.c.value, func.count())
        .where(*_listed(table))
        .group_by(table.c.value)
        .order_by(table.c.value.desc())
    )


@cache
def _page(table: Subquery) -> Select[Any]:
    return (
        select(table.c.member_id, table.c.name, table.c.value, table.c.beside)
        .where(*_listed(table))
        .order_by(table.c.value.desc(), table.c.member_id.desc())
        .limit(PER_PAGE)
        .offset(bindparam("before"))
    )


@cache
def _own(table: Subquery) -> Select[Any]:
    return select(table).where(table.c.member_id == bindparam("member"))


def _listed(table: Subquery) -> tuple[Any, ...]:
    return (
        table.c.hidden == false(),
        table.c.answered_at >= bindparam("since"),
        table.c.value > 0,
    )
