"""What keeps the program from starting: settings, question files, another's database."""

import hashlib
import re
import socket
from pathlib import Path

import pytest
from aiohttp import web

from tests.program.bank import TOPIC
from tests.program.conftest import BotProcess
from tests.program.processes import Machine, assert_refused

WRONG = {
    "DISCORD_TOKEN": ("two words", "no spaces"),
    "DISCORD_TOKEN_FILE": ("/nowhere/token", "the path of a readable file"),
    "DATABASE_URL": ("mysql://ada:hunter2@db/greenroom", "only sqlite:/// and postgresql://"),
    "DISCORD_API_URL": ("not an address", "a REST base such as http://127.0.0.1:9000/api/v10"),
    "QUESTIONS_DIR": ("/nowhere/questions", "an existing folder"),
    "LOG_LEVEL": ("loud", "debug, info, warning or error"),
    "LOG_FORMAT": ("yaml", "auto, text or json"),
    "DEV_SERVER_ID": ("the café", "digits only"),
    "OPS_PORT": ("the front door", "a port's number"),
    "GRADER": ("the oracle", "default, semantic or llm"),
    "LLM_BASE_URL": ("https://ada:hunter2@model/v1", "with no password in it"),
    "LLM_DAILY_CALLS": ("0", "a whole number, 1 or more"),
}
MODEL = {"GRADER": "llm", "LLM_BASE_URL": "https://model/v1", "LLM_MODEL": "small"}


def said(setting: str) -> str:
    """How the program calls it."""
    return "database URL" if setting == "DATABASE_URL" else f"{setting} can't be used"


@pytest.mark.parametrize("setting", WRONG)
async def test_a_wrong_setting_is_named_with_what_was_expected(
    machine: Machine, setting: str
) -> None:
    value, expected = WRONG[setting]
    token = {} if setting == "DISCORD_TOKEN_FILE" else {"DISCORD_TOKEN": "s3cr3t"}
    ended = await machine.run("run", **{**token, setting: value})
    assert_refused(ended, said(setting), expected)
    assert len(ended.err.splitlines()) == 1
    assert "s3cr3t" not in ended.err
    assert "hunter2" not in ended.err
    assert "two words" not in ended.err


async def test_all_wrong_settings_are_named_at_once(machine: Machine) -> None:
    read_later = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "DATABASE_URL")
    wrong = {name: value for name, (value, _) in WRONG.items() if name not in read_later}
    ended = await machine.run("run", DISCORD_TOKEN="s3cr3t", **wrong)
    assert_refused(ended, *map(said, wrong))
    assert len(ended.err.splitlines()) == len(wrong)


@pytest.mark.parametrize("name", ["LLM_BASE_URL", "LLM_MODEL"])
async def test_a_language_model_that_is_half_set_up_is_refused(machine: Machine, name: str) -> None:
    ended = await machine.run("run", DISCORD_TOKEN="s3cr3t", **{**MODEL, name: ""})
    assert_refused(ended, f"{name} isn't set, and the grader llm needs it")


async def test_a_language_model_that_is_not_set_up_at_all_has_a_line_for_each(
    machine: Machine,
) -> None:
    ended = await machine.run("run", DISCORD_TOKEN="s3cr3t", GRADER="LLM")
    assert_refused(ended, "LLM_BASE_URL isn't set", "LLM_MODEL isn't set")
    assert len(ended.err.splitlines()) == 2


async def test_a_key_that_can_not_be_one_is_not_printed(machine: Machine) -> None:
    secret = machine.folder / "key"
    secret.write_text("s3cr3t k3y\n")
    for wrong in ({"LLM_API_KEY": "s3cr3t k3y"}, {"LLM_API_KEY_FILE": str(secret)}):
        ended = await machine.run("run", DISCORD_TOKEN="anything", **MODEL, **wrong)
        assert_refused(ended, f"{next(iter(wrong))} can't be used")
        assert "s3cr3t" not in ended.err
    ended = await machine.run("run", DISCORD_TOKEN="anything", **MODEL, LLM_API_KEY_FILE="/nowhere")
    assert_refused(ended, "LLM_API_KEY_FILE can't be used")


async def test_a_token_file_that_is_no_text_is_named(machine: Machine) -> None:
    secret = machine.folder / "token"
    secret.write_bytes(b"\xff\xfe\x00")
    ended = await machine.run("run", DISCORD_TOKEN_FILE=str(secret))
    assert_refused(ended, said("DISCORD_TOKEN_FILE"))


async def test_a_token_file_with_more_than_the_token_is_not_printed(machine: Machine) -> None:
    secret = machine.folder / "token"
    secret.write_text("s3cr3t\nDATABASE_URL=sqlite:///x.db\n")
    ended = await machine.run("run", DISCORD_TOKEN_FILE=str(secret))
    assert_refused(ended, said("DISCORD_TOKEN_FILE"))
    assert "s3cr3t" not in ended.err


async def test_every_fault_of_the_bank_is_named_with_its_place(machine: Machine) -> None:
    folder = machine.folder / "questions" / "flask"
    folder.mkdir(parents=True)
    (folder / "routing.yaml").write_text(TOPIC.replace("minutes: 2", "minutes: soon"))
    (folder / "views.yaml").write_text("topic: Views\nquestions: none\n")
    ended = await machine.run(
        "run", DISCORD_TOKEN="s3cr3t", QUESTIONS_DIR=str(machine.folder / "questions")
    )
    assert_refused(ended, "The question bank can't be used")
    line = TOPIC[: TOPIC.index("minutes: 2")].count("\n") + 1
    places = re.findall(r"^\S*?(\w+\.yaml):(\d+):(\d+): .+$", ended.err, re.MULTILINE)
    assert places == [("routing.yaml", str(line), "14"), ("views.yaml", "2", "12")]
    assert not (machine.folder / "data").exists()


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    bot_process: BotProcess,
) -> None:
    await bot_process.start()
    await bot_process.stop()
    bot_process.rows("UPDATE alembic_version SET version_num = '9999'")
    before = hashlib.sha256(bot_process.database.read_bytes()).digest()
    program = await bot_process.launch()
    assert_refused(await program.ended(), "newer Greenroom (revision 9999)", "upgrade the program")
    assert hashlib.sha256(bot_process.database.read_bytes()).digest() == before


async def test_an_address_where_nobody_listens_is_said(bot_process: BotProcess) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/api/v10"
        program = await bot_process.launch(DISCORD_API_URL=url)
        assert_refused(await program.ended(), f"{url}/gateway/bot", "Cannot connect", status=1)


async def test_an_address_of_another_kind_of_server_is_said(
    bot_process: BotProcess, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<h1>Hello</h1>")
    app = web.Application()
    app.router.add_static("/", tmp_path)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    program = await bot_process.launch(DISCORD_API_URL=f"http://127.0.0.1:{port}")
    ended = await program.ended()
    await runner.cleanup()
    assert_refused(ended, "doesn't name a gateway", status=1)


async def test_a_discord_that_breaks_off_the_log_in_is_said(bot_process: BotProcess) -> None:
    for _ in range(3):
        bot_process.sandbox.faults.swallow_next("/users/@me")
    program = await bot_process.launch()
    assert_refused(await program.ended(), "Discord can't be reached", status=1)


async def test_a_discord_that_forbids_the_log_in_is_said(bot_process: BotProcess) -> None:
    bot_process.sandbox.faults.fail_next(status=403, path_contains="/users/@me")
    program = await bot_process.launch()
    assert_refused(await program.ended(), "Discord can't be reached", status=1)
