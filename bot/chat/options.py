"""A command's options against those that it offers: Discord's client checks them, forgers don't."""

from typing import Any

import discord
from discord import app_commands

_TYPES = {
    discord.AppCommandOptionType.string: str,
    discord.AppCommandOptionType.integer: int,
    discord.AppCommandOptionType.boolean: bool,
}

_NAMED = {
    discord.AppCommandOptionType.user,
    discord.AppCommandOptionType.channel,
    discord.AppCommandOptionType.role,
}


class OptionNotOffered(app_commands.AppCommandError):
    """A value that isn't among the choices of its option, or none of its type."""


def check_options(interaction: discord.Interaction[Any]) -> None:
    """Raises OptionNotOffered; as after a change of the command that Discord hasn't noticed yet."""
    try:
        command, given = interaction.command, vars(interaction.namespace)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as malformed:
        # The library reads them in the same way, and would drop the error and the member.
        raise OptionNotOffered from malformed
    is_typing = interaction.type is discord.InteractionType.autocomplete
    if is_typing or not isinstance(command, app_commands.Command):
        return
    for option in command.parameters:
        name = option.display_name
        if name in given and not _is_offered(option, given[name]):
            raise OptionNotOffered(name)


def _is_offered(option: app_commands.Parameter, value: Any) -> bool:
    if option.type in _NAMED:
        return hasattr(value, "id")
    # Exactly: to Python, True is a number too.
    is_meant = type(value) is _TYPES.get(option.type, type(value))
    offered = [choice.value for choice in option.choices]
    return is_meant and (not offered or value in offered)
