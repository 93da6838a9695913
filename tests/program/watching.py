"""Asking the port that the bot is watched by."""

import asyncio
import socket
from typing import Any

import aiohttp


def free_port() -> int:
    """One that nobody uses."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return int(reserved.getsockname()[1])


async def asked(port: int, path: str, **headers: str) -> tuple[int, Any]:
    address = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        is_json = answer.content_type == "application/json"
        return answer.status, await (answer.json() if is_json else answer.text())


async def until_ready(port: int, *, ready: bool = True) -> Any:
    """What /readyz says, once it says so; raises TimeoutError after 20 seconds."""
    async with asyncio.timeout(20):
        while True:
            status, body = await asked(port, "/readyz")
            if (status == 200) is ready:
                return body
            await asyncio.sleep(0.05)
