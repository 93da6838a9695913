"""Logs through structlog: coloured lines on a terminal, one JSON object a line elsewhere."""

import logging
import sys

import structlog

from bot.settings import LogFormat, LogLevel


def set_up(level: LogLevel, shape: LogFormat) -> None:
    """Format every record of the process, the libraries' too, on standard error."""
    is_text = shape is LogFormat.TEXT or (shape is LogFormat.AUTO and sys.stderr.isatty())
    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if is_text:
        # Its other tracebacks show every local variable, answers and tokens among them.
        plain = structlog.dev.plain_traceback
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=plain)
    rendered = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    if not is_text:
        rendered.insert(1, structlog.processors.format_exc_info)
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
