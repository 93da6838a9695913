"""The steps of an interview, each inside its caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from bot.attempts.attempt import Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.choosing import choose
from bot.bank.question import Level, Question
from bot.clock import Clock
from bot.errors import InterviewNotFound, NotInARealInterview, NotYours
from bot.grading.grade import Verdict
from bot.interviews import interview as rules
from bot.interviews import store
from bot.interviews.interview import LADDER, Ending, Interview, Mode
from bot.interviews.progress import Asked, Entry, Progress, entries
from bot.interviews.ranking import Rank, anything, open_outcomes, weak_topics
from bot.interviews.report import Line, Report
from bot.ledger.skill import is_known
from bot.storage.database import Connection


class Opened(NamedTuple):
    """An attempt in its running interview."""

    progress: Progress
    entry: Entry
    attempt: Attempt


class Steps:
    def __init__(self, attempts: AttemptService, bank: Bank, clock: Clock) -> None:
        self.attempts = attempts
        self.ledger = attempts.ledger
        self.bank = bank
        self.clock = clock

    async def open(
        self,
        connection: Connection,
        member_id: int,
        interview_id: int,
        attempt_id: int | None,
        *,
        expires: bool = True,
    ) -> Opened | Asked | Report:
        """The attempt named (None: the one being faced) in its interview.

        Instead, the report if the interview has ended, or ends now because it was left for
        too long; or, if it `expires`, the next question where the time for one is up.
        Raises InterviewNotFound, NotYours.
        """
        found = await store.locked(connection, interview_id)
        interview = _theirs(member_id, interview_id, found)
        progress = await self.progress(connection, interview)
        if interview.ended_at:
            return await self.report(connection, progress)
        now = self.clock.now()
        if rules.is_left(interview, now):
            return await self.finish(connection, progress, Ending.LEFT)
        await store.touch(connection, interview_id, now)
        if expires and progress.last.current.is_due(now):
            return await self._expire(connection, progress)
        if attempt_id is None:
            return Opened(progress, progress.last, progress.last.current)
        place = progress.find(attempt_id)
        if place is None:
            raise InterviewNotFound(interview_id)
        return Opened(progress, *place)

    async def _expire(self, connection: Connection, progress: Progress) -> Asked | Report:
        await self.attempts.expire(connection, progress.last.current)
        progress = await self.progress(connection, progress.interview)
        after = await self.advance(connection, progress)
        return replace(after, expired=True) if isinstance(after, Asked) else after

    async def advance(self, connection: Connection, progress: Progress) -> Asked | Report:
        """Ask the next question, or finish."""
        chosen = None if progress.is_complete else await self._choose(connection, progress)
        if chosen is None:
            return await self.finish(connection, progress, Ending.FINISHED)
        question, moved_from = chosen
        interview, position = progress.interview, len(progress.entries) + 1
        now = self.clock.now()
        attempt = await self.attempts.open(
            connection,
            member_id=interview.member_id,
            server_id=interview.server_id,
            question=question,
            now=now,
            deadline=rules.deadline(interview.plan.mode, question.minutes, now),
        )
        await store.add_attempt(connection, interview.id, position, attempt.id)
        return Asked(
            interview,
            Entry(position, attempt),
            attempt,
            question,
            self.bank.topics.get(question.topic, question.topic),
            moved_from=moved_from,
        )

    async def _choose(
        self, connection: Connection, progress: Progress
    ) -> tuple[Question, Level | None] | None:
        """The next question, decided by the interview's seed and what was asked before; and the
        level that Adaptive moved from for it."""
        firsts = [entry.first for entry in progress.entries]
        questions = await self.attempts.questions(connection, firsts)
        asked = [questions[attempt.id] for attempt in firsts]
        seen = await self.attempts.last_seen(connection, progress.interview.member_id)
        # Repeatable on purpose: the seed is stored with the interview.
        chance = Random(f"{progress.interview.seed}/{len(asked) + 1}")  # noqa: S311
        moves = True
        for candidates, rank in await self._candidates(connection, progress, asked):
            question = choose(candidates, asked, seen, chance, rank)
            if question is not None:
                return question, progress.moved_from(question.level) if moves else None
            moves = False  # from here on another level only stands in for one that is used up
        return None

    async def _candidates(
        self, connection: Connection, progress: Progress, asked: Sequence[Question]
    ) -> list[tuple[Sequence[Question], Rank]]:
        """What the next question is chosen from; what comes later, only where all before is used
        up. Adaptive takes every level once it knows the member, and those around them before."""
        plan, member_id = progress.interview.plan, progress.interview.member_id
        if plan.level is not None:
            rank: Rank = anything
            if plan.weak_first:
                rank = weak_topics(await self.ledger.topics(connection, member_id), asked)
            return [(self.bank.matching(plan.level, plan.topic, plan.kind), rank)]
        member = await self.ledger.skill(connection, member_id)
        if is_known(member):
            rank = open_outcomes(member, await self.ledger.difficulties(connection))
            return [(self.bank.matching(None, plan.topic, plan.kind), rank)]
        return [
            (self.bank.matching(level, plan.topic, plan.kind), anything)
            for level in _nearest(progress.next_level)
        ]

    async def finish(self, connection: Connection, progress: Progress, ending: Ending) -> Report:
        """Close the interview, and leave the attempts that are still open."""
        now = self.clock.now()
        # The days without a visit are no time used on the question.
        closed_at = progress.interview.touched_at if ending is Ending.LEFT else now
        for entry in progress.entries:
            for attempt in entry.attempts:
                if attempt.is_due(now):
                    await self.attempts.expire(connection, attempt)
                elif attempt.is_open:
                    await self.attempts.skip(connection, attempt, closed_at)
        await store.save_end(connection, rules.end(progress.interview, ending, now))
        interview = await store.get(connection, progress.interview.id) or progress.interview
        report = await self.report(connection, await self.progress(connection, interview))
        return replace(report, just_ended=True)

    async def latest_try(self, connection: Connection, entry: Entry) -> Attempt:
        """The attempt at this question that is being faced; a new one if all are closed."""
        if not entry.current.is_closed:
            return entry.current
        return await self.attempts.retry(connection, entry.first, self.clock.now())

    async def about_to_follow_up(self, connection: Connection, opened: Opened) -> Asked:
        """The attempt whose follow-up is to be answered; if it was, as that left it. Raises
        FollowUpGone."""
        must_be_practice(opened.progress)
        asked = await self.asked(connection, *opened)
        if asked.attempt.follow_up is None:
            question, now = asked.question, self.clock.now()
            await self.attempts.check_follow_up(connection, question, asked.attempt, now)
        return asked

    async def follow_up(self, connection: Connection, opened: Opened, text: str) -> Asked:
        """Save the answer to the follow-up."""
        must_be_practice(opened.progress)
        asked = await self.asked(connection, *opened)
        question, now = asked.question, self.clock.now()
        attempt = await self.attempts.follow_up(connection, question, asked.attempt, text, now)
        return replace(asked, attempt=attempt)

    async def rate(
        self, connection: Connection, opened: Opened, number: int, verdict: Verdict | None
    ) -> Asked:
        """Save the member's own verdict on a point and go on to the next; None only shows it."""
        must_be_practice(opened.progress)
        asked = await self.asked(connection, *opened)
        if verdict is None:
            return replace(asked, rating=number)
        question, now = asked.question, self.clock.now()
        attempt = await self.attempts.rate(
            connection, question, asked.attempt, number, verdict, now
        )
        return replace(asked, attempt=attempt, rating=number + 1)

    async def load(self, connection: Connection, member_id: int, interview_id: int) -> Progress:
        interview = _theirs(member_id, interview_id, await store.get(connection, interview_id))
        return await self.progress(connection, interview)

    async def progress(self, connection: Connection, interview: Interview) -> Progress:
        first_ids, attempts = await store.attempts_of(connection, interview.id)
        return Progress(interview, entries(first_ids, attempts))

    async def current(self, connection: Connection, progress: Progress) -> Asked:
        last = progress.last
        return await self.asked(connection, progress, last, last.current)

    async def asked(
        self, connection: Connection, progress: Progress, entry: Entry, attempt: Attempt
    ) -> Asked:
        question = await self.attempts.question(connection, attempt)
        title = self.bank.topics.get(question.topic, question.topic)
        return Asked(progress.interview, entry, attempt, question, title)

    async def report(self, connection: Connection, progress: Progress) -> Report:
        firsts = [entry.first for entry in progress.entries]
        questions = await self.attempts.questions(connection, firsts)
        lines = tuple(Line(entry, questions[entry.first.id]) for entry in progress.entries)
        return Report(progress.interview, lines, self.bank.topics)


def must_be_practice(progress: Progress) -> None:
    """Raises NotInARealInterview."""
    if progress.interview.plan.mode is Mode.REAL:
        raise NotInARealInterview


def _theirs(member_id: int, interview_id: int, found: Interview | None) -> Interview:
    if found is None:
        raise InterviewNotFound(interview_id)
    if found.member_id != member_id:
        raise NotYours
    return found


def _nearest(level: Level) -> list[Level]:
    """All levels, the given one first, then the closest."""
    return sorted(LADDER, key=lambda other: abs(LADDER.index(other) - LADDER.index(level)))
