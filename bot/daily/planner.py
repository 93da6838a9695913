"""A server's plan for its daily question: what managers settle, and what comes due."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.choosing import choose
from bot.bank.question import Level, Question
from bot.clock import Clock
from bot.daily import store
from bot.daily.daily import LEASE, MOST_SHOWN, Daily, Stage, Tally, tally
from bot.daily.plan import Changes, Plan, Post, blank, with_changes
from bot.daily.schedule import (
    LATEST,
    REST,
    STOPS,
    Schedule,
    Trouble,
    last_due,
    local_day,
    next_due,
)
from bot.errors import AlreadyPosted, NoDaily, NotAManager, NotOffered
from bot.ops.metrics import Metrics
from bot.servers.service import ServerService
from bot.storage.database import Connection, Database
from bot.zones import known_zones

DATES = 3
LATELY = 5


class Planner:
    """`chance` chooses among questions that are equally fresh."""

    def __init__(
        self,
        database: Database,
        attempts: AttemptService,
        servers: ServerService,
        bank: Bank,
        clock: Clock,
        chance: Random,
        metrics: Metrics,
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.servers = servers
        self.bank = bank
        self.clock = clock
        self.chance = chance
        self.metrics = metrics

    # What managers settle

    async def plan(self, server_id: int, *, is_manager: bool) -> Plan:
        """Raises NotAManager."""
        _must_manage(is_manager)
        async with self.database.read() as connection:
            return await self._plan(connection, server_id)

    async def example(self, server_id: int, *, is_manager: bool) -> Post | None:
        """A post as it may look; which question comes is chosen when it is posted. None where
        no question fits. Raises NotAManager, NoDaily."""
        _must_manage(is_manager)
        async with self.database.read() as connection:
            schedule = await self._schedule(connection, server_id)
            number = await store.last_number(connection, server_id) + 1
        now, zone = self.clock.now(), ZoneInfo(schedule.zone)
        due = next_due(now, schedule.at, zone)
        daily = replace(blank(schedule, due, local_day(due, zone)), number=number)
        fitting = self._fitting(schedule, daily.level)
        if not fitting:
            return None
        question = fitting[0]
        topic = self.bank.topics.get(question.topic, question.topic)
        role_id, thread = schedule.role_id, schedule.opens_thread
        return Post(daily, question, topic, tally([]), (), role_id, thread)

    async def changed(self, server_id: int, changes: Changes, *, is_manager: bool) -> Schedule:
        """The schedule with the changes, not saved yet.

        Raises NotAManager, NotOffered, and MissingOptions where the first one lacks something.
        """
        _must_manage(is_manager)
        if changes.zone is not None and changes.zone not in known_zones():
            raise NotOffered("timezone", changes.zone)
        if changes.topic is not None and changes.topic not in self.bank.topics:
            raise NotOffered("topic", changes.topic)
        async with self.database.read() as connection:
            before = await store.schedule(connection, server_id)
        return with_changes(server_id, before, changes)

    async def save(self, schedule: Schedule) -> Plan:
        """Keep it, and the zone with the server."""
        async with self.database.write() as connection:
            await self.servers.settle_zone(connection, schedule.server_id, schedule.zone)
            await self._settle(connection, schedule)
            return await self._plan(connection, schedule.server_id)

    async def pause(self, server_id: int, *, paused: bool, is_manager: bool) -> Plan:
        """Stop or go on; what stopped it by itself is forgotten. Raises NotAManager, NoDaily."""
        _must_manage(is_manager)
        async with self.database.write() as connection:
            schedule = await self._schedule(connection, server_id)
            await self._settle(connection, replace(schedule, is_paused=paused, trouble=None))
            return await self._plan(connection, server_id)

    async def turn_off(self, server_id: int, *, is_manager: bool) -> Plan:
        """Forget the schedule; questions that are open close at their time. Raises NotAManager."""
        _must_manage(is_manager)
        async with self.database.write() as connection:
            await store.remove_schedule(connection, server_id)
            return await self._plan(connection, server_id)

    # What comes due

    async def due(self) -> list[int]:
        """The servers whose question is due, the longest waiting first."""
        async with self.database.read() as connection:
            servers = list(await store.due_servers(connection, self.clock.now()))
        self.metrics.dailies_due.set(len(servers))
        return servers

    async def claim(self, server_id: int) -> Post | None:
        """Take today's question upon oneself, for ten minutes; whoever else tries gets None.

        None, too, where nothing is to be posted: it was posted already, the bot was away for
        more than 6 hours (that is noted), or no question is left.
        """
        now = self.clock.now()
        async with self.database.write() as connection:
            schedule = await store.schedule(connection, server_id)
            if schedule is None or schedule.next_at is None or schedule.next_at > now:
                return None
            due = last_due(now, schedule.at, ZoneInfo(schedule.zone))
            due = max(due, schedule.next_at)
            await self._settle(connection, schedule)
            if now - due > LATEST:
                await self._note(connection, schedule, due, Trouble.TOO_LATE)
                return None
            return await self._claim(connection, schedule, due)

    async def claim_now(self, server_id: int, *, is_manager: bool) -> Post | None:
        """Today's question, before its time. Raises NotAManager, NoDaily, AlreadyPosted; None
        where no question is left."""
        _must_manage(is_manager)
        now = self.clock.now()
        async with self.database.write() as connection:
            schedule = await self._schedule(connection, server_id)
            day = local_day(now, ZoneInfo(schedule.zone))
            if await store.on_day(connection, server_id, day):
                raise AlreadyPosted
            post = await self._claim(connection, schedule, now)
            await self._settle(connection, schedule)
            return post

    async def posted(self, post: Post, message_id: int, thread_id: int | None) -> Daily:
        """Note where it was posted; it is open from now on."""
        missing = post.opens_thread and thread_id is None
        opened = replace(
            post.daily,
            stage=Stage.OPEN,
            message_id=message_id,
            thread_id=thread_id,
            lease_until=None,
            edited_at=self.clock.now(),
            trouble=Trouble.NO_THREAD if missing else None,
        )
        async with self.database.write() as connection:
            is_saved = await store.save(connection, post.daily, opened)
        if is_saved:
            self.metrics.daily_posted(self.clock.now() - post.daily.due_at)
        return opened

    async def failed(self, post: Post, trouble: Trouble) -> None:
        """Note that it wasn't posted; where trying again can't help, the schedule pauses."""
        ended = replace(post.daily, stage=Stage.UNKNOWN, lease_until=None, trouble=trouble)
        if trouble is not Trouble.UNKNOWN:
            # It was never asked, so another day may have it, and its number.
            ended = replace(
                ended, stage=Stage.FAILED, number=0, question_id=None, question_version=None
            )
        async with self.database.write() as connection:
            is_saved = await store.save(connection, post.daily, ended)
            await self._stop_for(connection, post.daily.server_id, trouble)
        if is_saved:
            self.metrics.daily_missed(trouble)

    # What was begun, and what is to be brought up to date

    async def expired(self) -> list[Daily]:
        """Posts that somebody began and didn't finish in time."""
        async with self.database.read() as connection:
            return list(await store.expired(connection, self.clock.now()))

    async def take_over(self, daily: Daily) -> Post | None:
        """Such a post, for ten minutes; None if somebody else took it."""
        taken = replace(daily, lease_until=self.clock.now() + LEASE)
        return await self._take(daily, taken)

    async def to_close(self) -> list[Daily]:
        async with self.database.read() as connection:
            return list(await store.to_close(connection, self.clock.now()))

    async def begin_closing(self, daily: Daily) -> Post | None:
        """Take the closing upon oneself; None if somebody else did."""
        until = self.clock.now() + LEASE
        return await self._take(daily, replace(daily, stage=Stage.CLOSING, lease_until=until))

    async def closed(self, post: Post, closing_id: int | None, trouble: Trouble | None) -> None:
        """Its post is to say so, too."""
        ended = replace(
            post.daily,
            stage=Stage.CLOSED,
            closing_id=closing_id,
            lease_until=None,
            is_stale=True,
            edited_at=None,
            trouble=trouble or post.daily.trouble,
            tally=post.tally,
        )
        async with self.database.write() as connection:
            await store.save(connection, post.daily, ended)
            await self._stop_for(connection, post.daily.server_id, trouble)

    async def to_edit(self, edited_before: datetime) -> list[Daily]:
        async with self.database.read() as connection:
            return list(await store.to_edit(connection, edited_before))

    async def unedited(self, daily: Daily) -> None:
        """The edit may not have arrived: try it again later."""
        async with self.database.write() as connection:
            await store.mark_stale(connection, daily.id)

    async def begin_edit(self, daily: Daily) -> Post | None:
        """What its posts should show now; an answer from now on asks for another edit."""
        async with self.database.write() as connection:
            pending = await store.waits_for_grades(connection, daily.id)
            now = self.clock.now()
            await store.mark_edited(connection, daily.id, now, is_stale=pending)
            current = await store.get(connection, daily.id)
            return await self._post(connection, current) if current else None

    # Steps, each inside its caller's transaction

    async def _stop_for(
        self, connection: Connection, server_id: int, trouble: Trouble | None
    ) -> None:
        """Pause the schedule where trying again can't help."""
        schedule = await store.schedule(connection, server_id)
        if schedule and trouble in STOPS:
            await self._settle(connection, replace(schedule, is_paused=True, trouble=trouble))

    async def _take(self, before: Daily, taken: Daily) -> Post | None:
        async with self.database.write() as connection:
            if not await store.save(connection, before, taken):
                return None
            return await self._post(connection, taken)

    async def _post(self, connection: Connection, daily: Daily) -> Post | None:
        if daily.question_id is None or daily.question_version is None:
            return None
        question = await self.attempts.wording(
            connection, daily.question_id, daily.question_version
        )
        schedule = await store.schedule(connection, daily.server_id)
        return Post(
            daily,
            question,
            self.bank.topics.get(question.topic, question.topic),
            daily.tally or await self._tally(connection, daily),
            () if daily.is_open else await store.agreed(connection, daily, MOST_SHOWN),
            schedule.role_id if schedule else None,
            schedule.opens_thread if schedule else False,
        )

    async def _tally(self, connection: Connection, daily: Daily) -> Tally:
        """What was missed matters for the closing alone: to read every grade takes its time."""
        scores = await store.scores(connection, daily)
        if daily.stage is not Stage.CLOSING:
            return tally(scores)
        return tally(scores, await store.attempts_of(connection, daily))

    async def _claim(
        self, connection: Connection, schedule: Schedule, due: datetime
    ) -> Post | None:
        day = local_day(due, ZoneInfo(schedule.zone))
        question = await self._choose(connection, schedule, day)
        if question is None:
            await self._note(connection, schedule, due, Trouble.NO_QUESTION)
            return None
        await self.attempts.keep_wording(connection, question)
        number = await store.last_number(connection, schedule.server_id) + 1
        daily = await store.add(
            connection,
            replace(
                blank(schedule, due, day),
                number=number,
                question_id=question.id,
                question_version=question.version,
                lease_until=self.clock.now() + LEASE,
            ),
        )
        return await self._post(connection, daily) if daily else None

    async def _note(
        self, connection: Connection, schedule: Schedule, due: datetime, trouble: Trouble
    ) -> None:
        """A day without a question, and why."""
        day = local_day(due, ZoneInfo(schedule.zone))
        empty = blank(schedule, due, day)
        if await store.add(connection, replace(empty, stage=Stage.SKIPPED, trouble=trouble)):
            self.metrics.daily_missed(trouble)

    async def _choose(
        self, connection: Connection, schedule: Schedule, day: date
    ) -> Question | None:
        now = self.clock.now()
        asked = await store.last_asked(connection, schedule.server_id)
        fresh = [
            question
            for question in self._fitting(schedule, schedule.level_on(day))
            if _is_fresh(question, asked, now)
        ]
        return choose(fresh, [], asked, self.chance)

    def _fitting(self, schedule: Schedule, level: Level | None) -> tuple[Question, ...]:
        return self.bank.matching(level, schedule.topic, None)

    async def _settle(self, connection: Connection, schedule: Schedule) -> None:
        """Save it with its next due moment: the first one whose day has no question yet."""
        zone = ZoneInfo(schedule.zone)
        due = next_due(self.clock.now(), schedule.at, zone)
        while await store.on_day(connection, schedule.server_id, local_day(due, zone)):
            due = next_due(due, schedule.at, zone)
        await store.save_schedule(connection, replace(schedule, next_at=due))

    async def _schedule(self, connection: Connection, server_id: int) -> Schedule:
        schedule = await store.schedule(connection, server_id)
        if schedule is None:
            raise NoDaily
        return schedule

    async def _plan(self, connection: Connection, server_id: int) -> Plan:
        topics = dict(self.bank.topics)
        schedule = await store.schedule(connection, server_id)
        if schedule is None:
            return Plan(None, topics)
        now, zone = self.clock.now(), ZoneInfo(schedule.zone)
        dates = [schedule.next_at or next_due(now, schedule.at, zone)]
        while len(dates) < DATES:
            dates.append(next_due(dates[-1], schedule.at, zone))
        asked = await store.last_asked(connection, server_id)
        fitting = self._fitting(schedule, schedule.level)
        return Plan(
            schedule,
            topics,
            tuple(dates),
            schedule.level_on(local_day(dates[0], zone)),
            await store.last_number(connection, server_id) + 1,
            sum(_is_fresh(question, asked, now) for question in fitting),
            len(fitting),
            await store.latest(connection, server_id, LATELY),
            await store.on_day(connection, server_id, local_day(now, zone)),
        )


def _is_fresh(question: Question, asked: Mapping[str, datetime], now: datetime) -> bool:
    return question.id not in asked or now - asked[question.id] >= REST


def _must_manage(is_manager: bool) -> None:
    if not is_manager:
        raise NotAManager
