"""`python -m bot sandbox`, used through its page's API."""

import asyncio
import signal
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.program.processes import Machine, Program

ADA = "100000000000000101"
INTERVIEWS = "100000000000000012"
COMMAND = {
    "as": ADA,
    "channel": INTERVIEWS,
    "name": "interview",
    "options": {"level": "fresher", "questions": 3},
}


async def opened(
    machine: Machine, port: str = "0", data: str = "place"
) -> tuple[Program, ClientSession, str]:
    """The program, its page and its port."""
    arguments = ("sandbox", "--no-browser", "--port", port, "--data", data)
    program = await machine.start(*arguments)
    address = await program.says(r"http://127\.0\.0\.1:\d+")
    return program, ClientSession(address), address.rpartition(":")[2]


async def messages(page: ClientSession) -> list[dict[str, Any]]:
    where = {"as": ADA, "channel": INTERVIEWS}
    async with page.get("/sandbox/messages", params=where) as response:
        body = await response.json()
    return list(body["messages"])


async def asked(page: ClientSession) -> list[dict[str, Any]]:
    """The messages, once the bot has answered the command."""
    async with page.post("/sandbox/slash", json=COMMAND) as response:
        assert response.status == 202
    async with asyncio.timeout(10):
        # The page is told by a websocket; asking is shorter here.
        while not (found := await messages(page)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_quietly(machine: Machine, number: signal.Signals) -> None:
    program, page, _ = await opened(machine)
    async with page:
        await asked(page)
        program.tell(number)
        ended = await program.ended(within_s=5)
    assert ended.status == 0
    assert "Traceback" not in ended.err


async def test_killed_and_opened_again_it_is_as_it_was(machine: Machine) -> None:
    program, page, _ = await opened(machine)
    async with page:
        before = await asked(page)
    await program.kill()
    program, page, _ = await opened(machine)
    async with page:
        assert [m["components"] for m in await messages(page)] == [m["components"] for m in before]


async def test_two_may_be_open_at_once(machine: Machine) -> None:
    _, first, port = await opened(machine)
    _, second, other_port = await opened(machine, port, "another")
    assert port != other_port
    async with first, second:
        assert await asked(first)
        assert not await messages(second)
