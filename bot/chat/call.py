"""One interaction and its one answer: a card, an edit of the card it came from, or a form."""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import discord
from discord import ui
from yarl import URL

from bot.chat import parts
from bot.chat.apology import TooLateForAForm, sentence
from bot.chat.meter import OTHER, Meter, Outcome, kind_of
from bot.chat.parts import Card
from bot.storage.errors import StorageError

DEFER_AFTER_S = 2.0
ROUTE = "route"
KEPT_FILE = "your-answer.txt"
UNKNOWN_INTERACTION = 10062
UNKNOWN_WEBHOOK = 10015
ALREADY_ACKNOWLEDGED = 40060
UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError)
_log = logging.getLogger(__name__)


class Call:
    """What a handler gets: who asks for what, and the ways to answer, of which it uses one."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self.interaction = interaction
        self.member_id = interaction.user.id
        self._payload = cast("Mapping[str, Any]", interaction.data or {})
        self._is_answered = False
        self._is_deferred = False
        self._taken_up = time.perf_counter()
        self._acknowledged_s: float | None = None
        # A late deferral and the handler's own answer must not both be sent.
        self._turn = asyncio.Lock()

    @property
    def server_id(self) -> int:
        """0 in a direct message: commands are for servers only, but a card there has buttons."""
        return self.interaction.guild_id or 0

    @property
    def channel_id(self) -> int:
        """The channel or thread in which it happened."""
        return self.interaction.channel_id or 0

    @property
    def text_channel_id(self) -> int:
        """The channel in which it happened; of a thread, the one that it belongs to."""
        return getattr(self.interaction.channel, "parent_id", None) or self.channel_id

    @property
    def file_limit_bytes(self) -> int:
        """The most bytes that a file in an answer may have here."""
        return self.interaction.filesize_limit

    @property
    def is_manager(self) -> bool:
        """Whether the member has the Manage Server permission here."""
        return self.interaction.permissions.manage_guild

    @property
    def name(self) -> str:
        """What the member is called here: a stranger's text."""
        return self.interaction.user.display_name

    @property
    def path(self) -> str:
        """The custom_id of the button, select or modal; half a character in it is a "?"."""
        return str(self._payload.get("custom_id", "")).encode(errors="replace").decode()

    @property
    def value(self) -> str:
        """What was chosen in a select of one; empty where nothing was."""
        return _whole(str((self._payload.get("values") or [""])[0]))

    @property
    def text(self) -> str | None:
        """What was written in a modal; None if this is no modal."""
        if self.interaction.type is not discord.InteractionType.modal_submit:
            return None
        return _whole(next(_written(self._payload.get("components", ())), ""))

    async def show(self, card: Card) -> None:
        """Change the card that the member used; after a command, send a new private one."""
        await self._answer(card, edits=self._came_from_a_card)

    async def send(self, card: Card) -> None:
        """Send a new private card beside the one that the member used."""
        await self._answer(card, edits=False)

    async def tell(self, card: Card, kept: str | None) -> None:
        """Show the card that says why no form opens. With a kept text in a message of its own: in
        place of the card that it came from, this would take the text away."""
        await self._answer(card, edits=self._came_from_a_card and kept is None)

    async def post(self, card: Card) -> None:
        """Send a card that everyone in the channel sees; it pings nobody."""
        await self._answer(card, edits=False, private=False)

    async def remove(self) -> None:
        """Delete the card that the member used."""
        async with self._turn:
            if not self._is_deferred:
                await self.interaction.response.defer()
            self._acknowledged()
            self._is_answered = True
        await self.interaction.delete_original_response()

    async def ask(self, modal: ui.Modal) -> None:
        """Open a form; raises TooLateForAForm if something else had to be sent in time."""
        async with self._turn:
            try:
                if self._is_deferred:
                    raise TooLateForAForm
                await self.interaction.response.send_modal(modal)
                self._acknowledged()
                self._is_answered = True
            finally:
                modal.stop()

    async def kept_text(self) -> str | None:
        """The refused text that the card of this button carries; None if it carries none."""
        # Discord lists a file that a component shows in the component alone.
        message = self.interaction.message
        for component in nested(message.components if message else []):
            if isinstance(component, discord.FileComponent):
                url = component.media.url
                if URL(url).name == KEPT_FILE:
                    kept: bytes = await self.interaction.client.http.get_from_cdn(url)
                    return kept.decode()
        return None

    async def defer_when_late(self) -> None:
        """Tell Discord that the answer is coming, before its 3 seconds are over."""
        await asyncio.sleep(DEFER_AFTER_S)
        async with self._turn:
            if not self._is_answered:
                self._is_deferred = True
                try:
                    await self.interaction.response.defer(ephemeral=True)
                    self._acknowledged()
                except UNSENT as refusal:
                    _log.warning("deferral refused by Discord: %s", refusal)

    async def finish(self) -> None:
        if not self._is_answered:
            raise RuntimeError(f"nothing answered {self.path or self._payload.get('name')}")

    async def apologise(self, error: Exception) -> Outcome:
        """Answer with a sentence; a bug is logged under an id that the member is shown."""
        if _is_code(error, UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ACKNOWLEDGED):
            _log.warning("answer refused by Discord: %s", error)
            return Outcome.FAILED
        words = sentence(error)
        outcome = Outcome.REFUSED
        if words is None or isinstance(error, StorageError):
            outcome = Outcome.FAILED
        if words is None:
            incident = secrets.token_hex(4)
            _log.error("incident %s", incident, exc_info=error)
            words = f"Something went wrong here, not with you. It is noted as `{incident}`."
        try:
            if not self._is_answered:
                await self._send_apology(words)
        except UNSENT as refusal:
            _log.warning("apology refused by Discord: %s", refusal)
            return Outcome.FAILED
        return outcome

    def end(self, outcome: Outcome) -> None:
        """Measure how it went, and log it for who looks closely."""
        handled_s = time.perf_counter() - self._taken_up
        route = self.interaction.extras.get(ROUTE, OTHER)
        meter: Meter = self.interaction.client.meter
        meter.interaction(
            kind_of(self.interaction),
            route,
            outcome,
            acknowledged_s=self._acknowledged_s,
            handled_s=handled_s,
        )
        _log.debug("%s in %.0f ms", outcome, handled_s * 1000)

    @property
    def is_from_private_card(self) -> bool:
        message = self.interaction.message
        return message is not None and message.flags.ephemeral

    @property
    def is_from_public_card(self) -> bool:
        return self._came_from_a_card and not self.is_from_private_card

    @property
    def _came_from_a_card(self) -> bool:
        return self.interaction.message is not None

    async def _send_apology(self, words: str) -> None:
        if self.text is None:
            await self.send(parts.card(parts.AMBER, words))
            return
        card = parts.card(
            parts.AMBER,
            words,
            "Your text is kept in the file below.",
            parts.Document(KEPT_FILE, self.text.encode()),
            parts.row(parts.button("Open it again", self.path, primary=True)),
        )
        await self.send(card)

    async def _answer(self, card: Card, *, edits: bool, private: bool = True) -> None:
        parts.check_size(card)
        async with self._turn:
            try:
                await self._deliver(card, edits=edits, private=private)
                self._acknowledged()
                self._is_answered = True
            finally:
                # Clicks are answered from their ids: the library need not remember this view.
                card.stop()

    def _acknowledged(self) -> None:
        """Discord has taken an answer; the first one counts."""
        if self._acknowledged_s is None:
            self._acknowledged_s = time.perf_counter() - self._taken_up

    async def _deliver(self, card: Card, *, edits: bool, private: bool) -> None:
        response = self.interaction.response
        if not self._is_deferred and edits:
            await response.edit_message(view=card, attachments=card.files)
        elif not self._is_deferred:
            await response.send_message(view=card, files=card.files, ephemeral=private)
        elif edits or not self._came_from_a_card:
            await self.interaction.edit_original_response(view=card, attachments=card.files)
        else:
            await self.interaction.followup.send(view=card, files=card.files, ephemeral=private)


@asynccontextmanager
async def answering(interaction: discord.Interaction[Any]) -> AsyncIterator[Call]:
    """The one place where an interaction's errors end: it is answered, whatever happens."""
    call = Call(interaction)
    watch = asyncio.create_task(call.defer_when_late())
    outcome = Outcome.FAILED
    try:
        yield call
        await call.finish()
        outcome = Outcome.ANSWERED
    except Exception as error:
        outcome = await call.apologise(error)
    finally:
        watch.cancel()
        call.end(outcome)


def nested(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from nested(getattr(component, "children", ()))


def _whole(text: str) -> str:
    """JSON can carry half a character, which neither a file, a database nor Discord takes, and
    PostgreSQL takes no NUL."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _written(components: Any) -> Iterator[str]:
    """The texts in a form, whose shape is whatever its sender makes of it."""
    for component in components if isinstance(components, list) else ():
        if isinstance(component, dict):
            if isinstance(component.get("value"), str):
                yield component["value"]
            yield from _written([component.get("component")])
            yield from _written(component.get("components"))


def _is_code(error: Exception, *codes: int) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in codes
