"""The page's API: what a member sees and does, and a websocket that tells what changes."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.audience import Audience
from bot.sandbox.client import Client, Unable
from bot.sandbox.exchange import Exchange
from bot.sandbox.objects import bot_user, page_message
from bot.sandbox.store import Document
from bot.sandbox.world import Interaction, Member, Server, World

MOST_MESSAGES = 100

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Live:
    def __init__(
        self,
        world: World,
        client: Client,
        exchange: Exchange,
        audience: Audience,
        online: Callable[[], bool],
    ) -> None:
        self._world = world
        self._client = client
        self._exchange = exchange
        self._audience = audience
        self._online = online
        self._sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        get, post = app.router.add_get, app.router.add_post
        get("/sandbox/state", _sentences(self._state))
        get("/sandbox/messages", _sentences(self._messages))
        get("/sandbox/live", _sentences(self._watch))
        post("/sandbox/slash", _sentences(self._slash))
        post("/sandbox/autocomplete", _sentences(self._autocomplete))
        post("/sandbox/component", _sentences(self._component))
        post("/sandbox/modal", _sentences(self._submit))
        post("/sandbox/modal/dismiss", _sentences(self._dismiss_modal))
        post("/sandbox/message/dismiss", _sentences(self._dismiss_message))
        post("/sandbox/clock", _sentences(self._move_clock))

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=1001)

    # What happened

    def bot_changed(self) -> None:
        self._audience.tell({"type": "bot", "online": self._online()})

    def commands_changed(self) -> None:
        for member in self._world.members.values():
            event = {"type": "commands", "commands": self._commands(member)}
            self._audience.tell(event, member.id)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward; raises ValueError for a negative step."""
        self._world.clock.advance(by)
        self._world.save_clock()
        self._exchange.time_passed()
        self._audience.tell({"type": "clock", "clock": self._clock()})

    # Looking

    async def _state(self, request: web.Request) -> web.Response:
        member, server = self._asking(request), self._server()
        channels = self._world.channels_of(server.id)
        body = {
            "server": {"id": server.id, "name": server.name},
            "channels": [{"id": c.id, "name": c.name, "topic": c.topic} for c in channels],
            "members": [_listed(m, server) for m in self._world.members.values()],
            "commands": self._commands(member),
            "clock": self._clock(),
            "bot": {"id": bot_user()["id"], "name": _bot_name(), "online": self._online()},
        }
        return _json(body)

    async def _messages(self, request: web.Request) -> web.Response:
        member = self._asking(request)
        channel = self._client.channel(request.query.get("channel", ""))
        visible = self._world.visible_messages(member.id)
        shown = [page_message(m) for m in visible if m.channel_id == channel.id]
        return _json({"messages": shown[-MOST_MESSAGES:]})

    async def _watch(self, request: web.Request) -> web.WebSocketResponse:
        member = self._asking(request)
        socket = web.WebSocketResponse(timeout=0.5, compress=False)
        await socket.prepare(request)
        self._sockets.add(socket)

        def send(event: Document) -> Awaitable[None]:
            return socket.send_str(json.dumps(event))

        try:
            with self._audience.seat(member.id, send):
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
        finally:
            self._sockets.discard(socket)
        return socket

    def _server(self) -> Server:
        """The page shows the first server."""
        return next(iter(self._world.servers.values()))

    def _commands(self, member: Member) -> list[Document]:
        return self._world.usable_commands(member, self._server().id)

    def _clock(self) -> Document:
        clock = self._world.clock
        return {"now": clock.now().isoformat(), "offset_s": clock.offset.total_seconds()}

    def _asking(self, request: web.Request) -> Member:
        return self._client.member(request.query.get("as", ""))

    # Acting

    async def _slash(self, request: web.Request) -> web.Response:
        body = await _body(request)
        options = _mapping(body, "options")
        member_id, channel_id = _text(body, "as"), _text(body, "channel")
        return _begun(self._client.slash(member_id, channel_id, _text(body, "name"), options))

    async def _autocomplete(self, request: web.Request) -> web.Response:
        body = await _body(request)
        interaction = self._client.autocomplete(
            _text(body, "as"),
            _text(body, "channel"),
            _text(body, "name"),
            _mapping(body, "options"),
            _text(body, "focused"),
        )
        outcome = await self._exchange.outcome(interaction)
        return _json({"choices": outcome.choices})

    async def _component(self, request: web.Request) -> web.Response:
        body = await _body(request)
        values = body.get("values")
        if values is not None and not _texts(values):
            raise Unable("values must be a list of texts.")
        message_id, custom_id = _text(body, "message"), _text(body, "custom_id")
        return _begun(self._client.component(_text(body, "as"), message_id, custom_id, values))

    async def _submit(self, request: web.Request) -> web.Response:
        body = await _body(request)
        fields = _mapping(body, "fields")
        return _begun(self._client.submit(_text(body, "as"), _text(body, "modal"), fields))

    async def _dismiss_modal(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._client.dismiss_modal(_text(body, "as"), _text(body, "modal"))
        return web.Response(status=204)

    async def _dismiss_message(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._client.dismiss_message(_text(body, "as"), _text(body, "message"))
        return web.Response(status=204)

    async def _move_clock(self, request: web.Request) -> web.Response:
        body = await _body(request)
        seconds = body.get("advance_s")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not seconds > 0:
            raise Unable("advance_s must be a number above 0.")
        try:
            self.advance(timedelta(seconds=seconds))
        except OverflowError as error:
            raise Unable("That is further than the calendar goes.") from error
        return _json(self._clock())


def _sentences(handler: Handler) -> Handler:
    """What the client refuses becomes a 400 with its sentence."""

    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Unable as error:
            return _json({"error": str(error)}, 400)

    return answered


async def _body(request: web.Request) -> Document:
    # A form of a foreign page cannot send this type without asking first.
    if request.content_type != "application/json":
        raise Unable("The body must be application/json.")
    try:
        body = await request.json()
    except ValueError as error:
        raise Unable("The body must be JSON.") from error
    if not isinstance(body, dict):
        raise Unable("The body must be an object.")
    return body


def _text(body: Document, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise Unable(f"{key} must be a text.")
    return value


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _mapping(body: Document, key: str) -> Document:
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise Unable(f"{key} must be an object.")
    return value


def _begun(interaction: Interaction) -> web.Response:
    return _json({"interaction": interaction.id}, 202)


def _listed(member: Member, server: Server) -> Document:
    manager = server.id in member.manages
    return {"id": member.id, "name": member.name, "bot": False, "manager": manager}


def _bot_name() -> str:
    return str(bot_user()["username"])


def _json(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
