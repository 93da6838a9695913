"""The sandbox as one web server on 127.0.0.1."""

import asyncio
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.clock import MovableClock
from bot.sandbox.answers import Answers
from bot.sandbox.audience import Audience
from bot.sandbox.client import Client
from bot.sandbox.direct import DirectMessages
from bot.sandbox.exchange import Exchange
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files, own_page_only
from bot.sandbox.founding import found
from bot.sandbox.gateway import Gateway
from bot.sandbox.greeting import greet
from bot.sandbox.live import Live
from bot.sandbox.messages import Messages
from bot.sandbox.rest import API, Rest
from bot.sandbox.store import Store
from bot.sandbox.threads import Threads
from bot.sandbox.toolbar import Restart, Toolbar
from bot.sandbox.world import World

HOST: Final = "127.0.0.1"


class Sandbox:
    """`path` is its database file; `acknowledge_within_s` counts in real time.

    A new world that `greets` says in #general what it is.
    """

    def __init__(
        self,
        path: Path,
        clock: MovableClock,
        acknowledge_within_s: float = 3.0,
        *,
        greets: bool = False,
    ) -> None:
        self.clock = clock
        self._store = Store(path)
        self.world = World(self._store, clock)
        found(self.world)
        audience = Audience()
        self._gateway = Gateway(self.world, self._bot_changed)
        self.faults = Faults(self._gateway)
        self.exchange = Exchange(self.world, self._gateway, audience, acknowledge_within_s)
        threads = Threads(self.world, self._gateway, audience)
        self.direct = DirectMessages(self.world, audience)
        self._messages = Messages(self.world, threads, self.direct, audience)
        self.client = Client(self.world, self._messages, self.exchange)
        self.toolbar = Toolbar(
            self.world, threads, self.faults, audience, self.exchange.time_passed
        )
        self.live = Live(
            self.world,
            self.client,
            self.exchange,
            self.direct,
            self.toolbar,
            audience,
            lambda: self._gateway.online,
        )
        answers = Answers(self.world, self._messages, self.exchange, audience)
        self._rest = Rest(
            self.world,
            self._messages,
            threads,
            self.direct,
            answers,
            self._gateway,
            self.faults,
        )
        self._rest.commands_changed = self._commands_changed
        self.refusals = self._rest.refusals
        self.requests = self._rest.requests
        self._ready = asyncio.Event()
        self._away = asyncio.Event()
        self._away.set()
        self._runner: web.AppRunner | None = None
        self.address = ""
        if greets and self.world.is_new:
            greet(self.world, self._messages)

    @property
    def api_url(self) -> str:
        return self.address + API

    @property
    def gateway_url(self) -> str:
        return self._gateway.url

    @property
    def restart_bot(self) -> Restart | None:
        """Kills and restarts the bot; set by who runs it, None where nobody here does."""
        return self.toolbar.restart_bot

    @restart_bot.setter
    def restart_bot(self, restart: Restart | None) -> None:
        self.toolbar.restart_bot = restart

    def cut_off(self) -> None:
        """Break the bot's connection as a killed program does, at once and without a word."""
        self._gateway.cut()

    async def start(self, port: int = 0) -> None:
        """Listens on 127.0.0.1; 0 takes any free port. Raises OSError where it is taken."""
        app = web.Application(middlewares=[own_page_only])
        self._rest.add_routes(app)
        self.live.add_routes(app)
        self.toolbar.add_routes(app)
        Files(self.world).add_routes(app)
        app.router.add_get("/gateway", self._gateway.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._settle_at(runner.addresses[0][1])

    def _settle_at(self, port: int) -> None:
        self.address = f"http://{HOST}:{port}"
        self._messages.address = self.address
        self._gateway.url = f"ws://{HOST}:{port}/gateway"
        self.world.move_to(self.address)

    async def stop(self) -> None:
        # Whoever is sent away would be back before the door is shut.
        for site in [*self._runner.sites] if self._runner else ():
            await site.stop()
        await self.toolbar.close()
        self.exchange.close()
        await self.live.close()
        await self._gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._store.close()

    async def bot_ready(self, timeout_s: float = 20) -> None:
        """Until a gateway session is READY and commands are known; raises TimeoutError."""
        await asyncio.wait_for(self._ready.wait(), timeout_s)

    async def bot_away(self, timeout_s: float = 20) -> None:
        """Until no gateway session is connected; raises TimeoutError."""
        await asyncio.wait_for(self._away.wait(), timeout_s)

    def _bot_changed(self) -> None:
        self.live.bot_changed()
        (self._away.clear if self._gateway.online else self._away.set)()
        self._check_ready()

    def _commands_changed(self) -> None:
        self.live.commands_changed()
        self._check_ready()

    def _check_ready(self) -> None:
        if self._gateway.online and any(self.world.commands.values()):
            self._ready.set()
        else:
            self._ready.clear()
