"""Runs a question's program, in a process and a folder of its own.

This keeps programs apart; it doesn't lock them in. They run with the rights of whoever checks the
bank, so a stranger's bank is read first, or checked without its programs.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from bot.bank.outcome import Outcome
from bot.bank.program import Program

LIMIT_S = 20.0
MOST_BYTES = 64 * 1024


def run(program: Program, limit_s: float = LIMIT_S) -> Outcome:
    """Blocks until the program has ended, or was ended with all that it started."""
    missing = tuple(package for package in program.requires if not _is_here(package))
    if missing:
        return Outcome(None, missing=missing)
    with TemporaryDirectory(prefix="greenroom-") as folder:
        source = Path(folder, "program.py")
        source.write_text(program.run + "\n", "utf-8")
        # Into files, not pipes: what prints without end fills no memory here.
        with Path(folder, ".out").open("w+b") as out, Path(folder, ".err").open("w+b") as err:
            status = _status(source, out, err, limit_s)
            return Outcome(status, _text(out), _text(err))


def _status(source: Path, out: IO[bytes], err: IO[bytes], limit_s: float) -> int | None:
    process = subprocess.Popen(  # noqa: S603 - this file is there to run what the bank holds
        [sys.executable, "-s", "-X", "utf8", "-W", "error", source.name],
        cwd=source.parent,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        start_new_session=True,
    )
    try:
        return process.wait(limit_s)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # What it started and left behind; mostly there is nothing.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(stream: IO[bytes]) -> str:
    """Its beginning, and of what is long its end too: an error is told last."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    content = stream.read(MOST_BYTES)
    if size > MOST_BYTES:
        stream.seek(max(MOST_BYTES, size - MOST_BYTES))
        content += stream.read(MOST_BYTES)
    return content.decode(errors="replace")


def _is_here(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
