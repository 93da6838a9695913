"""Writes what the regular did, inside its caller's transaction."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.attempts.attempt import Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Level, Question
from bot.company.furnishing import Regular
from bot.company.study import REVIEWS_BEGAN, Day, Deed, Said, to_review
from bot.grading.grade import Grade
from bot.interviews import interview as interviews
from bot.interviews import store as interview_store
from bot.interviews.interview import Ending, Mode, Pace
from bot.interviews.interview import Plan as InterviewPlan
from bot.ledger.period import end_of_day
from bot.plans import store as plan_store
from bot.plans.plan import StudyPlan
from bot.reviews import store as review_store
from bot.singles import store as single_store
from bot.singles.single import Choice
from bot.storage.database import Connection

EVENING = time(18, 30)
PLAN_BEGAN, PLAN_ENDS = timedelta(days=14), timedelta(days=21)
_PAUSE = timedelta(minutes=1)


class Past:
    """`grades` are those of all that she says, `again` by question id what she says in reviews. The
    time goes on with what she does."""

    def __init__(
        self,
        connection: Connection,
        attempts: AttemptService,
        bank: Bank,
        grades: Mapping[Said, Grade],
        again: Mapping[str, str],
        regular: Regular,
        server_id: int,
    ) -> None:
        self.connection = connection
        self.attempts = attempts
        self.bank = bank
        self.grades = grades
        self.again = again
        self.regular = regular
        self.server_id = server_id
        self.now = datetime.min.replace(tzinfo=UTC)

    async def live(self, day: Day, date_: date, zone: ZoneInfo) -> None:
        """Reviews first, then what is asked."""
        self.now = datetime.combine(date_, EVENING, zone).astimezone(UTC)
        if day.days_ago <= REVIEWS_BEGAN:
            await self._review(end_of_day(self.now, zone))
        if day.interview:
            await self._interview(day.interview, day.deeds)
        else:
            for deed in day.deeds:
                attempt = await self._open(deed.question)
                await single_store.add(self.connection, attempt.id, Choice(deed.question.level))
                await self._do(attempt, deed)

    async def plan(self, today: date) -> None:
        plan = StudyPlan(
            self.regular.member_id,
            self.server_id,
            Level.JUNIOR,
            today - PLAN_BEGAN,
            today + PLAN_ENDS,
        )
        await plan_store.save(self.connection, plan)

    async def _interview(self, mode: Mode, deeds: tuple[Deed, ...]) -> None:
        interview = await interview_store.add(
            self.connection,
            member_id=self.regular.member_id,
            server_id=self.server_id,
            plan=InterviewPlan(Pace.JUNIOR, length=len(deeds), mode=mode),
            seed=0,
            now=self.now,
        )
        for position, deed in enumerate(deeds, start=1):
            due = interviews.deadline(mode, deed.question.minutes, self.now)
            attempt = await self._open(deed.question, deadline=due)
            await interview_store.add_attempt(self.connection, interview.id, position, attempt.id)
            await self._do(attempt, deed)
        await interview_store.touch(self.connection, interview.id, self.now)
        ended = interviews.end(interview, Ending.FINISHED, self.now)
        await interview_store.save_end(self.connection, ended)

    async def _review(self, before: datetime) -> None:
        """Until few points are left due, or she has had enough."""
        due = await self.attempts.ledger.due(
            self.connection, self.regular.member_id, before, self.bank.questions
        )
        chosen = to_review(due, self.bank.questions)
        if not chosen:
            return
        review = await review_store.add(
            self.connection,
            member_id=self.regular.member_id,
            server_id=self.server_id,
            length=len(chosen),
            now=self.now,
        )
        for position, (question, point) in enumerate(chosen, start=1):
            attempt = await self._open(question, point=point)
            await review_store.add_attempt(self.connection, review.id, position, attempt.id)
            await self._do(attempt, Deed(question, self.again[question.id]))

    async def _open(
        self, question: Question, deadline: datetime | None = None, point: str | None = None
    ) -> Attempt:
        return await self.attempts.open(
            self.connection,
            member_id=self.regular.member_id,
            server_id=self.server_id,
            question=question,
            now=self.now,
            deadline=deadline,
            point=point,
        )

    async def _do(self, attempt: Attempt, deed: Deed) -> None:
        """Answer it in less than half of its time, or leave it."""
        question, text = deed.question, deed.text
        for _ in range(deed.hints):
            attempt = await self.attempts.hint(self.connection, attempt, len(question.hints))
        self.now += timedelta(minutes=question.minutes) * 0.45
        if text is None and deed.looks:
            await self.attempts.reveal(self.connection, attempt, self.now)
        elif text is None:
            await self.attempts.skip(self.connection, attempt, self.now)
        else:
            name = self.regular.name
            attempt = await self.attempts.submit(self.connection, attempt, text, self.now, name)
            grade = self.grades[question.id, text]
            await self.attempts.record(self.connection, question, attempt, grade)
        self.now += _PAUSE
