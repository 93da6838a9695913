"""Interactions on their way: made by a member, answered by the bot within 3 s, or failed."""

import asyncio
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from bot.sandbox.audience import Audience
from bot.sandbox.objects import interaction_object
from bot.sandbox.store import Document
from bot.sandbox.world import Interaction, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
DID_NOT_RESPOND: Final = "The application did not respond"
FAILED: Final = "This interaction failed"


class Dispatcher(Protocol):
    def dispatch(self, event: str, server_id: str, data: Document, intent: int = 0) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """`failure` is what the member reads when it went wrong; `choices` autocomplete's answer."""

    failure: str | None = None
    choices: list[Document] = field(default_factory=list)


class Exchange:
    """`within_s`: real seconds in which the bot has to acknowledge."""

    def __init__(
        self, world: World, gateway: Dispatcher, audience: Audience, within_s: float
    ) -> None:
        self._world = world
        self._gateway = gateway
        self._audience = audience
        self._within_s = within_s
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._outcomes: dict[str, asyncio.Future[Outcome]] = {}

    def begin(
        self, kind: int, member_id: str, channel_id: str, data: Document, **context: Any
    ) -> Interaction:
        """`context`: message_id, triggered_by and modal_id as Interaction has them."""
        interaction = Interaction(
            id=self._world.snowflakes.take(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            member_id=member_id,
            server_id=self._world.channels[channel_id].server_id,
            channel_id=channel_id,
            created_at=self._world.clock.now().isoformat(),
            data=data,
            **context,
        )
        self._world.save_interaction(interaction)
        loop = asyncio.get_running_loop()
        self._outcomes[interaction.id] = loop.create_future()
        self._timers[interaction.id] = loop.call_later(self._within_s, self._fail, interaction)
        payload = interaction_object(self._world, interaction)
        self._gateway.dispatch("INTERACTION_CREATE", interaction.server_id, payload)
        return interaction

    def outcome(self, interaction: Interaction) -> Awaitable[Outcome]:
        """Comes when the bot has answered, or filled what it had deferred, or failed.

        To be asked for right after `begin`; raises KeyError once it has come.
        """
        return asyncio.shield(self._outcomes[interaction.id])

    def acknowledged(self, interaction: Interaction) -> None:
        timer = self._timers.pop(interaction.id, None)
        if timer is not None:
            timer.cancel()
        self._world.save_interaction(interaction)
        if interaction.kind != AUTOCOMPLETE:
            event = {"type": "acknowledged", "interaction": interaction.id}
            self._audience.tell(event, interaction.member_id)

    def settled(self, interaction: Interaction, outcome: Outcome) -> None:
        waiting = self._outcomes.pop(interaction.id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(outcome)

    def _fail(self, interaction: Interaction) -> None:
        self._timers.pop(interaction.id, None)
        interaction.failed = True
        self._world.save_interaction(interaction)
        self.give_up(interaction)

    def give_up(self, interaction: Interaction) -> None:
        reason = DID_NOT_RESPOND if interaction.kind == COMMAND else FAILED
        event = {
            "type": "failed",
            "interaction": interaction.id,
            "message": interaction.original_id or interaction.message_id,
            "reason": reason,
        }
        if interaction.kind != AUTOCOMPLETE:
            self._audience.tell(event, interaction.member_id)
        self.settled(interaction, Outcome(reason))

    def time_passed(self) -> None:
        """After the clock moved: what is deferred and now too old will never be filled."""
        now = self._world.clock.now()
        for identifier in list(self._outcomes):
            interaction = self._world.interactions[identifier]
            if interaction.answer is not None and interaction.expired(now):
                self.give_up(interaction)

    def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        for waiting in self._outcomes.values():
            waiting.cancel()
