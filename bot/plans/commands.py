"""`/plan`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.attempts.cards import LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.call import answering
from bot.chat.suggestions import suggesting
from bot.chat.text import count, named
from bot.errors import BadDate
from bot.plans.dates import parse_date
from bot.plans.presenter import PlanPresenter
from bot.plans.service import PlanService

_LEVELS = [Choice(name=name, value=level.value) for level, name in LEVEL_NAMES.items()]
_OFFERED_DAYS = (7, 14, 21, 28, 42, 56)


def add_commands(
    tree: app_commands.CommandTree[Any], service: PlanService, presenter: PlanPresenter
) -> None:
    @tree.command(name="plan", description="A plan to your interview, and how ready you are")
    @app_commands.describe(
        date="The day of your interview: 24 December, 2026-12-24, in 3 weeks",
        level="The level that you are interviewed for",
    )
    @app_commands.choices(level=_LEVELS)
    @app_commands.autocomplete(
        date=suggesting(lambda typed, _given: _days(typed, service.clock.now().date()))
    )
    async def plan(
        interaction: discord.Interaction[Any], date: str | None = None, level: str | None = None
    ) -> None:
        async with answering(interaction) as call:
            chosen = Level(level) if level else None
            value = await service.arrive(call.member_id, call.server_id, date, chosen)
            await presenter.show(call, value)


def _days(typed: str, today: date) -> Iterator[tuple[str, str]]:
    """The day that was typed, if it is ahead, else some to choose from; by the date in UTC."""
    try:
        days = [parse_date(typed, today)]
    except BadDate:
        days = []
    if not days or days[0] <= today:
        days = [today + timedelta(days=number) for number in _OFFERED_DAYS]
    for day in days:
        ahead = count((day - today).days, "day")
        yield day.isoformat(), f"{day:%A} {named(day)} {day.year}, in {ahead}"
