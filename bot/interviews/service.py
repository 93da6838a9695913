"""The use cases of an interview: load, decide, save; plain values come back."""

from dataclasses import replace
from random import Random

from bot.attempts.attempt import Attempt, State
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.choosing import choose
from bot.bank.question import Level, Question
from bot.clock import Clock
from bot.errors import InterviewEnded, InterviewNotFound, NotYours, OutOfRange
from bot.interviews import interview as rules
from bot.interviews import store
from bot.interviews.interview import LADDER, Ending, Interview, Options, Plan
from bot.interviews.progress import Asked, Entry, Progress, Setup, Shortage, entries
from bot.interviews.report import Line, Report
from bot.storage.database import Connection, Database, StorageError

PAST = 25


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

    # Starting

    async def arrive(
        self, member_id: int, server_id: int, options: Options
    ) -> Asked | Report | Setup | Shortage:
        """`/interview`: the running interview's card; else a new one if a level was given;
        else the choices to make. Raises OutOfRange."""
        self._check_topic(options.topic)
        plan = options.over(Plan() if options.pace else await self._last_choices(member_id))
        instead = plan if options.given else None
        async with self.database.read() as connection:
            running = await store.running(connection, member_id)
        if running:
            return _resumed(await self._show(member_id, running.id, None), instead)
        if options.pace:
            return await self.start(member_id, server_id, plan)
        return self.setup(plan)

    def setup(self, plan: Plan) -> Setup:
        """The set-up card for these choices; a topic that is gone becomes any."""
        known = plan if plan.topic in self.bank.topics else replace(plan, topic=None)
        return Setup(known, len(self._matching(known)), self.bank.topics)

    async def blank_setup(self, member_id: int) -> Setup:
        return self.setup(await self._last_choices(member_id))

    async def start(self, member_id: int, server_id: int, plan: Plan) -> Asked | Report | Shortage:
        """Begin, unless one is running or too few questions fit."""
        found = len(self._matching(plan))
        if found < plan.length:
            return Shortage(plan, found, self.bank.topics)
        async with self.database.write() as connection:
            running = await store.running(connection, member_id)
            if running is None:
                return await self._begin(connection, member_id, server_id, plan)
        shown = await self._show(member_id, running.id, None)
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
            progress = await self._load(connection, member_id, interview_id)
        return await self.start(member_id, server_id, progress.interview.plan)

    # Going through it

    async def card(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """The question as it stands; the report if the interview has ended."""
        return await self._show(member_id, interview_id, attempt_id)

    async def form(
        self, member_id: int, interview_id: int, attempt_id: int, *, has_text: bool
    ) -> Asked | Report:
        """The attempt that a written answer is for.

        It is a new one if this one is closed and the member `has_text` that was refused.
        """
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, attempt = opened
            if has_text:
                attempt = await self._latest_try(connection, entry)
            asked = await self._asked(connection, progress, entry, attempt)
        return await self._settled(asked)

    async def submit(self, member_id: int, interview_id: int, attempt_id: int, text: str) -> Asked:
        """Save the text first, then grade it.

        The same text sent twice gets the first one's outcome. Raises InterviewEnded,
        AttemptClosed for another text, EmptyAnswer.
        """
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            found = None if isinstance(opened, Report) else opened
            saved = await self._submitted(connection, *found, text) if found else None
        if saved is None:
            # Raised outside: the interview may have ended just now, and that is kept.
            raise InterviewEnded(interview_id)
        return await self._settled(saved)

    async def hint(
        self, member_id: int, interview_id: int, attempt_id: int, taken: int
    ) -> Asked | Report:
        """One more hint than the `taken` ones; on an older card, what it led to then.

        A closed attempt is shown as it is. Raises NoHintLeft.
        """
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, attempt = opened
            if attempt.is_open and attempt.hints == taken:
                question = await self.attempts.question(connection, attempt)
                attempt = await self.attempts.hint(connection, attempt, len(question.hints))
            asked = await self._asked(connection, progress, entry, attempt)
        return await self._settled(asked)

    async def reveal(
        self, member_id: int, interview_id: int, attempt_id: int, *, sure: bool
    ) -> Asked | Report:
        """Show the model answer. An open attempt stays open unless the member is `sure`."""
        shown = await self.card(member_id, interview_id, attempt_id)
        if isinstance(shown, Report) or (shown.attempt.is_open and not sure):
            return shown
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, attempt = opened
            attempt = await self.attempts.reveal(connection, attempt, self.clock.now())
            return await self._asked(connection, progress, entry, attempt)

    async def skip(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """Leave the question and ask the next one; on an older card, show what is asked now."""
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, attempt = opened
            if attempt.is_open and entry is progress.last:
                await self.attempts.skip(connection, attempt, self.clock.now())
                progress = await self._progress(connection, progress.interview)
                after = await self._advance(connection, progress)
                return replace(after, skipped=True) if isinstance(after, Asked) else after
            asked = await self._current(connection, progress)
        return await self._settled(asked)

    async def next(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """The next question, or the report after the last one.

        A second click, or one on an older card, shows the question that is being asked.
        """
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, _ = opened
            if entry is progress.last and entry.first.is_closed:
                return await self._advance(connection, progress)
            asked = await self._current(connection, progress)
        return await self._settled(asked)

    async def retry(self, member_id: int, interview_id: int, attempt_id: int) -> Asked | Report:
        """Ask the question again, unranked; an open attempt is shown as it is."""
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            progress, entry, _ = opened
            attempt = await self._latest_try(connection, entry)
            asked = await self._asked(connection, progress, entry, attempt)
        return await self._settled(asked)

    # Ending and looking back

    async def ending(self, member_id: int, interview_id: int) -> Progress | Report:
        """What ending it now would end; the report if it has ended."""
        async with self.database.read() as connection:
            progress = await self._load(connection, member_id, interview_id)
            if progress.interview.ended_at:
                return await self._report(connection, progress)
        return progress

    async def end(self, member_id: int, interview_id: int) -> Report:
        """End it and report; ending it twice gives the same report."""
        shown = await self._show(member_id, interview_id, None)
        if isinstance(shown, Report):
            return shown
        async with self.database.write() as connection:
            progress = await self._load(connection, member_id, interview_id)
            return await self._finish(connection, progress, Ending.STOPPED)

    async def report(self, member_id: int, interview_id: int) -> Report:
        """Raises InterviewNotFound, NotYours."""
        async with self.database.read() as connection:
            progress = await self._load(connection, member_id, interview_id)
            return await self._report(connection, progress)

    async def past(self, member_id: int) -> tuple[Report, ...]:
        """The reports of the member's last 25 ended interviews, newest first."""
        async with self.database.read() as connection:
            ended = await store.ended(connection, member_id, PAST)
            return tuple(
                [
                    await self._report(connection, await self._progress(connection, interview))
                    for interview in ended
                ]
            )

    # Parts; those that take a connection run inside the caller's transaction

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
        await store.save_choices(connection, member_id, plan)
        return await self._advance(connection, Progress(interview, ()))

    async def _show(
        self, member_id: int, interview_id: int, attempt_id: int | None
    ) -> Asked | Report:
        """The attempt named, or the one being faced; else the report."""
        async with self.database.write() as connection:
            opened = await self._open(connection, member_id, interview_id, attempt_id)
            if isinstance(opened, Report):
                return opened
            asked = await self._asked(connection, *opened)
        return await self._settled(asked)

    async def _open(
        self,
        connection: Connection,
        member_id: int,
        interview_id: int,
        attempt_id: int | None,
    ) -> tuple[Progress, Entry, Attempt] | Report:
        """The attempt named (None: the one being faced) in its interview.

        The report instead if the interview has ended, or ends now because it was left for
        7 days. Raises InterviewNotFound, NotYours.
        """
        await store.lock(connection, interview_id)
        progress = await self._load(connection, member_id, interview_id)
        if progress.interview.ended_at:
            return await self._report(connection, progress)
        if rules.is_left(progress.last_activity, self.clock.now()):
            report = await self._finish(connection, progress, Ending.LEFT)
            return replace(report, just_left=True)
        if attempt_id is None:
            return progress, progress.last, progress.last.current
        found = progress.find(attempt_id)
        if found is None:
            raise InterviewNotFound(interview_id)
        return (progress, *found)

    async def _submitted(
        self,
        connection: Connection,
        progress: Progress,
        entry: Entry,
        attempt: Attempt,
        text: str,
    ) -> Asked:
        if attempt.is_open or attempt.text != text:
            now = self.clock.now()
            attempt = await self.attempts.submit(connection, attempt, text, now)
        return await self._asked(connection, progress, entry, attempt)

    async def _settled(self, asked: Asked) -> Asked:
        """Grade a text that was saved and not graded yet: outside any transaction."""
        if asked.attempt.state is not State.SUBMITTED:
            return asked
        grade = await self.attempts.judge(asked.question, asked.attempt)
        now = self.clock.now()
        try:
            async with self.database.write() as connection:
                attempt = await self.attempts.record(connection, asked.attempt, grade, now)
        except StorageError:
            return asked  # The text is saved; the next visit grades it.
        return replace(asked, attempt=attempt)

    async def _advance(self, connection: Connection, progress: Progress) -> Asked | Report:
        """Ask the next question, or finish."""
        question = None if progress.is_complete else await self._choose(connection, progress)
        if question is None:
            return await self._finish(connection, progress, Ending.FINISHED)
        interview, position = progress.interview, len(progress.entries) + 1
        attempt = await self.attempts.open(
            connection,
            member_id=interview.member_id,
            server_id=interview.server_id,
            question=question,
            now=self.clock.now(),
        )
        await store.add_attempt(connection, interview.id, position, attempt.id)
        before = progress.last.first.level if progress.entries else question.level
        return Asked(
            interview,
            Entry(position, attempt),
            attempt,
            question,
            self._title(question.topic),
            moved_from=before if before is not question.level else None,
        )

    async def _choose(self, connection: Connection, progress: Progress) -> Question | None:
        """The next question, decided by the interview's seed and what was asked before."""
        plan = progress.interview.plan
        firsts = [entry.first for entry in progress.entries]
        questions = await self.attempts.questions(connection, firsts)
        asked = [questions[attempt.id] for attempt in firsts]
        seen = await self.attempts.last_seen(connection, progress.interview.member_id)
        # Repeatable on purpose: the seed is stored with the interview.
        chance = Random(f"{progress.interview.seed}/{len(asked) + 1}")  # noqa: S311
        for level in _nearest(progress.next_level) if plan.level is None else [plan.level]:
            candidates = self.bank.matching(level, plan.topic, plan.kind)
            question = choose(candidates, asked, seen, chance)
            if question is not None:
                return question
        return None

    async def _finish(self, connection: Connection, progress: Progress, ending: Ending) -> Report:
        """Close the interview, and leave the attempts that are still open."""
        now = self.clock.now()
        # The days without a visit are no time used on the question.
        closed_at = progress.last_activity if ending is Ending.LEFT else now
        for entry in progress.entries:
            for attempt in entry.attempts:
                if attempt.is_open:
                    await self.attempts.skip(connection, attempt, closed_at)
        await store.save_end(connection, rules.end(progress.interview, ending, now))
        interview = await store.get(connection, progress.interview.id) or progress.interview
        return await self._report(connection, await self._progress(connection, interview))

    async def _latest_try(self, connection: Connection, entry: Entry) -> Attempt:
        """The attempt at this question that is being faced; a new one if all are closed."""
        if not entry.current.is_closed:
            return entry.current
        return await self.attempts.retry(connection, entry.first, self.clock.now())

    async def _load(self, connection: Connection, member_id: int, interview_id: int) -> Progress:
        interview = await store.get(connection, interview_id)
        if interview is None:
            raise InterviewNotFound(interview_id)
        if interview.member_id != member_id:
            raise NotYours
        return await self._progress(connection, interview)

    async def _progress(self, connection: Connection, interview: Interview) -> Progress:
        first_ids = await store.attempt_ids(connection, interview.id)
        attempts = await self.attempts.with_retries(connection, first_ids)
        return Progress(interview, entries(first_ids, attempts))

    async def _current(self, connection: Connection, progress: Progress) -> Asked:
        last = progress.last
        return await self._asked(connection, progress, last, last.current)

    async def _asked(
        self, connection: Connection, progress: Progress, entry: Entry, attempt: Attempt
    ) -> Asked:
        question = await self.attempts.question(connection, attempt)
        title = self._title(question.topic)
        return Asked(progress.interview, entry, attempt, question, title)

    async def _report(self, connection: Connection, progress: Progress) -> Report:
        firsts = [entry.first for entry in progress.entries]
        questions = await self.attempts.questions(connection, firsts)
        lines = tuple(Line(entry, questions[entry.first.id]) for entry in progress.entries)
        return Report(progress.interview, lines, self.bank.topics)

    async def _last_choices(self, member_id: int) -> Plan:
        async with self.database.read() as connection:
            return await store.choices(connection, member_id) or Plan()

    def _matching(self, plan: Plan) -> tuple[Question, ...]:
        return self.bank.matching(plan.level, plan.topic, plan.kind)

    def _title(self, topic: str) -> str:
        return self.bank.topics.get(topic, topic)

    def _check_topic(self, topic: str | None) -> None:
        if topic is not None and topic not in self.bank.topics:
            raise OutOfRange("topic", topic, "one of the topics in the list")


def _resumed(shown: Asked | Report, instead: Plan | None) -> Asked | Report:
    return replace(shown, resumed=True, instead=instead) if isinstance(shown, Asked) else shown


def _nearest(level: Level) -> list[Level]:
    """All levels, the given one first, then the closest."""
    return sorted(LADDER, key=lambda other: abs(LADDER.index(other) - LADDER.index(level)))
