"""The use cases of an interview: load, decide, save; plain values come back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random
from typing import TypeVar

from bot.attempts.attempt import ANSWER_LENGTH
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.question import Question
from bot.clock import Clock
from bot.errors import (
    AlreadyShared,
    InterviewEnded,
    InterviewRunning,
    NotOffered,
    OwnCoach,
)
from bot.grading.grade import Verdict
from bot.interviews import interview as rules
from bot.interviews import store
from bot.interviews.interview import Ending, Options, Place, Plan
from bot.interviews.progress import Asked, Progress, Setup, Shortage
from bot.interviews.report import Report
from bot.interviews.steps import Opened, Steps, must_be_practice
from bot.storage.database import Connection, Database

PAST = 25
Shown = TypeVar("Shown", bound=Asked | Report)


class InterviewService:
    """`chance` gives each new interview its seed."""

    def __init__(
        self,
        database: Database,
        attempts: AttemptService,
        bank: Bank,
        clock: Clock,
        chance: Random,
    ) -> None:
        self.database = database
        self.attempts = attempts
        self.bank = bank
        self.clock = clock
        self.chance = chance
        self.steps = Steps(attempts, bank, clock)

    # Starting

    async def arrive(
        self, member_id: int, server_id: int, options: Options
    ) -> Asked | Report | Setup | Shortage:
        """`/interview`: the running interview's card; else a new one if a level was given;
        else the choices to make. Raises OutOfRange, NotOffered, OwnCoach."""
        self._check_topic(options.topic)
        plan = options.over(Plan() if options.pace else await self._last_choices(member_id))
        instead = plan if options.given else None
        async with self.database.read() as connection:
            running = await store.running(connection, member_id)
        if running:
            return _resumed(await self.card(member_id, running.id, None), instead)
        if options.pace:
            return await self.start(member_id, server_id, plan)
        return self.setup(plan)

    def setup(self, plan: Plan) -> Setup:
        """The set-up card for these choices; a topic that is gone becomes any, and a private
        interview has no coach."""
        known = plan if plan.topic in self.bank.topics else replace(plan, topic=None)
        if known.place is Place.PRIVATE:
            known = replace(known, coach=None)
        return Setup(known, len(self._matching(known)), self.bank.topics)

    async def blank_setup(self, member_id: int) -> Setup:
        return self.setup(await self._last_choices(member_id))

    async def start(self, member_id: int, server_id: int, plan: Plan) -> Asked | Report | Shortage:
        """Begin, unless one is running or too few questions fit. Raises OwnCoach."""
        if plan.coach == member_id:
            raise OwnCoach
        found = len(self._matching(plan))
        if found < plan.length:
            return Shortage(plan, found, self.bank.topics)
        async with self.database.write() as connection:
            running = await store.running(connection, member_id)
            if running is None:
                return await self._begin(connection, member_id, server_id, plan)
        shown = await self.card(member_id, running.id, None)
        # A second click on the same button must not offer to end what the first one began.
        return _resumed(shown, instead=None if running.plan == plan else plan)

    async def replace(
        self, member_id: int, server_id: int, interview_id: int, plan: Plan
    ) -> Asked | Report | Shortage:
        """End the running interview and start another; nothing ends if too few questions fit."""
        if len(self._matching(plan)) >= plan.length:
            await self.end(member_id, interview_id)
        return await self.start(member_id, server_id, plan)

    async def again(
        self, member_id: int, server_id: int, interview_id: int
    ) -> Asked | Report | Shortage:
        """Start another interview with the same plan."""
        async with self.database.read() as connection:
            progress = await self.steps.load(connection, member_id, interview_id)
        return await self.start(member_id, server_id, progress.interview.plan)

    async def moved(self, interview_id: int, thread_id: int) -> None:
        """Note the thread that its cards are shown in from now on."""
        async with self.database.write() as connection:
            await store.save_thread(connection, interview_id, thread_id)

    # Going through it

    async def card(
        self, member_id: int, interview_id: int, attempt_id: int | None, *, expires: bool = True
    ) -> Asked | Report:
        """The attempt named, or the one being faced; else the report."""

        async def look(connection: Connection, opened: Opened) -> Asked:
            return await self.steps.asked(connection, *opened)

        return await self._opened(member_id, interview_id, attempt_id, look, expires=expires)

    async def form(
        self, member_id: int, interview_id: int, attempt_id: int, *, has_text: bool
    ) -> Asked | Report:
        """The attempt that a written answer is for.

        It is a new one if this one is closed and the member `has_text` that was refused.
        """

        async def open_form(connection: Connection, opened: Opened) -> Asked:
            progress, entry, attempt = opened
            if has_text and not attempt.is_open:
                must_be_practice(progress)
                attempt = await self.steps.latest_try(connection, entry)
            return await self.steps.asked(connection, progress, entry, attempt)

        return await self._opened(member_id, interview_id, attempt_id, open_form)

    async def submit(
        self, member_id: int, interview_id: int, attempt_id: int, text: str, name: str
    ) -> Asked:
        """Save the text first, then grade it; `name` is what the member is called here.

        The same text sent twice gets the first one's outcome. Raises InterviewEnded,
        AttemptClosed for another text, EmptyAnswer.
        """

        async def save(connection: Connection, opened: Opened) -> Asked:
            progress, entry, attempt = opened
            if attempt.is_open or attempt.text != text[:ANSWER_LENGTH]:
                now = self.clock.now()
                attempt = await self.attempts.submit(connection, attempt, text, now, name)
            return await self.steps.asked(connection, progress, entry, attempt)

        saved = await self._opened(member_id, interview_id, attempt_id, save, expires=False)
        return _running(interview_id, saved)

    async def follow_up_form(
        self, member_id: int, interview_id: int, attempt_id: int
    ) -> Asked | Report:
        """The attempt whose follow-up is to be answered; if it was, as that left it.

        Raises FollowUpGone.
        """

        step = self.steps.about_to_follow_up
        return await self._opened(member_id, interview_id, attempt_id, step)

    async def follow_up(
        self, member_id: int, interview_id: int, attempt_id: int, text: str
    ) -> Asked:
        """Save the answer to the follow-up first, then grade it, as submit does.

        Raises InterviewEnded, FollowUpAnswered for another text, FollowUpGone, EmptyAnswer.
        """

        async def save(connection: Connection, opened: Opened) -> Asked:
            return await self.steps.follow_up(connection, opened, text)

        saved = await self._opened(member_id, interview_id, attempt_id, save, expires=False)
        return _running(interview_id, saved)

    async def rate(
        self,
        member_id: int,
        interview_id: int,
        attempt_id: int,
        number: int,
        verdict: Verdict | None,
    ) -> Asked | Report:
        """Save the member's own verdict on a point and go on to the next; None only shows it.

        Raises NothingToRate.
        """

        async def keep(connection: Connection, opened: Opened) -> Asked:
            return await self.steps.rate(connection, opened, number, verdict)

        return await self._opened(member_id, interview_id, attempt_id, keep)

    async def hint(
        self, member_id: int, interview_id: int, attempt_id: int, taken: int
    ) -> Asked | Report:
        """One more hint than the `taken` ones; on an older card, what it led to then.

        A closed attempt is shown as it is. Raises NoHintLeft.
        """

        async def take(connection: Connection, opened: Opened) -> Asked:
            progress, entry, attempt = opened
            must_be_practice(progress)
            if attempt.is_open and attempt.hints == taken:
                question = await self.attempts.question(connection, attempt)
                attempt = await self.attempts.hint(connection, attempt, len(question.hints))
            return await self.steps.asked(connection, progress, entry, attempt)

        return await self._opened(member_id, interview_id, attempt_id, take)

    async def reveal(
        self, member_id: int, interview_id: int, attempt_id: int, *, sure: bool
    ) -> Asked | Report:
        """Show the model answer. An open first attempt stays open unless the member is `sure`."""
        shown = await self.card(member_id, interview_id, attempt_id)
        if isinstance(shown, Report) or (shown.attempt.is_at_stake and not sure):
            return shown

        async def show(connection: Connection, opened: Opened) -> Asked:
            progress, entry, attempt = opened
            must_be_practice(progress)
            attempt = await self.attempts.reveal(connection, attempt, self.clock.now())
            return await self.steps.asked(connection, progress, entry, attempt)

        return await self._opened(member_id, interview_id, attempt_id, show)

    async def skip(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """Leave the question and ask the next one; on an older card, show what is asked now."""

        async def leave(connection: Connection, opened: Opened) -> Asked | Report:
            progress, entry, attempt = opened
            if not attempt.is_open or entry is not progress.last:
                return await self.steps.current(connection, progress)
            await self.attempts.skip(connection, attempt, self.clock.now())
            progress = await self.steps.progress(connection, progress.interview)
            after = await self.steps.advance(connection, progress)
            return replace(after, skipped=True) if isinstance(after, Asked) else after

        return await self._opened(member_id, interview_id, attempt_id, leave)

    async def next(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """The next question, or the report after the last one.

        A second click, or one on an older card, shows the question that is being asked.
        """

        async def go_on(connection: Connection, opened: Opened) -> Asked | Report:
            progress, entry, _ = opened
            if entry is progress.last and entry.first.is_closed:
                return await self.steps.advance(connection, progress)
            return await self.steps.current(connection, progress)

        return await self._opened(member_id, interview_id, attempt_id, go_on)

    async def retry(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """Ask the question again, unranked; an open attempt is shown as it is."""

        async def ask_again(connection: Connection, opened: Opened) -> Asked:
            progress, entry, _ = opened
            must_be_practice(progress)
            attempt = await self.steps.latest_try(connection, entry)
            return await self.steps.asked(connection, progress, entry, attempt)

        return await self._opened(member_id, interview_id, attempt_id, ask_again)

    async def secret(self, connection: Connection, member_id: int) -> frozenset[str]:
        """The questions, by their ids, of a real interview that is running: what the member missed
        of them waits for its report."""
        interview = await store.running(connection, member_id)
        if interview is None or not rules.keeps_its_secrets(interview, self.clock.now()):
            return frozenset()
        _, attempts = await store.attempts_of(connection, interview.id)
        return frozenset(attempt.question_id for attempt in attempts)

    # Ending and looking back

    async def ending(self, member_id: int, interview_id: int) -> Progress | Report:
        """What ending it now would end; the report if it has ended."""
        async with self.database.read() as connection:
            progress = await self.steps.load(connection, member_id, interview_id)
            if progress.interview.ended_at:
                return await self.steps.report(connection, progress)
        return progress

    async def end(self, member_id: int, interview_id: int) -> Report:
        """End it and report; ending it twice gives the same report."""
        shown = await self.card(member_id, interview_id, None, expires=False)
        if isinstance(shown, Report):
            return shown
        async with self.database.write() as connection:
            progress = await self.steps.load(connection, member_id, interview_id)
            is_done = progress.is_complete and progress.last.first.is_closed
            ending = Ending.FINISHED if is_done else Ending.STOPPED
            return await self.steps.finish(connection, progress, ending)

    async def report(self, member_id: int, interview_id: int) -> Report:
        """Raises InterviewNotFound, NotYours, InterviewRunning."""
        async with self.database.read() as connection:
            report = await self._ended(connection, member_id, interview_id)
        return await self._graded(report)

    async def transcript(self, member_id: int, interview_id: int) -> Report:
        """The report whose transcript is handed out: its model answers count as shown.

        Raises InterviewNotFound, NotYours, InterviewRunning.
        """
        async with self.database.write() as connection:
            report = await self._ended(connection, member_id, interview_id)
            attempts = [line.attempt for line in report.lines]
            await self.attempts.mark_shown(connection, attempts, self.clock.now())
        return report

    async def share(self, member_id: int, interview_id: int) -> Report:
        """Note that the member posts its summary; raises AlreadyShared."""
        report = await self.report(member_id, interview_id)
        async with self.database.write() as connection:
            if not await store.mark_shared(connection, interview_id, self.clock.now()):
                raise AlreadyShared(interview_id)
        return report

    async def unshare(self, member_id: int, interview_id: int) -> None:
        """The summary is taken back, or was never posted."""
        async with self.database.write() as connection:
            await self._ended(connection, member_id, interview_id)
            await store.mark_unshared(connection, interview_id)

    async def _ended(self, connection: Connection, member_id: int, interview_id: int) -> Report:
        progress = await self.steps.load(connection, member_id, interview_id)
        if progress.interview.ended_at is None:
            raise InterviewRunning(interview_id)
        return await self.steps.report(connection, progress)

    async def past(self, member_id: int) -> tuple[Report, ...]:
        """The reports of the member's last 25 ended interviews, newest first."""
        async with self.database.read() as connection:
            ended = await store.ended(connection, member_id, PAST)
            return tuple(
                [
                    await self.steps.report(
                        connection, await self.steps.progress(connection, interview)
                    )
                    for interview in ended
                ]
            )

    async def _begin(
        self, connection: Connection, member_id: int, server_id: int, plan: Plan
    ) -> Asked | Report:
        interview = await store.add(
            connection,
            member_id=member_id,
            server_id=server_id,
            plan=plan,
            seed=self.chance.getrandbits(32),
            now=self.clock.now(),
        )
        if not plan.weak_first:  # those that a plan makes aren't the member's choices
            await store.save_choices(connection, member_id, plan)
        first = await self.steps.advance(connection, Progress(interview, ()))
        return replace(first, begun=True) if isinstance(first, Asked) else first

    async def _opened(
        self,
        member_id: int,
        interview_id: int,
        attempt_id: int | None,
        step: Callable[[Connection, Opened], Awaitable[Shown]],
        *,
        expires: bool = True,
    ) -> Shown | Asked | Report:
        """What the step on the attempt comes to, in one transaction; a text that was saved and
        not graded yet is graded after it. The step isn't taken where the interview has ended, or
        goes on with another question because the time was up.
        """
        async with self.database.write() as connection:
            opened = await self.steps.open(
                connection, member_id, interview_id, attempt_id, expires=expires
            )
            shown = await step(connection, opened) if isinstance(opened, Opened) else opened
        if isinstance(shown, Report):
            return await self._graded(shown)
        attempt = await self.attempts.settled(self.database, shown.question, shown.attempt)
        if not shown.is_real:
            attempt = await self.attempts.explained(self.database, attempt, self.clock.now())
        return replace(shown, attempt=attempt)

    async def _graded(self, report: Report) -> Report:
        """With the grades of the texts in it that were saved and not graded yet."""
        pending = [line for line in report.lines if line.attempt.is_to_grade]
        if not pending:
            return report
        for line in pending:
            await self.attempts.settled(self.database, line.question, line.attempt)
        interview = report.interview
        async with self.database.read() as connection:
            graded = await self._ended(connection, interview.member_id, interview.id)
        return replace(graded, just_ended=report.just_ended)

    async def _last_choices(self, member_id: int) -> Plan:
        async with self.database.read() as connection:
            return await store.choices(connection, member_id) or Plan()

    def _matching(self, plan: Plan) -> tuple[Question, ...]:
        return self.bank.matching(plan.level, plan.topic, plan.kind)

    def _check_topic(self, topic: str | None) -> None:
        if topic is not None and topic not in self.bank.topics:
            raise NotOffered("topic", topic)


def _running(interview_id: int, saved: Asked | Report) -> Asked:
    """Raises InterviewEnded: not in the step, as it may have ended just now, and that is kept."""
    if isinstance(saved, Report):
        raise InterviewEnded(interview_id)
    return saved


def _resumed(shown: Asked | Report, instead: Plan | None) -> Asked | Report:
    return replace(shown, resumed=True, instead=instead) if isinstance(shown, Asked) else shown
