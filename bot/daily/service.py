"""What members do with the question of the day: answer it, take hints, look how it stands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.attempts.attempt import ANSWER_LENGTH, Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.clock import Clock
from bot.daily import store
from bot.daily.daily import NOBODY, Consent, Daily, Tally, tally
from bot.daily.schedule import Schedule, local_day
from bot.errors import AttemptOpen, DailyClosed, NoSuchDaily
from bot.grading.grade import Verdict
from bot.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class Mine:
    """A member before a question of the day; `attempt` is None as long as they only look;
    `rating` is the number of the point that they rate themselves, where they chose one."""

    daily: Daily
    question: Question
    topic: str
    attempt: Attempt | None
    consent: Consent
    tally: Tally = NOBODY
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """What `/daily` shows: today's question, the one before it that has closed, the plan."""

    schedule: Schedule | None
    mine: Mine | None
    closed: Daily | None
    next_at: datetime | None
    is_manager: bool = False


class DailyService:
    def __init__(
        self, database: Database, attempts: AttemptService, bank: Bank, clock: Clock
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.bank = bank
        self.clock = clock

    async def of_today(self, member_id: int, server_id: int, *, is_manager: bool) -> Today:
        """The server's open question, or else today's; a manager hears of trouble with it."""
        async with self.database.read() as connection:
            schedule = await store.schedule(connection, server_id)
            shown = [
                daily for daily in await store.latest(connection, server_id, 7) if daily.is_shown
            ]
            newest = shown[0] if shown else None
            if newest and not newest.is_open and not self._is_today(newest, schedule):
                newest = None
            mine = await self._counted(connection, newest, member_id) if newest else None
            closed = next((each for each in shown if each.closing_id and each != newest), None)
            next_at = schedule.next_at if schedule and not schedule.is_paused else None
        mine = await self._explained(mine) if mine else None
        return Today(schedule, mine, closed, next_at, is_manager)

    async def card(self, member_id: int, server_id: int, daily_id: int) -> Mine:
        """As it stands for the member; raises NoSuchDaily."""
        async with self.database.read() as connection:
            daily = _shown(server_id, daily_id, await store.get(connection, daily_id))
            mine = await self._counted(connection, daily, member_id)
        return await self._explained(mine)

    async def form(self, member_id: int, server_id: int, daily_id: int, *, has_text: bool) -> Mine:
        """The attempt that an answer is for; it is opened where there is none yet.

        A closed question opens none: it is shown as it is, unless the member `has_text` that was
        refused, for which nothing is left to do (DailyClosed).
        """

        async def begin(connection: Connection, mine: Mine) -> Attempt | None:
            if mine.attempt is not None or mine.daily.is_open:
                return await self._begun(connection, mine, member_id)
            if has_text:
                raise DailyClosed(daily_id)
            return None

        return await self._changed(member_id, server_id, daily_id, begin)

    async def submit(
        self, member_id: int, server_id: int, daily_id: int, text: str, name: str
    ) -> Mine:
        """Save the text first, then grade it; the same text sent twice gets one outcome.

        Raises AttemptClosed for another text, EmptyAnswer, DailyClosed where the question closed
        before the member began.
        """

        async def save(connection: Connection, mine: Mine) -> Attempt:
            if mine.attempt is None and not mine.daily.is_open:
                raise DailyClosed(daily_id)
            attempt = await self._begun(connection, mine, member_id)
            if not attempt.is_open and attempt.text == text[:ANSWER_LENGTH]:
                return attempt
            now = self.clock.now()
            if not mine.daily.is_stale:
                await store.mark_stale(connection, daily_id)
            return await self.attempts.submit(connection, attempt, text, now, name)

        return await self._changed(member_id, server_id, daily_id, save)

    async def hint(self, member_id: int, server_id: int, daily_id: int, taken: int) -> Mine:
        """One more hint than the `taken` ones; on an older card, what it led to then.

        Raises NoHintLeft, DailyClosed.
        """

        async def take(connection: Connection, mine: Mine) -> Attempt:
            if mine.attempt is None and not mine.daily.is_open:
                raise DailyClosed(daily_id)
            attempt = await self._begun(connection, mine, member_id)
            if attempt.is_open and attempt.hints == taken:
                return await self.attempts.hint(connection, attempt, len(mine.question.hints))
            return attempt

        return await self._changed(member_id, server_id, daily_id, take)

    async def reveal(self, member_id: int, server_id: int, daily_id: int) -> Mine:
        """The model answer, for a member who has answered; raises AttemptOpen before that."""

        async def show(connection: Connection, mine: Mine) -> Attempt:
            if mine.attempt is None or not mine.attempt.is_closed:
                raise AttemptOpen(mine.attempt.id if mine.attempt else 0)
            return await self.attempts.reveal(connection, mine.attempt, self.clock.now())

        return await self._changed(member_id, server_id, daily_id, show)

    async def rate(
        self,
        member_id: int,
        server_id: int,
        daily_id: int,
        number: int,
        verdict: Verdict | None,
    ) -> Mine:
        """Save the member's own verdict on a point and go on to the next; None only shows it.

        Raises AttemptOpen, NothingToRate.
        """

        async def keep(connection: Connection, mine: Mine) -> Attempt:
            if mine.attempt is None:
                raise AttemptOpen(0)
            if verdict is None:
                return mine.attempt
            question, now = mine.question, self.clock.now()
            return await self.attempts.rate(
                connection, question, mine.attempt, number, verdict, now
            )

        rated = await self._changed(member_id, server_id, daily_id, keep)
        return replace(rated, rating=number + (verdict is not None))

    async def agree(self, member_id: int, server_id: int, daily_id: int, consent: Consent) -> Mine:
        """Whether the member's answer is shown when the question closes, and after that."""
        async with self.database.write() as connection:
            daily = _shown(server_id, daily_id, await store.get(connection, daily_id))
            await store.save_consent(connection, daily_id, member_id, consent)
            await store.mark_stale(connection, daily_id)
            mine = await self._counted(connection, daily, member_id)
        return await self._explained(mine)

    async def _changed(
        self,
        member_id: int,
        server_id: int,
        daily_id: int,
        step: Callable[[Connection, Mine], Awaitable[Attempt | None]],
    ) -> Mine:
        """What the step, in one transaction, led to; a text that waits for its grade gets it."""
        async with self.database.write() as connection:
            daily = _shown(server_id, daily_id, await store.locked(connection, daily_id))
            mine = await self._mine(connection, daily, member_id)
            attempt = await step(connection, mine)
        if attempt is not None:
            attempt = await self.attempts.settled(self.database, mine.question, attempt)
        async with self.database.read() as connection:
            counted = await self._tally(connection, daily)
        return await self._explained(replace(mine, attempt=attempt, tally=counted))

    async def _explained(self, mine: Mine) -> Mine:
        """A card without a score shows the model answer, which is noted."""
        if mine.attempt is None:
            return mine
        attempt = await self.attempts.explained(self.database, mine.attempt, self.clock.now())
        return replace(mine, attempt=attempt)

    async def _counted(self, connection: Connection, daily: Daily, member_id: int) -> Mine:
        mine = await self._mine(connection, daily, member_id)
        return replace(mine, tally=await self._tally(connection, daily))

    async def _mine(self, connection: Connection, daily: Daily, member_id: int) -> Mine:
        """Without the other members' answers."""
        question = await self.attempts.wording(
            connection, daily.question_id or "", daily.question_version or ""
        )
        attempt, consent = await store.attempt_of(connection, daily.id, member_id)
        topic = self.bank.topics.get(question.topic, question.topic)
        return Mine(daily, question, topic, attempt, consent)

    async def _tally(self, connection: Connection, daily: Daily) -> Tally:
        return daily.tally or tally(await store.scores(connection, daily))

    async def _begun(self, connection: Connection, mine: Mine, member_id: int) -> Attempt:
        if mine.attempt is not None:
            return mine.attempt
        attempt = await self.attempts.open(
            connection,
            member_id=member_id,
            server_id=mine.daily.server_id,
            question=mine.question,
            now=self.clock.now(),
            deadline=mine.daily.closes_at,
        )
        await store.add_answer(connection, mine.daily.id, member_id, attempt.id)
        return attempt

    def _is_today(self, daily: Daily, schedule: Schedule | None) -> bool:
        zone = ZoneInfo(schedule.zone if schedule else "UTC")
        return daily.day == local_day(self.clock.now(), zone)


def _shown(server_id: int, daily_id: int, found: Daily | None) -> Daily:
    if found is None or found.server_id != server_id or not found.is_shown:
        raise NoSuchDaily(daily_id)
    return found
