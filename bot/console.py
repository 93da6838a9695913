"""What every command of the program begins and ends with: its settings, and a clear refusal."""

import sys
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

NOT_STARTED = 2


def settings() -> "Settings":
    """With the log set up as they say; ends the program where one of them can't be used."""
    from bot.ops.logs import set_up
    from bot.settings import SettingsError, load

    try:
        loaded = load()
    except SettingsError as error:
        refuse(str(error))
    set_up(loaded.log_level, loaded.log_format)
    return loaded


def refuse(text: str, status: int = NOT_STARTED) -> NoReturn:
    typer.echo(text, err=True)
    sys.exit(status)
