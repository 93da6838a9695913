"""A command's options against those that it offers: Discord's client checks them, forgers don't."""

from typing import Any

import discord
from discord import app_commands


class OptionNotOffered(app_commands.AppCommandError):
    """A value that isn't among the choices of its option."""


def check_choices(interaction: discord.Interaction[Any]) -> None:
    """Raises OptionNotOffered; as after a change of the command that Discord hasn't noticed yet."""
    command = interaction.command
    if interaction.type is not discord.InteractionType.application_command:
        return
    if not isinstance(command, app_commands.Command):
        return
    given = vars(interaction.namespace)
    for option in command.parameters:
        offered = [choice.value for choice in option.choices]
        if offered and given.get(option.display_name, offered[0]) not in offered:
            raise OptionNotOffered(option.display_name)
