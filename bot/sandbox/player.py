"""One member as a test plays them: they type commands, click, fill in forms, and look.

They act through the same client as the page does.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.sandbox import command
from bot.sandbox.client import Unable
from bot.sandbox.components import BUTTON, TEXT_INPUT, TEXT_SELECT, USER_SELECT
from bot.sandbox.exchange import Outcome
from bot.sandbox.modal import LABEL
from bot.sandbox.objects import role_objects
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Button, Field, Select, Shown, ShownModal, people, shown, shown_modal
from bot.sandbox.store import Document
from bot.sandbox.world import GUIDE_ID, Channel, Interaction, Member, Message, OpenModal

NO_PERMISSION = "You do not have permission to run this command."


class InteractionFailed(Exception):
    """What the member reads when the bot did not answer well."""


class NotShown(AssertionError):
    """The member has no such button, select or form before them."""


class Player:
    """One member in one server; `failure` is what they read when their last act failed."""

    def __init__(self, sandbox: Sandbox, member: Member, server_id: str, patience_s: float) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._client = sandbox.client
        self._member = member
        self._server_id = server_id
        self._patience_s = patience_s
        self._place = self._world.channels_of(server_id)[0].id
        self._submitted: tuple[OpenModal, Mapping[str, Any]] | None = None
        self.failure: str | None = None

    @property
    def id(self) -> str:
        return self._member.id

    # Acting

    async def slash(
        self,
        name: str,
        /,
        *,
        in_channel: str | None = None,
        expect_failure: bool = False,
        **options: Any,
    ) -> Shown:
        """`name` as typed: "interview", or "manage daily"; members, roles and channels by name.

        `channel` is the place, a thread too, unless the command has an option of that name.
        """
        try:
            self._place, given = self._placed(name, in_channel, options)
            interaction = self._client.slash(self.id, self._place, name, given)
        except Unable as error:
            return self._failed(self._why_not(name, error), expect_failure)
        return await self._settled(interaction, expect_failure)

    async def autocomplete(
        self, name: str, option: str, text: str, /, **options: Any
    ) -> list[tuple[str, Any]]:
        given = {**options, option: text}
        interaction = self._client.autocomplete(self.id, self._place, name, given, option)
        outcome = await self._sandbox.exchange.outcome(interaction)
        return [(choice["name"], choice["value"]) for choice in outcome.choices]

    async def click(
        self, label: str, *, on: Shown | None = None, expect_failure: bool = False
    ) -> Shown:
        """The enabled button of that label, or whose label alone begins so."""
        message, button = self._find_button(label, on)
        interaction = self._client.component(self.id, message.id, button.custom_id or "")
        return await self._settled(interaction, expect_failure)

    async def choose(
        self,
        select: str,
        *labels: str,
        on: Shown | None = None,
        expect_failure: bool = False,
    ) -> Shown:
        """`select` is in its placeholder or custom id; `labels` of the options, or members' names.

        Without any, the choice is cleared.
        """
        message, found = self._find_select(select, on)
        values = [self._option(found, label) for label in labels]
        interaction = self._client.component(self.id, message.id, found.custom_id, values)
        return await self._settled(interaction, expect_failure)

    async def submit(
        self, answer: str | Mapping[str, Any] = "", *, expect_failure: bool = False
    ) -> Shown:
        """A text for the form's only text field, or values by label or custom id.

        Members are named by their names.
        """
        opened = self._opened()
        values = self._values(shown_modal(opened), answer)
        interaction = self._client.submit(self.id, opened.id, values)
        self._submitted = (opened, values)
        return await self._settled(interaction, expect_failure)

    async def submit_again(
        self, answer: str | Mapping[str, Any] | None = None, *, expect_failure: bool = False
    ) -> Shown:
        """The last submission once more, as when a click was sent twice."""
        if self._submitted is None:
            raise NotShown("nothing was submitted yet")
        opened, values = self._submitted
        if answer is not None:
            values = self._values(shown_modal(opened), answer)
        return await self._settled(self._client.resubmit(opened, values), expect_failure)

    async def press_raw(
        self,
        custom_id: str,
        *,
        values: Sequence[str] | None = None,
        on: Shown | None = None,
        expect_failure: bool = False,
    ) -> Shown:
        """A forged press of a button, or with values a choice, that the member need not see."""
        kind = BUTTON if values is None else TEXT_SELECT
        message_id = (on or self.card).id
        interaction = self._client.press(self.id, message_id, custom_id, kind, [*(values or ())])
        return await self._settled(interaction, expect_failure)

    async def submit_raw(
        self,
        custom_id: str,
        values: Mapping[str, Any],
        *,
        on: Shown | None = None,
        expect_failure: bool = False,
    ) -> Shown:
        """A forged submission of a form that need not exist."""
        message_id = None if on is None else on.id
        interaction = self._client.forge_submission(
            self.id, self._place, _forged(custom_id, values), message_id
        )
        return await self._settled(interaction, expect_failure)

    def dismiss(self) -> None:
        """Close the form without sending it."""
        self._client.dismiss_modal(self.id, self._opened().id)

    def close_direct_messages(self) -> None:
        self._sandbox.direct.take(self._member, wanted=False)

    def open_direct_messages(self) -> None:
        self._sandbox.direct.take(self._member, wanted=True)

    # Looking

    @property
    def card(self) -> Shown:
        """The newest visible message; an edit by an own act makes it the newest."""
        messages = self._newest_first()
        if not messages:
            raise NotShown(f"{self._member.name} sees no message")
        return shown(self._world, messages[0])

    @property
    def cards(self) -> list[Shown]:
        """All visible messages, the newest first."""
        return [shown(self._world, message) for message in self._newest_first()]

    @property
    def modal(self) -> ShownModal | None:
        opened = self._modal()
        return None if opened is None else shown_modal(opened)

    @property
    def direct_messages(self) -> list[Shown]:
        """What the bot wrote to the member alone, in no channel of a server; the newest first."""
        messages = self._by_newness(self._is_direct)
        return [shown(self._world, message) for message in messages]

    def threads(self) -> list[str]:
        """The names of the threads that the member sees, archived ones too, the oldest first."""
        visible = self._world.visible_channels(self._member, self._server_id)
        return [channel.name for channel in visible if channel.is_thread]

    def sees(self, text: str) -> bool:
        return bool(self._newest_first()) and text in self.card.text

    def sees_anywhere(self, text: str) -> bool:
        return any(text in card.text for card in self.cards)

    def cannot_click(self, label: str) -> bool:
        """No enabled button of that label is on the newest message."""
        return not self._newest_first() or not _enabled(self.card, label)

    # Finding

    def _newest_first(self) -> list[Message]:
        return self._by_newness(self._is_meant)

    def _by_newness(self, is_wanted: Callable[[Message], bool]) -> list[Message]:
        wanted = [m for m in self._world.visible_messages(self.id) if is_wanted(m)]
        return sorted(wanted, key=lambda m: m.newness(self.id), reverse=True)

    def _is_direct(self, message: Message) -> bool:
        return self._world.channels[message.channel_id].is_direct

    def _is_meant(self, message: Message) -> bool:
        """Here, and not the greeting, which is there before anybody did anything."""
        is_here = self._world.channels[message.channel_id].server_id == self._server_id
        return is_here and message.body["author"]["id"] != GUIDE_ID

    def _channels(self) -> list[Channel]:
        """Those to look for a name in: open ones first, text channels, then the newest threads."""
        visible = self._world.visible_channels(self._member, self._server_id)
        newest_first = sorted(visible, key=lambda c: int(c.id), reverse=True)
        return sorted(newest_first, key=lambda c: (c.archived, c.is_thread))

    def _placed(
        self, name: str, in_channel: str | None, options: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        known = self._known_options(name)
        given = {key: value for key, value in options.items() if value is not None}
        if in_channel is None and "channel" in given and "channel" not in known:
            in_channel = given.pop("channel")
        for key, value in given.items():
            if known.get(key) == command.CHANNEL:
                given[key] = self._channel_id(value)
            elif known.get(key) == command.USER:
                given[key] = self._member_id(value)
            elif known.get(key) == command.ROLE:
                given[key] = self._role_id(value)
        return self._place if in_channel is None else self._channel_id(in_channel), given

    def _known_options(self, name: str) -> dict[str, int]:
        usable = self._world.usable_commands(self._member, self._server_id)
        try:
            _, _, options = command.find(usable, name)
        except command.OptionError:
            return {}
        return {option["name"]: option["type"] for option in options}

    def _channel_id(self, name: str) -> str:
        for channel in self._channels():
            if name.removeprefix("#") in (channel.name, channel.id):
                return channel.id
        raise Unable(f"There is no channel {name}.")

    def _member_id(self, name: str) -> str:
        for found, identifier in people(self._world):
            if name in (found, identifier):
                return identifier
        raise Unable(f"There is no member {name}.")

    def _role_id(self, name: str) -> str:
        for role in role_objects(self._world, self._server_id):
            if name in (role["name"], role["id"], f"@{role['name']}"):
                return str(role["id"])
        raise Unable(f"There is no role {name}.")

    def _why_not(self, name: str, error: Unable) -> str:
        scopes = self._world.commands.values()
        exists = any(c["name"] == name.split(maxsplit=1)[0] for scope in scopes for c in scope)
        usable = self._world.usable_commands(self._member, self._server_id)
        if exists and all(c["name"] != name.split(maxsplit=1)[0] for c in usable):
            return NO_PERMISSION
        return str(error)

    def _find_button(self, label: str, on: Shown | None) -> tuple[Shown, Button]:
        for card in self._candidates(on):
            if found := _enabled(card, label):
                return card, found
        where = f"message {on.id}" if on else "any visible message"
        raise NotShown(f"{self._member.name} sees no enabled button {label!r} on {where}")

    def _find_select(self, select: str, on: Shown | None) -> tuple[Shown, Select]:
        for card in self._candidates(on):
            for found in card.selects:
                if select in (found.placeholder or "") or select in found.custom_id:
                    return card, found
        raise NotShown(f"{self._member.name} sees no select {select!r}")

    def _candidates(self, on: Shown | None) -> Sequence[Shown]:
        if on is None:
            return self.cards
        return [shown(self._world, self._client.visible_message(self.id, on.id))]

    @staticmethod
    def _option(select: Select, label: str) -> str:
        for name, value in select.options:
            if label in (name, value):
                return value
        return label

    def _modal(self) -> OpenModal | None:
        modals = self._world.modals.values()
        return next((m for m in modals if m.member_id == self.id), None)

    def _opened(self) -> OpenModal:
        opened = self._modal()
        if opened is None:
            raise NotShown(f"{self._member.name} has no form open")
        return opened

    def _values(self, form: ShownModal, answer: str | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(answer, str):
            texts = [field for field in form.fields if field.kind == TEXT_INPUT]
            if len(texts) != 1:
                raise NotShown(f"the form has {len(texts)} text fields: name them")
            return {texts[0].custom_id: answer}
        fields = [(self._field(form, key), value) for key, value in answer.items()]
        return {field.custom_id: self._value(field, value) for field, value in fields}

    def _value(self, field: Field, value: Any) -> Any:
        if field.kind != USER_SELECT:
            return value
        names = [value] if isinstance(value, str) else value
        return [self._member_id(name) for name in names]

    @staticmethod
    def _field(form: ShownModal, key: str) -> Field:
        for field in form.fields:
            if key in (field.label, field.custom_id):
                return field
        raise NotShown(f"the form has no field {key!r}")

    # Waiting

    async def _settled(self, interaction: Interaction, expect_failure: bool) -> Shown:
        outcome = await self._outcome(interaction)
        if outcome.failure is not None:
            return self._failed(outcome.failure, expect_failure)
        self.failure = None
        if expect_failure:
            raise AssertionError("the interaction was expected to fail, and did not")
        return self._touched_by(interaction)

    async def _outcome(self, interaction: Interaction) -> Outcome:
        coming = self._sandbox.exchange.outcome(interaction)
        try:
            return await asyncio.wait_for(coming, self._patience_s)
        except TimeoutError:
            return Outcome("The bot deferred its answer and never gave it")

    def _failed(self, reason: str, expect_failure: bool) -> Shown:
        self.failure = reason
        if not expect_failure:
            raise InteractionFailed(reason)
        cards = self.cards
        return cards[0] if cards else NOTHING

    def _touched_by(self, interaction: Interaction) -> Shown:
        message = self._world.messages.get(interaction.original_id or "")
        cards = self.cards
        if message is not None:
            return shown(self._world, message)
        return cards[0] if cards else NOTHING


NOTHING = Shown("", "", (), (), (), ephemeral=False, loading=False, accent=None, raw={})


def _enabled(card: Shown, label: str) -> Button | None:
    """The enabled button of that label, else the only one whose label begins so."""
    enabled = [b for b in card.buttons if not b.disabled and b.custom_id]
    exact = [b for b in enabled if b.label == label]
    begun = [b for b in enabled if b.label.startswith(label)]
    if exact:
        return exact[0]
    return begun[0] if len(begun) == 1 else None


def _forged(custom_id: str, values: Mapping[str, Any]) -> Document:
    return {
        "custom_id": custom_id,
        "components": [
            {
                "type": LABEL,
                "id": 2 * number - 1,
                "component": {
                    "type": TEXT_INPUT,
                    "id": 2 * number,
                    "custom_id": key,
                    "value": value,
                },
            }
            for number, (key, value) in enumerate(values.items(), start=1)
        ],
    }
