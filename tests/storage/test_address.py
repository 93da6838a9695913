import pytest

from bot.storage.address import parse
from bot.storage.database import Database
from bot.storage.errors import StorageError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:///data/greenroom.db", "sqlite+aiosqlite:///data/greenroom.db"),
        ("sqlite+aiosqlite:////srv/g.db", "sqlite+aiosqlite:////srv/g.db"),
        ("sqlite:///g.db?timeout=0.5", "sqlite+aiosqlite:///g.db?timeout=0.5"),
        ("postgresql://ada@db/green", "postgresql+asyncpg://ada@db/green"),
        ("postgresql+asyncpg://ada@db/green", "postgresql+asyncpg://ada@db/green"),
    ],
)
def test_the_driver_is_named(given: str, expected: str) -> None:
    assert str(parse(given)) == expected


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///file:shared?mode=memory&cache=shared&uri=true",
    ],
)
def test_a_database_in_memory_is_refused_and_the_reason_is_given(url: str) -> None:
    with pytest.raises(StorageError, match="all tasks would share one transaction"):
        Database(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("greenroom.db", "can't be read"),
        ("", "can't be read"),
        ("postgresql://ada:pw@db:port/green", "can't be read"),
        ("mysql://ada:pw@db/green", "starts with mysql://"),
        ("sqlite://data/greenroom.db", "three slashes"),
        ("sqlite:///g.db?mode=ro", "one option only"),
        ("sqlite:///g.db?timeout=soon", "one option only"),
        ("sqlite:///g.db?timeout=nan", "one option only"),
        ("sqlite:///g.db?timeout=1&timeout=2", "one option only"),
    ],
)
def test_a_wrong_url_is_refused_in_one_sentence(url: str, reason: str) -> None:
    with pytest.raises(StorageError, match=reason):
        Database(url)


def test_the_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(StorageError) as refused:
        Database("mysql://ada:correct-horse@db/green")
    assert "correct-horse" not in str(refused.value)
