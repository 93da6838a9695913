"""Plays members in tests."""

from datetime import datetime, timedelta

from bot.sandbox.player import NO_PERMISSION, InteractionFailed, NotShown, Player
from bot.sandbox.server import Sandbox
from bot.sandbox.world import FIRST_SERVER_ID

__all__ = ["NO_PERMISSION", "InteractionFailed", "NotShown", "Pilot", "PilotClock", "Player"]


class PilotClock:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def now(self) -> datetime:
        return self._sandbox.world.clock.now()

    def advance(self, by: timedelta) -> None:
        self._sandbox.toolbar.advance(by)


class Pilot:
    """`patience_s`: how long a member waits for a deferred answer to be filled."""

    def __init__(self, sandbox: Sandbox, patience_s: float = 20) -> None:
        self._sandbox = sandbox
        self._patience_s = patience_s
        self._players: dict[tuple[str, str], Player] = {}
        self.clock = PilotClock(sandbox)

    def server(self, name: str) -> str:
        """The id of the server of that name, made if missing, with one channel #general."""
        for server in self._sandbox.world.servers.values():
            if server.name == name:
                return server.id
        return self._sandbox.world.add_server(name).id

    def member(self, name: str, *, server: str = FIRST_SERVER_ID, manager: bool = False) -> Player:
        """Made if missing; `server` is a server's id."""
        world = self._sandbox.world
        member = next((m for m in world.members.values() if m.name == name), None)
        if member is None:
            member = world.add_member(name)
        if manager:
            world.make_manager(member, server)
        key = (member.id, server)
        if key not in self._players:
            self._players[key] = Player(self._sandbox, member, server, self._patience_s)
        return self._players[key]
