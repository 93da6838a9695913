"""Everything that the bot needs, looked at without starting it."""

import asyncio
import platform
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from os import W_OK, X_OK, access
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot import __version__
from bot.clock import Clock
from bot.ops import discord_api
from bot.ops.findings import Check, Finding, doubtful, good, wrong
from bot.settings import Settings, SettingsError
from bot.storage.errors import StorageBusy, StorageError
from bot.storage.examining import SQLITE_VERSION, Examined, examine, folder_of

MB = 1_000_000
LITTLE_SPACE_BYTES = 500 * MB
NO_SPACE_BYTES = 50 * MB
# UPDATE … RETURNING came with it.
OLDEST_SQLITE = (3, 35)
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")


def checks(settings: Settings, clock: Clock, rooms: Mapping[str, Check]) -> Mapping[str, Check]:
    """By name, in the order in which they are told; `rooms` are those of the rooms above."""
    return {
        "token and API": lambda: _discord(settings, clock),
        "database": lambda: _database(settings.database_url),
        **rooms,
        "zones": _zones,
        "disk": lambda: _disk(settings.database_url),
        "versions": _versions,
    }


def _discord(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        token = settings.token
    except SettingsError as error:
        yield wrong(f"token: {error}")
        # The first finding is about the token, which isn't asked with.
        _, *others = discord_api.findings(settings.discord_api_url, None, clock)
        yield from others
    else:
        yield from discord_api.findings(settings.discord_api_url, token, clock)


def _database(url: str) -> Iterator[Finding]:
    try:
        examined = asyncio.run(examine(url))
        yield from _revision(examined, folder_of(url))
    except StorageBusy as error:
        yield doubtful(f"database: {error}")
    except StorageError as error:
        yield wrong(f"database: {error}")
    else:
        for fault in examined.faults:
            yield wrong(f"database: it is damaged: {fault}. Restore the last backup.")


def _revision(examined: Examined, folder: Path | None) -> Iterator[Finding]:
    revision = examined.revision
    if examined.problem:
        yield wrong(f"database: {examined.problem}")
    elif revision is None and folder and not access(_existing(folder), W_OK | X_OK):
        yield wrong(f"database: it can't be made: allow writing to {_existing(folder)}.")
    elif revision is None:
        yield good("database: none yet; the first start makes it")
    elif examined.is_behind:
        yield doubtful(
            f"database: at revision {revision}, and the next start brings it up to date. Make a "
            "backup first: python3 -m bot db backup PATH."
        )
    elif not examined.faults:
        yield good(f"database: sound, writable, up to date at {revision}")


def _zones() -> Iterator[Finding]:
    try:
        for zone in ZONES:
            ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        yield wrong("zones: the time zones aren't there. Install them: pip install tzdata.")
    else:
        rules = f"tzdata {_version('tzdata')}" if _version("tzdata") else "the system's own"
        yield good(f"zones: {len(available_timezones())} of them, {rules}")


def _disk(url: str) -> Iterator[Finding]:
    try:
        folder = folder_of(url)
    except StorageError:
        return  # said about the database
    if folder is not None:
        yield space(shutil.disk_usage(_existing(folder)).free, _existing(folder))


def space(free_bytes: int, folder: Path) -> Finding:
    free = f"disk: {free_bytes / MB:,.0f} MB free in {folder}"
    if free_bytes < NO_SPACE_BYTES:
        return wrong(f"{free}. Make room: answers will soon not be saved.")
    if free_bytes < LITTLE_SPACE_BYTES:
        return doubtful(f"{free}. Make room soon.")
    return good(free)


def _versions() -> Iterator[Finding]:
    sqlite = tuple(int(part) for part in SQLITE_VERSION.split("."))
    if sqlite < OLDEST_SQLITE:
        yield wrong(f"versions: SQLite {SQLITE_VERSION} is too old. Install 3.35 or newer.")
    yield good(
        f"versions: Greenroom {__version__}, Python {platform.python_version()}, "
        f"discord.py {_version('discord.py')}, SQLite {SQLITE_VERSION}"
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())
