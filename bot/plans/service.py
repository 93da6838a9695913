"""The use cases of a plan: look, try out, save, remind, stop."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Level, Question
from bot.clock import Clock
from bot.daily.schedule import parse_time
from bot.errors import NoPlan
from bot.interviews.service import InterviewService
from bot.ledger import skill
from bot.ledger.memory import Memory, recall
from bot.ledger.period import end_of_day
from bot.ledger.total import Total
from bot.plans import plan as rules
from bot.plans import store
from bot.plans.dates import parse_date
from bot.plans.plan import Board, Course, Draft, StudyPlan, Today, Unseen, Work
from bot.plans.readiness import Readiness, readiness
from bot.storage.database import Connection, Database

FIRST_OFFER = timedelta(weeks=4)
AT_ONCE = 500


class PlanService:
    def __init__(
        self,
        database: Database,
        attempts: AttemptService,
        interviews: InterviewService,
        bank: Bank,
        clock: Clock,
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.interviews = interviews
        self.ledger = attempts.ledger
        self.bank = bank
        self.clock = clock

    async def arrive(
        self, member_id: int, server_id: int, typed: str | None, level: Level | None
    ) -> Board | Draft:
        """`/plan`: the plan as it stands; with options, or without a plan, what one would ask
        for. Raises BadDate, DateOutOfReach."""
        async with self.database.read() as connection:
            plan = await store.get(connection, member_id)
            zone = await self.attempts.zone(connection, member_id, server_id)
            day = self._day(zone)
            if plan and typed is None and level is None:
                return await self._board(connection, plan)
            chosen = level or (plan.level if plan else await self._level(connection, member_id))
            interview = plan.interview if plan else day + FIRST_OFFER
            if typed is not None:
                interview = parse_date(typed, day)
            elif interview <= day:
                interview = day + FIRST_OFFER
            return await self._draft(connection, member_id, server_id, chosen, interview)

    async def draft(self, member_id: int, server_id: int, level: Level, interview: date) -> Draft:
        """What a plan would ask for; raises DateOutOfReach."""
        async with self.database.read() as connection:
            return await self._draft(connection, member_id, server_id, level, interview)

    async def typed(self, member_id: int, server_id: int, level: Level, typed: str) -> Draft:
        """The same to a day that was typed; raises BadDate, DateOutOfReach."""
        async with self.database.read() as connection:
            day = self._day(await self.attempts.zone(connection, member_id, server_id))
            interview = parse_date(typed, day)
            return await self._draft(connection, member_id, server_id, level, interview)

    async def change(self, member_id: int, server_id: int) -> Draft:
        """The plan there is, to be changed; one whose day is over, anew. Raises NoPlan."""
        async with self.database.read() as connection:
            plan = await self._plan(connection, member_id)
            day = self._day(await self.attempts.zone(connection, member_id, server_id))
            interview = plan.interview if plan.interview > day else day + FIRST_OFFER
            return await self._draft(connection, member_id, server_id, plan.level, interview)

    async def save(self, member_id: int, server_id: int, level: Level, interview: date) -> Board:
        """Make the plan, or change it: what was done, and the reminder, stay with it. Raises
        DateOutOfReach."""
        async with self.database.write() as connection:
            zone = await self.attempts.zone(connection, member_id, server_id)
            day = self._day(zone)
            rules.check_date(interview, day)
            before = await store.get(connection, member_id)
            if before is None or rules.is_over(before, day):
                before = StudyPlan(member_id, server_id, level, day, interview)
            plan = replace(before, server_id=server_id, level=level, interview=interview)
            minute, at = rules.with_reminder(plan, plan.remind_minute, zone, self.clock.now())
            plan = replace(plan, remind_minute=minute, remind_at=at)
            await store.save(connection, plan)
            return replace(await self._board(connection, plan), is_new=True)

    async def board(self, member_id: int) -> Board:
        """The plan as it stands; raises NoPlan."""
        async with self.database.read() as connection:
            return await self._board(connection, await self._plan(connection, member_id))

    async def remind(self, member_id: int, typed: str) -> Board:
        """Be reminded each day at the time that was typed, or no more where nothing was. Raises
        BadTime, NoPlan."""
        at = parse_time(typed) if typed.strip() else None
        async with self.database.write() as connection:
            plan = await self._plan(connection, member_id)
            zone = await self.attempts.zone(connection, member_id, plan.server_id)
            minute = None if at is None else 60 * at.hour + at.minute
            minute, due = rules.with_reminder(plan, minute, zone, self.clock.now())
            plan = replace(plan, remind_minute=minute, remind_at=due)
            await store.save(connection, plan)
            return await self._board(connection, plan)

    async def stop(self, member_id: int) -> StudyPlan:
        """Forget the plan; what was answered stays. Raises NoPlan."""
        async with self.database.write() as connection:
            plan = await self._plan(connection, member_id)
            await store.remove(connection, member_id)
        return plan

    async def restore(self, plan: StudyPlan) -> Board:
        """Take the stop back; a plan that was made since stays. Raises DateOutOfReach."""
        async with self.database.write() as connection:
            since = await store.get(connection, plan.member_id)
            if since is None:
                zone = await self.attempts.zone(connection, plan.member_id, plan.server_id)
                plan = rules.restored(plan, self._day(zone))
                minute, at = rules.with_reminder(plan, plan.remind_minute, zone, self.clock.now())
                plan = replace(plan, remind_minute=minute, remind_at=at)
                await store.save(connection, plan)
            return await self._board(connection, since or plan)

    async def of_today(
        self, connection: Connection, member_id: int
    ) -> tuple[StudyPlan, Today] | None:
        """The plan and what its day asks for; None without one that is under way."""
        plan = await store.get(connection, member_id)
        if plan is None:
            return None
        zone = await self.attempts.zone(connection, member_id, plan.server_id)
        if rules.is_over(plan, self._day(zone)):
            return None
        _, today, _ = await self._way(connection, plan, zone)
        return plan, today

    async def due(
        self, connection: Connection, member_id: int, before: datetime
    ) -> Sequence[Memory]:
        """The points that are asked again before this moment, the longest due first: of questions
        that the bank has, and no real interview keeps to itself."""
        secret = await self.interviews.secret(connection, member_id)
        found = await self.ledger.due(connection, member_id, before, self.bank.questions)
        return [memory for memory in found if memory.question_id not in secret]

    # Reminders

    async def to_remind(self) -> list[StudyPlan]:
        async with self.database.read() as connection:
            return list(await store.to_remind(connection, self.clock.now(), AT_ONCE))

    async def claim(self, plan: StudyPlan) -> tuple[Today, int] | None:
        """Take this reminder on: nobody else sends it then, and the next is due another day. What
        is left to do today, and the days until the interview; None where nothing is left, the
        reminder was missed, or somebody else took it."""
        now = self.clock.now()
        async with self.database.write() as connection:
            zone = await self.attempts.zone(connection, plan.member_id, plan.server_id)
            # One a day, also where the member has moved to another zone since it was set.
            its_day = end_of_day(plan.remind_at or now, zone) - timedelta.resolution
            minute, due = rules.with_reminder(plan, plan.remind_minute, zone, max(now, its_day))
            is_claimed = await store.put_off(connection, plan, minute, due)
            if not is_claimed or rules.is_missed(plan, zone, now):
                return None
        # From here on it is taken: what goes wrong with one plan doesn't come up again at once.
        async with self.database.read() as connection:
            found = await self.of_today(connection, plan.member_id)
        if found is None or found[1].is_done:
            return None
        return found[1], (plan.interview - self._day(zone)).days

    async def silence(self, member_id: int) -> None:
        """No reminder reaches the member: try no more."""
        async with self.database.write() as connection:
            plan = await store.get(connection, member_id)
            if plan:
                await store.save(connection, replace(plan, remind_minute=None, remind_at=None))

    # What they are made of

    async def _plan(self, connection: Connection, member_id: int) -> StudyPlan:
        plan = await store.get(connection, member_id)
        if plan is None:
            raise NoPlan
        return plan

    async def _board(self, connection: Connection, plan: StudyPlan) -> Board:
        zone = await self.attempts.zone(connection, plan.member_id, plan.server_id)
        day = self._day(zone)
        done, today, course = await self._way(connection, plan, zone)
        found = await self._readiness(connection, plan, zone)
        return Board(plan, day, str(zone), today, done, course, found)

    async def _draft(
        self,
        connection: Connection,
        member_id: int,
        server_id: int,
        level: Level,
        interview: date,
    ) -> Draft:
        zone = await self.attempts.zone(connection, member_id, server_id)
        day = self._day(zone)
        rules.check_date(interview, day)
        before = await store.get(connection, member_id)
        begins = before.begins if before and not rules.is_over(before, day) else day
        plan = StudyPlan(member_id, server_id, level, begins, interview)
        _, today, course = await self._way(connection, plan, zone)
        return Draft(level, interview, day, today, course, replaces=before is not None)

    async def _way(
        self, connection: Connection, plan: StudyPlan, zone: ZoneInfo
    ) -> tuple[Mapping[date, Work], Today, Course]:
        """What was done of the plan day by day, what its day asks for, and how it goes on."""
        now, questions = self.clock.now(), self.bank.matching(plan.level, None, None)
        day = now.astimezone(zone).date()
        done = await self._done(connection, plan, zone)
        unseen = await self._unseen(connection, plan, zone, questions)
        due = await self.due(connection, plan.member_id, end_of_day(now, zone))
        today = rules.of_day(plan, day, unseen, len(due), done.get(day, Work()))
        return done, today, rules.course(plan, day, unseen.now, len(questions), today)

    async def _done(
        self, connection: Connection, plan: StudyPlan, zone: ZoneInfo
    ) -> Mapping[date, Work]:
        # West of where the plan was made, the day before its first may be today.
        begins = min(plan.begins, self._day(zone))
        since = datetime.combine(begins, time(), zone).astimezone(UTC)
        days: dict[date, Work] = {}
        for at, is_review in await store.answered(connection, plan.member_id, since):
            day = at.astimezone(zone).date()
            work = days.get(day, Work())
            days[day] = Work(work.questions + (not is_review), work.points + is_review)
        return days

    async def _unseen(
        self,
        connection: Connection,
        plan: StudyPlan,
        zone: ZoneInfo,
        questions: Sequence[Question],
    ) -> Unseen:
        dawn = datetime.combine(self._day(zone), time(), zone).astimezone(UTC)
        first = await self.attempts.first_seen(connection, plan.member_id)
        seen = [first.get(question.id) for question in questions]
        return Unseen(sum(at is None or at >= dawn for at in seen), seen.count(None))

    async def _readiness(
        self, connection: Connection, plan: StudyPlan, zone: ZoneInfo
    ) -> tuple[Readiness, ...]:
        if await self.interviews.secret(connection, plan.member_id):
            return ()
        member = await self.ledger.skill(connection, plan.member_id)
        totals = await self.ledger.levels(connection, plan.member_id)
        memories = await self.ledger.memories(connection, plan.member_id)
        at = max(self.clock.now(), datetime.combine(plan.interview, time(12), zone).astimezone(UTC))
        recalls: dict[Level, list[float]] = {level: [] for level in Level}
        for memory in memories:
            question = self.bank.questions.get(memory.question_id)
            if question is not None:
                recalls[question.level].append(recall(memory, at))
        return tuple(
            readiness(
                level,
                member,
                totals.get(level, Total()),
                len(self.bank.matching(level, None, None)),
                recalls[level],
            )
            for level in Level
        )

    async def _level(self, connection: Connection, member_id: int) -> Level:
        """The one that the member is at, as far as that is known."""
        found = skill.estimate(await self.ledger.skill(connection, member_id))
        return found.level if found else Level.JUNIOR

    def _day(self, zone: ZoneInfo) -> date:
        return self.clock.now().astimezone(zone).date()
