"""What can be done with an attempt. The rooms that ask questions call this with their own
open connection; only `settled`, `grade_pending` and `keep_grading` open transactions themselves."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.attempts import attempt as rules
from bot.attempts import follow_up, recall, self_rating, store
from bot.attempts.attempt import ANSWER_LENGTH, Attempt, State
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.errors import AttemptClosed, AttemptErased, FollowUpAnswered, FollowUpGone
from bot.grading.grade import Grade, Verdict
from bot.grading.grader import Grader
from bot.ledger.service import Answer, LedgerService
from bot.members.member import Member
from bot.members.service import MemberService
from bot.ops.metrics import Metrics
from bot.servers.service import ServerService
from bot.storage.database import Connection, Database, StorageError

GRADE_EVERY_S = 60.0
_log = logging.getLogger(__name__)


class AttemptService:
    def __init__(
        self,
        bank: Bank,
        grader: Grader,
        members: MemberService,
        servers: ServerService,
        ledger: LedgerService,
        metrics: Metrics,
    ) -> None:
        self.bank = bank
        self.grader = grader
        self.members = members
        self.servers = servers
        self.ledger = ledger
        self.metrics = metrics
        # Tried once in a life of the program, so that the log tells of them once.
        self._hopeless: set[int] = set()

    async def open(
        self,
        connection: Connection,
        *,
        member_id: int,
        server_id: int,
        question: Question,
        now: datetime,
        retry_of: int | None = None,
        deadline: datetime | None = None,
        point: str | None = None,
    ) -> Attempt:
        """Ask a question, or in a review about one `point` of it; its wording is kept with the
        attempt."""
        await store.keep_wording(connection, question)
        return await store.add(
            connection,
            member_id=member_id,
            server_id=server_id,
            question=question,
            now=now,
            retry_of=retry_of,
            deadline=deadline,
            point=point,
        )

    async def retry(self, connection: Connection, attempt: Attempt, now: datetime) -> Attempt:
        """Ask the same wording again, unranked; raises AttemptOpen."""
        rules.may_retry(attempt)
        return await self.open(
            connection,
            member_id=attempt.member_id,
            server_id=attempt.server_id,
            question=await self.question(connection, attempt),
            now=now,
            retry_of=attempt.retry_of or attempt.id,
        )

    async def get(self, connection: Connection, attempt_id: int) -> Attempt | None:
        return await store.get(connection, attempt_id)

    async def with_retries(
        self, connection: Connection, first_ids: Sequence[int]
    ) -> tuple[Attempt, ...]:
        return await store.with_retries(connection, first_ids)

    async def last_seen(self, connection: Connection, member_id: int) -> Mapping[str, datetime]:
        return await store.last_seen(connection, member_id)

    async def first_seen(self, connection: Connection, member_id: int) -> Mapping[str, datetime]:
        return await store.first_seen(connection, member_id)

    async def question(self, connection: Connection, attempt: Attempt) -> Question:
        """The question in the wording in which it was asked."""
        return (await self.questions(connection, [attempt]))[attempt.id]

    async def questions(
        self, connection: Connection, attempts: Sequence[Attempt]
    ) -> Mapping[int, Question]:
        """The questions by attempt id, each in the wording in which it was asked."""
        found = {attempt.id: self.bank.questions.get(attempt.question_id) for attempt in attempts}
        changed = [
            attempt
            for attempt in attempts
            if (now := found[attempt.id]) is None or now.version != attempt.question_version
        ]
        wanted = {(attempt.question_id, attempt.question_version) for attempt in changed}
        old = await store.wordings(connection, [*wanted])
        kept = {
            attempt.id: old[attempt.question_id, attempt.question_version] for attempt in changed
        }
        return {key: question for key, question in found.items() if question} | kept

    async def keep_wording(self, connection: Connection, question: Question) -> None:
        """Keep a question as it is worded now, for later."""
        await store.keep_wording(connection, question)

    async def wording(self, connection: Connection, question_id: str, version: str) -> Question:
        """A question in a wording that was kept."""
        now = self.bank.questions.get(question_id)
        if now is not None and now.version == version:
            return now
        return (await store.wordings(connection, [(question_id, version)]))[question_id, version]

    async def hint(self, connection: Connection, attempt: Attempt, available: int) -> Attempt:
        return await self._save(connection, attempt, rules.hint(attempt, available))

    async def skip(self, connection: Connection, attempt: Attempt, now: datetime) -> Attempt:
        return await self._save(connection, attempt, rules.skip(attempt, now))

    async def expire(self, connection: Connection, attempt: Attempt) -> Attempt:
        return await self._save(connection, attempt, rules.expire(attempt))

    async def reveal(self, connection: Connection, attempt: Attempt, now: datetime) -> Attempt:
        """Show the model answer: it is that of the attempt tried again, too."""
        new = rules.reveal(attempt, now)
        if attempt.is_open:
            await self._save(connection, attempt, new)
            if attempt.point:
                await self._remember(connection, await self.question(connection, attempt), new)
        shown = [attempt.id, *([attempt.retry_of] if attempt.retry_of else [])]
        await store.mark_shown(connection, shown, now)
        return new

    async def submit(
        self, connection: Connection, attempt: Attempt, text: str, now: datetime, name: str
    ) -> Attempt:
        """Save the text; it waits for its grade. `name` is what the member is called here."""
        member = await self.members.settings(connection, attempt.member_id)
        zone = await self.zone_of(connection, member, attempt.server_id)
        today = now.astimezone(zone).date()
        saved = await self._save(connection, attempt, rules.submit(attempt, text, now, today))
        await self.members.answered(connection, member, attempt.server_id, name, now)
        return saved

    async def check_follow_up(
        self, connection: Connection, question: Question, attempt: Attempt, now: datetime
    ) -> None:
        """Raises FollowUpAnswered, and FollowUpGone where none is asked, or the model answer was
        shown since in whatever room."""
        follow_up.must_be_offered(question, attempt)
        if await store.is_shown(connection, attempt, now):
            raise FollowUpGone(attempt.id)

    async def follow_up(
        self, connection: Connection, question: Question, attempt: Attempt, text: str, now: datetime
    ) -> Attempt:
        """Save the answer to the follow-up; it waits for its grade. The same text sent twice is
        saved once. Raises EmptyAnswer, FollowUpAnswered for another text, FollowUpGone."""
        if attempt.follow_up and attempt.follow_up.text == text[:ANSWER_LENGTH]:
            return attempt
        await self.check_follow_up(connection, question, attempt, now)
        new = follow_up.submit(question, attempt, text, now)
        if not await store.save_follow_up(connection, new):
            raise FollowUpAnswered(attempt.id)
        return new

    async def rate(
        self,
        connection: Connection,
        question: Question,
        attempt: Attempt,
        number: int,
        verdict: Verdict,
        now: datetime,
    ) -> Attempt:
        """Save the member's own verdict on the point of this number; raises NothingToRate."""
        new = self_rating.rate(question, attempt, number, verdict, now)
        await store.save_rating(connection, new)
        return new

    async def zone(self, connection: Connection, member_id: int, server_id: int) -> ZoneInfo:
        """The one that the member's days are counted in: their own, else the server's."""
        member = await self.members.settings(connection, member_id)
        return await self.zone_of(connection, member, server_id)

    async def zone_of(self, connection: Connection, member: Member, server_id: int) -> ZoneInfo:
        """The same, where the member's settings are at hand."""
        return self.members.own_zone(member) or await self.servers.zone(connection, server_id)

    async def explained(self, database: Database, attempt: Attempt, now: datetime) -> Attempt:
        """Where the scoring isn't sure, the model answer is shown at once: that is noted here. Any
        other attempt stays as it is."""
        if not attempt.is_unsure:
            return attempt
        try:
            async with database.write() as connection:
                return await self.reveal(connection, attempt, now)
        except StorageError:
            return attempt

    async def judge(self, question: Question, text: str) -> Grade:
        """The verdict on a submitted text, after milliseconds or, of a language model, seconds.
        Outside any transaction."""
        with self.metrics.grading.time():
            return await self.grader.grade(question, text)

    async def record(
        self, connection: Connection, question: Question, attempt: Attempt, grade: Grade
    ) -> Attempt:
        """Store the verdict and what it leaves behind; where one is stored already, that one
        stays and is returned. Raises AttemptErased where the attempt is gone."""
        history = await store.history(connection, attempt)
        try:
            new = await self._save(connection, attempt, rules.graded(attempt, grade, history))
        except AttemptClosed:
            return await self._present(connection, attempt)
        zone = await self.servers.zone(connection, attempt.server_id)
        await self.ledger.record(connection, _answer(new, question.topic, zone))
        await self._remember(connection, question, new)
        return new

    async def improve(
        self, connection: Connection, question: Question, attempt: Attempt, grade: Grade
    ) -> Attempt:
        """Store the verdict on the answer to its follow-up and what that recovers; where one is
        stored already, that one stays and is returned. Raises AttemptErased."""
        new = follow_up.graded(question, attempt, grade)
        if not await store.save_improvement(connection, new):
            return await self._present(connection, attempt)
        zone = await self.servers.zone(connection, attempt.server_id)
        before, after = (_answer(each, question.topic, zone) for each in (attempt, new))
        more = (after.score or 0) - (before.score or 0)
        points = after.points - before.points
        await self.ledger.raise_by(connection, replace(after, score=more, points=points))
        return new

    async def settled(self, database: Database, question: Question, attempt: Attempt) -> Attempt:
        """Grade a text that was saved and not graded yet; any other attempt stays as it is.
        `question` is the whole one, also where a review asks about one point.

        Where the verdict can't be stored, the text is safe and the next visit grades it. Raises
        AttemptErased where it was erased meanwhile.
        """
        if not attempt.is_to_grade:
            return attempt
        keep = self.improve if attempt.follow_up else self.record
        grade = await self.judge(*_to_judge(question, attempt))
        try:
            async with database.write() as connection:
                return await keep(connection, question, attempt, grade)
        except StorageError:
            return attempt

    async def mark_shown(
        self, connection: Connection, attempts: Sequence[Attempt], now: datetime
    ) -> None:
        """Note that the model answers of these attempts were shown."""
        await store.mark_shown(connection, [attempt.id for attempt in attempts], now)

    async def keep_grading(self, database: Database) -> None:
        """Grade each minute what had no room for its grade, or no lock; until cancelled."""
        while True:
            await asyncio.sleep(GRADE_EVERY_S)
            with suppress(StorageError):
                await self.grade_pending(database)

    async def grade_pending(self, database: Database) -> None:
        """Grade the texts that were saved when the program was stopped."""
        async with database.read() as connection:
            pending = await store.to_grade(connection)
        for attempt in pending:
            if attempt.id in self._hopeless:
                continue
            try:
                async with database.read() as connection:
                    question = await self.question(connection, attempt)
                await self.settled(database, question, attempt)
            except AttemptErased:
                _log.info("attempt %d was erased before its grade", attempt.id)
            except Exception:
                # One text that can't be graded must not keep the bot from starting.
                self._hopeless.add(attempt.id)
                _log.exception("attempt %d is not graded", attempt.id)

    async def _remember(self, connection: Connection, question: Question, attempt: Attempt) -> None:
        """What it says of each point, as of when it was answered."""
        await self.ledger.remember(
            connection,
            attempt.member_id,
            question.id,
            question.version,
            recall.ratings(question, attempt),
            attempt.closed_at or attempt.opened_at,
        )

    async def _present(self, connection: Connection, attempt: Attempt) -> Attempt:
        """As it is stored now; raises AttemptErased."""
        current = await store.get(connection, attempt.id)
        if current is None:
            raise AttemptErased(attempt.id)
        return current

    async def _save(self, connection: Connection, old: Attempt, new: Attempt) -> Attempt:
        if await store.save(connection, old, new):
            return new
        current = await store.get(connection, old.id)
        raise AttemptClosed(old.id, current.state if current else State.SKIPPED)


def _to_judge(question: Question, attempt: Attempt) -> tuple[Question, str]:
    """What the text that waits for its grade answers, and the text."""
    followed = attempt.follow_up
    if followed is None:
        return follow_up.faced(question, attempt), attempt.text or ""
    return follow_up.as_question(question, follow_up.asked(question, followed)), followed.text


def _answer(attempt: Attempt, topic: str, zone: ZoneInfo) -> Answer:
    """A graded attempt as the ledger keeps it; `zone` is the server's."""
    answered_at = attempt.closed_at or attempt.opened_at
    server_day = answered_at.astimezone(zone).date()
    return Answer(
        member_id=attempt.member_id,
        server_id=attempt.server_id,
        question_id=attempt.question_id,
        level=attempt.level,
        topic=topic,
        score=None if attempt.unranked else attempt.score,
        earned=attempt.earned,
        points=attempt.points,
        server_day=server_day,
        member_day=attempt.local_date or server_day,
    )
