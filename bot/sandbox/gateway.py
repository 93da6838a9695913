"""The gateway: sessions of the bot over websockets, with resuming and replay."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.objects import bot_user, server_object
from bot.sandbox.store import Document
from bot.sandbox.world import APPLICATION_ID, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 9, 10, 11
HEARTBEAT_MS = 41_250
GUILDS_INTENT = 1 << 0
MOST_SESSIONS = 8
LONGEST_REPLAY = 1000
REFUSED_TOKEN = "refused"  # noqa: S105 - it opens nothing

Socket = web.WebSocketResponse


@dataclass
class Session:
    id: str
    shard: tuple[int, int]
    intents: int
    socket: Socket | None
    sequence: int = 0
    sent: deque[Document] = field(default_factory=lambda: deque(maxlen=LONGEST_REPLAY))
    outbox: asyncio.Queue[Document] = field(default_factory=asyncio.Queue)

    def serves(self, server_id: str) -> bool:
        number, count = self.shard
        return (int(server_id) >> 22) % count == number


class Gateway:
    """`changed` is called when the bot comes online or goes."""

    def __init__(self, world: World, changed: Callable[[], None]) -> None:
        self._world = world
        self._changed = changed
        self._sessions: dict[str, Session] = {}
        self._sockets: dict[Socket, asyncio.Transport | None] = {}
        self.url = ""
        self.refuses_next = False

    @property
    def online(self) -> bool:
        return any(session.socket is not None for session in self._sessions.values())

    def dispatch(self, event: str, server_id: str, data: Document, intent: int = 0) -> None:
        """Sent to every session that serves the server and has the intent, if it takes one;
        kept for one that resumes later.
        """
        for session in self._sessions.values():
            if session.serves(server_id) and session.intents & intent == intent:
                self._send(session, event, data)

    async def drop(self, *, resumable: bool) -> None:
        """Close every socket as a fault; a session that isn't resumable is forgotten."""
        for session in list(self._sessions.values()):
            socket, session.socket = session.socket, None
            if not resumable:
                del self._sessions[session.id]
            if socket is not None:
                await socket.close(code=4000)
        self._changed()

    def cut(self) -> None:
        """The bot's end of the wire is gone without a word, and its sessions with it."""
        for session in self._sessions.values():
            session.socket = None
        self._sessions.clear()
        for wire in self._sockets.values():
            if wire is not None:
                wire.abort()
        self._changed()

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=1001)

    async def serve(self, request: web.Request) -> Socket:
        socket = Socket(timeout=0.5, compress=False)
        await socket.prepare(request)
        self._sockets[socket] = request.transport
        session: Session | None = None
        writer: asyncio.Task[None] | None = None
        try:
            hello = {"heartbeat_interval": HEARTBEAT_MS, "_trace": []}
            await _send_raw(socket, HELLO, hello)
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = _frame(message.data)
                if frame is None:
                    await socket.close(code=4002, message=b"Error while decoding payload.")
                elif frame["op"] == HEARTBEAT:
                    await _send_raw(socket, ACK, None)
                elif session is None:
                    session = await self._open(socket, frame)
                    if session is not None:
                        writer = asyncio.create_task(_write(socket, session.outbox))
        finally:
            self._sockets.pop(socket, None)
            if writer is not None:
                writer.cancel()
            self._left(socket, session)
        return socket

    async def _open(self, socket: Socket, frame: Document) -> Session | None:
        data = frame["d"]
        if frame["op"] not in (IDENTIFY, RESUME):
            await socket.close(code=4003, message=b"Not authenticated.")
            return None
        refuses, self.refuses_next = self.refuses_next, False
        if refuses or data["token"].removeprefix("Bot ") in ("", REFUSED_TOKEN):
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        if frame["op"] == IDENTIFY:
            return self._identify(socket, data)
        return await self._resume(socket, data)

    def _identify(self, socket: Socket, data: Document) -> Session:
        number, count = data.get("shard") or (0, 1)
        session = Session(secrets.token_hex(16), (number, count), data.get("intents") or 0, socket)
        self._sessions[session.id] = session
        self._forget_oldest()
        servers = [s for s in self._world.servers.values() if session.serves(s.id)]
        self._send(session, "READY", self._ready(session, [s.id for s in servers]))
        if session.intents & GUILDS_INTENT:
            for server in servers:
                self._send(session, "GUILD_CREATE", server_object(self._world, server))
        self._changed()
        return session

    async def _resume(self, socket: Socket, data: Document) -> Session | None:
        session = self._sessions.get(data["session_id"])
        seen = data.get("seq") or 0
        if session is None or (session.sent and session.sent[0]["s"] > seen + 1):
            await _send_raw(socket, INVALID_SESSION, False)
            return None
        session.socket = socket
        session.outbox = asyncio.Queue()
        for frame in session.sent:
            if frame["s"] > seen:
                session.outbox.put_nowait(frame)
        self._send(session, "RESUMED", {"_trace": []})
        self._changed()
        return session

    def _left(self, socket: Socket, session: Session | None) -> None:
        if session is None or session.socket is not socket:
            return
        session.socket = None
        # As Discord does: whoever says goodbye properly cannot resume.
        if socket.close_code in (1000, 1001):
            self._sessions.pop(session.id, None)
        self._changed()

    def _forget_oldest(self) -> None:
        gone = [s for s in self._sessions.values() if s.socket is None]
        for session in gone[: max(0, len(self._sessions) - MOST_SESSIONS)]:
            del self._sessions[session.id]

    def _send(self, session: Session, event: str, data: Any) -> None:
        session.sequence += 1
        frame = {"op": DISPATCH, "t": event, "s": session.sequence, "d": data}
        session.sent.append(frame)
        if session.socket is not None:
            session.outbox.put_nowait(frame)

    def _ready(self, session: Session, server_ids: list[str]) -> Document:
        return {
            "v": 10,
            "user": {**bot_user(), "verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": server_id, "unavailable": True} for server_id in server_ids],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": APPLICATION_ID, "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "_trace": [],
        }


async def _write(socket: Socket, outbox: asyncio.Queue[Document]) -> None:
    """One writer a socket keeps the events in order."""
    while not socket.closed:
        frame = await outbox.get()
        try:
            await socket.send_str(json.dumps(frame))
        except ConnectionError:
            return


def _frame(text: str) -> Document | None:
    try:
        frame = json.loads(text)
    except ValueError:
        return None
    well_formed = isinstance(frame, dict) and isinstance(frame.get("op"), int)
    return frame if well_formed else None


async def _send_raw(socket: Socket, op: int, data: Any) -> None:
    await socket.send_str(json.dumps({"op": op, "d": data, "s": None, "t": None}))
