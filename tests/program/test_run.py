"""Starting, staying connected and stopping."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import __version__
from tests.program.conftest import BotProcess
from tests.program.processes import ROOT, Machine, assert_refused

COMMANDS = "/applications/{application_id}/commands"
SERVER_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
CAFE = "100000000000000001"
ANSWER = "It maps a url to a view function, and an unknown address gives 404."

# Notes every name that the program looks up and every address that it connects to.
WITNESS = """\
import sys
def witness(event, arguments):
    if event in ("socket.getaddrinfo", "socket.connect"):
        with open("witness.txt", "a") as file:
            print(event, *map(repr, arguments), file=file)
sys.addaudithook(witness)
"""


async def test_the_version_is_printed(machine: Machine) -> None:
    ended = await machine.run("--version")
    assert (ended.status, ended.out, ended.err) == (0, f"{__version__}\n", "")


async def test_help_names_the_commands(machine: Machine) -> None:
    ended = await machine.run("--help")
    assert ended.status == 0
    for command in ("run", "sandbox", "db"):
        assert f" {command} " in ended.out


@pytest.mark.parametrize("token", [None, "", "  "])
async def test_without_a_token_it_says_how_to_get_one(machine: Machine, token: str | None) -> None:
    ended = await machine.run("run", **({} if token is None else {"DISCORD_TOKEN": token}))
    assert_refused(ended, "discord.com/developers/applications", "python3 -m bot sandbox")
    assert len(ended.err.splitlines()) == 1
    assert not (machine.folder / "data").exists()


async def test_a_refused_token_is_said_at_once_and_not_tried_again(bot_process: BotProcess) -> None:
    await bot_process.launch(DISCORD_TOKEN="refused")
    assert_refused(await bot_process.program.ended(), "Discord refused the token", "Reset Token")
    assert len(bot_process.sandbox.requests) == 1


async def test_a_token_refused_at_the_log_in_is_said_at_once(bot_process: BotProcess) -> None:
    bot_process.sandbox.faults.fail_next(status=401, path_contains="/users/@me")
    await bot_process.launch()
    assert_refused(await bot_process.program.ended(), "Discord refused the token", "Reset Token")
    assert len(bot_process.sandbox.requests) == 2


async def test_a_token_refused_by_the_gateway_is_said_at_once(bot_process: BotProcess) -> None:
    bot_process.sandbox.faults.refuse_next_session()
    await bot_process.launch()
    assert_refused(await bot_process.program.ended(), "Discord refused the token", "Reset Token")


async def test_a_token_that_is_reset_while_it_runs_ends_it(bot_process: BotProcess) -> None:
    await bot_process.start()
    bot_process.sandbox.faults.refuse_next_session()
    await bot_process.sandbox.faults.drop_gateway()
    assert_refused(await bot_process.program.ended(), "Discord refused the token")


async def test_the_token_may_be_in_a_file(bot_process: BotProcess, tmp_path: Path) -> None:
    secret = tmp_path / "token.txt"
    secret.write_text("anything\n")
    await bot_process.start(DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(secret))
    await bot_process.ada.slash("interview")
    assert bot_process.ada.card.ephemeral


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_quietly(bot_process: BotProcess, number: signal.Signals) -> None:
    await bot_process.start()
    await bot_process.ada.slash("interview", level="junior", questions=1)
    ended = await bot_process.stop(number)
    assert (ended.status, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_the_answer_in_hand_arrive(
    bot_process: BotProcess, number: signal.Signals
) -> None:
    ada, requests = bot_process.ada, bot_process.sandbox.requests
    await bot_process.start()
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    bot_process.sandbox.faults.fail_next(status=429, retry_after_s=1, path_contains="/callback")
    before = len(requests)
    sending = asyncio.create_task(ada.submit(ANSWER))
    # Its first try to answer, which it was told to repeat in a second.
    while len(requests) == before:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    ended = await bot_process.stop(number)
    await sending
    assert ada.sees("100/100")
    assert ended.status == 0
    assert bot_process.answers(ada) == [ANSWER]
    assert bot_process.rows("SELECT state FROM attempts") == [("answered",)]


async def test_a_signal_stops_it_while_discord_is_away(bot_process: BotProcess) -> None:
    await bot_process.start()
    await bot_process.sandbox.stop()
    bot_process.program.tell(signal.SIGTERM)
    ended = await bot_process.program.ended(within_s=5)
    assert ended.status == 0


@pytest.mark.parametrize("resumable", [True, False])
async def test_after_a_lost_connection_it_returns_to_the_configured_server_only(
    bot_process: BotProcess, tmp_path: Path, resumable: bool
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITNESS)
    await bot_process.start(PYTHONPATH=f"{tmp_path}:{ROOT}")
    await bot_process.sandbox.faults.drop_gateway(resumable=resumable)
    await bot_process.sandbox.bot_ready()
    await bot_process.ada.slash("interview")
    await bot_process.stop()
    seen = (tmp_path / "witness.txt").read_text().splitlines()
    assert len(seen) > 2
    assert [line for line in seen if "127.0.0.1" not in line] == []


async def test_commands_are_sent_when_their_definition_changed(bot_process: BotProcess) -> None:
    await bot_process.start()
    await bot_process.kill()
    await bot_process.start()
    await bot_process.kill()
    sent = [r.route for r in bot_process.sandbox.requests if r.method == "PUT"]
    assert sent == [COMMANDS]
    bot_process.rows("UPDATE command_syncs SET digest = 'of another version'")
    await bot_process.start()
    sent = [r.route for r in bot_process.sandbox.requests if r.method == "PUT"]
    assert sent == [COMMANDS] * 2


async def test_commands_go_to_the_development_server_as_well(bot_process: BotProcess) -> None:
    await bot_process.start(DEV_SERVER_ID=CAFE)
    await bot_process.restart(DEV_SERVER_ID=CAFE)
    sent = [r for r in bot_process.sandbox.requests if r.method == "PUT"]
    assert sorted(r.route for r in sent) == [COMMANDS, SERVER_COMMANDS]
    assert any(f"/guilds/{CAFE}/" in r.path for r in sent)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_while_discord_does_not_answer(
    machine: Machine, number: signal.Signals
) -> None:
    asked = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/api/v10"
        program = await machine.start(
            "run", DISCORD_TOKEN="token", DISCORD_API_URL=url, LOG_LEVEL="warning"
        )
        await asyncio.wait_for(asked.wait(), 20)
        program.tell(number)
        ended = await program.ended(within_s=5)
    assert (ended.status, ended.out, ended.err) == (0, "", "")


async def test_a_signal_stops_it_while_the_database_is_locked(
    machine: Machine, tmp_path: Path
) -> None:
    file = tmp_path / "locked.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        program = await machine.start(
            "run", DISCORD_TOKEN="token", DATABASE_URL=f"sqlite:///{file}"
        )
        await program.opens(file)
        program.tell(signal.SIGTERM)
        ended = await program.ended(within_s=5)
    assert ended.status == 0


async def test_a_dev_server_without_the_bot_is_named_and_nothing_else_stops(
    bot_process: BotProcess,
) -> None:
    bot_process.sandbox.faults.fail_next(status=403, code=50001, path_contains="/guilds/")
    await bot_process.start(DEV_SERVER_ID=CAFE)
    await bot_process.ada.slash("interview")
    assert bot_process.ada.sees("Mock interview")
    ended = await bot_process.stop()
    assert f"DEV_SERVER_ID {CAFE}" in ended.err
    assert "Traceback" not in ended.err
