"""`/privacy`."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.call import answering
from bot.privacy.cards import privacy_card
from bot.privacy.service import PrivacyService


def add_commands(tree: app_commands.CommandTree[Any], service: PrivacyService) -> None:
    @tree.command(name="privacy", description="What is stored about you: export, hide, erase")
    async def privacy(interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            await call.show(privacy_card(await service.privacy(call.member_id)))
