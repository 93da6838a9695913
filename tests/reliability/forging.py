"""What a member sends who goes past their client: any id, any option, any form."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.exchange import COMMAND, COMPONENT, MODAL_SUBMIT, Outcome
from bot.sandbox.player import Player
from bot.sandbox.server import Sandbox
from bot.sandbox.store import Document

STRING, SUBCOMMAND, GROUP = 3, 1, 2


class Forger:
    """Acts as a member of the first server, unchecked by the sandbox's own client."""

    def __init__(self, local: Sandbox, player: Player) -> None:
        self._local = local
        self._player = player
        server = local.world.first_server().id
        self.channel_id = local.world.channels_of(server)[0].id

    async def command(self, command: Document, options: list[Any]) -> Outcome:
        data = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
        return await self._send(COMMAND, data)

    async def component(self, custom_id: Any, message_id: str, **more: Any) -> Outcome:
        data = {"component_type": 2, "custom_id": custom_id, **more}
        return await self._send(COMPONENT, data, message_id=message_id)

    async def form(self, custom_id: Any, components: Any, **more: Any) -> Outcome:
        data = {"custom_id": custom_id, "components": components}
        return await self._send(MODAL_SUBMIT, data, **more)

    async def _send(self, kind: int, data: Document, **context: Any) -> Outcome:
        exchange = self._local.exchange
        sent = exchange.begin(kind, self._player.id, self.channel_id, data, **context)
        return await exchange.outcome(sent)


def commands(local: Sandbox) -> list[Document]:
    return [command for scope in local.world.commands.values() for command in scope]


def leaves(command: Document) -> Iterator[tuple[list[Document], list[Document]]]:
    """Each subcommand, or the command itself: the steps to it, and its options."""
    below = [o for o in command.get("options", []) if o["type"] in (SUBCOMMAND, GROUP)]
    if not below:
        yield [], command.get("options", [])
    for step in below:
        for steps, options in leaves(step):
            yield [step, *steps], options


def nested_in(steps: list[Document], options: list[Document]) -> list[Document]:
    """Options of a subcommand as Discord sends them."""
    for step in reversed(steps):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options
