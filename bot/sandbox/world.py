"""The state of the local Discord: servers, channels, members, commands, messages, tokens."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.clock import MovableClock
from bot.sandbox.snowflake import Snowflakes
from bot.sandbox.store import Document, Store

APPLICATION_ID: Final = "100000000000000900"
BOT_NAME: Final = "Greenroom"
GUIDE_ID: Final = "100000000000000800"
GUIDE_NAME: Final = "Sandbox"
FIRST_SERVER_ID: Final = "100000000000000001"
# Where direct messages belong; also what Discord writes in its place.
NO_SERVER: Final = "0"
TOKEN_LIFE: Final = timedelta(minutes=15)

ADMINISTRATOR: Final = 1 << 3
MANAGE_SERVER: Final = 1 << 5
# View, send, embed, attach, read history, use commands, send in threads and the like.
EVERYONE: Final = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 18 | 1 << 31 | 1 << 38
BOT_PERMISSIONS: Final = EVERYONE | 1 << 34 | 1 << 35 | 1 << 36
# Send, make threads of either kind, send in threads.
WRITING: Final = 1 << 11 | 1 << 35 | 1 << 36 | 1 << 38

TEXT_CHANNEL, PUBLIC_THREAD, PRIVATE_THREAD = "text", "public_thread", "private_thread"
DIRECT_MESSAGES = "direct_messages"

IN_SERVER, WITH_BOT = 0, 1

HAS_THREAD: Final = 1 << 5
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
COMPONENTS_V2: Final = 1 << 15


@dataclass
class Channel:
    """A text channel, or with a `parent` a thread in it; what follows `parent` is a thread's.

    Or a member's direct messages with the bot, in no server: of what is a thread's, they have
    `member_ids` and `last_message_id`.

    `active_at` is when it was made, last written in, archived or opened again. Where the bot may
    not write, it can neither post nor make threads; it answers interactions there all the same.
    Of the messages in a thread, `message_count` leaves out those that were deleted.
    """

    id: str
    server_id: str
    name: str
    topic: str
    position: int
    bot_may_write: bool = True
    kind: str = TEXT_CHANNEL
    parent: str | None = None
    owner_id: str = ""
    member_ids: list[str] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    archive_after_min: int = 1440
    active_at: str = ""
    created_at: str = ""
    message_count: int = 0
    total_messages: int = 0
    last_message_id: str | None = None

    @property
    def is_thread(self) -> bool:
        return self.parent is not None

    @property
    def is_direct(self) -> bool:
        return self.kind == DIRECT_MESSAGES

    def visible_to(self, member: "Member") -> bool:
        if self.kind not in (PRIVATE_THREAD, DIRECT_MESSAGES):
            return True
        return member.id in self.member_ids or self.server_id in member.manages


@dataclass
class Server:
    id: str
    name: str


@dataclass
class Role:
    """One that members are given, unlike @everyone, which each server has; `colour` is 0xRRGGBB."""

    id: str
    server_id: str
    name: str
    colour: int
    position: int
    mentionable: bool = False


@dataclass
class Member:
    """Everyone is in every server; `manages` lists those where they have Manage Server.

    `roles` are the ids of those that they have been given, in any server. One who `lacks_past` is
    to have practised already, and the bot that furnishes this world hasn't seen to it yet.
    """

    id: str
    name: str
    joined_at: str
    manages: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    takes_direct_messages: bool = True
    lacks_past: bool = False

    def permissions(self, server_id: str) -> int:
        return EVERYONE | (MANAGE_SERVER if server_id in self.manages else 0)


@dataclass
class Message:
    """`body` is Discord's message object; `owner` is the one member who sees a private one.

    `order` is a count of all creations; `touched` that count at each member's own last change.
    """

    id: str
    channel_id: str
    body: Document
    owner: str | None
    order: int
    touched: dict[str, int] = field(default_factory=dict)
    nonce: str | None = None
    dismissed: bool = False

    @property
    def flags(self) -> int:
        return int(self.body["flags"])

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    def visible_to(self, member_id: str) -> bool:
        return not self.dismissed and self.owner in (None, member_id)

    def newness(self, member_id: str) -> int:
        return max(self.order, self.touched.get(member_id, 0))


@dataclass
class Interaction:
    """`answer` is the callback type given, None before; `failed` once its time ran out.

    `message_id` is the clicked message, `original_id` the one that @original names,
    `modal_id` the modal that this submits.
    """

    id: str
    token: str
    kind: int
    member_id: str
    server_id: str
    channel_id: str
    created_at: str
    data: Document
    message_id: str | None = None
    answer: int | None = None
    failed: bool = False
    original_id: str | None = None
    message_ids: list[str] = field(default_factory=list)
    triggered_by: Document | None = None
    modal_id: str | None = None

    def expired(self, now: datetime) -> bool:
        return now - datetime.fromisoformat(self.created_at) > TOKEN_LIFE


@dataclass
class OpenModal:
    """A modal that a member has before them; `body` is what the bot sent."""

    id: str
    member_id: str
    channel_id: str
    message_id: str | None
    triggered_by: Document
    body: Document


class World:
    def __init__(self, store: Store, clock: MovableClock) -> None:
        self._store = store
        self.clock = clock
        self._restore_offset()
        self.snowflakes = Snowflakes(clock)
        self.servers = {d["id"]: Server(**d) for d in store.documents("server")}
        self.channels = {d["id"]: Channel(**d) for d in store.documents("channel")}
        self.roles = {d["id"]: Role(**d) for d in store.documents("role")}
        self.members = {d["id"]: Member(**d) for d in store.documents("member")}
        self.messages = {d["id"]: Message(**d) for d in store.documents("message")}
        self.modals = {d["id"]: OpenModal(**d) for d in store.documents("modal")}
        self.commands: dict[str, list[Document]] = {
            d["scope"]: d["commands"] for d in store.documents("commands")
        }
        self.interactions: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self._restore_interactions()
        self._changes = max((self._last_change(m) for m in self.messages.values()), default=0)
        self.is_new = not self.servers

    # What survives

    def _restore_offset(self) -> None:
        kept = self._store.document("clock", "offset")
        if kept is not None:
            self.clock.offset = max(self.clock.offset, timedelta(seconds=kept["offset_s"]))
        self.save_clock()

    def save_clock(self) -> None:
        offset_s = self.clock.offset.total_seconds()
        self._store.put("clock", "offset", {"offset_s": offset_s})

    def _restore_interactions(self) -> None:
        now = self.clock.now()
        for document in self._store.documents("interaction"):
            interaction = Interaction(**document)
            if interaction.expired(now - timedelta(days=1)):
                self._store.remove("interaction", interaction.id)
                continue
            # Whoever waited for an answer within 3 s has long given up.
            interaction.failed = interaction.failed or interaction.answer is None
            self._remember(interaction)

    def _remember(self, interaction: Interaction) -> None:
        self.interactions[interaction.id] = interaction
        self._by_token[interaction.token] = interaction

    @staticmethod
    def _last_change(message: Message) -> int:
        return max([message.order, *message.touched.values()])

    # Servers, channels, roles, members

    def save_server(self, server: Server) -> None:
        self.servers[server.id] = server
        self._store.put("server", server.id, asdict(server))

    def save_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self._store.put("channel", channel.id, asdict(channel))

    def save_role(self, role: Role) -> None:
        self.roles[role.id] = role
        self._store.put("role", role.id, asdict(role))

    def save_member(self, member: Member) -> None:
        self.members[member.id] = member
        self._store.put("member", member.id, asdict(member))

    def add_server(self, name: str) -> Server:
        server = Server(self.snowflakes.take(), name)
        self.save_server(server)
        self.save_channel(Channel(self.snowflakes.take(), server.id, "general", "Say hello", 0))
        return server

    def add_member(self, name: str, manages: Iterable[str] = ()) -> Member:
        joined_at = self.clock.now().isoformat()
        member = Member(self.snowflakes.take(), name, joined_at, list(manages))
        self.save_member(member)
        return member

    def is_person(self, identifier: str) -> bool:
        """A member's id, or the bot's."""
        return identifier == APPLICATION_ID or identifier in self.members

    def make_manager(self, member: Member, server_id: str) -> None:
        if server_id not in member.manages:
            member.manages.append(server_id)
            self.save_member(member)

    def regular(self) -> Member | None:
        """The member who lacks her past."""
        return next((member for member in self.members.values() if member.lacks_past), None)

    def first_server(self) -> Server:
        """The one that the page shows."""
        return next(iter(self.servers.values()))

    def channels_of(self, server_id: str) -> list[Channel]:
        """Its text channels, then their threads as they were made."""
        here = [c for c in self.channels.values() if c.server_id == server_id]
        return sorted(here, key=lambda c: (c.is_thread, c.position, c.created_at))

    def bot_may_write(self, channel: Channel) -> bool:
        """In a thread as in its channel."""
        return self.channels.get(channel.parent or channel.id, channel).bot_may_write

    def roles_of(self, server_id: str) -> list[Role]:
        return [role for role in self.roles.values() if role.server_id == server_id]

    def visible_channels(self, member: Member, server_id: str) -> list[Channel]:
        return [c for c in self.channels_of(server_id) if c.visible_to(member)]

    def who_sees(self, channel: Channel) -> list[Member]:
        return [m for m in self.members.values() if channel.visible_to(m)]

    # Commands

    def set_commands(self, scope: str, commands: list[Document]) -> None:
        """`scope` is "global" or a server's id."""
        self.commands[scope] = commands
        self._store.put("commands", scope, {"scope": scope, "commands": commands})

    def usable_commands(self, member: Member, server_id: str) -> list[Document]:
        known = self.commands.get(server_id, []) + self.commands.get("global", [])
        context = WITH_BOT if server_id == NO_SERVER else IN_SERVER
        here = [c for c in known if context in (c.get("contexts") or (context,))]
        return [c for c in here if may_use(c, member.permissions(server_id))]

    # Messages

    def add_message(self, message: Message, by: str | None) -> None:
        self.messages[message.id] = message
        self.save_message(message, by)

    def save_message(self, message: Message, by: str | None) -> None:
        """`by` is the member whose interaction changed it, if one did."""
        self._changes += 1
        message.order = message.order or self._changes
        if by is not None:
            message.touched[by] = self._changes
        self._store.put("message", message.id, vars(message))

    def remove_message(self, message: Message) -> None:
        del self.messages[message.id]
        self._store.remove("message", message.id)

    def move_to(self, address: str) -> None:
        """Files are served from another port after a restart: their URLs follow."""
        kept = self._store.document("address", "last")
        self._store.put("address", "last", {"address": address})
        if kept is None or kept["address"] == address:
            return
        for message in self.messages.values():
            if message.body["attachments"]:
                text = json.dumps(message.body).replace(kept["address"] + "/", address + "/")
                message.body = json.loads(text)
                self._store.put("message", message.id, vars(message))

    def visible_messages(self, member_id: str) -> list[Message]:
        member = self.members[member_id]
        hidden = {c.id for c in self.channels.values() if not c.visible_to(member)}
        return [
            message
            for message in self.messages.values()
            if message.visible_to(member_id) and message.channel_id not in hidden
        ]

    # Interactions and modals

    def save_interaction(self, interaction: Interaction) -> None:
        self._remember(interaction)
        self._store.put("interaction", interaction.id, vars(interaction))
        self.save_clock()

    def interaction_of_token(self, token: str) -> Interaction | None:
        return self._by_token.get(token)

    def open_modal(self, modal: OpenModal) -> None:
        """A member has at most one modal before them."""
        for other in [m for m in self.modals.values() if m.member_id == modal.member_id]:
            self.close_modal(other.id)
        self.modals[modal.id] = modal
        self._store.put("modal", modal.id, asdict(modal))

    def close_modal(self, modal_id: str) -> None:
        if self.modals.pop(modal_id, None) is not None:
            self._store.remove("modal", modal_id)

    # Files

    def keep_upload(self, identifier: str, body: bytes) -> None:
        self._store.put_upload(identifier, body)

    def upload(self, identifier: str) -> bytes | None:
        return self._store.upload(identifier)


def may_use(command: Document, permissions: int) -> bool:
    required = command["default_member_permissions"]
    if required is None or permissions & ADMINISTRATOR:
        return True
    # Discord takes "0" to mean administrators only.
    return int(required) != 0 and permissions & int(required) == int(required)
