"""`/daily`, and `/manage daily` for managers."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.attempts.cards import LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.call import answering
from bot.chat.channels import ChannelUnsure
from bot.chat.parts import Card
from bot.chat.suggestions import suggesting
from bot.daily import cards, plan_cards
from bot.daily.plan import NOBODY, Changes
from bot.daily.planner import Planner
from bot.daily.poster import Poster
from bot.daily.schedule import MOST_HOURS_OPEN, parse_time
from bot.daily.service import DailyService
from bot.zones import known_zones, zones_holding

ROTATE = "rotate"
ANY = "any"
_LEVELS = [
    Choice(name="Rotate: all three in turn", value=ROTATE),
    *(Choice(name=name, value=level.value) for level, name in LEVEL_NAMES.items()),
]


class TextChannel(app_commands.Transformer):
    """A channel that takes posts, as its id: the client knows no channels without intents."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text, discord.ChannelType.news]

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> int:
        return int(value.id)


def add_commands(
    tree: app_commands.CommandTree[Any], service: DailyService, planner: Planner, poster: Poster
) -> None:
    @tree.command(name="daily", description="Today's question in this server, and how it went")
    async def daily(interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            today = await service.of_today(
                call.member_id, call.server_id, is_manager=call.is_manager
            )
            await call.show(cards.today_card(today))

    manage = app_commands.Group(
        name="manage",
        description="For managers of this server",
        default_permissions=discord.Permissions(manage_guild=True),
    )
    _add_manage_daily(manage, planner, poster)
    tree.add_command(manage)


def _add_manage_daily(manage: app_commands.Group, planner: Planner, poster: Poster) -> None:
    topics = planner.bank.topics_like

    @manage.command(name="daily", description="The daily question: see it, set it up, change it")
    @app_commands.describe(
        channel="Where it is posted",
        time="When, in your server's own time: 09:00",
        timezone="Your server's time zone: Europe/Berlin",
        level="How hard, or all three levels in turn",
        topic="Only about this topic",
        role="Whom it pings; @everyone here means nobody",
        closes_after="After how many hours it closes; 0: when the next one comes",
        thread="Whether each question gets a thread to talk in",
    )
    @app_commands.choices(level=_LEVELS)
    @app_commands.autocomplete(
        timezone=suggesting(_zones),
        topic=suggesting(lambda typed, _given: [(ANY, "Any topic"), *topics(typed)]),
    )
    async def manage_daily(
        interaction: discord.Interaction[Any],
        channel: app_commands.Transform[int, TextChannel] | None = None,
        time: str | None = None,
        timezone: str | None = None,
        level: str | None = None,
        topic: str | None = None,
        role: discord.Role | None = None,
        closes_after: app_commands.Range[int, 0, MOST_HOURS_OPEN] | None = None,
        thread: bool | None = None,
    ) -> None:
        async with answering(interaction) as call:
            changes = Changes(
                channel_id=channel,
                at=parse_time(time) if time else None,
                zone=timezone,
                level=Level(level) if level not in (None, ROTATE) else None,
                rotates=level == ROTATE,
                topic=topic if topic != ANY else None,
                any_topic=topic == ANY,
                role_id=_role(role, call.server_id),
                hours_open=closes_after,
                opens_thread=thread,
            )
            if changes.given:
                await call.show(await _changed(call.server_id, changes, call.is_manager))
            else:
                plan = await planner.plan(call.server_id, is_manager=call.is_manager)
                await call.show(plan_cards.plan_card(plan))

    async def _changed(server_id: int, changes: Changes, is_manager: bool) -> Card:
        """Try whether the bot may write in a new channel, and only then save."""
        schedule = await planner.changed(server_id, changes, is_manager=is_manager)
        if changes.channel_id is not None:
            try:
                trouble = await poster.probe(schedule)
            except ChannelUnsure:
                return plan_cards.unsure_card()
            if trouble:
                return plan_cards.refused_card(schedule.channel_id, trouble)
        return plan_cards.plan_card(await planner.save(schedule), "Saved.")


def _zones(typed: str, _given: object) -> list[tuple[str, str]]:
    return [(name, name) for name in zones_holding(typed, known_zones())]


def _role(role: discord.Role | None, server_id: int) -> int | None:
    if role is None:
        return None
    return NOBODY if role.id == server_id else role.id
