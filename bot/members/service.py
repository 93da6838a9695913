"""Members' settings: read by the rooms above with their own open connection, changed here."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from bot.chat.text import without_hidden
from bot.errors import NotOffered
from bot.members import store
from bot.members.member import NAME_LENGTH, Member
from bot.storage.database import Connection, Database


class MemberService:
    def __init__(self, database: Database) -> None:
        self.database = database

    async def settings(self, member_id: int) -> Member:
        async with self.database.read() as connection:
            return await store.get(connection, member_id)

    async def change(self, member: Member) -> None:
        """Keep these settings; raises NotOffered for a zone that doesn't exist."""
        if member.zone is not None and member.zone not in available_timezones():
            raise NotOffered("timezone", member.zone)
        async with self.database.write() as connection:
            await store.save(connection, member)

    async def zone(self, connection: Connection, member_id: int) -> ZoneInfo | None:
        """The member's own zone, if they have one."""
        member = await store.get(connection, member_id)
        return ZoneInfo(member.zone) if member.zone else None

    async def answered(
        self, connection: Connection, server_id: int, member_id: int, name: str, now: datetime
    ) -> None:
        """List the member in the server, under the name that it knows or the one they chose."""
        member = await store.get(connection, member_id)
        await store.list_in(connection, member, server_id, list_name(name), now)

    async def seen(self, server_id: int, member_id: int, name: str) -> None:
        """Follow a change of name, where the server's lists have the member already."""
        async with self.database.write() as connection:
            member = await store.get(connection, member_id)
            shown = member.shown_name or list_name(name)
            await store.rename(connection, server_id, member_id, shown)


def list_name(name: str) -> str:
    """A name as lists keep it: one line of at most 32 visible characters, "?" where none is."""
    return " ".join(without_hidden(name).split())[:NAME_LENGTH].strip() or "?"
