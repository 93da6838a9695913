"""The use cases of a member's data: look, export, hide, erase."""

import asyncio
from collections.abc import Sequence

from bot.attempts.attempt import Attempt
from bot.attempts.follow_up import faced
from bot.attempts.service import AttemptService
from bot.bank.question import Question
from bot.clock import Clock
from bot.members.member import Visibility
from bot.members.service import MemberService
from bot.privacy import store
from bot.privacy.export import Export, Package, packed
from bot.privacy.kept import Counts, Erased, Privacy
from bot.storage.database import Connection, Database

_AT_ONCE = 500  # a statement takes a limited number of values


class PrivacyService:
    def __init__(
        self,
        database: Database,
        attempts: AttemptService,
        members: MemberService,
        clock: Clock,
        sent_to: str | None,
    ) -> None:
        """`sent_to` is the host of the language model that reads answers, if one does."""
        self.database = database
        self.attempts = attempts
        self.members = members
        self.clock = clock
        self.sent_to = sent_to

    async def privacy(self, member_id: int) -> Privacy:
        async with self.database.read() as connection:
            member = await self.members.settings(connection, member_id)
            shared = await store.shared(connection, member_id)
            return Privacy(member.visibility, shared, self.sent_to)

    async def show_to(self, member_id: int, visibility: Visibility) -> Privacy:
        """In every server, at once."""
        await self.members.settle_visibility(member_id, visibility)
        return await self.privacy(member_id)

    async def export(self, member_id: int, most_bytes: int | None = None) -> Package | None:
        """Everything that is stored about the member, or what fits; None if there is nothing."""
        async with self.database.read() as connection:
            export = Export(
                member_id,
                self.clock.now(),
                await store.rows(connection, member_id),
                await store.mentions(connection, member_id),
                await self._answers(connection, member_id),
            )
        if export.is_empty:
            return None
        return await asyncio.to_thread(packed, export, most_bytes)

    async def counts(self, member_id: int) -> Counts:
        """How many rows erasing would take."""
        async with self.database.read() as connection:
            return await store.counts(connection, member_id)

    async def erase(self, member_id: int) -> Erased:
        """All at once: what is answered meanwhile is either erased too, or comes to nothing."""
        async with self.database.write() as connection:
            counts = await store.counts(connection, member_id)
            thread_id = await store.open_thread(connection, member_id)
            await store.erase(connection, member_id)
        return Erased(counts, thread_id)

    async def _answers(
        self, connection: Connection, member_id: int
    ) -> list[tuple[Question, Sequence[Attempt]]]:
        first_ids = await store.first_attempts(connection, member_id)
        found: list[tuple[Question, Sequence[Attempt]]] = []
        for start in range(0, len(first_ids), _AT_ONCE):
            some = first_ids[start : start + _AT_ONCE]
            tries: dict[int, list[Attempt]] = {}
            for attempt in await self.attempts.with_retries(connection, some):
                tries.setdefault(attempt.retry_of or attempt.id, []).append(attempt)
            firsts = [attempts[0] for attempts in tries.values()]
            questions = await self.attempts.questions(connection, firsts)
            found += [
                (faced(questions[first_id], attempts[0]), attempts)
                for first_id, attempts in tries.items()
            ]
        return found
