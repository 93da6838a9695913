"""The use cases of a profile, of its history and of a member's own settings."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.attempts.attempt import Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.clock import Clock
from bot.errors import AttemptOpen, InterviewRunning, NoSuchQuestion, NotYours, ProfileHidden
from bot.ledger.period import Window
from bot.ledger.service import LedgerService
from bot.members.member import Change, Member, Visibility, ZoneUnknown
from bot.members.service import MemberService
from bot.profiles import store
from bot.profiles.history import History, Past, pages
from bot.profiles.profile import Profile, Settings, may_see
from bot.profiles.record import Record
from bot.servers.service import ServerService
from bot.storage.database import Connection, Database


class ProfileService:
    def __init__(
        self,
        database: Database,
        members: MemberService,
        servers: ServerService,
        ledger: LedgerService,
        attempts: AttemptService,
        bank: Bank,
        clock: Clock,
    ) -> None:
        self.database = database
        self.members = members
        self.servers = servers
        self.ledger = ledger
        self.attempts = attempts
        self.bank = bank
        self.clock = clock

    async def own(self, member_id: int, server_id: int, name: str) -> Profile:
        """`name` is what the member is called here; the lists follow it."""
        await self.members.seen(server_id, member_id, name)
        async with self.database.read() as connection:
            member = await self.members.settings(connection, member_id)
            return await self._here(connection, member, server_id, is_own=True)

    async def of(self, member_id: int, server_id: int) -> Profile:
        """What others may see of the member in this server.

        Raises ProfileHidden, whether they hide it or there is nothing.
        """
        async with self.database.read() as connection:
            member = await self.members.settings(connection, member_id)
            is_here = await self.members.has_answered_in(connection, server_id, member_id)
            answered = await store.answered(connection, member_id, None)
            if not may_see(member, has_answered_here=is_here, has_answered=answered > 0):
                raise ProfileHidden
            if is_here:
                return await self._here(connection, member, server_id, is_own=False)
            return await self._elsewhere(connection, member, server_id, answered)

    async def history(self, member_id: int, server_id: int, page: int) -> History:
        """The page, or the last one where there are fewer."""
        async with self.database.read() as connection:
            count = await store.past_count(connection, member_id)
            shown = max(1, min(page, pages(count)))
            attempts = await store.past(connection, member_id, shown)
            questions = await self.attempts.questions(connection, attempts)
            zone = await self.attempts.zone(connection, member_id, server_id)
        entries = (self._told(attempt, questions[attempt.id], zone) for attempt in attempts)
        return History(tuple(entries), shown, count)

    async def past(self, member_id: int, server_id: int, attempt_id: int) -> Past:
        """One attempt as it ended; a text that waits for its grade gets it.

        Raises NoSuchQuestion, NotYours, AttemptOpen, InterviewRunning.
        """
        async with self.database.read() as connection:
            past = await self._past(connection, member_id, server_id, attempt_id)
        graded = await self.attempts.settled(self.database, past.whole, past.attempt)
        return replace(past, attempt=graded)

    async def reveal(self, member_id: int, server_id: int, attempt_id: int) -> Past:
        """The same, its model answer being shown: that is noted. Raises AttemptClosed while a
        text waits for its grade, and what `past` raises."""
        async with self.database.write() as connection:
            past = await self._past(connection, member_id, server_id, attempt_id)
            shown = await self.attempts.reveal(connection, past.attempt, self.clock.now())
        return replace(past, attempt=shown)

    async def settings(self, member_id: int, server_id: int) -> Settings:
        return await self._settings(member_id, server_id)

    async def settle_zone(self, member_id: int, server_id: int, typed: str) -> Settings:
        """A zone that doesn't exist changes nothing, and the settings say so."""
        done = await self.members.settle_zone(member_id, typed)
        if isinstance(done, ZoneUnknown):
            return await self._settings(member_id, server_id, refused=done)
        return await self._settings(member_id, server_id, change=done)

    async def settle_name(self, member_id: int, server_id: int, typed: str, name: str) -> Settings:
        """`name` is what the member is called here: taken again where nothing was typed."""
        await self.members.seen(server_id, member_id, name)
        done = await self.members.settle_name(member_id, typed)
        return await self._settings(member_id, server_id, change=done)

    async def settle_visibility(
        self, member_id: int, server_id: int, visibility: Visibility
    ) -> Settings:
        done = await self.members.settle_visibility(member_id, visibility)
        return await self._settings(member_id, server_id, change=done)

    async def _settings(
        self,
        member_id: int,
        server_id: int,
        change: Change | None = None,
        refused: ZoneUnknown | None = None,
    ) -> Settings:
        async with self.database.read() as connection:
            member = await self.members.settings(connection, member_id)
            zone = await self.attempts.zone_of(connection, member, server_id)
        return Settings(member, self.clock.now().astimezone(zone), change, refused)

    async def _here(
        self, connection: Connection, member: Member, server_id: int, *, is_own: bool
    ) -> Profile:
        server_zone = await self.servers.zone(connection, server_id)
        day = self.clock.now().astimezone(server_zone).date()
        totals = await self.ledger.totals(connection, server_id, member.id, day)
        points = totals[Window.WEEK].points
        is_listed = member.visibility is not Visibility.HIDDEN
        rank = await self.ledger.rank_in_week(connection, server_id, points, day)
        streak = await self.ledger.streak(connection, member.id)
        today = await self._today(connection, member, server_id)
        return Profile(
            member,
            totals,
            rank if is_listed else None,
            streak.on(today),
            await store.answered(connection, member.id, server_id),
            await self._record(connection, member, None if is_own else server_id, today),
            await self.ledger.skill(connection, member.id),
            is_own=is_own,
            is_here=True,
        )

    async def _elsewhere(
        self, connection: Connection, member: Member, server_id: int, answered: int
    ) -> Profile:
        streak = await self.ledger.streak(connection, member.id)
        today = await self._today(connection, member, server_id)
        return Profile(
            member,
            {Window.ALL: await self.ledger.total_everywhere(connection, member.id)},
            None,
            streak.on(today),
            answered,
            await self._record(connection, member, None, today),
            await self.ledger.skill(connection, member.id),
            is_own=False,
            is_here=False,
        )

    async def _record(
        self, connection: Connection, member: Member, server_id: int | None, today: date
    ) -> Record:
        """What the member answered in the server, or in all."""
        topics = {key: question.topic for key, question in self.bank.questions.items()}
        answers = await store.answers(connection, member.id, server_id, topics)
        return Record(answers, today, self.bank.topics)

    async def _past(
        self, connection: Connection, member_id: int, server_id: int, attempt_id: int
    ) -> Past:
        attempt = await self.attempts.get(connection, attempt_id)
        if attempt is None:
            raise NoSuchQuestion(attempt_id)
        if attempt.member_id != member_id:
            raise NotYours
        if attempt.is_open:
            raise AttemptOpen(attempt_id)
        interview = await store.real_interview(connection, attempt_id)
        if interview is not None:
            raise InterviewRunning(interview)
        question = await self.attempts.question(connection, attempt)
        zone = await self.attempts.zone(connection, member_id, server_id)
        return self._told(attempt, question, zone)

    def _told(self, attempt: Attempt, question: Question, zone: ZoneInfo) -> Past:
        topic = self.bank.topics.get(question.topic, question.topic)
        closed_at = attempt.closed_at or attempt.opened_at
        return Past(attempt, question, topic, closed_at.astimezone(zone).date())

    async def _today(self, connection: Connection, member: Member, server_id: int) -> date:
        zone = await self.attempts.zone_of(connection, member, server_id)
        return self.clock.now().astimezone(zone).date()
