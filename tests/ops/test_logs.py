"""Whatever a record holds, it can't look like two, nor order a terminal about."""

import json
import re
import subprocess
import sys

import pytest

from tests.program.processes import ROOT

FORGED = '2026-11-20T09:00:00Z [error] incident deadbeef {"event": "forged", "level": "error"}'
NASTY = f'Ada"}}\r\n{FORGED}\x1b[2J\x1b]0;owned\x07\u2028{FORGED}\u202e\x85{FORGED}\udc80'
PROGRAM = f"""
import logging, structlog
from bot.ops.logs import set_up
from bot.settings import LogFormat, LogLevel
nasty = {NASTY!a}
set_up(LogLevel.DEBUG, LogFormat.SHAPE)
structlog.contextvars.bind_contextvars(route=nasty, interaction=7)
log = logging.getLogger("bot.trial")
log.info("called %s", nasty)
try:
    raise ValueError(nasty)
except ValueError:
    log.exception("failed")
log.info("done")
"""


def said(shape: str) -> str:
    """What a process writes whose records hold nasty text."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("SHAPE", shape)],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return ended.stderr.decode()


def test_each_json_line_is_one_record() -> None:
    records = [json.loads(line) for line in said("JSON").splitlines()]
    assert [record["event"][:6] for record in records] == ["called", "failed", "done"]
    assert {record["level"] for record in records} == {"info", "error"}
    assert {record["interaction"] for record in records} == {7}
    assert FORGED in records[0]["event"]
    assert "ValueError" in records[1]["exception"]


@pytest.mark.parametrize("shape", ["TEXT", "JSON"])
def test_nothing_in_a_record_reaches_the_terminal_as_a_command(shape: str) -> None:
    assert re.findall(r"[^\n\x20-\x7e\xa0-\U0010ffff]|[\u2028\u202e]", said(shape)) == []


def test_each_text_line_that_is_no_record_is_marked() -> None:
    lines = said("TEXT").split("\n")
    records = [line for line in lines if re.match(r"\d{4}-\d\d-\d\dT", line)]
    assert len(records) == 3
    assert all(line.startswith("  | ") for line in lines if line and line not in records)
    assert "  | Traceback (most recent call last):" in lines
