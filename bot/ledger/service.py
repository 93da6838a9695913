"""What graded answers leave behind: written through the open connection of who graded them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.bank.question import Level, Question
from bot.ledger import memory, skill, store
from bot.ledger.memory import Memory, Rating
from bot.ledger.period import Window, scope, start_of
from bot.ledger.skill import NEWCOMER, Belief
from bot.ledger.streak import Streak, streak
from bot.ledger.total import Total
from bot.storage.database import Connection, Database
from bot.storage.upsert import Row


@dataclass(frozen=True, slots=True)
class Answer:
    """A graded answer. `score` (0–100) is None and `points` is 0 where it isn't ranked; `earned` is
    the share (0–1) of its worth that it came to, hints counted.

    `server_day` is its date in the server's zone, `member_day` the one in the member's.
    """

    member_id: int
    server_id: int
    question_id: str
    level: Level
    topic: str
    score: int | None
    earned: float
    points: int
    server_day: date
    member_day: date


class LedgerService:
    async def record(self, connection: Connection, answer: Answer) -> None:
        """Add the points to every period and scope that it counts in, and the day to the streak;
        learn from it how able the member is and how hard the question."""
        if answer.score is not None:
            await store.add_points(connection, _rows(answer, answers=1))
            await self._learn(connection, answer)
        if await store.add_day(connection, answer.member_id, answer.member_day):
            found = await self.streak(connection, answer.member_id)
            await store.save_streak(connection, answer.member_id, found)

    async def raise_by(self, connection: Connection, more: Answer) -> None:
        """An answer that was recorded has come to more: add the `points` and the `score` by which
        it rose, in the periods of its day. It stays one answer."""
        if more.score:
            await store.add_points(connection, _rows(more, answers=0))

    async def remember(
        self,
        connection: Connection,
        member_id: int,
        question_id: str,
        version: str,
        ratings: Mapping[str, Rating],
        now: datetime,
    ) -> None:
        """An answer to this wording of a question rates its points, by their ids: missed ones are
        asked again from now on."""
        if not ratings:
            return
        before = await store.memories_of(connection, member_id, question_id)
        changed = memory.rated(before, question_id, version, ratings, now)
        if changed:
            await store.save_memories(connection, member_id, changed)
            await store.add_ratings(connection, member_id, changed, ratings, memory.digest())

    async def keep_scheduler(self, database: Database) -> None:
        """Store by what memories are scheduled, unless it is stored already."""
        async with database.write() as connection:
            await store.keep_scheduler(connection, memory.digest(), memory.settings())

    async def due(
        self,
        connection: Connection,
        member_id: int,
        before: datetime,
        questions: Mapping[str, Question],
    ) -> Sequence[Memory]:
        """What the member is to be asked again before this moment, the longest due first, of the
        points that these questions have."""
        found = await store.due(connection, member_id, before)
        return memory.tidied(found, questions).kept

    async def memories(
        self, connection: Connection, member_id: int, question_id: str | None = None
    ) -> Sequence[Memory]:
        """The member's, of one question or of all."""
        return await store.memories_of(connection, member_id, question_id)

    async def put_in_order(
        self,
        connection: Connection,
        member_id: int,
        moved: Sequence[Memory],
        gone: Sequence[Memory],
    ) -> None:
        """Keep the memories that moved to another wording, and forget those that are gone."""
        if moved:
            await store.save_memories(connection, member_id, moved)
        if gone:
            await store.forget(connection, member_id, gone)

    async def skill(self, connection: Connection, member_id: int) -> Belief:
        return await store.skill(connection, member_id) or NEWCOMER

    async def difficulties(self, connection: Connection) -> Mapping[str, Belief]:
        """By question id, of those with ranked answers, each as its level's place makes it."""
        found = await store.difficulties_of_all(connection)
        return skill.placed(found)

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

    async def topics(self, connection: Connection, member_id: int) -> Mapping[str, Total]:
        """The member's of all time, over all servers, by topic (a slug)."""
        return await store.totals_by_topic(connection, member_id)

    async def levels(self, connection: Connection, member_id: int) -> Mapping[Level, Total]:
        """The same by level, without those that have none."""
        return await store.totals_by_level(connection, member_id)

    async def rank_in_week(
        self, connection: Connection, server_id: int, points: int, day: date
    ) -> int | None:
        """1 + the listed members with more points in the week that holds the day; None for 0."""
        if not points:
            return None
        start = start_of(Window.WEEK, day)
        return 1 + await store.listed_above(connection, server_id, Window.WEEK, start, points)

    async def _learn(self, connection: Connection, answer: Answer) -> None:
        member = await store.skill(connection, answer.member_id, to_change=True) or NEWCOMER
        known = await store.difficulty_to_change(connection, answer.question_id)
        strayed = skill.offset(answer.level, *await store.level_mean(connection, answer.level))
        question = known or skill.unasked(answer.level)
        member, question = skill.meet(member, question, answer.earned, strayed)
        await store.save_skill(connection, answer.member_id, member)
        await store.save_difficulty(connection, answer.question_id, answer.level, question)


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
