"""Discord's REST API v10, as far as the bot uses it."""

import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from aiohttp import web

from bot.sandbox.answers import Answers
from bot.sandbox.command import check_commands, stored_command
from bot.sandbox.components import check_count
from bot.sandbox.direct import DirectMessages
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import REFUSED_TOKEN, Gateway
from bot.sandbox.messages import Messages
from bot.sandbox.objects import application_object, bot_user, channel_object, told
from bot.sandbox.refusal import (
    Refusal,
    Refused,
    bad_form,
    missing_permissions,
    not_implemented,
    unauthorized,
    unknown_channel,
    unknown_message,
)
from bot.sandbox.replies import answered_by
from bot.sandbox.store import Document
from bot.sandbox.threads import Threads, check_open
from bot.sandbox.upload import Upload, read_body
from bot.sandbox.world import APPLICATION_ID, Channel, Message, World

API: Final = "/api/v10"
LONGEST_RECORD = 10_000


@dataclass(frozen=True)
class Call:
    """A request of the bot's with its body read: JSON, and the files beside it."""

    request: web.Request
    body: Any
    uploads: list[Upload]

    def form(self) -> Document:
        if not isinstance(self.body, dict):
            raise bad_form("_", "Only objects may be used in this field.")
        return self.body

    def part(self, name: str) -> str:
        return self.request.match_info[name]

    def answer(self) -> tuple[str, str, str]:
        """The application, the token and the message that a webhook's path names."""
        which = self.request.match_info.get("message_id", "@original")
        return self.part("webhook_id"), self.part("webhook_token"), which


Route = Callable[[Call], Awaitable[web.Response]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SentRequest(NamedTuple):
    """One request that the bot sent; `route` is the path's template in Discord's own words."""

    method: str
    route: str
    path: str
    body: Any


class Rest:
    def __init__(
        self,
        world: World,
        messages: Messages,
        threads: Threads,
        direct: DirectMessages,
        answers: Answers,
        gateway: Gateway,
        faults: Faults,
    ) -> None:
        self._world = world
        self._messages = messages
        self._threads = threads
        self._direct = direct
        self._answers = answers
        self._gateway = gateway
        self._faults = faults
        self.refusals: list[Refusal] = []
        self.requests: deque[SentRequest] = deque(maxlen=LONGEST_RECORD)
        self.commands_changed: Callable[[], None] = lambda: None

    def add_routes(self, app: web.Application) -> None:
        add = app.router.add_route
        for method, path, route in self._table():
            add(method, API + path, self._guarded(path, route))
        add("*", API + "/{rest:.*}", self._guarded("", self._unknown))

    def _table(self) -> list[tuple[str, str, Route]]:
        commands = "/applications/{application_id}/commands"
        local = "/applications/{application_id}/guilds/{guild_id}/commands"
        webhook = "/webhooks/{webhook_id}/{webhook_token}"
        original, follow_up = webhook + "/messages/@original", webhook + "/messages/{message_id}"
        channel = "/channels/{channel_id}"
        messages, message = channel + "/messages", channel + "/messages/{message_id}"
        return [
            ("GET", "/gateway", self._get_gateway),
            ("GET", "/gateway/bot", self._get_gateway),
            ("GET", "/users/@me", self._get_me),
            ("POST", "/users/@me/channels", self._open_direct),
            ("GET", "/oauth2/applications/@me", self._get_application),
            ("GET", "/applications/@me", self._get_application),
            ("GET", commands, self._get_commands),
            ("PUT", commands, self._put_commands),
            ("GET", local, self._get_commands),
            ("PUT", local, self._put_commands),
            (
                "POST",
                "/interactions/{interaction_id}/{interaction_token}/callback",
                self._callback,
            ),
            ("POST", webhook, self._follow_up),
            ("GET", original, self._get_answer),
            ("PATCH", original, self._edit_answer),
            ("DELETE", original, self._delete_answer),
            ("GET", follow_up, self._get_answer),
            ("PATCH", follow_up, self._edit_answer),
            ("DELETE", follow_up, self._delete_answer),
            ("GET", channel, self._get_channel),
            ("PATCH", channel, self._edit_channel),
            ("POST", channel + "/threads", self._make_thread),
            ("PUT", channel + "/thread-members/@me", self._join_thread),
            ("PUT", channel + "/thread-members/{user_id}", self._join_thread),
            ("DELETE", channel + "/thread-members/{user_id}", self._leave_thread),
            ("GET", messages, self._get_messages),
            ("POST", messages, self._post_message),
            ("GET", message, self._get_message),
            ("PATCH", message, self._edit_message),
            ("DELETE", message, self._delete_message),
            ("POST", message + "/threads", self._make_thread_from),
        ]

    def _guarded(self, template: str, route: Route) -> Handler:
        """Injected faults, the token, the record and the wording of refusals, around each route."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(API)
            try:
                body, uploads = await read_body(request)
                self.requests.append(SentRequest(request.method, template, path, body))
                failure = self._faults.failure_for(path, body)
                if failure is not None:
                    return failure
                _check_token(request, path)
                response = await route(Call(request, body, uploads))
            except Refused as refused:
                response = self._refuse(request, path, refused)
            if self._faults.swallows(path) and request.transport is not None:
                request.transport.abort()
            return response

        return guarded

    def _refuse(self, request: web.Request, path: str, refused: Refused) -> web.Response:
        refusal = Refusal(request.method, path, refused.status, refused.code, refused.sentence)
        self.refusals.append(refusal)
        return json_response(refused.body(), refused.status)

    async def _unknown(self, call: Call) -> web.Response:
        raise not_implemented(call.request.method, call.request.path)

    # Who and where

    async def _get_gateway(self, call: Call) -> web.Response:
        body: Document = {"url": self._gateway.url}
        if call.request.path.endswith("/bot"):
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            body |= {"shards": 1, "session_start_limit": limit}
        return json_response(body)

    async def _get_me(self, _call: Call) -> web.Response:
        return json_response(
            {**bot_user(), "verified": True, "mfa_enabled": False, "locale": "en-US"}
        )

    async def _get_application(self, _call: Call) -> web.Response:
        return json_response(application_object())

    # Commands

    def _scope(self, call: Call) -> str:
        if call.part("application_id") != APPLICATION_ID:
            raise Refused(404, 10002, "Unknown Application")
        scope = call.request.match_info.get("guild_id", "global")
        if scope != "global" and scope not in self._world.servers:
            raise Refused(404, 10004, "Unknown Guild")
        return scope

    async def _get_commands(self, call: Call) -> web.Response:
        return json_response(self._world.commands.get(self._scope(call), []))

    async def _put_commands(self, call: Call) -> web.Response:
        scope = self._scope(call)
        commands = call.body
        check_commands(commands)
        ids = {c["name"]: c["id"] for c in self._world.commands.get(scope, [])}
        take = self._world.snowflakes.take
        stored = [stored_command(c, ids.get(c["name"]) or take(), take(), scope) for c in commands]
        self._world.set_commands(scope, stored)
        self.commands_changed()
        return json_response(stored)

    # Interactions

    async def _callback(self, call: Call) -> web.Response:
        answer = self._answers.answer(
            call.part("interaction_id"), call.part("interaction_token"), call.form(), call.uploads
        )
        return json_response(answer)

    async def _follow_up(self, call: Call) -> web.Response:
        message = self._answers.follow_up(
            call.part("webhook_id"), call.part("webhook_token"), call.form(), call.uploads
        )
        return self._told(message)

    async def _get_answer(self, call: Call) -> web.Response:
        return self._told(self._answers.fetch(*call.answer()))

    async def _edit_answer(self, call: Call) -> web.Response:
        return self._told(self._answers.edit(*call.answer(), call.form(), call.uploads))

    async def _delete_answer(self, call: Call) -> web.Response:
        self._answers.delete(*call.answer())
        return web.Response(status=204)

    # Channels

    def _channel(self, call: Call) -> Channel:
        channel = self._world.channels.get(call.part("channel_id"))
        if channel is None:
            raise unknown_channel()
        return channel

    def _writable(self, call: Call) -> Channel:
        channel = self._channel(call)
        self._direct.check_taken(channel)
        if not self._world.bot_may_write(channel):
            raise missing_permissions()
        return channel

    def _message(self, call: Call) -> Message:
        channel = self._channel(call)
        message = self._world.messages.get(call.part("message_id"))
        if message is None or message.channel_id != channel.id or message.owner is not None:
            raise unknown_message()
        return message

    async def _open_direct(self, call: Call) -> web.Response:
        return self._described(self._direct.open(call.form()))

    async def _get_channel(self, call: Call) -> web.Response:
        return self._described(self._channel(call))

    def _described(self, channel: Channel) -> web.Response:
        return json_response(channel_object(self._world, channel))

    async def _edit_channel(self, call: Call) -> web.Response:
        return json_response(self._threads.change(self._channel(call), call.form()))

    async def _make_thread(self, call: Call) -> web.Response:
        return json_response(self._threads.create(self._writable(call), call.form()), 201)

    async def _make_thread_from(self, call: Call) -> web.Response:
        parent, message = self._writable(call), self._message(call)
        return json_response(self._threads.create_from(parent, message, call.form()), 201)

    async def _join_thread(self, call: Call) -> web.Response:
        user_id = call.request.match_info.get("user_id", APPLICATION_ID)
        self._threads.add_member(self._channel(call), user_id)
        return web.Response(status=204)

    async def _leave_thread(self, call: Call) -> web.Response:
        self._threads.remove_member(self._channel(call), call.part("user_id"))
        return web.Response(status=204)

    def _told(self, message: Message) -> web.Response:
        return json_response(told(self._world, message))

    async def _get_messages(self, call: Call) -> web.Response:
        channel, query = self._channel(call), call.request.query
        found = [m for m in self._world.messages.values() if m.channel_id == channel.id]
        public = [told(self._world, m) for m in found if m.owner is None]
        limit = check_count(_number(query, "limit", 50), "limit", 1, 100)
        if "around" in query:
            raise not_implemented("GET", call.request.path_qs)
        if "before" in query:
            public = [m for m in public if int(m["id"]) < _number(query, "before", 0)]
        if "after" in query:
            public = [m for m in public if int(m["id"]) > _number(query, "after", 0)][:limit]
        return json_response(public[: -limit - 1 : -1])

    async def _post_message(self, call: Call) -> web.Response:
        channel, form = self._writable(call), call.form()
        message = self._messages.sent_with_nonce(channel.id, form)
        if message is None:
            original = answered_by(self._world, channel.id, form)
            message = self._messages.create(channel.id, form, call.uploads, original=original)
        return self._told(message)

    async def _get_message(self, call: Call) -> web.Response:
        return self._told(self._message(call))

    def _own_message(self, call: Call) -> Message:
        message = self._message(call)
        if message.body["author"]["id"] != APPLICATION_ID:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        check_open(self._channel(call))
        return message

    async def _edit_message(self, call: Call) -> web.Response:
        message = self._messages.edit(self._own_message(call), call.form(), call.uploads, None)
        return self._told(message)

    async def _delete_message(self, call: Call) -> web.Response:
        self._messages.delete(self._own_message(call))
        return web.Response(status=204)


def json_response(body: Any, status: int = 200) -> web.Response:
    """With a Content-Type of exactly application/json, without which discord.py reads text."""
    headers = {"Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def _number(query: Mapping[str, str], key: str, otherwise: int) -> int:
    try:
        return int(query.get(key, otherwise))
    except ValueError as error:
        raise bad_form(key, f"Value {query[key]!r} is not int.") from error


def _check_token(request: web.Request, path: str) -> None:
    """Callbacks and webhooks carry their token in the path instead; anybody may ask for the
    gateway."""
    if path == "/gateway" or path.startswith(("/interactions/", "/webhooks/")):
        return
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bot" or token.strip() in ("", REFUSED_TOKEN):
        raise unauthorized()
