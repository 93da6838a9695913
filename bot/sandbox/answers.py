"""What the bot answers to an interaction: the callback, then edits and follow-ups."""

from typing import Any, Final

from bot.sandbox.audience import Audience
from bot.sandbox.command import check_choice_value
from bot.sandbox.components import check_list
from bot.sandbox.exchange import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Exchange, Outcome
from bot.sandbox.messages import Messages, message_flags
from bot.sandbox.modal import check_modal
from bot.sandbox.objects import told, trigger_object
from bot.sandbox.refusal import (
    Refused,
    already_acknowledged,
    bad_form,
    invalid_webhook_token,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from bot.sandbox.store import Document
from bot.sandbox.upload import Upload
from bot.sandbox.world import (
    APPLICATION_ID,
    EPHEMERAL,
    LOADING,
    Interaction,
    Message,
    OpenModal,
    World,
)

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ANSWERS: Final[dict[int, tuple[int, ...]]] = {
    COMMAND: (MESSAGE, DEFERRED_MESSAGE, MODAL),
    COMPONENT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE),
}


class Answers:
    def __init__(
        self, world: World, messages: Messages, exchange: Exchange, audience: Audience
    ) -> None:
        self._world = world
        self._messages = messages
        self._exchange = exchange
        self._audience = audience

    # The callback

    def answer(self, interaction_id: str, token: str, body: Any, uploads: list[Upload]) -> Document:
        """The callback's own response; raises Refused."""
        interaction = self._awaiting(interaction_id, token)
        kind = body.get("type") if isinstance(body, dict) else None
        if kind not in ANSWERS[interaction.kind]:
            raise bad_form("type", f"Value must be one of {ANSWERS[interaction.kind]}.")
        data = body.get("data") or {}
        if not isinstance(data, dict):
            raise bad_form("data", "Only objects may be used in this field.")
        try:
            self._carry_out(interaction, kind, data, uploads)
        except Refused as refused:
            raise _under_data(refused) from refused
        interaction.answer = kind
        self._close_submitted_modal(interaction)
        self._exchange.acknowledged(interaction)
        if kind == CHOICES:
            self._exchange.settled(interaction, Outcome(choices=data["choices"]))
        elif not self._awaits_filling(interaction):
            self._exchange.settled(interaction, Outcome())
        return self._callback_response(interaction, kind)

    def _awaiting(self, interaction_id: str, token: str) -> Interaction:
        interaction = self._world.interactions.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise unknown_interaction()
        if interaction.answer is not None:
            raise already_acknowledged()
        if interaction.failed:
            raise unknown_interaction()
        return interaction

    def _carry_out(
        self, interaction: Interaction, kind: int, data: Document, uploads: list[Upload]
    ) -> None:
        if kind == MESSAGE:
            message = self._messages.create(interaction.channel_id, data, uploads, interaction)
            self._adopt(interaction, message)
        elif kind == DEFERRED_MESSAGE:
            flags = message_flags(data)
            self._adopt(interaction, self._messages.create_loading(interaction, flags))
        elif kind == DEFERRED_UPDATE:
            interaction.original_id = interaction.message_id
        elif kind == UPDATE:
            interaction.original_id = interaction.message_id
            self._messages.edit(self._clicked(interaction), data, uploads, interaction.member_id)
        elif kind == CHOICES:
            self._check_choices(interaction, data)
        else:
            check_modal(data)
            self._open_modal(interaction, data)

    @staticmethod
    def _adopt(interaction: Interaction, message: Message) -> None:
        interaction.original_id = message.id
        interaction.message_ids.append(message.id)

    def _clicked(self, interaction: Interaction) -> Message:
        if interaction.message_id is None:
            raise bad_form("type", "There is no message to update.")
        message = self._world.messages.get(interaction.message_id)
        if message is None:
            raise unknown_message()
        return message

    @staticmethod
    def _check_choices(interaction: Interaction, data: Document) -> None:
        check_list(data.get("choices"), "choices", 0, 25)
        kind = _focused_kind(interaction.data["options"])
        for number, choice in enumerate(data["choices"]):
            check_choice_value(choice, kind, f"choices.{number}")

    def _open_modal(self, interaction: Interaction, data: Document) -> None:
        modal = OpenModal(
            id=self._world.snowflakes.take(),
            member_id=interaction.member_id,
            channel_id=interaction.channel_id,
            message_id=interaction.message_id,
            triggered_by=trigger_object(self._world, interaction),
            body=data,
        )
        self._world.open_modal(modal)
        shown = {"id": modal.id, "title": data["title"], "components": data["components"]}
        event = {"type": "modal", "interaction": interaction.id, "modal": shown}
        self._audience.tell(event, interaction.member_id)

    def _close_submitted_modal(self, interaction: Interaction) -> None:
        if interaction.modal_id is not None:
            self._world.close_modal(interaction.modal_id)

    def _awaits_filling(self, interaction: Interaction) -> bool:
        if interaction.answer == DEFERRED_MESSAGE:
            return True
        return interaction.answer == DEFERRED_UPDATE and interaction.message_id is not None

    def _callback_response(self, interaction: Interaction, kind: int) -> Document:
        about: Document = {"id": interaction.id, "type": interaction.kind}
        message = self._world.messages.get(interaction.original_id or "")
        if message is None:
            return {"interaction": about}
        about["response_message_id"] = message.id
        about["response_message_loading"] = bool(message.flags & LOADING)
        about["response_message_ephemeral"] = bool(message.flags & EPHEMERAL)
        if kind not in (MESSAGE, UPDATE):
            return {"interaction": about}
        return {
            "interaction": about,
            "resource": {"type": kind, "message": told(self._world, message)},
        }

    # Edits and follow-ups

    def follow_up(
        self, application_id: str, token: str, payload: Document, uploads: list[Upload]
    ) -> Message:
        interaction = self._open_token(application_id, token)
        original = self._world.messages.get(interaction.original_id or "")
        if original is not None and original.flags & LOADING:
            # The first follow-up after a deferral fills the message that is loading.
            self._messages.edit(original, payload, uploads, interaction.member_id)
            message = original
        else:
            channel_id = interaction.channel_id
            message = self._messages.create(channel_id, payload, uploads, interaction)
            interaction.message_ids.append(message.id)
            self._world.save_interaction(interaction)
        self._exchange.settled(interaction, Outcome())
        return message

    def fetch(self, application_id: str, token: str, which: str) -> Message:
        return self._reachable(self._open_token(application_id, token), which)

    def edit(
        self,
        application_id: str,
        token: str,
        which: str,
        payload: Document,
        uploads: list[Upload],
    ) -> Message:
        interaction = self._open_token(application_id, token)
        message = self._reachable(interaction, which)
        self._messages.edit(message, payload, uploads, interaction.member_id)
        self._exchange.settled(interaction, Outcome())
        return message

    def delete(self, application_id: str, token: str, which: str) -> None:
        interaction = self._open_token(application_id, token)
        self._messages.delete(self._reachable(interaction, which))
        self._exchange.settled(interaction, Outcome())

    def _open_token(self, application_id: str, token: str) -> Interaction:
        interaction = self._world.interaction_of_token(token)
        if interaction is None or application_id != APPLICATION_ID or interaction.answer is None:
            raise unknown_webhook()
        if interaction.expired(self._world.clock.now()):
            raise invalid_webhook_token()
        return interaction

    def _reachable(self, interaction: Interaction, which: str) -> Message:
        identifier = interaction.original_id if which == "@original" else which
        mine = (*interaction.message_ids, interaction.original_id)
        message = self._world.messages.get(identifier or "")
        if message is None or message.id not in mine:
            raise unknown_message()
        return message


def _focused_kind(options: list[Document]) -> int:
    for option in options:
        if option.get("focused"):
            return int(option["type"])
        if option.get("options"):
            return _focused_kind(option["options"])
    return 3


def _under_data(refused: Refused) -> Refused:
    errors = {path if path == "type" else f"data.{path}": t for path, t in refused.errors.items()}
    return Refused(refused.status, refused.code, refused.message, errors)
