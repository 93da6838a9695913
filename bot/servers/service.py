"""A server's settings, for the rooms above with their own open connection."""

from zoneinfo import ZoneInfo

from bot.errors import NotOffered
from bot.servers import store
from bot.storage.database import Connection
from bot.zones import known_zones

DEFAULT_ZONE = "UTC"


class ServerService:
    async def zone(self, connection: Connection, server_id: int) -> ZoneInfo:
        """The zone that its days and periods are counted in: UTC until it is settled."""
        return ZoneInfo(await store.zone(connection, server_id) or DEFAULT_ZONE)

    async def settle_zone(self, connection: Connection, server_id: int, name: str) -> None:
        """Raises NotOffered for a zone that doesn't exist."""
        if name not in known_zones():
            raise NotOffered("timezone", name)
        await store.save_zone(connection, server_id, name)
