"""`/question`."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice as Offered

from bot.attempts.cards import KIND_NAMES, LEVEL_NAMES
from bot.bank.bank import Bank
from bot.bank.question import Kind, Level
from bot.chat.call import answering
from bot.chat.suggestions import suggesting
from bot.singles import cards
from bot.singles.service import SingleService
from bot.singles.single import Choice

_LEVELS = [Offered(name=name, value=level.value) for level, name in LEVEL_NAMES.items()]
_KINDS = [Offered(name=name, value=kind.value) for kind, name in KIND_NAMES.items()]


def add_commands(tree: app_commands.CommandTree[Any], service: SingleService) -> None:
    @tree.command(name="question", description="One question: answer it, see what you covered")
    @app_commands.describe(
        level="Only of this level",
        topic="Only about this topic",
        kind="Only of this kind",
        search="Words of the question that you are looking for",
    )
    @app_commands.choices(level=_LEVELS, kind=_KINDS)
    @app_commands.autocomplete(
        topic=suggesting(lambda typed, _given: service.bank.topics_like(typed)),
        search=suggesting(lambda typed, given: _questions(service.bank, typed, given)),
    )
    async def question(
        interaction: discord.Interaction[Any],
        level: str | None = None,
        topic: str | None = None,
        kind: str | None = None,
        search: str | None = None,
    ) -> None:
        async with answering(interaction) as call:
            choice = _choice(level, topic, kind)
            await call.show(
                cards.shown(await service.ask(call.member_id, call.server_id, choice, search))
            )


def _choice(level: str | None, topic: str | None, kind: str | None) -> Choice:
    return Choice(Level(level) if level else None, topic, Kind(kind) if kind else None)


def _questions(bank: Bank, typed: str, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Those like what was typed that fit the other options."""
    choice = _choice(given.get("level"), given.get("topic"), given.get("kind"))
    return bank.questions_like(typed, choice.level, choice.topic, choice.kind)
