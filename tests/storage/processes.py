"""Other processes that use the same database file."""

import subprocess
import sys
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def output(script: str, *arguments: str) -> str:
    with start(script, *arguments) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return out
