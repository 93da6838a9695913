"""Looks every second at what is due, and has it done at Discord's pace."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.chat.channels import Channels
from bot.clock import Clock
from bot.daily.daily import EDIT_EVERY, Daily
from bot.daily.plan import Post
from bot.daily.planner import Planner
from bot.daily.poster import Poster

POLL_S = 1.0
# Discord takes 50 requests a second from a bot, and interactions are to have their share.
PACE_S = 1 / 25
SPREAD_S = 120.0
Thing = TypeVar("Thing")
_log = logging.getLogger(__name__)


class Keeper:
    """Several may run on one database: each post is claimed there by one of them."""

    def __init__(self, planner: Planner, poster: Poster, channels: Channels, clock: Clock) -> None:
        self._planner = planner
        self._poster = poster
        self._channels = channels
        self._clock = clock
        self._working: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                if self._channels.is_ready:
                    await self._look()
                await asyncio.sleep(POLL_S)
        finally:
            for task in self._working:
                task.cancel()
            await asyncio.gather(*self._working, return_exceptions=True)

    async def _look(self) -> None:
        """Begin what is due now."""
        try:
            # Closings first: a question closes when the next one comes, and is read before it.
            await self._begin(await self._planner.to_close(), self._close)
            await self._begin(await self._planner.due(), self._post, spread_s=SPREAD_S)
            await self._begin(await self._planner.expired(), self._finish)
            before = self._clock.now() - EDIT_EVERY
            await self._begin(await self._planner.to_edit(before), self._edit)
        except Exception:
            # The next look may find the trouble gone; without it, nothing is posted.
            _log.exception("the daily questions wait for the next look")

    async def _begin(
        self,
        things: Sequence[Thing],
        do: Callable[[Thing], Awaitable[None]],
        spread_s: float = 0.0,
    ) -> None:
        """One after the other, not faster than Discord's pace; many share `spread_s`.

        None is waited for: a channel that is slow doesn't hold up the others.
        """
        pause_s = max(PACE_S, min(1.0, spread_s / len(things))) if things else 0.0
        for number, thing in enumerate(things):
            if number:
                await asyncio.sleep(pause_s)
            task = asyncio.create_task(self._guarded(do, thing))
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def _guarded(self, do: Callable[[Thing], Awaitable[None]], thing: Thing) -> None:
        try:
            await do(thing)
        except Exception:
            # One server's trouble is not the others'.
            _log.exception("a daily question waits for the next look: %s", thing)

    async def _post(self, server_id: int) -> None:
        await self._with(await self._planner.claim(server_id), self._poster.send)

    async def _finish(self, daily: Daily) -> None:
        await self._with(await self._planner.take_over(daily), self._poster.finish)

    async def _close(self, daily: Daily) -> None:
        await self._with(await self._planner.begin_closing(daily), self._poster.close)

    async def _edit(self, daily: Daily) -> None:
        await self._with(await self._planner.begin_edit(daily), self._poster.edit)

    @staticmethod
    async def _with(post: Post | None, do: Callable[[Post], Awaitable[None]]) -> None:
        if post is not None:
            await do(post)
