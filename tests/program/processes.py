"""The program as people start it: a process of its own, with its own environment."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]
PATIENCE_S = 30


@dataclass(frozen=True)
class Ended:
    """`status` is negative where a signal ended it."""

    status: int
    out: str
    err: str


class Program:
    """One `python -m bot …`; what it prints goes to files, so it never waits for a reader."""

    def __init__(
        self, arguments: tuple[str, ...], folder: Path, log: Path, settings: Mapping[str, str]
    ) -> None:
        self._out, self._err = log.with_suffix(".out"), log.with_suffix(".err")
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=folder,
                env=_environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def tell(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self, within_s: float = PATIENCE_S) -> Ended:
        """Wait until it has ended by itself; raises subprocess.TimeoutExpired."""
        status = await asyncio.to_thread(self._process.wait, within_s)
        return Ended(status, self.out, self.err)

    def kill(self) -> None:
        """SIGKILL: it gets no chance to save or say anything. Harmless once it has ended."""
        self._process.kill()
        self._process.wait()

    @property
    def out(self) -> str:
        return self._out.read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text(encoding="utf-8")


class Machine:
    """Starts programs in a folder of its own; `end` leaves none of them behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs: list[Program] = []
        self._numbers = count(1)

    def start(self, *arguments: str, **settings: str) -> Program:
        """`settings` are the whole of its environment, but for the place of the package."""
        log = self.folder / f"program-{next(self._numbers)}"
        settings = {"PYTHONPATH": str(ROOT)} | settings
        program = Program(arguments, self.folder, log, settings)
        self._programs.append(program)
        return program

    async def run(self, *arguments: str, **settings: str) -> Ended:
        return await self.start(*arguments, **settings).ended()

    def end(self) -> None:
        for program in self._programs:
            program.kill()


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", **settings}
