"""`/leaderboard`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice as Offered

from bot.attempts.cards import LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.call import answering
from bot.chat.suggestions import suggesting
from bot.ledger.period import Window
from bot.standings.cards import BOARD_NAMES, WINDOW_NAMES, leaderboard_card
from bot.standings.service import StandingService
from bot.standings.standing import Asker, Board, chosen

_TODAY = "today"
_WINDOWS = [
    Offered(name=name, value=_TODAY if window is Window.DAY else window.value)
    for window, name in WINDOW_NAMES.items()
]
_BOARDS = [Offered(name=name, value=board.value) for board, name in BOARD_NAMES.items()]
_LEVELS = [Offered(name=name, value=level.value) for level, name in LEVEL_NAMES.items()]


def add_commands(tree: app_commands.CommandTree[Any], service: StandingService) -> None:
    @tree.command(
        name="leaderboard", description="Points, most improved and streaks in this server"
    )
    @app_commands.describe(
        window="Of today, this week, this month or all time (points)",
        board="Points, most improved, or streaks",
        level="Only of this level (points)",
        topic="Only about this topic (points)",
        share="Post it here for everyone",
    )
    @app_commands.choices(window=_WINDOWS, board=_BOARDS, level=_LEVELS)
    @app_commands.autocomplete(
        topic=suggesting(lambda typed, _given: service.bank.topics_like(typed))
    )
    async def leaderboard(
        interaction: discord.Interaction[Any],
        window: str | None = None,
        board: str | None = None,
        level: str | None = None,
        topic: str | None = None,
        share: bool = False,
    ) -> None:
        async with answering(interaction) as call:
            choice = chosen(
                Board(board) if board else None,
                _window(window),
                Level(level) if level else None,
                topic,
            )
            asker = Asker(call.member_id, call.server_id, call.name)
            shown = leaderboard_card(await service.look(asker, choice), public=share)
            await (call.post(shown) if share else call.show(shown))


def _window(given: str | None) -> Window | None:
    if given is None:
        return None
    return Window.DAY if given == _TODAY else Window(given)
