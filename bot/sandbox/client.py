"""A member's own Discord client: it checks what they do, and sends it as an interaction."""

from collections.abc import Mapping
from typing import Any, Final

from bot.sandbox import command, modal
from bot.sandbox.components import (
    BUTTON,
    ENTITY_SELECTS,
    NAMED_BY_SELECT,
    TEXT_SELECT,
    nested,
    takes,
)
from bot.sandbox.exchange import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Exchange
from bot.sandbox.messages import Messages
from bot.sandbox.objects import channel_object, people_objects, role_objects
from bot.sandbox.store import Document
from bot.sandbox.world import EVERYONE, Channel, Interaction, Member, Message, OpenModal, World

NAMES: Final = {"users": "member", "roles": "role"}
NAMED_BY_OPTION: Final = {
    command.USER: ("users",),
    command.CHANNEL: ("channels",),
    command.ROLE: ("roles",),
}


class Unable(Exception):
    """What the client does not let its member do; carries a sentence."""


class Client:
    def __init__(self, world: World, messages: Messages, exchange: Exchange) -> None:
        self._world = world
        self._messages = messages
        self._exchange = exchange

    def slash(
        self, member_id: str, channel_id: str, name: str, options: Mapping[str, Any]
    ) -> Interaction:
        """`name` as typed: "interview", or "manage daily"; raises Unable."""
        return self._command(COMMAND, member_id, channel_id, name, options, None)

    def autocomplete(
        self,
        member_id: str,
        channel_id: str,
        name: str,
        options: Mapping[str, Any],
        focused: str,
    ) -> Interaction:
        return self._command(AUTOCOMPLETE, member_id, channel_id, name, options, focused)

    def component(
        self, member_id: str, message_id: str, custom_id: str, values: list[str] | None = None
    ) -> Interaction:
        """A press of a button, or a choice in a select, that the message really has."""
        message = self.visible_message(member_id, message_id)
        component = find_component(message.body["components"], custom_id)
        if component is None:
            raise Unable("This message has no such button or select.")
        if component["disabled"]:
            raise Unable("It is disabled.")
        if component["type"] != BUTTON:
            _check_selected(component, values or [])
        return self.press(member_id, message_id, custom_id, component["type"], values)

    def press(
        self,
        member_id: str,
        message_id: str,
        custom_id: str,
        kind: int = BUTTON,
        values: list[str] | None = None,
    ) -> Interaction:
        """A component interaction, whether or not the member has such a component."""
        message = self._world.messages.get(message_id)
        if message is None:
            raise Unable("This message is gone.")
        data: Document = {"component_type": kind, "custom_id": custom_id}
        component = find_component(message.body["components"], custom_id)
        if component is not None:
            data["id"] = component["id"]
        if kind != BUTTON:
            data["values"] = values or []
        if kind in ENTITY_SELECTS:
            data["resolved"] = self._resolved_choice(
                self.member(member_id), message.channel_id, kind, values or []
            )
        return self._exchange.begin(
            COMPONENT, member_id, message.channel_id, data, message_id=message_id
        )

    def submit(self, member_id: str, modal_id: str, values: Mapping[str, Any]) -> Interaction:
        """`values` by the fields' custom ids; fields left out keep their defaults."""
        opened = self.opened_modal(member_id, modal_id)
        try:
            modal.check_values(opened.body, values)
        except modal.FieldError as error:
            raise Unable(str(error)) from error
        return self.resubmit(opened, values)

    def resubmit(self, opened: OpenModal, values: Mapping[str, Any]) -> Interaction:
        """A submission of a modal that may have been closed since, unchecked but for names."""
        data = modal.submission(opened.body, values)
        if named := modal.named(data):
            data["resolved"] = self._resolved_answers(opened, named)
        return self._submission(
            opened.member_id,
            opened.channel_id,
            data,
            message_id=self._still_there(opened.message_id),
            triggered_by=opened.triggered_by,
            modal_id=opened.id,
        )

    def forge_submission(
        self, member_id: str, channel_id: str, data: Document, message_id: str | None
    ) -> Interaction:
        message_id = self._still_there(message_id)
        return self._submission(member_id, channel_id, data, message_id=message_id)

    def dismiss_modal(self, member_id: str, modal_id: str) -> None:
        self._world.close_modal(self.opened_modal(member_id, modal_id).id)

    def dismiss_message(self, member_id: str, message_id: str) -> None:
        message = self.visible_message(member_id, message_id)
        if message.owner is None:
            raise Unable("Only private messages can be dismissed.")
        self._messages.dismiss(message)

    # Looking things up

    def member(self, member_id: str) -> Member:
        member = self._world.members.get(member_id)
        if member is None:
            raise Unable("There is no such member.")
        return member

    def channel(self, member: Member, channel_id: str) -> Channel:
        channel = self._world.channels.get(channel_id)
        if channel is None or not channel.visible_to(member):
            raise Unable("There is no such channel.")
        return channel

    def visible_message(self, member_id: str, message_id: str) -> Message:
        member, message = self.member(member_id), self._world.messages.get(message_id)
        if message is None or not message.visible_to(member_id):
            raise Unable("There is no such message for you.")
        if not self._world.channels[message.channel_id].visible_to(member):
            raise Unable("There is no such message for you.")
        return message

    def opened_modal(self, member_id: str, modal_id: str) -> OpenModal:
        opened = self._world.modals.get(modal_id)
        if opened is None or opened.member_id != self.member(member_id).id:
            raise Unable("No such form is open.")
        return opened

    # Building

    def _command(
        self,
        kind: int,
        member_id: str,
        channel_id: str,
        name: str,
        given: Mapping[str, Any],
        focused: str | None,
    ) -> Interaction:
        member = self.member(member_id)
        channel = self.channel(member, channel_id)
        if channel.archived:
            raise Unable("Commands can't be used in an archived thread.")
        usable = self._world.usable_commands(member, channel.server_id)
        try:
            chosen, path, options = command.find(usable, name)
            filled = command.fill(options, given, focused)
        except command.OptionError as error:
            raise Unable(str(error)) from error
        resolved = self._resolved_options(member, channel.server_id, options, filled)
        for step in reversed(path):
            filled = [{"name": step["name"], "type": step["type"], "options": filled}]
        data: Document = {"id": chosen["id"], "name": chosen["name"], "type": 1}
        if filled:
            data["options"] = filled
        if "guild_id" in chosen:
            data["guild_id"] = chosen["guild_id"]
        if resolved:
            data["resolved"] = resolved
        return self._exchange.begin(kind, member_id, channel_id, data)

    def _submission(
        self, member_id: str, channel_id: str, data: Document, **context: Any
    ) -> Interaction:
        return self._exchange.begin(
            MODAL_SUBMIT, self.member(member_id).id, channel_id, data, **context
        )

    def _still_there(self, message_id: str | None) -> str | None:
        return message_id if message_id in self._world.messages else None

    def _resolved_options(
        self, chooser: Member, server_id: str, options: list[Document], filled: list[Document]
    ) -> Document:
        asking = {option["name"]: option for option in options}
        together: Document = {}
        for option in filled:
            if option["type"] in command.ENTITIES:
                kinds, ids = NAMED_BY_OPTION[option["type"]], [option["value"]]
                _add(together, self._resolved(chooser, server_id, kinds, ids))
        for option in filled:
            channel = together.get("channels", {}).get(option.get("value"))
            if channel is not None and not takes(asking[option["name"]], channel):
                raise Unable(f"The option {option['name']} takes no such channel.")
        return together

    def _resolved_choice(
        self, chooser: Member, channel_id: str, kind: int, ids: list[str]
    ) -> Document:
        server_id = self._world.channels[channel_id].server_id
        return self._resolved(chooser, server_id, NAMED_BY_SELECT[kind], ids)

    def _resolved_answers(self, opened: OpenModal, answers: list[Document]) -> Document:
        together: Document = {}
        for answer in answers:
            found = self._resolved_choice(
                self.member(opened.member_id), opened.channel_id, answer["type"], answer["values"]
            )
            _add(together, found)
        return together

    def _resolved(
        self, chooser: Member, server_id: str, kinds: tuple[str, ...], ids: list[str]
    ) -> Document:
        """What the ids name, by kind: channels that the chooser sees, roles, users and members."""
        resolved: Document = {}
        roles = {role["id"]: role for role in role_objects(self._world, server_id)}
        for identifier in ids:
            if "roles" in kinds and identifier in roles:
                _add(resolved, {"roles": {identifier: roles[identifier]}})
            elif "users" in kinds and self._world.is_person(identifier):
                user, member = people_objects(self._world, identifier, server_id)
                _add(resolved, {"users": {identifier: user}, "members": {identifier: member}})
            elif "channels" in kinds:
                channel = channel_object(self._world, self.channel(chooser, identifier))
                permissions = {"permissions": str(EVERYONE)}
                _add(resolved, {"channels": {identifier: channel | permissions}})
            else:
                raise Unable(f"There is no such {' or '.join(NAMES[kind] for kind in kinds)}.")
        return resolved


def _add(together: Document, found: Document) -> None:
    for kind, objects in found.items():
        together.setdefault(kind, {}).update(objects)


def find_component(components: list[Document], custom_id: str) -> Document | None:
    return next((c for c in nested(components) if c.get("custom_id") == custom_id), None)


def _check_selected(component: Document, values: list[str]) -> None:
    """Whether those whom it names exist is found out when they are looked up."""
    offered = {option["value"] for option in component.get("options", [])}
    least, most = component["min_values"], component["max_values"]
    is_offered = component["type"] != TEXT_SELECT or set(values) <= offered
    if not is_offered or len(set(values)) != len(values):
        raise Unable("The select offers no such choice.")
    if not least <= len(values) <= most:
        raise Unable(f"Choose {least} to {most}.")
