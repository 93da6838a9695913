"""`/interview`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.attempts.cards import KIND_NAMES
from bot.bank.question import Kind
from bot.chat.call import answering
from bot.chat.suggestions import suggesting
from bot.interviews import cards
from bot.interviews.interview import MOST_QUESTIONS, Mode, Options, Pace
from bot.interviews.plan_cards import MODE_NAMES, PACE_NAMES
from bot.interviews.routes import ANY
from bot.interviews.service import InterviewService

_LEVELS = [Choice(name=name, value=pace.value) for pace, name in PACE_NAMES.items()]
_KINDS = [
    Choice(name="Any kind", value=ANY),
    *(Choice(name=name, value=kind.value) for kind, name in KIND_NAMES.items()),
]
_MODES = [Choice(name=name, value=mode.value) for mode, name in MODE_NAMES.items()]


def add_commands(tree: app_commands.CommandTree[Any], service: InterviewService) -> None:
    @tree.command(name="interview", description="A mock interview: answer, see what you covered")
    @app_commands.describe(
        level="Start at once at this level",
        topic="Ask about one topic only",
        kind="Ask one kind of question only",
        questions="How many questions",
        mode="Practice helps and grades at once; real has time limits and grades at the end",
    )
    @app_commands.choices(level=_LEVELS, kind=_KINDS, mode=_MODES)
    @app_commands.autocomplete(topic=suggesting(service.bank.topics_like))
    async def interview(
        interaction: discord.Interaction[Any],
        level: str | None = None,
        topic: str | None = None,
        kind: str | None = None,
        questions: app_commands.Range[int, 1, MOST_QUESTIONS] | None = None,
        mode: str | None = None,
    ) -> None:
        async with answering(interaction) as call:
            options = Options(
                Pace(level) if level else None,
                topic,
                None if kind in (None, ANY) else Kind(kind),
                questions,
                Mode(mode) if mode else None,
            )
            shown = await service.arrive(call.member_id, call.server_id, options)
            await call.show(cards.shown(shown))
