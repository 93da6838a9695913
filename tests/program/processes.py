"""The program as people start it: a process of its own, with its own environment."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]
PATIENCE_S = 30
# No test may call the real Discord, whatever the program does with its settings.
NOWHERE = "http://127.0.0.1:9/api/v10"


@dataclass(frozen=True)
class Ended:
    """`status` is negative where a signal ended it."""

    status: int
    out: str
    err: str


def assert_refused(ended: Ended, *words: str, status: int = 2) -> None:
    """It said why it doesn't start, in sentences, and nothing else."""
    assert ended.status == status
    assert ended.out == ""
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


class Program:
    """What it prints goes to files, so it never waits for a reader."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def out(self) -> str:
        return self._log.with_suffix(".out").read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        return self._log.with_suffix(".err").read_text(encoding="utf-8")

    @property
    def resident_kb(self) -> int:
        """Kilobytes of memory that it holds."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    def tell(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def says(self, pattern: str, within_s: float = PATIENCE_S) -> str:
        """Wait for the text on its standard output; raises TimeoutError."""
        async with asyncio.timeout(within_s):
            # A file tells nobody that it has grown.
            while not (found := re.search(pattern, self.out)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return found[0]

    async def opens(self, file: Path, within_s: float = PATIENCE_S) -> None:
        """Wait until it has the file open; raises TimeoutError."""
        async with asyncio.timeout(within_s):
            # The system tells nobody either.
            while str(file) not in self._open_files():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    def _open_files(self) -> set[str]:
        files = Path(f"/proc/{self._process.pid}/fd").iterdir()
        return {str(file.resolve()) for file in files}

    async def ended(self, within_s: float = PATIENCE_S) -> Ended:
        """Wait until it has ended by itself; raises TimeoutError."""
        async with asyncio.timeout(within_s):
            status = await self._process.wait()
        return Ended(status, self.out, self.err)

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to save or say anything. Harmless once it has ended."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Machine:
    """Starts programs in a folder of its own; `end` leaves none of them behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs: list[Program] = []

    async def start(self, *arguments: str, **environment: str) -> Program:
        """`python -m bot` with these arguments, and with these settings only."""
        here = {"PYTHONPATH": str(ROOT), "DISCORD_API_URL": NOWHERE}
        return await self.python("-m", "bot", *arguments, **{**here, **environment})

    async def run(self, *arguments: str, **environment: str) -> Ended:
        return await (await self.start(*arguments, **environment)).ended()

    async def python(self, *arguments: str, **environment: str) -> Program:
        log = self.folder / f"program-{len(self._programs)}"
        process = await _started([sys.executable, *arguments], self.folder, log, environment)
        self._programs.append(Program(process, log))
        return self._programs[-1]

    async def end(self) -> None:
        for program in self._programs:
            await program.kill()


async def _started(
    command: Sequence[str], folder: Path, log: Path, environment: dict[str, str]
) -> Process:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with log.with_suffix(".out").open("wb") as out, log.with_suffix(".err").open("wb") as err:
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env={**kept, "PYTHONUTF8": "1", **environment},
            stdin=DEVNULL,
            stdout=out,
            stderr=err,
        )
