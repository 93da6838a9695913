"""Members' settings, and what each server's lists show of them."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Index, String, Table, bindparam, select, update

from bot.members.member import NAME_LENGTH, Member, Visibility
from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import Snowflake, UtcDateTime
from bot.storage.upsert import put

members = Table(
    "members",
    metadata,
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("zone", String(64)),
    Column("shown_name", String(NAME_LENGTH)),
    Column("visibility", String(10), nullable=False),
)

# One row for each server that a member has answered in. `hidden` repeats the visibility, and `name`
# the name to list: the shown name where there is one, else `server_name`, the one that the server
# knows. So a leaderboard reads this table alone; on SQLite a server's members lie together.
server_members = Table(
    "server_members",
    metadata,
    Column("server_id", Snowflake, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("server_name", String(NAME_LENGTH), nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("hidden", Boolean(create_constraint=False), nullable=False),
    Index("ix_server_members_member", "member_id"),
    sqlite_with_rowid=False,
)


_ONE = select(members).where(members.c.member_id == bindparam("member"))
_SERVER_NAME = select(server_members.c.server_name).where(
    server_members.c.server_id == bindparam("server"),
    server_members.c.member_id == bindparam("member"),
)


async def get(connection: Connection, member_id: int) -> Member:
    """With the defaults where nothing was settled."""
    row = (await connection.execute(_ONE, {"member": member_id})).first()
    if row is None:
        return Member(member_id)
    return Member(member_id, row.zone, row.shown_name, Visibility(row.visibility))


async def save(connection: Connection, member: Member) -> None:
    """In the lists of every server, too."""
    await put(
        connection,
        members,
        {
            "member_id": member.id,
            "zone": member.zone,
            "shown_name": member.shown_name,
            "visibility": member.visibility,
        },
    )
    await connection.execute(
        update(server_members)
        .where(server_members.c.member_id == member.id)
        .values(
            hidden=member.visibility is Visibility.HIDDEN,
            name=member.shown_name or server_members.c.server_name,
        )
    )


async def list_in(
    connection: Connection, member: Member, server_id: int, name: str, now: datetime
) -> None:
    """Note in the server's lists that the member, called so there, answered now."""
    await put(
        connection,
        server_members,
        {
            "server_id": server_id,
            "member_id": member.id,
            "name": member.shown_name or name,
            "server_name": name,
            "answered_at": now,
            "hidden": member.visibility is Visibility.HIDDEN,
        },
    )


async def rename(connection: Connection, member: Member, server_id: int, name: str) -> None:
    """The server calls the member so now; nothing changes where its lists don't have them."""
    await connection.execute(
        update(server_members)
        .where(server_members.c.server_id == server_id, server_members.c.member_id == member.id)
        .values(name=member.shown_name or name, server_name=name)
    )


async def server_name(connection: Connection, server_id: int, member_id: int) -> str | None:
    """What the server's lists know the member as; None where they have never answered."""
    who = {"server": server_id, "member": member_id}
    return (await connection.execute(_SERVER_NAME, who)).scalar_one_or_none()
