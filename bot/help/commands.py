"""`/help`."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.call import answering
from bot.help.cards import help_card


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    @tree.command(name="help", description="What Greenroom does, how it scores, what is private")
    async def show_help(interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            await call.show(help_card())
