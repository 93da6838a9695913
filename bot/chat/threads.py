"""Private threads: made with a card in them, closed when they are no longer needed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import discord

from bot.chat.call import UNSENT, Call
from bot.chat.parts import Card, check_size
from bot.chat.text import without_hidden

LONGEST_NAME = 100
TOO_MANY_THREADS = 160006
_PRIVATE_THREAD = 12
_DAY_MIN, _WEEK_MIN = 1440, 10080
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thread:
    """`missing` members could not be added to it."""

    id: int
    missing: tuple[int, ...]


class ThreadRefused(Exception):
    """Discord makes no thread there; `is_full` where the server has too many open ones."""

    def __init__(self, *, is_full: bool) -> None:
        super().__init__(is_full)
        self.is_full = is_full


async def open_thread(
    call: Call, name: str, member_ids: Sequence[int], card: Card, quiet_for: timedelta
) -> Thread:
    """Make a thread in the channel of the call, with these members and the card in it.

    It closes by itself after a day or a week without a message, whichever covers `quiet_for`.
    Raises ThreadRefused.
    """
    client = call.interaction.client
    try:
        check_size(card)
        made = await client.http.start_thread_without_message(
            call.text_channel_id,
            name=without_hidden(name)[:LONGEST_NAME],
            auto_archive_duration=_DAY_MIN if quiet_for <= timedelta(days=1) else _WEEK_MIN,
            type=_PRIVATE_THREAD,
            invitable=False,
        )
        thread_id = int(made["id"])
        missing = [one for one in member_ids if not await _is_added(call, thread_id, one)]
        await client.get_partial_messageable(thread_id).send(view=card, files=card.files)
    except discord.HTTPException as refusal:
        _log.warning("no thread in channel %s: %s", call.text_channel_id, refusal)
        raise ThreadRefused(is_full=refusal.code == TOO_MANY_THREADS) from refusal
    finally:
        card.stop()
    return Thread(thread_id, tuple(missing))


async def close_thread(call: Call, thread_id: int) -> None:
    """Archive it; one that is gone, or that the bot may not touch any more, stays as it is."""
    try:
        await call.interaction.client.http.edit_channel(thread_id, archived=True)
    except UNSENT as refusal:
        _log.warning("thread %d stays open: %s", thread_id, refusal)


async def _is_added(call: Call, thread_id: int, member_id: int) -> bool:
    try:
        await call.interaction.client.http.add_user_to_thread(thread_id, member_id)
    except discord.HTTPException as refusal:
        _log.warning("member %d is not added to thread %d: %s", member_id, thread_id, refusal)
        return False
    return True
