import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import running
from tests.sandbox.little_bot import LittleBot

SERVE = """
import asyncio, sys
from pathlib import Path
from bot.clock import MovableClock
from bot.sandbox.server import Sandbox
async def main():
    sandbox = Sandbox(Path(sys.argv[1]), MovableClock())
    await sandbox.start()
    print(sandbox.address, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""
HEADERS = {"Authorization": "Bot sandbox"}
GENERAL = "100000000000000011"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        yield session


async def reopened(sandbox: Sandbox, path: Path) -> Sandbox:
    await sandbox.stop()
    again = Sandbox(path, MovableClock())
    await again.start()
    return again


async def test_a_killed_program_reopens_as_it_was(
    tmp_path: Path, http: aiohttp.ClientSession
) -> None:
    path = tmp_path / "killed.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVE, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    commands = [{"name": "hello", "description": "Hello"}]
    api = f"{address}/api/v10"
    await http.put(f"{api}/applications/100000000000000900/commands", json=commands)
    await http.post(f"{api}/channels/{GENERAL}/messages", json={"content": "Kept"})
    await http.post(f"{address}/sandbox/clock", json={"advance_s": 86_400})
    process.kill()
    await process.wait()

    sandbox = Sandbox(path, MovableClock())
    assert [message.body["content"] for message in sandbox.world.messages.values()] == ["Kept"]
    assert [command["name"] for command in sandbox.world.commands["global"]] == ["hello"]
    assert sandbox.clock.offset == timedelta(days=1)
    await sandbox.stop()


async def test_a_token_still_edits_its_message_after_a_restart(
    tmp_path: Path, ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("hello")
    token = bot.last().token
    await bot.close()
    again = await reopened(sandbox, tmp_path / "discord.db")
    url = f"{again.api_url}/webhooks/100000000000000900/{token}/messages/@original"
    components = [{"type": 10, "content": "Changed"}]
    async with http.patch(url, json={"components": components}) as response:
        assert response.status == 200
    assert Pilot(again).member("Ada").sees("Changed")
    await again.stop()


async def test_buttons_and_forms_work_on_after_a_restart(
    tmp_path: Path,
    ada: Player,
    bot: LittleBot,
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await ada.slash("hello")
    await ada.click("Answer")
    await bot.close()
    again = await reopened(sandbox, tmp_path / "discord.db")
    async with running(again, monkeypatch):
        same = Pilot(again).member("Ada")
        await same.submit("After the restart")
        assert same.sees("You said After the restart")
    await again.stop()


async def test_files_are_served_from_the_new_address(
    tmp_path: Path, ada: Player, bot: LittleBot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    await ada.slash("export")
    await bot.close()
    again = await reopened(sandbox, tmp_path / "discord.db")
    shown = Pilot(again).member("Ada").card
    assert shown.files == (("points.csv", b"day,points\n"),)
    async with http.get(shown.raw["attachments"][0]["url"]) as response:
        assert await response.read() == b"day,points\n"
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    await again.stop()


async def test_the_newest_card_is_the_newest_after_a_restart(
    tmp_path: Path, ada: Player, bot: LittleBot, sandbox: Sandbox
) -> None:
    first = await ada.slash("hello")
    await ada.slash("public")
    await ada.click("Again", on=first)
    await bot.close()
    again = await reopened(sandbox, tmp_path / "discord.db")
    assert Pilot(again).member("Ada").card.id == first.id
    await again.stop()


async def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "clock.db"
    sandbox = Sandbox(path, MovableClock(timedelta(days=3)))
    await sandbox.stop()
    later = Sandbox(path, MovableClock(timedelta(days=1)))
    assert later.clock.offset == timedelta(days=3)
    await later.stop()


async def test_a_taken_port_can_be_left_for_a_free_one(tmp_path: Path, sandbox: Sandbox) -> None:
    other = Sandbox(tmp_path / "other.db", MovableClock())
    port = int(sandbox.address.rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port)
    await other.start()
    assert other.address != sandbox.address
    await other.stop()
