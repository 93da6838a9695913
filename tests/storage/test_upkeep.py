import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import revision
from bot.storage.database import Database, StorageError, backup, check, upgrade
from bot.storage.migrations import HEAD
from tests.storage.counter import current, increment


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_backup_beside_a_live_writer_is_complete_and_sound(
    url: str, database: Database, tmp_path: Path
) -> None:
    async def keep_writing() -> None:
        while True:
            await increment(database)

    writing = asyncio.create_task(keep_writing())
    while await current(database) < 5:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    target = tmp_path / "backup.db"
    size = await backup(url, target)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert size == target.stat().st_size > 0
    assert await check(f"sqlite:///{target}") == []
    copy = Database(f"sqlite:///{target}")
    await copy.open()
    assert 5 <= await current(copy) <= await current(database)
    await copy.close()


async def test_a_backup_never_replaces_a_file(url: str, database: Database, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_text("precious")
    with pytest.raises(StorageError, match="exists already"):
        await backup(url, target)
    assert target.read_text() == "precious"


async def test_a_failed_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Dear diary, " * 100)
    with pytest.raises(StorageError, match="isn't a database"):
        await backup(f"sqlite:///{tmp_path}/notes.db", tmp_path / "backup.db")
    assert names(tmp_path) == ["notes.db"]


async def test_a_backup_into_a_missing_folder_names_it(
    url: str, database: Database, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match=r"usb/backup\.db can't be written: No such file"):
        await backup(url, tmp_path / "usb/backup.db")


async def test_only_sqlite_is_copied_here(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump"):
        await backup("postgresql://ada@localhost/green", tmp_path / "backup.db")


async def test_examining_a_missing_file_does_not_make_it(tmp_path: Path) -> None:
    problems = await check(f"sqlite:///{tmp_path}/greenroom.db")
    assert len(problems) == 1
    assert problems[0].startswith("There is no database file")
    assert names(tmp_path) == []


async def test_a_sound_database_has_no_problems(url: str, database: Database) -> None:
    assert await check(url) == []


async def test_each_problem_is_a_sentence(url: str, tmp_path: Path) -> None:
    await upgrade(url)
    with closing(sqlite3.connect(tmp_path / "data/greenroom.db")) as opened, opened:
        opened.execute("INSERT INTO interview_attempts VALUES (404, 1, 405)")
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    orphan, other, newer = sorted(await check(url), key=lambda line: line.startswith("This"))
    assert "interview_attempts refers to a row" in orphan
    assert "interview_attempts refers to a row" in other
    assert "revision 9999" in newer


async def test_an_older_revision_is_a_problem(
    url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revision, "HEAD", "0099")
    assert await check(url) == [
        f"It is at revision {HEAD}, and this program works with 0099: upgrade it."
    ]


async def test_a_database_without_a_revision_is_a_problem(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    (problem,) = await check(f"sqlite:///{tmp_path}/empty.db")
    assert problem.startswith("It has no revision")


async def test_a_damaged_file_is_noticed(url: str, database: Database, tmp_path: Path) -> None:
    await increment(database)
    await backup(url, copy := tmp_path / "copy.db")
    whole = copy.read_bytes()
    copy.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    assert await check(f"sqlite:///{copy}") != []


async def test_a_file_that_is_no_database_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Dear diary, " * 100)
    assert await check(f"sqlite:///{tmp_path}/notes.db") == [
        "The file isn't a database: look at the path in the database URL."
    ]
