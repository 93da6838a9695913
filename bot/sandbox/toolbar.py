"""What the page's toolbar does to the world around the members: time, restarts, trouble."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web

from bot.sandbox.asking import body_of, json_answer, sentences
from bot.sandbox.audience import Audience
from bot.sandbox.client import Unable
from bot.sandbox.faults import Faults
from bot.sandbox.store import Document
from bot.sandbox.threads import Threads
from bot.sandbox.world import World

NOT_OURS = "The bot runs in a program of its own: restart it there."
_log = logging.getLogger(__name__)

Restart = Callable[[], Awaitable[None]]


class Toolbar:
    """`time_passed` is called after the clock moved; `restart_bot` is set by who runs the bot."""

    def __init__(
        self,
        world: World,
        threads: Threads,
        faults: Faults,
        audience: Audience,
        time_passed: Callable[[], None],
    ) -> None:
        self._world = world
        self._threads = threads
        self._faults = faults
        self._audience = audience
        self._time_passed = time_passed
        self._restarting: asyncio.Task[None] | None = None
        self.restart_bot: Restart | None = None
        faults.changed = self._fault_changed

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/sandbox/clock", sentences(self._move_clock))
        app.router.add_post("/sandbox/restart", sentences(self._restart))
        app.router.add_post("/sandbox/lose-answer", sentences(self._lose_answer))

    def state(self) -> Document:
        """Its part of the page's state."""
        return {
            "clock": self._clock(),
            "fault_armed": self._faults.armed,
            "can_restart": self.restart_bot is not None,
        }

    def advance(self, by: timedelta) -> None:
        """Move the clock forward; raises ValueError for a negative step."""
        self._world.clock.advance(by)
        self._world.save_clock()
        self._threads.time_passed()
        self._time_passed()
        self._audience.tell({"type": "clock", "clock": self._clock()})

    async def close(self) -> None:
        if self._restarting is not None:
            self._restarting.cancel()
            await asyncio.wait([self._restarting])

    def _clock(self) -> Document:
        clock = self._world.clock
        return {"now": clock.now().isoformat(), "offset_s": clock.offset.total_seconds()}

    def _fault_changed(self) -> None:
        self._audience.tell({"type": "fault", "armed": self._faults.armed})

    async def _move_clock(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        seconds = body.get("advance_s")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not seconds > 0:
            raise Unable("advance_s must be a number above 0.")
        try:
            self.advance(timedelta(seconds=seconds))
        except OverflowError as error:
            raise Unable("That is further than the calendar goes.") from error
        return json_answer(self._clock())

    async def _restart(self, request: web.Request) -> web.Response:
        await body_of(request)
        if self.restart_bot is None:
            return json_answer({"error": NOT_OURS}, 409)
        if self._restarting is None or self._restarting.done():
            self._restarting = asyncio.create_task(_restarted(self.restart_bot))
        return json_answer({}, 202)

    async def _lose_answer(self, request: web.Request) -> web.Response:
        await body_of(request)
        self._faults.lose_next_answer()
        return web.Response(status=204)


async def _restarted(restart: Restart) -> None:
    _log.info("killing the bot and starting it again")
    await restart()
