"""Which commands Discord knows, so that they are sent only when their definition changed."""

from sqlalchemy import Column, String, Table, delete, insert, select

from bot.storage.database import Connection
from bot.storage.tables import metadata

command_syncs = Table(
    "command_syncs",
    metadata,
    Column("scope", String(48), primary_key=True),  # "<application id>:global" or ":<server id>"
    Column("digest", String(64), nullable=False),
)


async def synced(connection: Connection, scope: str) -> str | None:
    query = select(command_syncs.c.digest).where(command_syncs.c.scope == scope)
    return (await connection.execute(query)).scalar_one_or_none()


async def save_synced(connection: Connection, scope: str, digest: str) -> None:
    await connection.execute(delete(command_syncs).where(command_syncs.c.scope == scope))
    await connection.execute(insert(command_syncs).values(scope=scope, digest=digest))
