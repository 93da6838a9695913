"""Leaderboards: one page of a board, and where the asker stands."""

from dataclasses import replace
from datetime import date, datetime

from bot.bank.bank import Bank
from bot.clock import Clock
from bot.errors import NotOffered
from bot.ledger.period import scope, start_of
from bot.ledger.service import LedgerService
from bot.members.member import LISTED_FOR
from bot.members.service import MemberService
from bot.servers.service import ServerService
from bot.standings import store
from bot.standings.standing import Asker, Board, Choice, Ladder, Leaderboard, Line, Own, placed
from bot.storage.database import Connection, Database


class StandingService:
    def __init__(
        self,
        database: Database,
        members: MemberService,
        servers: ServerService,
        ledger: LedgerService,
        bank: Bank,
        clock: Clock,
    ) -> None:
        self.database = database
        self.members = members
        self.servers = servers
        self.ledger = ledger
        self.bank = bank
        self.clock = clock

    async def look(self, asker: Asker, choice: Choice, page: int = 1) -> Leaderboard:
        """The page, or the last one of a board that is shorter. From now on the asker is listed
        under the name that they have. Raises NotOffered."""
        if choice.topic is not None and choice.topic not in self.bank.topics:
            raise NotOffered("topic", choice.topic)
        await self.members.seen(asker.server_id, asker.member_id, asker.name)
        now = self.clock.now()
        listed_since = now - LISTED_FOR
        async with self.database.read() as connection:
            zone = await self.servers.zone(connection, asker.server_id)
            today = now.astimezone(zone).date()
            tally = _tally(choice, asker.server_id, today)
            ladder = Ladder(await store.steps(connection, tally, listed_since))
            shown = max(1, min(page, ladder.pages))
            rows = await store.page(connection, tally, listed_since, shown)
            row = await store.own(connection, tally, asker.member_id)
            own = _placed(ladder, row, listed_since) if row else Own()
            if choice.board is Board.STREAK and own.rank is not None:
                own = await self._with_streak(connection, own, asker, now, today)
        return Leaderboard(
            choice=choice,
            since=start_of(choice.window, today),
            topic=self.bank.topics[choice.topic] if choice.topic else None,
            lines=tuple(Line(ladder.rank(row["value"]), **row) for row in rows),
            page=shown,
            pages=ladder.pages,
            listed=ladder.listed,
            highest=ladder.highest,
            own=own,
        )

    async def _with_streak(
        self, connection: Connection, own: Own, asker: Asker, now: datetime, server_today: date
    ) -> Own:
        zone = await self.members.zone(connection, asker.member_id)
        today = now.astimezone(zone).date() if zone else server_today
        streak = await self.ledger.streak(connection, asker.member_id)
        return replace(own, streak=streak.on(today))


def _tally(choice: Choice, server_id: int, today: date) -> store.Tally:
    match choice.board:
        case Board.POINTS:
            start = start_of(choice.window, today)
            counted_in = scope(choice.level, choice.topic)
            return store.points(server_id, choice.window, start, counted_in)
        case Board.IMPROVED:
            return store.improved(server_id, today)
        case Board.STREAK:
            return store.streak(server_id, today)


def _placed(ladder: Ladder, row: store.Row, listed_since: datetime) -> Own:
    own = placed(
        ladder,
        row["value"],
        row["beside"],
        is_hidden=row["hidden"],
        is_away=row["answered_at"] < listed_since,
    )
    return replace(own, answers=(row.get("recent", 0), row.get("earlier", 0)))
