"""`/profile`."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.call import answering
from bot.profiles.cards import profile_card
from bot.profiles.service import ProfileService


def add_commands(tree: app_commands.CommandTree[Any], service: ProfileService) -> None:
    @tree.command(name="profile", description="Your points, rank, streak and scores; your settings")
    @app_commands.describe(member="Somebody else's, as far as they show it")
    async def profile(
        interaction: discord.Interaction[Any], member: discord.Member | None = None
    ) -> None:
        async with answering(interaction) as call:
            if member is None or member.id == call.member_id:
                shown = await service.own(call.member_id, call.server_id, call.name)
            else:
                shown = await service.of(member.id, call.server_id)
            await call.show(profile_card(shown))
