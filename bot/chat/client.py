"""The connection to Discord: a client that needs no intent, its commands, its router."""

import asyncio
import hashlib
import json
import logging
from typing import Any, cast

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route as HttpRoute
from yarl import URL

from bot.chat import store
from bot.chat.call import ROUTE, answering
from bot.chat.meter import Meter, command_of
from bot.chat.options import check_options
from bot.chat.router import Router
from bot.storage.database import Database

ASKING = aiohttp.ClientTimeout(total=10)
DRAIN_S = 1.5
LONGEST_WAIT_S = 30.0
REFUSED_TOKEN = 4004
_log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """Discord doesn't accept the token."""


class DiscordUnreachable(Exception):
    """The API's address doesn't answer as Discord does."""


class Client(discord.AutoShardedClient):
    """Answers commands through its tree, everything else through its router."""

    def __init__(
        self, database: Database, router: Router, meter: Meter, dev_server_id: int | None
    ) -> None:
        super().__init__(
            intents=discord.Intents.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            # Longer limits than this come back as errors, and who asked decides what to do.
            max_ratelimit_timeout=LONGEST_WAIT_S,
            # Kept open, so that a click after a quiet minute doesn't pay for a new connection.
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=120),
        )
        self.database = database
        self.router = router
        self.meter = meter
        self.dev_server_id = dev_server_id
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self._answering: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        await self._sync(None)
        if self.dev_server_id:
            server = discord.Object(self.dev_server_id)
            self.tree.copy_global_to(guild=server)
            try:
                await self._sync(server)
            except (discord.Forbidden, discord.NotFound) as refusal:
                _log.error(
                    "DEV_SERVER_ID %d can't have commands of its own (%s): is the bot in it?",
                    self.dev_server_id,
                    refusal,
                )

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        controls = (discord.InteractionType.component, discord.InteractionType.modal_submit)
        if interaction.type in controls:
            self.take_up(interaction, self.router.pattern(interaction))
            await self.router.dispatch(interaction)

    def take_up(self, interaction: discord.Interaction[Any], route: str) -> None:
        """This task answers it: `drain` waits for it, and each line of its log says for whom."""
        interaction.extras[ROUTE] = route
        structlog.contextvars.bind_contextvars(
            interaction=interaction.id, server=interaction.guild_id, route=route
        )
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def drain(self) -> None:
        """Let the interactions in hand be answered, for 1.5 seconds at most."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=DRAIN_S)

    async def _sync(self, server: discord.Object | None) -> None:
        """Send the commands if their definition isn't the one that was sent last."""
        commands = [command.to_dict(self.tree) for command in self.tree.get_commands(guild=server)]
        digest = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
        scope = f"{self.application_id}:{server.id if server else 'global'}"
        async with self.database.read() as connection:
            if await store.synced(connection, scope) == digest:
                return
        await self.tree.sync(guild=server)
        async with self.database.write() as connection:
            await store.save_synced(connection, scope, digest)
        _log.info("sent %d commands to Discord", len(commands))


class Tree(app_commands.CommandTree[Client]):
    async def interaction_check(self, interaction: discord.Interaction[Client], /) -> bool:
        self.client.take_up(interaction, command_of(interaction))
        check_options(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Client], error: app_commands.AppCommandError, /
    ) -> None:
        """What fails before a command's own code runs: unknown commands, forged options."""
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
            return
        async with answering(interaction):
            raise error


async def point_at(api_url: str, token: str) -> None:
    """Use the Discord at this REST base, and the gateway that it names, in this process.

    The library keeps both addresses for the whole process, and dials the second one whenever
    a session can't be resumed. Raises TokenRefused, DiscordUnreachable.
    """
    url = URL(api_url) / "gateway/bot"
    try:
        async with aiohttp.ClientSession(timeout=ASKING) as session:
            response = await session.get(url, headers={"Authorization": f"Bot {token}"})
            if response.status == 401:
                raise TokenRefused
            gateway = str((await response.json(content_type=None))["url"])
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
        raise DiscordUnreachable(f"{url} doesn't name a gateway: {error}") from error
    HttpRoute.BASE = api_url.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


async def connect(client: Client, token: str) -> None:
    """Log in and stay connected until the client is closed.

    Raises TokenRefused, and DiscordUnreachable for trouble at the log-in: later on the
    library tries again by itself.
    """
    try:
        await client.start(token)
    except discord.LoginFailure as refusal:
        raise TokenRefused from refusal
    except discord.ConnectionClosed as closed:
        if closed.code == REFUSED_TOKEN:
            raise TokenRefused from closed
        raise
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(f"Discord can't be reached: {error}") from error
