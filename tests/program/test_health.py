"""The port that tells supervisors how the bot is, and the command that asks it."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest

from tests.program.conftest import BotProcess
from tests.program.processes import Machine, assert_refused
from tests.program.watching import asked, free_port, until_ready


@pytest.fixture
def port() -> int:
    return free_port()


async def test_a_bot_that_answers_members_is_ready_and_live(
    bot_process: BotProcess, machine: Machine, port: int
) -> None:
    await bot_process.start(OPS_PORT=str(port))
    body = await until_ready(port)
    assert (body["ok"], body["reasons"]) == (True, [])
    assert 0 < body["database_latency_s"] < 1
    status, body = await asked(port, "/livez")
    assert (status, body["ok"], body["reasons"]) == (200, True, [])
    assert 0 <= body["heartbeat_age_s"] < 60
    for arguments, said in ((["health"], "ready\n"), (["health", "--live"], "live\n")):
        began = monotonic()
        ended = await machine.run(*arguments, OPS_PORT=str(port))
        assert (ended.status, ended.out, ended.err) == (0, said, "")
        assert monotonic() - began < 10
    assert (await bot_process.stop()).err == ""


async def test_while_discord_is_away_it_is_live_but_not_ready(
    bot_process: BotProcess, machine: Machine, port: int
) -> None:
    await bot_process.start(OPS_PORT=str(port), LOG_LEVEL="error")
    await until_ready(port)
    await bot_process.sandbox.stop()
    body = await until_ready(port, ready=False)
    assert body["reasons"] == ["Discord's gateway isn't connected."]
    assert (await asked(port, "/livez"))[0] == 200
    ended = await machine.run("health", OPS_PORT=str(port))
    assert_refused(ended, "Discord's gateway isn't connected.", status=1)
    bot_process.program.tell(signal.SIGTERM)
    assert (await bot_process.program.ended(within_s=5)).status == 0


async def test_it_is_not_ready_on_another_programs_tables(
    bot_process: BotProcess, port: int
) -> None:
    await bot_process.start(OPS_PORT=str(port))
    await until_ready(port)
    bot_process.rows("UPDATE alembic_version SET version_num = '9999'")
    body = await until_ready(port, ready=False)
    assert "newer Greenroom (revision 9999)" in body["reasons"][0]
    bot_process.rows("UPDATE alembic_version SET version_num = '0001'")
    body = await until_ready(port, ready=False)
    assert "revision 0001" in body["reasons"][0]


async def test_only_this_machines_own_names_are_answered(
    bot_process: BotProcess, port: int
) -> None:
    await bot_process.start(OPS_PORT=str(port))
    assert (await asked(port, "/livez", Host=f"localhost:{port}"))[0] == 200
    for name in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:80"):
        assert (await asked(port, "/livez", Host=name))[0] == 403


async def test_it_listens_on_the_loopback_only(bot_process: BotProcess, port: int) -> None:
    await bot_process.start(OPS_PORT=str(port))
    await until_ready(port)
    with socket.socket() as same_port_elsewhere:
        # Refused if the bot had taken the port of every address.
        same_port_elsewhere.bind(("127.0.0.2", port))


async def test_a_port_in_use_does_not_keep_it_from_starting(bot_process: BotProcess) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        await bot_process.start(OPS_PORT=str(taken))
        await bot_process.ada.slash("interview")
        assert bot_process.ada.sees("Mock interview")
        ended = await bot_process.stop()
    assert f"OPS_PORT {taken}" in ended.err
    assert "Traceback" not in ended.err


async def test_without_the_setting_no_port_is_open(
    bot_process: BotProcess, machine: Machine
) -> None:
    await bot_process.start()
    assert_refused(await machine.run("health"), "OPS_PORT isn't set", status=1)


async def test_where_no_bot_listens_it_says_so_at_once(machine: Machine, port: int) -> None:
    ended = await machine.run("health", OPS_PORT=str(port))
    assert_refused(ended, f"Nothing listens on 127.0.0.1:{port}", status=1)


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def say_hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    await writer.drain()
    writer.close()


@pytest.mark.parametrize(
    ("serve", "said"),
    [(say_nothing, "Nothing answered"), (say_hello, "Another program answers")],
)
async def test_another_program_on_the_port_is_not_taken_for_the_bot(
    machine: Machine, serve: Serve, said: str
) -> None:
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        taken = server.sockets[0].getsockname()[1]
        ended = await machine.run("health", OPS_PORT=str(taken))
    assert_refused(ended, said, status=1)
