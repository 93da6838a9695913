"""Puts the daily question into its channel: once, and never twice."""

import logging
from dataclasses import replace

from bot.chat.channels import ChannelRefused, Channels, ChannelUnsure
from bot.chat.painter import Painter
from bot.chat.parts import Card, Picture
from bot.clock import Clock
from bot.daily import cards
from bot.daily.daily import Stage, nonce
from bot.daily.picture import FILENAME, scores_alt, scores_picture
from bot.daily.plan import Post
from bot.daily.planner import Planner
from bot.daily.routes import ANSWER, MINE
from bot.daily.schedule import LATEST, Schedule, Trouble

MISSING_ACCESS = 50001
_log = logging.getLogger(__name__)


class NotFoundOut(Exception):
    """Whether a message is in a channel can't be known."""


class Poster:
    def __init__(
        self, planner: Planner, channels: Channels, painter: Painter, clock: Clock
    ) -> None:
        self._planner = planner
        self._channels = channels
        self._painter = painter
        self._clock = clock

    async def probe(self, schedule: Schedule) -> Trouble | None:
        """Write in the channel: what keeps the bot from it, None if nothing does.

        Raises ChannelUnsure.
        """
        try:
            await self._channels.post(schedule.channel_id, cards.probe_card(schedule))
        except ChannelRefused as refusal:
            return trouble_of(refusal)
        return None

    async def send(self, post: Post) -> None:
        """Post a question that was claimed. Where it isn't known whether that worked, nothing is
        noted: when the lease has run out, `finish` looks for it."""
        daily = post.daily
        try:
            message_id = await self._channels.post(
                daily.channel_id,
                cards.post_card(post, pings=True),
                nonce=nonce(daily, "post"),
                role_id=post.role_id,
            )
        except ChannelRefused as refusal:
            await self._planner.failed(post, trouble_of(refusal))
        except ChannelUnsure:
            _log.warning("daily %d: Discord didn't say whether it was posted", daily.id)
        else:
            await self._planner.posted(post, message_id, await self._thread(post, message_id))

    async def finish(self, post: Post) -> None:
        """Go on with what somebody began and didn't finish: look whether it was posted."""
        daily = post.daily
        is_closing = daily.stage is Stage.CLOSING
        try:
            found = await self._found(post)
        except NotFoundOut:
            if is_closing:
                await self._planner.closed(post, None, Trouble.UNKNOWN)
            else:
                await self._planner.failed(post, Trouble.UNKNOWN)
            return
        except ChannelUnsure:
            return  # the lease runs out again
        if is_closing and found:
            await self._planner.closed(post, found, None)
        elif is_closing:
            await self.close(post)
        elif found:
            await self._planner.posted(post, found, await self._thread(post, found))
        elif self._clock.now() - daily.due_at > LATEST:
            await self._planner.failed(post, Trouble.TOO_LATE)
        else:
            await self.send(post)

    async def close(self, post: Post) -> None:
        """Say how it went: in its thread, or as a reply to its post."""
        try:
            closing_id = await self._post_closing(post)
        except ChannelRefused as refusal:
            await self._planner.closed(post, None, trouble_of(refusal))
        except ChannelUnsure:
            _log.warning("daily %d: Discord didn't say whether it was closed", post.daily.id)
        else:
            await self._planner.closed(post, closing_id, None)

    async def edit(self, post: Post) -> None:
        """Bring the posts up to date; one that is gone is left alone."""
        daily = post.daily
        try:
            if daily.message_id:
                await self._channels.edit(daily.channel_id, daily.message_id, cards.post_card(post))
            if daily.closing_id:
                place = daily.thread_id or daily.channel_id
                await self._channels.edit(place, daily.closing_id, await self._closing(post))
        except ChannelRefused as refusal:
            _log.warning("daily %d: its post can't be edited: %s", daily.id, refusal)
        except ChannelUnsure:
            await self._planner.unedited(daily)

    async def _post_closing(self, post: Post) -> int:
        daily, name = post.daily, nonce(post.daily, "close")
        if daily.thread_id:
            try:
                return await self._channels.post(
                    daily.thread_id, await self._closing(post), nonce=name
                )
            except ChannelRefused:
                # The thread is gone: below the post, then.
                post = replace(post, daily=replace(daily, thread_id=None))
        return await self._channels.post(
            daily.channel_id, await self._closing(post), nonce=name, reply_to=daily.message_id
        )

    async def _closing(self, post: Post) -> Card:
        drawn = await self._painter.draw(scores_picture, post.tally)
        picture = Picture(FILENAME, drawn, scores_alt(post.tally))
        return cards.closing_card(post, picture)

    async def _thread(self, post: Post, message_id: int) -> int | None:
        """Below the post; None where there is none, or none is wanted."""
        if not post.opens_thread:
            return None
        daily = post.daily
        name = f"Daily question #{daily.number}"
        try:
            return await self._channels.open_thread(daily.channel_id, message_id, name)
        except ChannelRefused as refusal:
            _log.warning("daily %d has no thread: %s", daily.id, refusal)
        except ChannelUnsure:
            _log.warning("daily %d: Discord didn't say whether it has a thread", daily.id)
        return None

    async def _found(self, post: Post) -> int | None:
        """The message that was begun, None if it is certainly not there.

        Raises NotFoundOut, ChannelUnsure.
        """
        daily = post.daily
        is_closing = daily.stage is Stage.CLOSING
        place = (daily.thread_id if is_closing else None) or daily.channel_id
        path = (MINE if is_closing else ANSWER).path(daily=daily.id)
        try:
            recent = await self._channels.recent(place)
        except ChannelRefused as refusal:
            raise NotFoundOut from refusal
        found = next((each.message_id for each in recent.own if path in each.paths), None)
        begun = daily.closes_at if is_closing else daily.due_at
        if found is None and recent.since is not None and recent.since > begun:
            raise NotFoundOut
        return found


def trouble_of(refusal: ChannelRefused) -> Trouble:
    if refusal.is_gone:
        return Trouble.NO_CHANNEL
    return Trouble.NO_ACCESS if refusal.code == MISSING_ACCESS else Trouble.NO_PERMISSION
