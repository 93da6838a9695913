"""`/interview`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.attempts.cards import KIND_NAMES
from bot.bank.question import Kind
from bot.chat.call import answering
from bot.chat.suggestions import suggesting
from bot.interviews.interview import MOST_QUESTIONS, Mode, Options, Pace, Place
from bot.interviews.plan_cards import MODE_NAMES, PACE_NAMES, PLACE_NAMES
from bot.interviews.presenter import Presenter
from bot.interviews.routes import ANY
from bot.interviews.service import InterviewService

_LEVELS = [Choice(name=name, value=pace.value) for pace, name in PACE_NAMES.items()]
_KINDS = [
    Choice(name="Any kind", value=ANY),
    *(Choice(name=name, value=kind.value) for kind, name in KIND_NAMES.items()),
]
_PLACES = [Choice(name=name, value=place.value) for place, name in PLACE_NAMES.items()]
_MODES = [Choice(name=name, value=mode.value) for mode, name in MODE_NAMES.items()]


def add_commands(
    tree: app_commands.CommandTree[Any], service: InterviewService, presenter: Presenter
) -> None:
    @tree.command(name="interview", description="A mock interview: answer, see what you covered")
    @app_commands.describe(
        level="Start at once at this level",
        topic="Ask about one topic only",
        kind="Ask one kind of question only",
        questions="How many questions",
        mode="Practice helps and scores at once; real has time limits and scores at the end",
        where="Private cards, or a private thread that a coach can watch",
        coach="Who may watch and comment, in a thread",
    )
    @app_commands.choices(level=_LEVELS, kind=_KINDS, mode=_MODES, where=_PLACES)
    @app_commands.autocomplete(
        topic=suggesting(lambda typed, _given: service.bank.topics_like(typed))
    )
    async def interview(
        interaction: discord.Interaction[Any],
        level: str | None = None,
        topic: str | None = None,
        kind: str | None = None,
        questions: app_commands.Range[int, 1, MOST_QUESTIONS] | None = None,
        mode: str | None = None,
        where: str | None = None,
        coach: discord.Member | None = None,
    ) -> None:
        async with answering(interaction) as call:
            options = Options(
                Pace(level) if level else None,
                topic,
                None if kind in (None, ANY) else Kind(kind),
                questions,
                Mode(mode) if mode else None,
                Place(where) if where else None,
                coach.id if coach else None,
            )
            shown = await service.arrive(call.member_id, call.server_id, options)
            await presenter.show(call, shown)
