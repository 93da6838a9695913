"""What is measured of an interaction."""

from enum import StrEnum
from typing import Any, Protocol

import discord

OTHER = "other"
_KINDS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.component: "button",
    discord.InteractionType.modal_submit: "form",
}


class Outcome(StrEnum):
    ANSWERED = "answered"
    REFUSED = "refused"  # with a sentence that says what the member can do
    FAILED = "failed"  # a bug, a database that can't be used, or Discord didn't take the answer


class Meter(Protocol):
    def interaction(
        self,
        kind: str,
        route: str,
        outcome: str,
        *,
        acknowledged_s: float | None,
        handled_s: float,
    ) -> None:
        """Both from the moment when the bot took it up; `acknowledged_s` is to Discord's first
        answer taken, None where it took none. `kind` and `route` are few, and name nobody."""


def kind_of(interaction: discord.Interaction[Any]) -> str:
    """A button may be a select."""
    return _KINDS.get(interaction.type, OTHER)


def command_of(interaction: discord.Interaction[Any]) -> str:
    """The command's whole name, "other" for one that the bot doesn't have."""
    return f"/{interaction.command.qualified_name}" if interaction.command else OTHER
