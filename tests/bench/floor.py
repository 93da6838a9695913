"""The floor of every measurement: a bot of discord.py alone that answers with constants.

python3 -m tests.bench.floor <API URL> — a command that shows a card, a button that edits it, a
form whose text is thrown away. No database, no rules, no pictures.
"""

import asyncio
import sys
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

from bot.chat.client import point_at

TEXT = "A card with a line of text, as short as cards get."


class Card(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Card] = ui.ActionRow()
        for label in ("Press", "Form"):
            row.add_item(ui.Button(label=label, custom_id=label.lower()))
        self.add_item(ui.Container(ui.TextDisplay(TEXT), row))


def form() -> ui.Modal:
    made = ui.Modal(title="Your words", custom_id="form", timeout=None)
    field: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="text", style=discord.TextStyle.long)
    made.add_item(ui.Label(text="Your answer", component=field))
    return made


class Floor(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=120),
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        @self.tree.command(name="floor", description="A card")
        async def floor(interaction: discord.Interaction[Any]) -> None:
            card = Card()
            await interaction.response.send_message(view=card, ephemeral=True)
            card.stop()

        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        if data.get("custom_id") == "form" and "components" not in data:
            made = form()
            await interaction.response.send_modal(made)
            made.stop()
        elif interaction.type is not discord.InteractionType.application_command:
            card = Card()
            await interaction.response.edit_message(view=card)
            card.stop()


async def main(api_url: str) -> None:
    await point_at(api_url, "floor")
    async with Floor() as client:
        await client.start("floor")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
