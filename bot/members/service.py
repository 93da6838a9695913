"""Members' settings: read by the rooms above with their own open connection, changed here."""

import asyncio
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.text import without_hidden
from bot.members import store
from bot.members.member import NAME_LENGTH, Change, Member, Visibility, ZoneUnknown
from bot.storage.database import Connection, Database
from bot.zones import known_zones, zone_named, zones_like

_VISIBLE = frozenset("LNPS")  # letters, numbers, punctuation, symbols
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a symbol that look like none


class MemberService:
    def __init__(self, database: Database) -> None:
        self.database = database

    async def settings(self, connection: Connection, member_id: int) -> Member:
        return await store.get(connection, member_id)

    async def settle_zone(self, member_id: int, typed: str) -> Change | ZoneUnknown:
        """Nothing typed takes the server's zone."""
        name = None
        if typed.strip():
            name = zone_named(typed, known_zones())
            if name is None:
                close = await asyncio.to_thread(zones_like, typed, known_zones())
                return ZoneUnknown(typed, close)
        return await self._change(member_id, lambda member: replace(member, zone=name))

    async def settle_name(self, member_id: int, typed: str) -> Change:
        """In the lists of every server at once; nothing visible typed takes the servers' names."""
        name = shown_name(typed)
        return await self._change(member_id, lambda member: replace(member, shown_name=name))

    async def settle_visibility(self, member_id: int, visibility: Visibility) -> Change:
        """In the lists of every server at once."""
        return await self._change(member_id, lambda member: replace(member, visibility=visibility))

    async def zone(self, connection: Connection, member_id: int) -> ZoneInfo | None:
        """The member's own zone, if they have one."""
        return self.own_zone(await store.get(connection, member_id))

    def own_zone(self, member: Member) -> ZoneInfo | None:
        return ZoneInfo(member.zone) if member.zone else None

    async def answered(
        self, connection: Connection, member: Member, server_id: int, name: str, now: datetime
    ) -> None:
        """List the member in the server, under the name that it knows or the one they chose."""
        await store.list_in(connection, member, server_id, list_name(name), now)

    async def has_answered_in(self, connection: Connection, server_id: int, member_id: int) -> bool:
        return await store.server_name(connection, server_id, member_id) is not None

    async def seen(self, server_id: int, member_id: int, name: str) -> None:
        """Follow a change of name, where the server's lists have the member already."""
        async with self.database.read() as connection:
            known = await store.server_name(connection, server_id, member_id)
        if known in (None, list_name(name)):
            return
        async with self.database.write() as connection:
            member = await store.get(connection, member_id)
            await store.rename(connection, member, server_id, list_name(name))

    async def _change(self, member_id: int, alter: Callable[[Member], Member]) -> Change:
        async with self.database.write() as connection:
            before = await store.get(connection, member_id)
            after = alter(before)
            await store.save(connection, after)
        return Change(before, after)


def list_name(name: str) -> str:
    """A name as lists keep it: one line of at most 32 visible characters, "?" where none is."""
    return _cleaned(name) or "?"


def shown_name(typed: str) -> str | None:
    """A name that a member chose, as lists keep it; None where nothing in it can be seen."""
    name = _cleaned(typed)
    seen = any(unicodedata.category(character)[0] in _VISIBLE for character in name)
    return name if seen else None


def _cleaned(name: str) -> str:
    text = "".join(" " if character in _BLANKS else character for character in name)
    return " ".join(without_hidden(text).split())[:NAME_LENGTH].strip()
