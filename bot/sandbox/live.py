"""The page's API: what a member sees and does, and a websocket that tells what changes."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web

from bot.sandbox.asking import body_of, boolean, json_answer, mapping, sentences, text, texts
from bot.sandbox.audience import Audience
from bot.sandbox.client import Client
from bot.sandbox.direct import DirectMessages
from bot.sandbox.exchange import Exchange
from bot.sandbox.objects import bot_user, page_channels, page_message, page_roles
from bot.sandbox.store import Document
from bot.sandbox.toolbar import Toolbar
from bot.sandbox.world import Interaction, Member, Server, World

MOST_MESSAGES = 100


class Live:
    def __init__(
        self,
        world: World,
        client: Client,
        exchange: Exchange,
        direct: DirectMessages,
        toolbar: Toolbar,
        audience: Audience,
        online: Callable[[], bool],
    ) -> None:
        self._world = world
        self._client = client
        self._exchange = exchange
        self._direct = direct
        self._toolbar = toolbar
        self._audience = audience
        self._online = online
        self._sockets: set[web.WebSocketResponse] = set()

    def add_routes(self, app: web.Application) -> None:
        get, post = app.router.add_get, app.router.add_post
        get("/sandbox/state", sentences(self._state))
        get("/sandbox/messages", sentences(self._messages))
        get("/sandbox/live", sentences(self._watch))
        post("/sandbox/slash", sentences(self._slash))
        post("/sandbox/autocomplete", sentences(self._autocomplete))
        post("/sandbox/component", sentences(self._component))
        post("/sandbox/modal", sentences(self._submit))
        post("/sandbox/modal/dismiss", sentences(self._dismiss_modal))
        post("/sandbox/message/dismiss", sentences(self._dismiss_message))
        post("/sandbox/direct-messages", sentences(self._take_direct_messages))

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

    # Looking

    async def _state(self, request: web.Request) -> web.Response:
        member, server = self._asking(request), self._server()
        body = {
            "server": {"id": server.id, "name": server.name},
            "channels": page_channels(self._world, member),
            "roles": page_roles(self._world, server.id),
            "members": [_listed(m, server) for m in self._world.members.values()],
            "commands": self._commands(member),
            "takes_direct_messages": member.takes_direct_messages,
            "bot": {"id": bot_user()["id"], "name": _bot_name(), "online": self._online()},
            **self._toolbar.state(),
        }
        return json_answer(body)

    async def _messages(self, request: web.Request) -> web.Response:
        member = self._asking(request)
        channel = self._client.channel(member, request.query.get("channel", ""))
        visible = self._world.visible_messages(member.id)
        shown = [page_message(self._world, m) for m in visible if m.channel_id == channel.id]
        return json_answer({"messages": shown[-MOST_MESSAGES:]})

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
        return self._world.first_server()

    def _commands(self, member: Member) -> list[Document]:
        return self._world.usable_commands(member, self._server().id)

    def _asking(self, request: web.Request) -> Member:
        return self._client.member(request.query.get("as", ""))

    # Acting

    async def _slash(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        options = mapping(body, "options")
        member_id, channel_id = text(body, "as"), text(body, "channel")
        return _begun(self._client.slash(member_id, channel_id, text(body, "name"), options))

    async def _autocomplete(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        interaction = self._client.autocomplete(
            text(body, "as"),
            text(body, "channel"),
            text(body, "name"),
            mapping(body, "options"),
            text(body, "focused"),
        )
        outcome = await self._exchange.outcome(interaction)
        return json_answer({"choices": outcome.choices})

    async def _component(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        values = texts(body, "values")
        message_id, custom_id = text(body, "message"), text(body, "custom_id")
        return _begun(self._client.component(text(body, "as"), message_id, custom_id, values))

    async def _submit(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        fields = mapping(body, "fields")
        return _begun(self._client.submit(text(body, "as"), text(body, "modal"), fields))

    async def _dismiss_modal(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self._client.dismiss_modal(text(body, "as"), text(body, "modal"))
        return web.Response(status=204)

    async def _dismiss_message(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self._client.dismiss_message(text(body, "as"), text(body, "message"))
        return web.Response(status=204)

    async def _take_direct_messages(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        member = self._client.member(text(body, "as"))
        self._direct.take(member, wanted=boolean(body, "takes"))
        return web.Response(status=204)


def _begun(interaction: Interaction) -> web.Response:
    return json_answer({"interaction": interaction.id}, 202)


def _listed(member: Member, server: Server) -> Document:
    manager = server.id in member.manages
    return {
        "id": member.id,
        "name": member.name,
        "bot": False,
        "manager": manager,
        "roles": member.roles,
    }


def _bot_name() -> str:
    return str(bot_user()["username"])
