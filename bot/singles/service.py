"""The use cases of a single question: load, decide, save; plain values come back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random

from bot.attempts.attempt import ANSWER_LENGTH, Attempt
from bot.attempts.service import AttemptService
from bot.bank.bank import Bank
from bot.bank.choosing import choose
from bot.bank.question import Question
from bot.clock import Clock
from bot.errors import NoSuchQuestion, NothingFits, NotOffered, NotYours
from bot.grading.grade import Verdict
from bot.singles import store
from bot.singles.single import Choice, Single
from bot.storage.database import Connection, Database


class SingleService:
    """`chance` chooses among questions that are equally fresh."""

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

    async def ask(
        self, member_id: int, server_id: int, choice: Choice, search: str | None
    ) -> Single:
        """`/question`: the one that was searched for, else one that fits the choice.

        An unanswered one that was searched for is shown again. Raises NotOffered, NothingFits.
        """
        if choice.topic is not None and choice.topic not in self.bank.topics:
            raise NotOffered("topic", choice.topic)
        wanted = self._found(search, choice) if search else None
        async with self.database.write() as connection:
            if wanted:
                open_id = await store.newest_open(connection, member_id, wanted.id)
                if open_id:
                    return await self._load(connection, member_id, open_id)
            question = wanted or await self._choose(connection, member_id, choice, None)
            return await self._open(connection, member_id, server_id, question, choice)

    async def another(self, member_id: int, server_id: int, attempt_id: int) -> Single:
        """A different question from the same choice; an open one is skipped for it.

        A second click shows the question that the first one led to. Raises NothingFits.
        """
        async with self.database.write() as connection:
            before = await self._load(connection, member_id, attempt_id)
            newer = await store.newest_open(connection, member_id)
            if newer and newer > before.first_id:
                return await self._load(connection, member_id, newer)
            choice = await self._choice(connection, before.first_id)
            question = await self._choose(connection, member_id, choice, before.question)
            skipped = before.attempt.is_open
            if skipped:
                await self.attempts.skip(connection, before.attempt, self.clock.now())
            asked = await self._open(connection, member_id, server_id, question, choice)
        return Single(asked.attempt, asked.question, asked.topic, skipped=skipped)

    async def card(self, member_id: int, attempt_id: int) -> Single:
        """The attempt as it stands; raises NoSuchQuestion, NotYours."""
        return await self._changed(member_id, attempt_id, _as_it_is)

    async def form(self, member_id: int, attempt_id: int, *, has_text: bool) -> Single:
        """The attempt that a written answer is for: a new one if this one is closed and the
        member `has_text` that was refused."""

        async def open_form(connection: Connection, single: Single) -> Attempt:
            if has_text and not single.attempt.is_open:
                return await self._latest_try(connection, single)
            return single.attempt

        return await self._changed(member_id, attempt_id, open_form)

    async def submit(self, member_id: int, attempt_id: int, text: str, name: str) -> Single:
        """Save the text first, then grade it; the same text sent twice gets one outcome.
        `name` is what the member is called here.

        Raises AttemptClosed for another text, EmptyAnswer.
        """

        async def save(connection: Connection, single: Single) -> Attempt:
            attempt = single.attempt
            if attempt.is_open or attempt.text != text[:ANSWER_LENGTH]:
                now = self.clock.now()
                return await self.attempts.submit(connection, attempt, text, now, name)
            return attempt

        return await self._changed(member_id, attempt_id, save)

    async def follow_up_form(self, member_id: int, attempt_id: int) -> Single:
        """The attempt whose follow-up is to be answered; if it was, as that left it.

        Raises FollowUpGone.
        """

        async def look(connection: Connection, single: Single) -> Attempt:
            if single.attempt.follow_up is None:
                now = self.clock.now()
                await self.attempts.check_follow_up(
                    connection, single.question, single.attempt, now
                )
            return single.attempt

        return await self._changed(member_id, attempt_id, look)

    async def follow_up(self, member_id: int, attempt_id: int, text: str) -> Single:
        """Save the answer to the follow-up first, then grade it, as submit does.

        Raises FollowUpAnswered for another text, FollowUpGone, EmptyAnswer.
        """

        async def save(connection: Connection, single: Single) -> Attempt:
            question, now = single.question, self.clock.now()
            return await self.attempts.follow_up(connection, question, single.attempt, text, now)

        return await self._changed(member_id, attempt_id, save)

    async def rate(
        self, member_id: int, attempt_id: int, number: int, verdict: Verdict | None
    ) -> Single:
        """Save the member's own verdict on a point and go on to the next; None only shows it.

        Raises NothingToRate.
        """

        async def keep(connection: Connection, single: Single) -> Attempt:
            if verdict is None:
                return single.attempt
            question, now = single.question, self.clock.now()
            return await self.attempts.rate(
                connection, question, single.attempt, number, verdict, now
            )

        rated = await self._changed(member_id, attempt_id, keep)
        return replace(rated, rating=number + (verdict is not None))

    async def hint(self, member_id: int, attempt_id: int, taken: int) -> Single:
        """One more hint than the `taken` ones; on an older card, what it led to then.

        Raises NoHintLeft.
        """

        async def take(connection: Connection, single: Single) -> Attempt:
            attempt, available = single.attempt, len(single.question.hints)
            if attempt.is_open and attempt.hints == taken:
                return await self.attempts.hint(connection, attempt, available)
            return attempt

        return await self._changed(member_id, attempt_id, take)

    async def reveal(self, member_id: int, attempt_id: int, *, sure: bool) -> Single:
        """Show the model answer. An open first attempt stays open unless the member is `sure`."""
        shown = await self.card(member_id, attempt_id)
        if shown.attempt.is_at_stake and not sure:
            return shown

        async def show(connection: Connection, single: Single) -> Attempt:
            return await self.attempts.reveal(connection, single.attempt, self.clock.now())

        return await self._changed(member_id, attempt_id, show)

    async def retry(self, member_id: int, attempt_id: int) -> Single:
        """Ask the question again, unranked; an open try is shown as it is."""
        return await self._changed(member_id, attempt_id, self._latest_try)

    async def _changed(
        self,
        member_id: int,
        attempt_id: int,
        step: Callable[[Connection, Single], Awaitable[Attempt]],
    ) -> Single:
        """What the step, in one transaction, led to; a text that waits for its grade gets it."""
        async with self.database.write() as connection:
            single = await self._load(connection, member_id, attempt_id)
            attempt = await step(connection, single)
        graded = await self.attempts.settled(self.database, single.question, attempt)
        shown = await self.attempts.explained(self.database, graded, self.clock.now())
        return Single(shown, single.question, single.topic)

    async def _load(self, connection: Connection, member_id: int, attempt_id: int) -> Single:
        attempt = await self.attempts.get(connection, attempt_id)
        if attempt is None:
            raise NoSuchQuestion(attempt_id)
        # An interview's attempt has ways of its own, which forbid what is allowed here.
        await self._choice(connection, attempt.retry_of or attempt.id)
        if attempt.member_id != member_id:
            raise NotYours
        question = await self.attempts.question(connection, attempt)
        return Single(attempt, question, self._title(question))

    async def _choice(self, connection: Connection, first_id: int) -> Choice:
        choice = await store.choice(connection, first_id)
        if choice is None:
            raise NoSuchQuestion(first_id)
        return choice

    async def _open(
        self,
        connection: Connection,
        member_id: int,
        server_id: int,
        question: Question,
        choice: Choice,
    ) -> Single:
        attempt = await self.attempts.open(
            connection,
            member_id=member_id,
            server_id=server_id,
            question=question,
            now=self.clock.now(),
        )
        await store.add(connection, attempt.id, choice)
        return Single(attempt, question, self._title(question))

    async def _latest_try(self, connection: Connection, single: Single) -> Attempt:
        """The last try at the question; a new one if that is closed."""
        tries = await self.attempts.with_retries(connection, [single.first_id])
        if not tries[-1].is_closed:
            return tries[-1]
        return await self.attempts.retry(connection, tries[0], self.clock.now())

    async def _choose(
        self, connection: Connection, member_id: int, choice: Choice, besides: Question | None
    ) -> Question:
        candidates = self.bank.matching(choice.level, choice.topic, choice.kind)
        seen = await self.attempts.last_seen(connection, member_id)
        question = choose(candidates, [besides] if besides else [], seen, self.chance)
        if question is None:
            raise NothingFits
        return question

    def _found(self, search: str, choice: Choice) -> Question:
        """By the id that the list gives, else the first whose text is like the one typed."""
        if search in self.bank.questions:
            return self.bank.questions[search]
        like = self.bank.questions_like(search, choice.level, choice.topic, choice.kind)
        if not like:
            raise NotOffered("search", search)
        return self.bank.questions[like[0][0]]

    def _title(self, question: Question) -> str:
        return self.bank.topics.get(question.topic, question.topic)


async def _as_it_is(_connection: Connection, single: Single) -> Attempt:
    return single.attempt
