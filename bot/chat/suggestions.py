"""Autocomplete that always answers: an error gives an empty list."""

import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

import discord
from discord.app_commands import Choice

MOST = 25
_log = logging.getLogger(__name__)
Given = Mapping[str, Any]
Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[Choice[str]]]]


def suggesting(find: Callable[[str, Given], Iterable[tuple[str, str]]]) -> Suggest:
    """From what was typed, and the options given beside it, to (value, shown name) pairs, of
    which 25 are shown."""

    async def suggest(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        try:
            found = find(typed, vars(interaction.namespace))
            return [Choice(name=name[:100], value=value) for value, name in found][:MOST]
        except Exception:
            # The library would drop it and leave the member waiting.
            _log.exception("no suggestions for %d characters", len(typed))
            return []

    return suggest
