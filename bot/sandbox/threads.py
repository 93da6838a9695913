"""Threads: made and changed by the bot, archived when nobody writes in them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.sandbox.audience import Audience
from bot.sandbox.components import check_count, check_object, check_text
from bot.sandbox.objects import page_channels, thread_member_object, thread_object
from bot.sandbox.refusal import Refused, bad_form
from bot.sandbox.store import Document
from bot.sandbox.world import (
    APPLICATION_ID,
    HAS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT_CHANNEL,
    Channel,
    Member,
    Message,
    World,
)

KINDS: Final = {11: PUBLIC_THREAD, 12: PRIVATE_THREAD}
ARCHIVE_AFTER_MIN: Final = (60, 1440, 4320, 10080)
MOST_ACTIVE = 1000
LONGEST_NAME = 100
LONGEST_PAUSE_S = 21_600
GUILDS_INTENT = 1 << 0

_MADE_WITH: Final = {"name", "type", "auto_archive_duration", "invitable", "rate_limit_per_user"}
_MADE_FROM_MESSAGE_WITH: Final = {"name", "auto_archive_duration", "rate_limit_per_user"}
_CHANGED_BY: Final = {"name", "archived", "locked", "invitable", "auto_archive_duration"}


class Dispatcher(Protocol):
    def dispatch(self, event: str, server_id: str, data: Document, intent: int = 0) -> None: ...


class Threads:
    def __init__(self, world: World, gateway: Dispatcher, audience: Audience) -> None:
        self._world = world
        self._gateway = gateway
        self._audience = audience

    def create(self, parent: Channel, payload: Any) -> Document:
        """The bot makes a thread without a message, and is its first member; raises Refused."""
        _check_parent(parent)
        _check_made(check_object(payload, "_"), _MADE_WITH)
        kind = KINDS[payload.get("type") or 12]
        return self._open(parent, self._world.snowflakes.take(), kind, payload)

    def create_from(self, parent: Channel, message: Message, payload: Any) -> Document:
        """A public one, whose id is the message's; raises Refused."""
        _check_parent(parent)
        _check_made(check_object(payload, "_"), _MADE_FROM_MESSAGE_WITH)
        if message.id in self._world.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        thread = self._open(parent, message.id, PUBLIC_THREAD, payload)
        message.body["flags"] |= HAS_THREAD
        self._world.save_message(message, None)
        return thread

    def _open(self, parent: Channel, identifier: str, kind: str, payload: Document) -> Document:
        if self._active(parent.server_id) >= MOST_ACTIVE:
            raise Refused(400, 160006, "Maximum number of active threads reached")
        now = self._world.clock.now().isoformat()
        thread = Channel(
            id=identifier,
            server_id=parent.server_id,
            name=payload["name"],
            topic="",
            position=0,
            kind=kind,
            parent=parent.id,
            owner_id=APPLICATION_ID,
            member_ids=[APPLICATION_ID],
            invitable=payload.get("invitable") is not False,
            archive_after_min=payload.get("auto_archive_duration") or 1440,
            active_at=now,
            created_at=now,
        )
        self._keep(thread, "THREAD_CREATE")
        member = thread_member_object(thread, APPLICATION_ID)
        return {**thread_object(thread), "member": member}

    def change(self, thread: Channel, payload: Any) -> Document:
        """Fields that the payload leaves out stay; raises Refused."""
        if not thread.is_thread:
            raise Refused(501, 0, "the sandbox changes no channels but threads")
        _check_changed(check_object(payload, "_"))
        if thread.archived and "archived" not in payload:
            raise archived_thread()
        given = {key: value for key, value in payload.items() if value is not None}
        thread.name = given.get("name", thread.name)
        thread.locked = given.get("locked", thread.locked)
        thread.invitable = given.get("invitable", thread.invitable)
        thread.archive_after_min = given.get("auto_archive_duration", thread.archive_after_min)
        if given.get("archived", thread.archived) != thread.archived:
            self._turn(thread, archived=not thread.archived)
        self._keep(thread, "THREAD_UPDATE")
        return thread_object(thread)

    def add_member(self, thread: Channel, user_id: str) -> None:
        """Once more changes nothing; raises Refused."""
        self._check_membership(thread, user_id)
        if user_id not in thread.member_ids:
            thread.member_ids.append(user_id)
            self._keep(thread, "THREAD_UPDATE")

    def remove_member(self, thread: Channel, user_id: str) -> None:
        """A private thread is gone for them at once; raises Refused."""
        self._check_membership(thread, user_id)
        if user_id in thread.member_ids:
            watched = self._world.who_sees(thread)
            thread.member_ids.remove(user_id)
            self._keep(thread, "THREAD_UPDATE", watched)

    def _check_membership(self, thread: Channel, user_id: str) -> None:
        if not thread.is_thread:
            raise wrong_kind()
        if thread.archived:
            raise archived_thread()
        if user_id not in (*self._world.members, APPLICATION_ID):
            raise Refused(404, 10013, "Unknown User")

    def spoken_in(self, channel: Channel, message: Message) -> None:
        """A new message opens an archived thread again; private ones aren't counted."""
        if not channel.is_thread:
            return
        if message.owner is None:
            channel.message_count += 1
            channel.total_messages += 1
            channel.last_message_id = message.id
        if channel.archived:
            self._turn(channel, archived=False)
            self._keep(channel, "THREAD_UPDATE")
        else:
            channel.active_at = self._world.clock.now().isoformat()
            self._world.save_channel(channel)
            self._tell_page(channel)

    def unsaid_in(self, channel: Channel, message: Message) -> None:
        """A message was deleted."""
        if channel.is_thread and message.owner is None:
            channel.message_count -= 1
            self._world.save_channel(channel)
            self._tell_page(channel)

    def time_passed(self) -> None:
        """After the clock moved: those in which nobody wrote for long are archived."""
        for thread in self._world.channels.values():
            if thread.is_thread and not thread.archived and self._is_quiet(thread):
                self._turn(thread, archived=True)
                self._keep(thread, "THREAD_UPDATE")

    def _is_quiet(self, thread: Channel) -> bool:
        quiet = self._world.clock.now() - datetime.fromisoformat(thread.active_at)
        return quiet > timedelta(minutes=thread.archive_after_min)

    def _turn(self, thread: Channel, *, archived: bool) -> None:
        thread.archived = archived
        thread.active_at = self._world.clock.now().isoformat()

    def _active(self, server_id: str) -> int:
        channels = self._world.channels_of(server_id)
        return sum(channel.is_thread and not channel.archived for channel in channels)

    def _keep(self, thread: Channel, event: str, watched: Iterable[Member] = ()) -> None:
        """`watched` are those who saw it before, where that may have changed."""
        self._world.save_channel(thread)
        self._gateway.dispatch(event, thread.server_id, thread_object(thread), GUILDS_INTENT)
        self._tell_page(thread, watched)

    def _tell_page(self, thread: Channel, watched: Iterable[Member] = ()) -> None:
        for member in watched or self._world.who_sees(thread):
            channels = page_channels(self._world, member)
            self._audience.tell({"type": "channels", "channels": channels}, member.id)


def check_open(channel: Channel) -> None:
    """Messages in an archived thread can't be changed; raises Refused."""
    if channel.archived:
        raise archived_thread()


def wrong_kind() -> Refused:
    return Refused(400, 50024, "Cannot execute action on this channel type")


def archived_thread() -> Refused:
    return Refused(400, 50083, "Thread is archived")


def _check_parent(parent: Channel) -> None:
    if parent.kind != TEXT_CHANNEL:
        raise wrong_kind()


def _check_made(payload: Document, known: set[str]) -> None:
    _check_fields(payload, known)
    check_text(payload.get("name"), "name", 1, LONGEST_NAME)
    if payload.get("type") not in (None, *KINDS):
        raise bad_form("type", f"Value must be one of {tuple(KINDS)}.")


def _check_changed(payload: Document) -> None:
    _check_fields(payload, _CHANGED_BY)
    if payload.get("name") is not None:
        check_text(payload["name"], "name", 1, LONGEST_NAME)


def _check_fields(payload: Document, known: set[str]) -> None:
    for key in payload:
        if key not in known:
            raise bad_form(key, "The sandbox does not take this field.")
    for key in ("archived", "locked", "invitable"):
        if not isinstance(payload.get(key), bool | None):
            raise bad_form(key, "Must be either true or false.")
    if payload.get("auto_archive_duration") not in (None, *ARCHIVE_AFTER_MIN):
        raise bad_form("auto_archive_duration", f"Value must be one of {ARCHIVE_AFTER_MIN}.")
    pause_s = payload.get("rate_limit_per_user")
    check_count(pause_s or 0, "rate_limit_per_user", 0, LONGEST_PAUSE_S)
