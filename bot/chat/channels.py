"""What the bot does in channels by itself, without an interaction to answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import aiohttp
import discord

from bot.chat.call import nested
from bot.chat.parts import Card, check_size

RECENT = 50
THREAD_ARCHIVED = 50083
HAS_A_THREAD = 160004
# Discord may answer 400 with these, which is no less final.
TAKES_NO_MESSAGES = 50007
INVALID_RECIPIENT = 50033
# A 403 for a while only: many were written to at once.
OPENING_TOO_FAST = 40003
_DAY_MIN: Final = 1440


class ChannelRefused(Exception):
    """Discord says no, and will again: `code` is its own, `is_gone` where there is no channel."""

    def __init__(self, code: int, *, is_gone: bool) -> None:
        super().__init__(code, is_gone)
        self.code = code
        self.is_gone = is_gone


class ChannelUnsure(Exception):
    """Discord didn't answer, or not as it should: what was asked may have happened."""


@dataclass(frozen=True, slots=True)
class Found:
    """One of the bot's own messages: `paths` are the ids of its buttons."""

    message_id: int
    made_at: datetime
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recent:
    """The bot's own among a channel's last 50 messages; `since` is when the oldest of all 50
    was made, None where the channel has no more than these."""

    own: tuple[Found, ...]
    since: datetime | None


class Channels:
    """Each method raises ChannelRefused and ChannelUnsure."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    @property
    def is_ready(self) -> bool:
        return self._client.is_ready()

    async def post(
        self,
        channel_id: int,
        card: Card,
        *,
        nonce: str | None = None,
        role_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a card; it pings the role and nobody else. The message's id.

        With the same nonce within minutes, Discord gives back the first message.
        """
        reference = None
        if reply_to is not None:
            reference = discord.MessageReference(
                message_id=reply_to, channel_id=channel_id, fail_if_not_exists=False
            )
        role = [discord.Object(role_id)] if role_id else False
        try:
            check_size(card)
            async with _translated():
                options: dict[str, Any] = {"reference": reference} if reference else {}
                if nonce is not None:
                    options["nonce"] = nonce
                sent = await self._client.get_partial_messageable(channel_id).send(
                    view=card,
                    files=card.files,
                    allowed_mentions=discord.AllowedMentions(
                        everyone=False, users=False, roles=role, replied_user=False
                    ),
                    **options,
                )
        finally:
            card.stop()
        return sent.id

    async def write_to(self, member_id: int, card: Card) -> None:
        """Send a card by direct message; it pings nobody. Refused where a member takes none."""
        try:
            async with _translated():
                # As text: Discord's document knows no ids that are numbers.
                opened = await self._client.http.start_private_message(str(member_id))
            await self.post(int(opened["id"]), card)
        finally:
            card.stop()

    async def edit(self, channel_id: int, message_id: int, card: Card) -> None:
        """Change one of the bot's own messages; a thread that was archived is opened for it."""
        message = self._client.get_partial_messageable(channel_id).get_partial_message(message_id)
        try:
            check_size(card)
            async with _translated():
                try:
                    await message.edit(view=card, attachments=card.files)
                except discord.HTTPException as refusal:
                    if refusal.code != THREAD_ARCHIVED:
                        raise
                    await self._client.http.edit_channel(channel_id, archived=False)
                    for file in card.files:
                        file.reset()
                    await message.edit(view=card, attachments=card.files)
        finally:
            card.stop()

    async def recent(self, channel_id: int) -> Recent:
        """Needs Read Message History, and no intent."""
        async with _translated():
            channel = self._client.get_partial_messageable(channel_id)
            messages = [message async for message in channel.history(limit=RECENT)]
        me = self._client.user
        own = tuple(
            Found(message.id, message.created_at, frozenset(_paths(message.components)))
            for message in messages
            if me is not None and message.author.id == me.id
        )
        return Recent(own, messages[-1].created_at if len(messages) == RECENT else None)

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> int:
        """A public thread below a message, which may have it already; its id."""
        async with _translated():
            try:
                made = await self._client.http.start_thread_with_message(
                    channel_id, message_id, name=name[:100], auto_archive_duration=_DAY_MIN
                )
            except discord.HTTPException as refusal:
                if refusal.code != HAS_A_THREAD:
                    raise
                return message_id  # such a thread has its message's id
        return int(made["id"])


def _paths(components: list[Any]) -> list[str]:
    return [path for each in nested(components) if (path := getattr(each, "custom_id", None))]


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except discord.HTTPException as answer:
        if not _is_final(answer):
            raise ChannelUnsure from answer
        is_gone = isinstance(answer, discord.NotFound)
        raise ChannelRefused(answer.code, is_gone=is_gone) from answer
    except (discord.RateLimited, aiohttp.ClientError, OSError) as trouble:
        raise ChannelUnsure from trouble


def _is_final(answer: discord.HTTPException) -> bool:
    if isinstance(answer, discord.Forbidden | discord.NotFound):
        return answer.code != OPENING_TOO_FAST
    return answer.code in (TAKES_NO_MESSAGES, INVALID_RECIPIENT)
