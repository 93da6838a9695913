"""What a server has settled."""

from sqlalchemy import Column, String, Table, bindparam, select

from bot.storage.database import Connection
from bot.storage.tables import metadata
from bot.storage.types import Snowflake
from bot.storage.upsert import put

servers = Table(
    "servers",
    metadata,
    Column("server_id", Snowflake, primary_key=True, autoincrement=False),
    Column("zone", String(64)),
)


_ZONE = select(servers.c.zone).where(servers.c.server_id == bindparam("server"))


async def zone(connection: Connection, server_id: int) -> str | None:
    return (await connection.execute(_ZONE, {"server": server_id})).scalar_one_or_none()


async def save_zone(connection: Connection, server_id: int, name: str) -> None:
    await put(connection, servers, {"server_id": server_id, "zone": name})
