import io
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.attempts import store as attempts
from bot.chat import store as chat
from bot.daily import store as daily
from bot.interviews import store as interviews
from bot.ledger import store as ledger
from bot.members import store as members
from bot.servers import store as servers
from bot.singles import store as singles
from bot.storage import revision
from bot.storage.database import Database, StorageError, upgrade
from bot.storage.migrations import FOLDER, HEAD, REVISIONS
from bot.storage.tables import metadata
from tests.storage import processes

UPGRADE_WHEN_TOLD = """
import asyncio, sys
from bot.storage.database import upgrade
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
print(*asyncio.run(upgrade(sys.argv[1])))
"""

OPEN_AND_WRITE = """
import asyncio, sys
from bot.storage.database import Database
async def main():
    database = Database(sys.argv[1])
    await database.open()
    async with database.write():
        pass
    await database.close()
asyncio.run(main())
print("alembic" in sys.modules)
"""

BROKEN = """
from alembic import op
revision, down_revision = "0008", "0007"
def upgrade():
    op.execute("CREATE TABLE half (n INTEGER)")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as opened:
        return {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}


def test_the_named_revisions_are_those_of_the_scripts() -> None:
    assert scripts().get_current_head() == HEAD
    assert tuple(one.revision for one in scripts().walk_revisions())[::-1] == REVISIONS


async def test_a_new_database_is_made_with_its_folder(url: str, tmp_path: Path) -> None:
    assert await upgrade(url) == (None, HEAD)
    assert await upgrade(url) == (HEAD, HEAD)
    assert (tmp_path / "data/greenroom.db").is_file()


def test_alembic_is_imported_for_the_first_opening_only(url: str) -> None:
    assert processes.output(OPEN_AND_WRITE, url).strip() == "True"
    assert processes.output(OPEN_AND_WRITE, url).strip() == "False"


def test_of_two_processes_that_start_at_once_one_does_the_work(url: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    both = [processes.start(UPGRADE_WHEN_TOLD, url) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sorted(finish(process) for process in both) == [f"{HEAD} {HEAD}", f"None {HEAD}"]


def finish(process: subprocess.Popen[str]) -> str:
    with process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return out.strip()


async def test_a_database_of_a_newer_program_is_refused(url: str, tmp_path: Path) -> None:
    await upgrade(url)
    with closing(sqlite3.connect(tmp_path / "data/greenroom.db")) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match=r"newer Greenroom \(revision 9999\): upgrade"):
        await Database(url).open()


async def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="'recipes'"):
        await upgrade(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_failing_migration_leaves_the_database_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "100% migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions/0007_broken.py").write_text(BROKEN)
    monkeypatch.setattr(revision, "FOLDER", folder)
    with pytest.raises(Exception, match="nowhere"):
        await upgrade(url)
    assert tables(tmp_path / "data/greenroom.db") == set()
    monkeypatch.undo()
    assert await upgrade(url) == (None, HEAD)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, metadata))


def schema(connection: Connection) -> set[tuple[str, ...]]:
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    return {tuple(map(str, row)) for row in rows}


def indexes(connection: Connection) -> set[str]:
    return {sql for kind, _, sql in schema(connection) if kind == "index" and sql != "None"}


def down_and_up_again(connection: Connection) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    first = schema(connection)
    command.downgrade(config, "base")
    left = {name for kind, name, _ in schema(connection) if kind == "table"}
    assert left - {"sqlite_sequence"} == {"alembic_version"}  # SQLite's own stays
    command.upgrade(config, "head")
    assert schema(connection) == first


async def test_the_migrated_tables_are_those_that_the_rooms_declare(url: str) -> None:
    rooms = (
        attempts.attempts,
        daily.dailies,
        ledger.point_totals,
        members.members,
        servers.servers,
        interviews.interviews,
        singles.single_questions,
        chat.command_syncs,
    )
    assert {table.metadata for table in rooms} == {metadata}
    database = Database(url)
    await database.open()
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_the_migrated_indexes_have_the_same_conditions(url: str) -> None:
    await upgrade(url)
    declared = create_engine("sqlite://")
    with declared.connect() as connection:
        metadata.create_all(connection)
        expected = indexes(connection)
    declared.dispose()
    migrated = create_engine(url)
    with migrated.connect() as connection:
        assert indexes(connection) == expected
    migrated.dispose()


async def test_down_and_up_again_gives_the_same_tables(url: str) -> None:
    database = Database(url)
    await database.open()
    async with database.write() as connection:
        await connection.run_sync(down_and_up_again)
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


def test_the_migrations_can_be_written_for_postgresql() -> None:
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written}
    )
    with Operations.context(context):
        for script in reversed(list(scripts().walk_revisions())):
            script.module.upgrade()
            script.module.downgrade()
    assert "started_at TIMESTAMP WITH TIME ZONE NOT NULL" in written.getvalue()
    assert "id BIGSERIAL" in written.getvalue()
