"""Who stands where, from the ledger's totals and the server's list of members."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, RowMapping, Select, Subquery, case, false, func, literal, select

from bot.ledger.period import OVERALL, Window
from bot.ledger.store import point_totals, streaks
from bot.members.store import server_members
from bot.standings.standing import COMPARED_DAYS, ENOUGH_ANSWERS, PER_PAGE
from bot.storage.database import Connection

# A board before anybody is left out: member_id, name, hidden, answered_at, value, beside.
Tally = Subquery
_DAY = timedelta(days=1)


def points(server_id: int, window: Window, start: date, scope: str) -> Tally:
    """By the points of one period."""
    return (
        _of_members(server_id, point_totals.c.points, literal(0))
        .join(point_totals, point_totals.c.member_id == server_members.c.member_id)
        .where(
            point_totals.c.server_id == server_id,
            point_totals.c.period == window,
            point_totals.c.start == start,
            point_totals.c.scope == scope,
        )
        .subquery()
    )


def streak(server_id: int, today: date) -> Tally:
    """By the days of the streaks that are alive today; beside them the longest."""
    alive = case((streaks.c.alive_until >= today, streaks.c.current), else_=0)
    return (
        _of_members(server_id, alive, streaks.c.longest)
        .join(streaks, streaks.c.member_id == server_members.c.member_id)
        .subquery()
    )


def improved(server_id: int, today: date) -> Tally:
    """By what the mean score gained: that of the ranked answers of the last 30 days less that
    of the 30 days before them, each in tenths and rounded half up,

        mean = floor((20 × sum of scores + answers) / (2 × answers))

    where both have at least 10 answers; beside it the mean before. Days are the server's.
    """
    sums = _compared(server_id, today)
    before = _mean(sums.c.earlier_score, sums.c.earlier)
    gained = _mean(sums.c.recent_score, sums.c.recent) - before
    enough = (sums.c.recent >= ENOUGH_ANSWERS) & (sums.c.earlier >= ENOUGH_ANSWERS)
    return (
        _of_members(server_id, case((enough, gained), else_=0), case((enough, before), else_=0))
        .join(sums, sums.c.member_id == server_members.c.member_id)
        .subquery()
    )


async def steps(
    connection: Connection, tally: Tally, since: datetime
) -> tuple[tuple[int, int], ...]:
    """How many listed members have each value, the highest first."""
    query = (
        select(tally.c.value, func.count())
        .where(*_listed(tally, since))
        .group_by(tally.c.value)
        .order_by(tally.c.value.desc())
    )
    return tuple((row[0], row[1]) for row in await connection.execute(query))


async def page(
    connection: Connection, tally: Tally, since: datetime, number: int
) -> Sequence[RowMapping]:
    """The listed members of the page, counted from 1; equals are in an order that stays."""
    query = (
        select(tally.c.member_id, tally.c.name, tally.c.value, tally.c.beside)
        .where(*_listed(tally, since))
        .order_by(tally.c.value.desc(), tally.c.member_id.desc())
        .limit(PER_PAGE)
        .offset(PER_PAGE * (number - 1))
    )
    return (await connection.execute(query)).mappings().all()


async def own(connection: Connection, tally: Tally, member_id: int) -> Row[Any] | None:
    """The member's, listed or not."""
    query = select(tally).where(tally.c.member_id == member_id)
    return (await connection.execute(query)).first()


async def compared_answers(
    connection: Connection, server_id: int, member_id: int, today: date
) -> tuple[int, int]:
    """How many of the member's ranked answers are recent, and how many earlier."""
    sums = _compared(server_id, today)
    query = select(sums.c.recent, sums.c.earlier).where(sums.c.member_id == member_id)
    row = (await connection.execute(query)).first()
    return (row.recent, row.earlier) if row else (0, 0)


def _of_members(server_id: int, value: Any, beside: Any) -> Select[Any]:
    return select(
        server_members.c.member_id,
        server_members.c.name,
        server_members.c.hidden,
        server_members.c.answered_at,
        value.label("value"),
        beside.label("beside"),
    ).where(server_members.c.server_id == server_id)


def _listed(tally: Tally, since: datetime) -> tuple[Any, ...]:
    return (tally.c.hidden == false(), tally.c.answered_at >= since, tally.c.value > 0)


def _compared(server_id: int, today: date) -> Subquery:
    """Each member's sums over the two stretches of days that are compared."""
    first_recent = today - (COMPARED_DAYS - 1) * _DAY
    is_recent = point_totals.c.start >= first_recent

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
            point_totals.c.server_id == server_id,
            point_totals.c.period == Window.DAY,
            point_totals.c.scope == OVERALL,
            point_totals.c.start.between(first_recent - COMPARED_DAYS * _DAY, today),
        )
        .group_by(point_totals.c.member_id)
        .subquery()
    )


def _mean(score_sum: Any, answers: Any) -> Any:
    return (20 * score_sum + answers) // (2 * answers)
