"""Where the database is: a URL, read once and refused early."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import StorageError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse(url: str) -> URL:
    """The URL with its driver named; raises StorageError, without repeating a password."""
    try:
        given = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(
            "The database URL can't be read: write it like sqlite:///data/greenroom.db."
        ) from None
    driver = DRIVERS.get(given.drivername)
    if driver is None:
        raise StorageError(
            f"The database URL starts with {given.drivername}://, "
            "and only sqlite:/// and postgresql:// are known."
        )
    if driver.startswith("sqlite"):
        _refuse_unsafe_sqlite(given)
    return given.set(drivername=driver)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def file_of(url: URL) -> Path:
    """SQLite's file; raises StorageError for a database that is a server."""
    if not is_sqlite(url):
        raise StorageError("Only a database of SQLite is a file: use PostgreSQL's own pg_dump.")
    return Path(url.database or "").absolute()


def lock_timeout_s(url: URL, default: float) -> float:
    """How long to wait for another program's lock: the URL's ?timeout=, in seconds."""
    given = url.query.get("timeout", default)
    return float(given) if isinstance(given, str | float) else default


def _refuse_unsafe_sqlite(url: URL) -> None:
    if url.host is not None:
        raise StorageError(
            "The database URL needs three slashes, or four before an absolute path: "
            "sqlite:///data/greenroom.db."
        )
    name = url.database or ":memory:"
    if name == ":memory:" or name.startswith("file:"):
        raise StorageError(
            "A database in memory is refused, because all tasks would share one transaction "
            "and a restart would lose everything: name a file, like sqlite:///data/greenroom.db."
        )
    try:
        timeout = float(str(url.query.get("timeout", 0)))
    except ValueError:
        timeout = -1
    if set(url.query) - {"timeout"} or not 0 <= timeout <= 3600:
        raise StorageError("A URL of SQLite takes one option only, ?timeout=<seconds up to 3600>.")
