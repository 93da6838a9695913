"""Logs through structlog: coloured lines on a terminal, one JSON object a line elsewhere."""

import logging
import sys
from io import StringIO
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

from bot.settings import LogFormat, LogLevel

# Nothing else begins a line like this, so that no record can be mistaken for another one.
CONTINUED = "\n  | "


def set_up(level: LogLevel, shape: LogFormat) -> None:
    """Format every record of the process, the libraries' too, on standard error.

    A record that an interaction causes says which one: its id, its server, its route.
    """
    is_text = shape is LogFormat.TEXT or (shape is LogFormat.AUTO and sys.stderr.isatty())
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    rendered: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        *(_text() if is_text else _json()),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=rendered)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Its own debugging prints whole payloads, answers and tokens among them.
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    # Each start would tell of plug-ins set up and voice support missing.
    for name in ("alembic", "discord.client", "discord.state"):
        logging.getLogger(name).setLevel(max(logging.ERROR, root.level))


def _json() -> list[Processor]:
    """JSON writes what could break a line as an escape."""
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]


def _text() -> list[Processor]:
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=_write_traceback
    )
    return [_on_lines_of_its_own, renderer]


def _on_lines_of_its_own(_logger: object, _method: str, record: EventDict) -> EventDict:
    return {key: _harmless(it) if isinstance(it, str) else it for key, it in record.items()}


def _write_traceback(out: TextIO, error: ExcInfo) -> None:
    """The library's other ones show every local variable, answers and tokens among them."""
    plain = StringIO()
    structlog.dev.plain_traceback(plain, error)
    out.write(CONTINUED + _harmless(plain.getvalue().strip("\n")))


def _harmless(text: str) -> str:
    """Later lines are marked, and what a terminal would obey is written as an escape."""
    lines = text.split("\n")
    return CONTINUED.join(
        "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in lines
    )
