"""What the page's toolbar does: the bot dies and comes back, an answer fails on purpose."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox.pilot import Player
from bot.sandbox.server import Sandbox
from tests.journeys.conftest import House, open_house
from tests.journeys.rehearsal import write_bank
from tests.program.processes import Machine
from tests.sandbox.little_bot import LittleBot

ADA = "100000000000000101"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    questions = write_bank(tmp_path / "questions")
    async with open_house(tmp_path, questions) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


async def press(http: aiohttp.ClientSession, sandbox: Sandbox, button: str) -> tuple[int, Any]:
    async with http.post(f"{sandbox.address}/sandbox/{button}", json={}) as response:
        text = await response.text()
        return response.status, await response.json() if text else None


async def state(http: aiohttp.ClientSession, sandbox: Sandbox) -> Any:
    async with http.get(f"{sandbox.address}/sandbox/state?as={ADA}") as response:
        return await response.json()


def watching(http: aiohttp.ClientSession, sandbox: Sandbox) -> Any:
    return http.ws_connect(f"{sandbox.address}/sandbox/live?as={ADA}")


# Restarting


async def test_a_killed_bot_goes_on_where_it_was(house: House, http: aiohttp.ClientSession) -> None:
    await house.ada.slash("interview", level="junior", questions=2)
    await house.ada.click("Answer")
    assert (await state(http, house.sandbox))["can_restart"] is True
    async with watching(http, house.sandbox) as socket:
        assert (await press(http, house.sandbox, "restart"))[0] == 202
        told = [await socket.receive_json(timeout=10) for _ in range(2)]
    assert told == [{"type": "bot", "online": False}, {"type": "bot", "online": True}]
    await house.ada.submit("It opens the gate.")
    assert house.texts() == ["It opens the gate."]
    await house.ada.click("Next question")
    assert house.ada.sees("Question 2 of 2")


async def test_nothing_of_a_killed_bot_lives_on(house: House) -> None:
    restart = house.sandbox.restart_bot
    assert restart is not None
    await restart()
    tasks, threads = len(asyncio.all_tasks()), threading.active_count()
    await restart()
    await restart()
    assert len(asyncio.all_tasks()) <= tasks
    assert threading.active_count() <= threads
    await house.ada.slash("interview")


async def test_what_is_in_hand_is_cut_off(house: House) -> None:
    restart = house.sandbox.restart_bot
    assert restart is not None
    with house.locked():
        # The bot waits for the database's lock while it dies.
        pressing = asyncio.create_task(
            house.ada.slash("interview", level="junior", questions=1, expect_failure=True)
        )
        await asyncio.sleep(0.1)
        house.sandbox.cut_off()
    await restart()
    await pressing
    assert house.ada.failure == "The application did not respond"
    await house.ada.slash("interview", level="junior", questions=1)
    assert house.ada.sees("Question 1 of 1")


async def test_two_presses_at_once_are_one_restart(
    house: House, http: aiohttp.ClientSession
) -> None:
    async with watching(http, house.sandbox) as socket:
        both = [press(http, house.sandbox, "restart") for _ in range(2)]
        assert [status for status, _ in await asyncio.gather(*both)] == [202, 202]
        told = [(await socket.receive_json(timeout=10))["online"] for _ in range(2)]
        assert told == [False, True]
    await house.ada.slash("interview")


async def test_a_bot_in_a_program_of_its_own_cannot_be_restarted(
    sandbox: Sandbox, bot: LittleBot, http: aiohttp.ClientSession
) -> None:
    assert (await state(http, sandbox))["can_restart"] is False
    status, body = await press(http, sandbox, "restart")
    assert status == 409
    assert body["error"] == "The bot runs in a program of its own: restart it there."


@pytest.mark.parametrize("pause_s", [0, 0.3])
async def test_a_signal_in_the_middle_of_a_restart_stops_it_quietly(
    tmp_path: Path, http: aiohttp.ClientSession, pause_s: float
) -> None:
    machine = Machine(tmp_path)
    try:
        program = await machine.start("sandbox", "--no-browser", "--port", "0", "--data", "place")
        address = await program.says(r"http://127\.0\.0\.1:\d+")
        async with http.post(f"{address}/sandbox/restart", json={}) as response:
            assert response.status == 202
        await asyncio.sleep(pause_s)
        program.tell(signal.SIGTERM)
        # A thread that prepares the grader is waited for, which a busy machine takes long for.
        ended = await program.ended(within_s=30)
    finally:
        await machine.end()
    assert ended.status == 0
    assert "Traceback" not in ended.err


# Trouble


async def test_the_next_answer_is_lost_and_no_other(
    ada: Player, sandbox: Sandbox, bot: LittleBot, http: aiohttp.ClientSession
) -> None:
    async with watching(http, sandbox) as socket:
        for _ in range(2):
            assert (await press(http, sandbox, "lose-answer"))[0] == 204
        assert await socket.receive_json(timeout=5) == {"type": "fault", "armed": True}
        assert (await state(http, sandbox))["fault_armed"] is True
        await ada.slash("hello", expect_failure=True)
        assert await socket.receive_json(timeout=5) == {"type": "fault", "armed": False}
        assert (await state(http, sandbox))["fault_armed"] is False
        failed = await socket.receive_json(timeout=5)
    assert failed["reason"] == ada.failure == "The application did not respond"
    await ada.slash("hello")
    assert ada.sees("Hello Ada")


async def test_a_lost_answer_stays_lost_however_often_it_is_tried(
    sandbox: Sandbox, bot: LittleBot, ada: Player, api: aiohttp.ClientSession
) -> None:
    await ada.slash("hello")
    sandbox.faults.lose_next_answer()
    late = sandbox.client.press(ada.id, ada.card.id, "silent")
    for _ in range(2):
        path = f"interactions/{late.id}/{late.token}/callback"
        async with api.post(path, json={"type": 6}) as response:
            assert (response.status, (await response.json())["code"]) == (404, 10062)
    assert not sandbox.faults.armed
    assert sandbox.refusals == []


async def test_suggestions_are_not_what_is_lost(
    sandbox: Sandbox, bot: LittleBot, ada: Player
) -> None:
    sandbox.faults.lose_next_answer()
    assert await ada.autocomplete("find", "topic", "rou") == [("Routing", "routing")]
    await ada.slash("find", topic="routing", expect_failure=True)
    assert not sandbox.faults.armed


async def test_what_greenroom_could_not_tell_in_time_is_told_at_the_next_press(
    house: House, http: aiohttp.ClientSession
) -> None:
    await house.ada.slash("interview", level="junior", questions=2)
    await press(http, house.sandbox, "lose-answer")
    await house.ada.click("Skip", expect_failure=True)
    assert house.ada.failure == "This interaction failed"
    assert house.ada.sees("Question 1 of 2")
    await house.ada.click("Skip")
    assert house.ada.sees("Question 2 of 2")


async def test_the_toolbar_takes_json_only(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    """What a foreign page's form could send."""
    for button in ("restart", "lose-answer"):
        async with http.post(f"{sandbox.address}/sandbox/{button}", data="{}") as response:
            assert response.status == 400
    assert not sandbox.faults.armed
