"""`python -m bot doctor`: what it says of a healthy place, and of each ill."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import pytest
from aiohttp import web

from tests.grading.model_server import fails, model_server, says
from tests.program.bank import TOPIC
from tests.program.conftest import BotProcess
from tests.program.processes import ROOT, Ended, Machine

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYzAb.s3cr3t-t0k3n-0f-th3-b0t"
PASSWORD = "hunter2"
NO_ZONES = """\
import sys
sys.modules["tzdata"] = None
"""


def lines(ended: Ended) -> dict[str, str]:
    """Each line by what it is about, in the order in which they came; nothing else was said."""
    assert ended.err == ""
    told = re.findall(r"^([✓!✗]) ([\w ]+): (.+)$", ended.out, re.MULTILINE)
    assert len(told) == len(ended.out.splitlines())
    return {about: f"{mark} {text}" for mark, about, text in told}


async def examined(bot_process: BotProcess, machine: Machine, **settings: str) -> Ended:
    return await machine.run("doctor", **{**bot_process.settings, **settings})


@asynccontextmanager
async def api(answer: web.Response) -> AsyncIterator[str]:
    """The REST base of a server that answers everything with this."""

    async def give(_request: web.Request) -> web.Response:
        return answer

    app = web.Application()
    app.router.add_get("/{path:.*}", give)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    finally:
        await runner.cleanup()


async def test_beside_a_bot_that_works_everything_is_well(
    bot_process: BotProcess, machine: Machine
) -> None:
    await bot_process.start(DISCORD_TOKEN=TOKEN)
    ended = await examined(bot_process, machine, DISCORD_TOKEN=TOKEN)
    told = lines(ended)
    assert [*told] == ["token", "API", "clock", "database", "bank", "zones", "disk", "versions"]
    assert told["token"] == "✓ Discord accepts it"
    assert re.fullmatch(r"✓ 127\.0\.0\.1:\d+ answers in \d+ ms", told["API"])
    assert told["clock"] == "✓ as Discord's"
    assert told["database"].startswith("✓ sound, writable, up to date at 0")
    assert told["bank"].startswith("✓ 3 questions in ")
    assert ended.status == 0
    assert TOKEN not in ended.out
    await bot_process.ada.slash("interview")
    assert bot_process.ada.sees("Mock interview")


async def test_without_a_token_it_says_so_and_looks_at_the_rest(
    bot_process: BotProcess, machine: Machine
) -> None:
    ended = await examined(bot_process, machine, DISCORD_TOKEN="")
    told = lines(ended)
    assert told["token"].startswith("✗ there is none. Make an application at https://discord.com/")
    assert told["API"].startswith("✓")
    assert told["database"] == "✓ none yet; the first start makes it"
    assert ended.status == 1
    assert not bot_process.database.parent.exists()


async def test_a_refused_token_is_told_from_an_unreadable_one(
    bot_process: BotProcess, machine: Machine
) -> None:
    ended = await examined(bot_process, machine, DISCORD_TOKEN="refused")
    assert lines(ended)["token"].startswith("✗ Discord refused it. Copy it again")
    assert lines(ended)["API"].startswith("✓")
    assert ended.status == 1
    secret = machine.folder / "token"
    secret.write_text(f"{TOKEN}\n{PASSWORD}\n")
    ended = await examined(bot_process, machine, DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(secret))
    assert lines(ended)["token"].startswith("✗ DISCORD_TOKEN_FILE can't be used")
    assert lines(ended)["API"].startswith("✓")
    assert ended.status == 1
    assert PASSWORD not in ended.out


async def test_a_discord_that_is_away_is_no_verdict_on_the_token(
    bot_process: BotProcess, machine: Machine
) -> None:
    ended = await examined(bot_process, machine, DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    assert lines(ended)["token"] == "! it is there, but can't be tried."
    assert lines(ended)["API"].startswith("✗ 127.0.0.1:9 can't be reached")
    assert ended.status == 1


async def test_a_discord_in_trouble_is_doubtful(bot_process: BotProcess, machine: Machine) -> None:
    bot_process.sandbox.faults.fail_next(status=503, path_contains="/users/@me")
    ended = await examined(bot_process, machine)
    assert "with status 503" in lines(ended)["API"]
    assert ended.status == 0


async def test_a_server_that_says_nothing_does_not_hold_it_up(
    bot_process: BotProcess, machine: Machine
) -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        began = monotonic()
        ended = await examined(
            bot_process, machine, DISCORD_API_URL=f"http://127.0.0.1:{port}/api/v10"
        )
    assert monotonic() - began < 15
    assert "can't be reached (timed out)" in lines(ended)["API"]
    assert lines(ended)["versions"].startswith("✓")


async def test_another_kind_of_server_is_not_taken_for_discord(
    bot_process: BotProcess, machine: Machine
) -> None:
    async with api(web.Response(text="<h1>Hello</h1>")) as url:
        ended = await examined(bot_process, machine, DISCORD_API_URL=url)
    assert "doesn't answer as Discord does" in lines(ended)["API"]
    assert lines(ended)["token"].startswith("!")
    assert ended.status == 1


@pytest.mark.parametrize(
    ("ahead", "said", "status"),
    [
        (timedelta(seconds=-30), "! 30 s ahead of Discord's. Set it by NTP.", 0),
        (timedelta(minutes=10), "✗ 600 s behind Discord's, so deadlines", 1),
    ],
)
async def test_a_wrong_clock_is_measured_against_discords(
    bot_process: BotProcess, machine: Machine, ahead: timedelta, said: str, status: int
) -> None:
    moment = datetime.now(UTC) + ahead
    headers = {"Date": format_datetime(moment, usegmt=True)}
    async with api(web.json_response({"id": "1"}, headers=headers)) as url:
        ended = await examined(bot_process, machine, DISCORD_API_URL=url)
    # Starting the program takes a moment, in which this machine's clock goes on.
    seconds = int(re.findall(r"(\d+) s", lines(ended)["clock"])[0])
    expected = int(re.findall(r"(\d+) s", said)[0])
    assert abs(seconds - expected) < 15
    assert said.split(" s ")[1] in lines(ended)["clock"]
    assert lines(ended)["clock"][0] == said[0]
    assert ended.status == status


async def test_a_language_model_is_asked_one_small_question(
    bot_process: BotProcess, machine: Machine
) -> None:
    async with model_server() as server:
        host = server.url.removeprefix("http://").removesuffix("/v1")
        secret = machine.folder / "key"
        secret.write_text(f"{PASSWORD}\n")
        chosen = {"GRADER": "llm", "LLM_BASE_URL": server.url, "LLM_MODEL": "small"}
        chosen["LLM_API_KEY_FILE"] = str(secret)
        server.will(says('{"sum": 5}'))
        ended = await examined(bot_process, machine, **chosen)
        assert lines(ended)["language model"] == f"✓ small at {host} answers"
        assert ended.status == 0
        assert server.keys == [f"Bearer {PASSWORD}"]
        server.will(fails(401, f"wrong key: {PASSWORD}"))
        ended = await examined(bot_process, machine, **chosen)
    said = f"✗ small at {host}: status 401. Look at LLM_BASE_URL, LLM_MODEL and LLM_API_KEY."
    assert lines(ended)["language model"] == said
    assert ended.status == 1
    assert PASSWORD not in ended.out


async def test_every_wrong_setting_has_a_line(machine: Machine) -> None:
    ended = await machine.run("doctor", LOG_LEVEL="loud", OPS_PORT="the front door")
    assert ended.status == 1
    assert ended.err == ""
    assert [line[:12] for line in ended.out.splitlines()] == ["✗ setting: L", "✗ setting: O"]


async def test_every_fault_of_the_bank_has_a_line(
    bot_process: BotProcess, machine: Machine
) -> None:
    file = Path(bot_process.settings["QUESTIONS_DIR"]) / "flask" / "routing.yaml"
    file.write_text(TOPIC.replace("minutes: 2", "minutes: soon").replace("weight: must", "weight:"))
    ended = await examined(bot_process, machine)
    assert ended.status == 1
    faults = re.findall(r"^✗ bank: \S*routing\.yaml:\d+:\d+: .+$", ended.out, re.MULTILINE)
    assert len(faults) == 4


@pytest.fixture
async def left(bot_process: BotProcess) -> BotProcess:
    """A bot that has run, and is gone."""
    await bot_process.start()
    await bot_process.stop()
    return bot_process


async def test_a_newer_database_is_refused_and_left_alone(
    left: BotProcess, machine: Machine
) -> None:
    left.rows("UPDATE alembic_version SET version_num = '9999'")
    ended = await examined(left, machine)
    assert lines(ended)["database"].startswith("✗ This database was made by a newer Greenroom")
    assert ended.status == 1
    assert left.rows("SELECT version_num FROM alembic_version") == [("9999",)]


async def test_an_older_database_is_brought_up_to_date_by_the_next_start(
    left: BotProcess, machine: Machine
) -> None:
    left.rows("UPDATE alembic_version SET version_num = '0001'")
    ended = await examined(left, machine)
    assert lines(ended)["database"].startswith("! at revision 0001, and the next start brings")
    assert ended.status == 0
    assert left.rows("SELECT version_num FROM alembic_version") == [("0001",)]


async def test_a_database_that_another_program_writes_is_doubtful(
    left: BotProcess, machine: Machine
) -> None:
    with closing(sqlite3.connect(left.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ended = await examined(left, machine)
    assert lines(ended)["database"].startswith("! Another program holds the database locked")
    assert ended.status == 0


async def test_a_file_that_is_no_database_is_told(
    bot_process: BotProcess, machine: Machine
) -> None:
    bot_process.database.parent.mkdir()
    bot_process.database.write_bytes(b"Dear diary, " * 1000)
    ended = await examined(bot_process, machine)
    assert lines(ended)["database"].startswith("✗ The file isn't a database")
    assert ended.status == 1


async def test_a_damaged_database_is_told(left: BotProcess, machine: Machine) -> None:
    content = bytearray(left.database.read_bytes())
    # The first page holds what tables there are; all others become nonsense.
    content[4096:] = b"\x77" * (len(content) - 4096)
    left.database.write_bytes(content)
    ended = await examined(left, machine)
    assert "damaged" in lines(ended)["database"]
    assert ended.status == 1


async def test_a_database_url_with_a_password_is_not_printed(
    bot_process: BotProcess, machine: Machine
) -> None:
    url = f"mysql://ada:{PASSWORD}@db/greenroom"
    ended = await examined(bot_process, machine, DATABASE_URL=url)
    assert lines(ended)["database"].startswith("✗ The database URL starts with mysql://")
    assert ended.status == 1
    assert PASSWORD not in ended.out


async def test_missing_time_zones_are_told(bot_process: BotProcess, machine: Machine) -> None:
    (machine.folder / "sitecustomize.py").write_text(NO_ZONES)
    ended = await examined(
        bot_process, machine, PYTHONTZPATH="", PYTHONPATH=f"{machine.folder}:{ROOT}"
    )
    assert lines(ended)["zones"].startswith("✗ the time zones aren't there. Install them: pip")
    assert ended.status == 1


async def test_a_missing_encoder_is_a_doubt(bot_process: BotProcess, machine: Machine) -> None:
    ended = await examined(bot_process, machine, GRADER="semantic", ENCODER_DIR="nowhere")
    told = lines(ended)["encoder"]
    assert told.startswith("! answers are graded by words alone.")
    assert "python3 -m bot grading encoder" in told


async def test_a_whole_encoder_is_good(
    bot_process: BotProcess, machine: Machine, encoder_folder: Path
) -> None:
    chosen = {"GRADER": "semantic", "ENCODER_DIR": str(encoder_folder)}
    told = lines(await examined(bot_process, machine, **chosen))
    assert told["encoder"] == f"✓ whole, in {encoder_folder}"
