"""A server's settings, for the rooms above with their own open connection."""

from zoneinfo import ZoneInfo, available_timezones

from bot.errors import NotOffered
from bot.servers import store
from bot.storage.database import Connection

DEFAULT_ZONE = "UTC"


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of this IANA name, if there is one."""
    return ZoneInfo(name) if name in available_timezones() else None


def zones_like(typed: str) -> list[tuple[str, str]]:
    """IANA names that hold what was typed, those in which a part begins so first."""
    wanted = typed.strip().replace(" ", "_").casefold()
    names = sorted(name for name in available_timezones() if wanted in name.casefold())
    begins = [
        name for name in names if any(p.startswith(wanted) for p in name.casefold().split("/"))
    ]
    ordered = [*begins, *(name for name in names if name not in set(begins))]
    return [(name, name) for name in ordered]


class ServerService:
    async def zone(self, connection: Connection, server_id: int) -> ZoneInfo:
        """The zone that its days and periods are counted in: UTC until it is settled."""
        return ZoneInfo(await store.zone(connection, server_id) or DEFAULT_ZONE)

    async def settle_zone(self, connection: Connection, server_id: int, name: str) -> None:
        """Raises NotOffered for a zone that doesn't exist."""
        if known_zone(name) is None:
            raise NotOffered("timezone", name)
        await store.save_zone(connection, server_id, name)
