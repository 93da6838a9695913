"""What graded answers leave behind: written through the open connection of who graded them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.bank.question import Level
from bot.ledger import store
from bot.ledger.period import Window, scope, start_of
from bot.ledger.streak import Streak, streak
from bot.ledger.total import Total
from bot.storage.database import Connection
from bot.storage.upsert import Row


@dataclass(frozen=True, slots=True)
class Answer:
    """A graded answer. `score` (0–100) is None and `points` is 0 where it isn't ranked.

    `server_day` is its date in the server's zone, `member_day` the one in the member's.
    """

    member_id: int
    server_id: int
    level: Level
    topic: str
    score: int | None
    points: int
    server_day: date
    member_day: date


class LedgerService:
    async def record(self, connection: Connection, answer: Answer) -> None:
        """Add the points to every period and scope that it counts in, and the day to the streak."""
        if answer.score is not None:
            await store.add_points(connection, _rows(answer, answers=1))
        if await store.add_day(connection, answer.member_id, answer.member_day):
            found = await self.streak(connection, answer.member_id)
            await store.save_streak(connection, answer.member_id, found)

    async def raise_by(self, connection: Connection, more: Answer) -> None:
        """An answer that was recorded has come to more: add the `points` and the `score` by which
        it rose, in the periods of its day. It stays one answer."""
        if more.score:
            await store.add_points(connection, _rows(more, answers=0))

    async def streak(self, connection: Connection, member_id: int) -> Streak:
        """After the member's last answer; see Streak.on for today."""
        return streak(await store.days(connection, member_id))

    async def totals(
        self, connection: Connection, server_id: int, member_id: int, day: date
    ) -> Mapping[Window, Total]:
        """The member's in each period of this server that holds the day; `day` is the server's."""
        starts = {window: start_of(window, day) for window in Window}
        found = await store.totals(connection, server_id, member_id, starts)
        return {window: found.get(window, Total()) for window in Window}

    async def total_everywhere(self, connection: Connection, member_id: int) -> Total:
        """The member's of all time, over all servers."""
        return await store.total_everywhere(connection, member_id)

    async def rank_in_week(
        self, connection: Connection, server_id: int, points: int, day: date
    ) -> int | None:
        """1 + the listed members with more points in the week that holds the day; None for 0."""
        if not points:
            return None
        start = start_of(Window.WEEK, day)
        return 1 + await store.listed_above(connection, server_id, Window.WEEK, start, points)


def _rows(answer: Answer, answers: int) -> list[Row]:
    """What it adds to each period and scope that it counts in."""
    return [
        {
            "server_id": answer.server_id,
            "period": window,
            "start": start_of(window, answer.server_day),
            "scope": counted_in,
            "member_id": answer.member_id,
            "points": answer.points,
            "score_sum": answer.score,
            "answers": answers,
        }
        for window in Window
        for counted_in in (scope(), scope(level=answer.level), scope(topic=answer.topic))
    ]
