"""Autocomplete that always answers: an error gives an empty list."""

import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import discord
from discord.app_commands import Choice

MOST = 25
_log = logging.getLogger(__name__)
Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[Choice[str]]]]


def suggesting(find: Callable[[str], Iterable[tuple[str, str]]]) -> Suggest:
    """From what was typed to (value, shown name) pairs, of which 25 are shown."""

    async def suggest(_interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        try:
            return [Choice(name=name[:100], value=value) for value, name in find(typed)][:MOST]
        except Exception:
            # The library would drop it and leave the member waiting.
            _log.exception("no suggestions for %d characters", len(typed))
            return []

    return suggest
