"""The use cases of reviews: load, decide, save; plain values come back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.attempts import recall
from bot.attempts.attempt import ANSWER_LENGTH, Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.clock import Clock
from bot.errors import AttemptOpen, NoPlan, NotYours, ReviewNotFound
from bot.interviews.interview import Pace, Plan
from bot.interviews.progress import Asked as Interviewed
from bot.interviews.progress import Shortage
from bot.interviews.report import Report
from bot.interviews.service import InterviewService
from bot.ledger.memory import Memory, Tidied, tidied
from bot.ledger.period import end_of_day
from bot.plans.plan import Board, StudyPlan, Today
from bot.plans.service import PlanService
from bot.reviews import review as rules
from bot.reviews import store
from bot.reviews.review import AT_A_TIME, Ahead, Asked, Line, Review, Summary, Word
from bot.storage.database import Connection, Database

Interviewing = Interviewed | Report | Shortage


class ReviewService:
    def __init__(
        self,
        database: Database,
        attempts: AttemptService,
        interviews: InterviewService,
        plans: PlanService,
        bank: Bank,
        clock: Clock,
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.interviews = interviews
        self.plans = plans
        self.ledger = attempts.ledger
        self.bank = bank
        self.clock = clock

    async def arrive(self, member_id: int, server_id: int) -> Asked | Ahead:
        """`/review`: the point that was left unanswered, else the most overdue one in a new
        review; where nothing is due, what comes when."""
        async with self.database.write() as connection:
            found = await self._tidy(connection, member_id)
            word = Word(len(found.moved), len(found.gone))
            zone = await self.attempts.zone(connection, member_id, server_id)
            newest = await store.newest(connection, member_id)
            asked = await store.attempts_of(connection, newest.id) if newest else ()
            due = await self._due(connection, member_id, zone)
            if newest and asked and asked[-1].is_open:
                shown = await self._asked(connection, newest, asked[-1], asked, due)
                return replace(shown, word=word)
            if due:
                review = await store.add(
                    connection,
                    member_id=member_id,
                    server_id=server_id,
                    length=min(AT_A_TIME, len(due)),
                    now=self.clock.now(),
                )
                return replace(await self._ask(connection, review, due[0], (), due), word=word)
            ahead = await self._ahead(connection, member_id, zone, found.kept)
            return replace(ahead, word=word)

    async def todays(self, member_id: int) -> Asked | Interviewing | Board:
        """What the member's plan asks for today: the points that are due, and once they are done
        its new questions; the plan itself where all is done. Raises NoPlan."""
        plan, today = await self._plan(member_id)
        if today.points_left:
            shown = await self.arrive(member_id, plan.server_id)
            if isinstance(shown, Asked):
                return shown
        return await self.new_ones(member_id)

    async def new_ones(self, member_id: int) -> Interviewing | Board:
        """The new questions that the member's plan asks for today, as an interview; the plan
        itself where they are done. Raises NoPlan."""
        plan, today = await self._plan(member_id)
        if not today.questions_left:
            return await self.plans.board(member_id)
        asked = Plan(Pace(plan.level), length=today.questions_left, weak_first=True)
        return await self.interviews.start(member_id, plan.server_id, asked)

    async def next(self, member_id: int, attempt_id: int) -> Asked | Summary:
        """The next point, or what the review came to. A second click shows the same."""
        async with self.database.write() as connection:
            review, asked, zone = await self._review(connection, member_id, attempt_id)
            due = await self._due(connection, member_id, zone)
            if not asked[-1].is_closed:
                return await self._asked(connection, review, asked[-1], asked, due)
            following = rules.next_due(due, asked, self.bank.questions)
            if following is None or len(asked) >= review.length:
                return await self._summary(connection, review, asked, zone, due)
            return await self._ask(connection, review, following, asked, due)

    async def stop(self, member_id: int, attempt_id: int) -> Summary:
        """What the review came to so far; nothing is lost, and `/review` goes on with it."""
        async with self.database.write() as connection:
            review, asked, zone = await self._review(connection, member_id, attempt_id)
            due = await self._due(connection, member_id, zone)
            return await self._summary(connection, review, asked, zone, due)

    async def card(self, member_id: int, attempt_id: int) -> Asked:
        """As it stands; raises ReviewNotFound, NotYours."""

        async def as_it_is(_connection: Connection, attempt: Attempt) -> Attempt:
            return attempt

        return await self._changed(member_id, attempt_id, as_it_is)

    async def submit(self, member_id: int, attempt_id: int, text: str, name: str) -> Asked:
        """Save the text first, then grade it; the same text sent twice gets one outcome.

        `name` is what the member is called here. Raises AttemptClosed for another text,
        EmptyAnswer.
        """

        async def save(connection: Connection, attempt: Attempt) -> Attempt:
            if attempt.is_open or attempt.text != text[:ANSWER_LENGTH]:
                now = self.clock.now()
                return await self.attempts.submit(connection, attempt, text, now, name)
            return attempt

        return await self._changed(member_id, attempt_id, save)

    async def give_up(self, member_id: int, attempt_id: int) -> Asked:
        """The point counts as missed, and the model answer is shown; one that was answered
        meanwhile stays as it is."""

        async def end(connection: Connection, attempt: Attempt) -> Attempt:
            if not attempt.is_open:
                return attempt
            return await self.attempts.reveal(connection, attempt, self.clock.now())

        return await self._changed(member_id, attempt_id, end)

    async def reveal(self, member_id: int, attempt_id: int) -> Asked:
        """Show the model answer after an answer."""

        async def show(connection: Connection, attempt: Attempt) -> Attempt:
            if attempt.is_open:
                raise AttemptOpen(attempt.id)
            return await self.attempts.reveal(connection, attempt, self.clock.now())

        return await self._changed(member_id, attempt_id, show)

    async def _plan(self, member_id: int) -> tuple[StudyPlan, Today]:
        async with self.database.read() as connection:
            found = await self.plans.of_today(connection, member_id)
        if found is None:
            raise NoPlan
        return found

    async def _changed(
        self,
        member_id: int,
        attempt_id: int,
        step: Callable[[Connection, Attempt], Awaitable[Attempt]],
    ) -> Asked:
        """What the step, in one transaction, led to; a text that waits for its grade gets it."""
        async with self.database.write() as connection:
            review, asked, zone = await self._review(connection, member_id, attempt_id)
            before = next(attempt for attempt in asked if attempt.id == attempt_id)
            attempt = await step(connection, before)
            whole = await self.attempts.question(connection, attempt)
        graded = await self.attempts.settled(self.database, whole, attempt)
        shown = await self.attempts.explained(self.database, graded, self.clock.now())
        async with self.database.read() as connection:
            now = [shown if each.id == shown.id else each for each in asked]
            due = await self._due(connection, member_id, zone)
            return await self._asked(connection, review, shown, now, due)

    async def _review(
        self, connection: Connection, member_id: int, attempt_id: int
    ) -> tuple[Review, Sequence[Attempt], ZoneInfo]:
        review_id = await store.review_of(connection, attempt_id)
        review = await store.locked(connection, review_id) if review_id else None
        if review is None:
            raise ReviewNotFound
        if review.member_id != member_id:
            raise NotYours
        zone = await self.attempts.zone(connection, member_id, review.server_id)
        return review, await store.attempts_of(connection, review.id), zone

    async def _ask(
        self,
        connection: Connection,
        review: Review,
        memory: Memory,
        asked: Sequence[Attempt],
        due: Sequence[Memory],
    ) -> Asked:
        attempt = await self.attempts.open(
            connection,
            member_id=review.member_id,
            server_id=review.server_id,
            question=self.bank.questions[memory.question_id],
            now=self.clock.now(),
            point=memory.point_id,
        )
        await store.add_attempt(connection, review.id, len(asked) + 1, attempt.id)
        return await self._asked(connection, review, attempt, (*asked, attempt), due)

    async def _asked(
        self,
        connection: Connection,
        review: Review,
        attempt: Attempt,
        asked: Sequence[Attempt],
        due: Sequence[Memory],
    ) -> Asked:
        whole = await self.attempts.question(connection, attempt)
        memories = await self.ledger.memories(connection, attempt.member_id, attempt.question_id)
        position = 1 + [each.id for each in asked].index(attempt.id)
        is_more = rules.next_due(due, asked, self.bank.questions) is not None
        return Asked(
            review,
            attempt,
            whole,
            self.bank.topics.get(whole.topic, whole.topic),
            position,
            max(len(asked), review.length if is_more else 0),
            recall.ratings(whole, attempt).get(attempt.point or ""),
            rules.due_again(memories, attempt),
        )

    async def _summary(
        self,
        connection: Connection,
        review: Review,
        asked: Sequence[Attempt],
        zone: ZoneInfo,
        due: Sequence[Memory],
    ) -> Summary:
        wholes = await self.attempts.questions(connection, asked)
        memories = await self.ledger.memories(connection, review.member_id)
        lines = [
            _line(attempt, wholes[attempt.id], memories) for attempt in asked if attempt.is_closed
        ]
        ahead = await self._ahead(connection, review.member_id, zone, memories)
        plan = await self.plans.of_today(connection, review.member_id)
        return Summary(tuple(lines), len(due), ahead, plan[1] if plan else None)

    async def _due(
        self, connection: Connection, member_id: int, zone: ZoneInfo
    ) -> Sequence[Memory]:
        """Before the member's day ends, in turn."""
        found = await self.plans.due(connection, member_id, end_of_day(self.clock.now(), zone))
        return rules.in_turn(found, self.bank.questions, zone)

    async def _ahead(
        self,
        connection: Connection,
        member_id: int,
        zone: ZoneInfo,
        memories: Sequence[Memory],
    ) -> Ahead:
        secret = await self.interviews.secret(connection, member_id)
        told = [memory for memory in memories if memory.question_id not in secret]
        return rules.ahead(told, zone, self.clock.now())

    async def _tidy(self, connection: Connection, member_id: int) -> Tidied:
        """The member's memories, brought in line with the bank as it is now."""
        memories = await self.ledger.memories(connection, member_id)
        found = tidied(memories, self.bank.questions)
        await self.ledger.put_in_order(connection, member_id, found.moved, found.gone)
        return found


def _line(attempt: Attempt, whole: Question, memories: Sequence[Memory]) -> Line:
    statement = next(each.statement for each in whole.points if each.id == attempt.point)
    rating = recall.ratings(whole, attempt).get(attempt.point or "")
    return Line(statement, rating, rules.due_again(memories, attempt))
