"""`python -m bot db`: what an operator does with the database file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.program.conftest import BotProcess
from tests.program.processes import Ended, Machine, assert_refused


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/kept/greenroom.db"


def assert_said(ended: Ended, *words: str) -> None:
    assert ended.status == 0
    assert ended.err == ""
    for word in words:
        assert word in ended.out


async def test_upgrade_makes_the_database_and_then_finds_it_up_to_date(
    machine: Machine, url: str
) -> None:
    assert_said(await machine.run("db", "upgrade", DATABASE_URL=url), "Made at 0")
    assert_said(await machine.run("db", "upgrade", DATABASE_URL=url), "Up to date at 0")
    assert_said(await machine.run("db", "check", DATABASE_URL=url), "The database is sound.")


async def test_a_backup_is_taken_while_the_bot_runs_and_can_be_used(
    bot_process: BotProcess, machine: Machine
) -> None:
    ada = bot_process.ada
    await bot_process.start()
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    await ada.submit("It maps a url to a view function.")
    target = machine.folder / "copy.db"
    url = bot_process.settings["DATABASE_URL"]
    assert_said(await machine.run("db", "backup", str(target), DATABASE_URL=url), str(target))
    await bot_process.kill()
    await bot_process.start(DATABASE_URL=f"sqlite:///{target}")
    await ada.slash("interview")
    assert ada.sees("60/100")


async def test_a_backup_never_overwrites(machine: Machine, url: str) -> None:
    target = machine.folder / "precious"
    target.write_text("a love letter")
    await machine.run("db", "upgrade", DATABASE_URL=url)
    ended = await machine.run("db", "backup", str(target), DATABASE_URL=url)
    assert_refused(ended, f"{target} exists already")
    assert target.read_text() == "a love letter"


async def test_a_backup_of_nothing_is_refused(machine: Machine, url: str) -> None:
    target = machine.folder / "copy.db"
    ended = await machine.run("db", "backup", str(target), DATABASE_URL=url)
    assert_refused(ended, "There is no database file")
    assert not target.exists()


async def test_check_finds_what_refers_to_nothing(machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "greenroom.db"
    url = f"sqlite:///{file}"
    await machine.run("db", "upgrade", DATABASE_URL=url)
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("INSERT INTO interview_attempts VALUES (1, 1, 1)")
    ended = await machine.run("db", "check", DATABASE_URL=url)
    assert ended.status == 1
    assert "refers to a row of interviews that doesn't exist" in ended.out


async def test_check_finds_a_file_that_is_no_database(machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "greenroom.db"
    file.write_text("Dear Ada, " * 100)
    ended = await machine.run("db", "check", DATABASE_URL=f"sqlite:///{file}")
    assert ended.status == 1
    assert "Traceback" not in ended.err
    assert "database" in ended.out
