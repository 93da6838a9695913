"""`/review`."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.call import answering
from bot.reviews.cards import shown
from bot.reviews.service import ReviewService


def add_commands(tree: app_commands.CommandTree[Any], service: ReviewService) -> None:
    @tree.command(name="review", description="What you missed, asked again when it is due")
    async def review(interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            await call.show(shown(await service.arrive(call.member_id, call.server_id)))
