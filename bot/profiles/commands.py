"""`/profile`."""

from typing import Any

import discord
from discord import app_commands

from bot.chat.call import answering
from bot.profiles.cards import profile_card
from bot.profiles.presenter import ProfilePresenter
from bot.profiles.service import ProfileService


def add_commands(
    tree: app_commands.CommandTree[Any], service: ProfileService, presenter: ProfilePresenter
) -> None:
    @tree.command(
        name="profile",
        description="Your points, scores and topics over time; your history and settings",
    )
    @app_commands.describe(member="Somebody else's, as far as they show it")
    async def profile(
        interaction: discord.Interaction[Any], member: discord.Member | None = None
    ) -> None:
        async with answering(interaction) as call:
            if member is None or member.id == call.member_id:
                await presenter.show_own(call)
            else:
                await call.show(profile_card(await service.of(member.id, call.server_id)))
