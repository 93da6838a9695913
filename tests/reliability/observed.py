"""The bot as it always runs, in a process that says on SIGUSR1 what it holds.

`python -m tests.reliability.observed FILE`: each signal adds a line of JSON to the file.
"""

import asyncio
import ctypes
import gc
import json
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from aiohttp import TCPConnector

from bot import app, settings
from bot.chat.client import Client
from bot.clock import SystemClock

THREADS = 6


def measure(out: Path) -> None:
    """Everything is counted after a full collection, so that only what is kept counts."""
    gc.collect()
    # What was freed goes back to the system: a drawn picture would look like growth.
    ctypes.CDLL(None).malloc_trim(0)
    alive = gc.get_objects()
    stores = [each._connection._view_store for each in alive if isinstance(each, Client)]
    held = {
        "objects": len(alive),
        "memory_bytes": _resident_bytes(),
        "files": len(os.listdir("/proc/self/fd")) - _idle(alive),  # noqa: PTH208 - its own
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "tasks": sorted(_name(task) for task in asyncio.all_tasks()),
        "views": sum(len(s._views) + len(s._modals) + len(s._synced_message_views) for s in stores),
        "clients": len(stores),
    }
    with out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(held) + "\n")


def _idle(alive: list[object]) -> int:
    """Connections kept for the next request: as many as there ever were at once."""
    connectors = (each for each in alive if isinstance(each, TCPConnector))
    return sum(len(idle) for each in connectors for idle in each._conns.values())


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _name(task: asyncio.Task[object]) -> str:
    return getattr(task.get_coro(), "__qualname__", "?")


async def _start_all_threads() -> None:
    """Each brings memory of its own, which would look like growth when it comes late."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="asyncio")
    asyncio.get_running_loop().set_default_executor(pool)
    await asyncio.gather(*[asyncio.to_thread(time.sleep, 0.1) for _ in range(THREADS)])


async def run(out: Path) -> None:
    await _start_all_threads()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, measure, out)
    given = settings.load()
    await app.run(given, given.token or "", SystemClock(), Random(7))


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))
