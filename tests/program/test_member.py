"""`python -m bot member`: what an operator does for one member, while the bot runs or not."""

import json
from zipfile import ZipFile

import pytest

from bot.sandbox.pilot import Player
from tests.program.conftest import BotProcess
from tests.program.processes import Ended, Machine, assert_refused

STRANGER = "100000000000000999"


@pytest.fixture
async def running(bot_process: BotProcess) -> BotProcess:
    """The bot, with an answer of Ada's and one of Grace's."""
    await bot_process.start()
    for player in (bot_process.ada, bot_process.grace):
        await answer(player)
    return bot_process


async def answer(player: Player) -> None:
    await player.slash("interview", level="junior", questions=1)
    await player.click("Answer")
    await player.submit(f"It maps a url to a view function, says {player.id}.")


async def run(machine: Machine, bot: BotProcess, *arguments: str) -> Ended:
    url = bot.settings["DATABASE_URL"]
    # No questions folder is needed: it would be refused if it were looked at.
    return await machine.run("member", *arguments, DATABASE_URL=url)


def members(bot: BotProcess) -> set[int]:
    tables = ("attempts", "interviews", "point_totals", "streak_days", "server_members")
    return {row[0] for table in tables for row in bot.rows(f"SELECT member_id FROM {table}")}


async def test_a_member_is_exported_while_the_bot_runs(
    running: BotProcess, machine: Machine
) -> None:
    target = machine.folder / "ada.zip"
    ended = await run(machine, running, "export", running.ada.id, str(target))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"Saved {target.stat().st_size:,} bytes in {target}.\n"
    assert target.stat().st_mode & 0o077 == 0
    with ZipFile(target) as archive:
        data = json.loads(archive.read("data.json"))
        answers = archive.read("answers.md").decode()
    (text,) = running.answers(running.ada)
    assert [row["text"] for row in data["tables"]["attempts"]] == [text]
    assert text in answers
    assert running.grace.id not in json.dumps(data)


async def test_a_member_is_erased_while_the_bot_runs(running: BotProcess, machine: Machine) -> None:
    ended = await run(machine, running, "erase", running.ada.id, "--yes")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Erased 1 attempt, 1 interview, 1 streak day, 1 missed point and ")
    assert members(running) == {int(running.grace.id)}
    ada = running.ada
    await ada.click("See the report")
    assert ada.sees("That interview isn't stored here any more.")
    await answer(ada)
    assert ada.sees("/100")


async def test_a_member_is_exported_and_erased_while_the_bot_is_down(
    running: BotProcess, machine: Machine
) -> None:
    await running.kill()
    target = machine.folder / "ada.zip"
    exported = await run(machine, running, "export", running.ada.id, str(target))
    assert exported.status == 0
    erased = await run(machine, running, "erase", running.ada.id, "--yes")
    assert erased.status == 0
    assert members(running) == {int(running.grace.id)}


async def test_erasing_asks_and_without_an_answer_erases_nothing(
    running: BotProcess, machine: Machine
) -> None:
    before = members(running)
    ended = await run(machine, running, "erase", running.ada.id)
    assert ended.status == 2
    assert f"of member {running.ada.id}, for good?" in ended.out
    assert "Nothing was erased: nobody answered." in ended.err
    assert "--yes" in ended.err
    assert "Traceback" not in ended.err
    assert members(running) == before


async def test_an_export_never_overwrites(running: BotProcess, machine: Machine) -> None:
    target = machine.folder / "precious"
    target.write_text("a love letter")
    ended = await run(machine, running, "export", running.ada.id, str(target))
    assert_refused(ended, f"{target} exists already: name a new file.")
    assert target.read_text() == "a love letter"
    nowhere = machine.folder / "no" / "such" / "folder.zip"
    assert_refused(await run(machine, running, "export", running.ada.id, str(nowhere)), "written")


async def test_a_member_of_whom_nothing_is_stored_is_named(
    running: BotProcess, machine: Machine
) -> None:
    target = machine.folder / "nobody.zip"
    ended = await run(machine, running, "export", STRANGER, str(target))
    assert_refused(ended, f"Nothing is stored about member {STRANGER}.")
    assert not target.exists()
    erased = await run(machine, running, "erase", STRANGER, "--yes")
    assert_refused(erased, f"Nothing is stored about member {STRANGER}.")


@pytest.mark.parametrize("arguments", [("export", "1", "ada.zip"), ("erase", "1", "--yes")])
async def test_without_a_database_none_is_made(
    machine: Machine, arguments: tuple[str, ...]
) -> None:
    file = machine.folder / "greenroom.db"
    ended = await machine.run("member", *arguments, DATABASE_URL=f"sqlite:///{file}")
    assert_refused(ended, f"There is no database file at {file}.")
    assert not file.exists()
    assert not (machine.folder / "ada.zip").exists()


@pytest.mark.parametrize("given", ["Ada", "0", "-1", "9" * 30])
async def test_what_is_no_id_is_refused(machine: Machine, given: str) -> None:
    ended = await machine.run("member", "erase", "--yes", "--", given)
    assert_refused(ended, "ID")
