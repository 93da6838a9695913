"""Writing, editing and deleting the bot's messages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from bot.sandbox.audience import Audience
from bot.sandbox.command import full_name
from bot.sandbox.components import (
    SELECTS,
    check_components,
    check_count,
    check_list,
    check_object,
    check_text,
    nested,
)
from bot.sandbox.direct import DirectMessages
from bot.sandbox.mentions import check_allowed, pings
from bot.sandbox.objects import bot_user, member_user, page_message, trigger_object
from bot.sandbox.refusal import bad_form, empty_message
from bot.sandbox.replies import answered, reply_parts
from bot.sandbox.store import Document
from bot.sandbox.threads import Threads
from bot.sandbox.upload import MOST_FILES, Upload, attachment_object, safe_name
from bot.sandbox.world import (
    APPLICATION_ID,
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    Interaction,
    Message,
    World,
)

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
SETTABLE: Final = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
NONCE_LIFE: Final = timedelta(minutes=5)


class Messages:
    """`address` is where uploaded files are served; set once the server listens."""

    def __init__(
        self, world: World, threads: Threads, direct: DirectMessages, audience: Audience
    ) -> None:
        self._world = world
        self._threads = threads
        self._direct = direct
        self._audience = audience
        self.address = ""

    def create(
        self,
        channel_id: str,
        payload: Document,
        uploads: list[Upload],
        interaction: Interaction | None = None,
        original: Message | None = None,
    ) -> Message:
        """In answer to an interaction, or as a reply to an original; raises Refused for what
        Discord would not take.
        """
        flags = message_flags(payload)
        private = interaction is not None and bool(flags & EPHEMERAL)
        message = self._blank(channel_id, interaction, flags & EPHEMERAL if private else 0)
        if interaction is not None:
            _refuse_reference(payload)
        if original is not None:
            message.body |= reply_parts(self._world, original)
        self._write(message, payload, uploads)
        message.nonce = _nonce(payload)
        return self._publish(message, interaction)

    def create_loading(self, interaction: Interaction, flags: int) -> Message:
        message = self._blank(interaction.channel_id, interaction, LOADING | flags & EPHEMERAL)
        return self._publish(message, interaction)

    def edit(
        self, message: Message, payload: Document, uploads: list[Upload], by: str | None
    ) -> Message:
        """Fields that the payload leaves out stay; raises Refused."""
        _refuse_reference(payload)
        changed = Message(**{**vars(message), "body": dict(message.body)})
        changed.body["flags"] = message.flags & ~LOADING
        self._write(changed, payload, uploads)
        if not message.flags & LOADING:
            changed.body["edited_timestamp"] = self._world.clock.now().isoformat()
        message.body = changed.body
        self._world.save_message(message, by)
        self._show(message)
        return message

    def delete(self, message: Message) -> None:
        self._world.remove_message(message)
        self._threads.unsaid_in(self._world.channels[message.channel_id], message)
        self._tell_gone(message)

    def dismiss(self, message: Message) -> None:
        """Its member puts a private message away; the bot never learns of it."""
        message.dismissed = True
        self._world.save_message(message, None)
        self._tell_gone(message)

    def _tell_gone(self, message: Message) -> None:
        event = {"type": "message_gone", "channel": message.channel_id, "id": message.id}
        self._tell(message, event)

    def sent_with_nonce(self, channel_id: str, payload: Document) -> Message | None:
        """The message that an earlier request with the same nonce made, minutes ago."""
        nonce = _nonce(payload)
        if nonce is None or not payload.get("enforce_nonce"):
            return None
        since = self._world.clock.now() - NONCE_LIFE
        for message in self._world.messages.values():
            same = (message.channel_id, message.nonce) == (channel_id, nonce)
            if same and datetime.fromisoformat(message.body["timestamp"]) >= since:
                return message
        return None

    def _publish(self, message: Message, interaction: Interaction | None) -> Message:
        self._world.add_message(message, interaction.member_id if interaction else None)
        channel = self._world.channels[message.channel_id]
        self._threads.spoken_in(channel, message)
        self._direct.spoken_in(channel, message)
        self._show(message)
        return message

    def _show(self, message: Message) -> None:
        event = {"type": "message", "message": page_message(self._world, message)}
        if not message.dismissed:
            self._tell(message, event)

    def _tell(self, message: Message, event: Document) -> None:
        """Whoever sees the message."""
        if message.owner is not None:
            self._audience.tell(event, message.owner)
            return
        for member in self._world.who_sees(self._world.channels[message.channel_id]):
            self._audience.tell(event, member.id)

    def _blank(self, channel_id: str, interaction: Interaction | None, flags: int) -> Message:
        identifier = self._world.snowflakes.take()
        body: Document = {
            "id": identifier,
            "channel_id": channel_id,
            "type": 20 if interaction is not None and interaction.kind == 2 else 0,
            "author": bot_user(),
            "application_id": APPLICATION_ID,
            "content": "",
            "components": [],
            "attachments": [],
            "embeds": [],
            "flags": flags,
            "timestamp": self._world.clock.now().isoformat(),
            "edited_timestamp": None,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
        }
        if interaction is not None:
            body["webhook_id"] = APPLICATION_ID
            body["interaction_metadata"] = trigger_object(self._world, interaction)
            if interaction.kind == 2:
                body["interaction"] = self._trigger(interaction)
        owner = interaction.member_id if interaction and flags & EPHEMERAL else None
        return Message(identifier, channel_id, body, owner, order=0)

    def _trigger(self, interaction: Interaction) -> Document:
        return {
            "id": interaction.id,
            "type": interaction.kind,
            "name": full_name(interaction.data),
            "user": member_user(self._world.members[interaction.member_id]),
        }

    def _write(self, message: Message, payload: Document, uploads: list[Upload]) -> None:
        """`message_reference` has been read before, where it may be given."""
        body = message.body
        body["flags"] |= message_flags(payload) & SETTABLE
        _check_fields(payload)
        allowed = check_allowed(payload)
        kept = [*_kept(body["attachments"], payload)]
        added = [*self._added(message, payload, uploads)]
        attachments = [*kept, *added]
        if len(attachments) > MOST_FILES:
            raise bad_form("attachments", f"At most {MOST_FILES} files.")
        for key in ("content", "embeds", "components"):
            if key in payload:
                body[key] = payload[key] or ("" if key == "content" else [])
        names = {a["filename"] for a in attachments}
        _check_body(body, names, changed="components" in payload)
        if not any((body["content"], body["embeds"], body["components"], attachments)):
            raise empty_message()
        body["components"] = [*_resolved(body["components"], attachments)]
        body["attachments"] = attachments
        if "content" in payload or "components" in payload:
            body |= pings(self._world, message, allowed, answered(self._world, body))
        for upload, attachment in zip(uploads, added, strict=True):
            self._world.keep_upload(attachment["id"], upload.content)

    def _added(
        self, message: Message, payload: Document, uploads: list[Upload]
    ) -> Iterator[Document]:
        described = {str(a.get("id")): a for a in payload.get("attachments") or []}
        for upload in uploads:
            identifier = self._world.snowflakes.take()
            url = f"{self.address}/attachments/{message.channel_id}/{identifier}/{upload.filename}"
            yield attachment_object(
                upload,
                identifier,
                url,
                description=described.get(upload.number, {}).get("description"),
                ephemeral=message.owner is not None,
            )


def message_flags(payload: Document) -> int:
    return check_count(payload.get("flags") or 0, "flags", 0, 2**31 - 1)


def _nonce(payload: Document) -> str | None:
    nonce = payload.get("nonce")
    return None if nonce is None else check_text(str(nonce), "nonce", 0, 25)


def _refuse_reference(payload: Document) -> None:
    if payload.get("message_reference"):
        raise bad_form("message_reference", "The sandbox takes replies in channels only.")


def _check_fields(payload: Document) -> None:
    check_text(payload.get("content") or "", "content", 0, 2000)
    for key in ("attachments", "embeds"):
        check_list(payload.get(key) or [], key, 0, 10)
        for number, part in enumerate(payload.get(key) or []):
            check_object(part, f"{key}.{number}")
    for key in ("poll", "sticker_ids"):
        if payload.get(key):
            raise bad_form(key, "The sandbox does not take this field.")


def _check_body(body: Document, names: set[str], *, changed: bool) -> None:
    v2 = bool(body["flags"] & COMPONENTS_V2)
    for key in ("content", "embeds"):
        if v2 and body[key]:
            text = "cannot be used with the IS_COMPONENTS_V2 flag"
            raise bad_form(key, f"The '{key}' field {text}")
    if changed:
        check_components(body["components"], v2=v2, files=names)


def _kept(attachments: list[Document], payload: Document) -> list[Document]:
    if payload.get("attachments") is None:
        return [] if "attachments" in payload else attachments
    wanted = {str(a.get("id")) for a in payload["attachments"]}
    return [a for a in attachments if a["id"] in wanted]


_DEFAULTS: Final[dict[int, Document]] = {
    2: {"disabled": False},
    **{kind: {"disabled": False, "min_values": 1, "max_values": 1} for kind in SELECTS},
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}


def _resolved(components: list[Document], attachments: list[Document]) -> Iterator[Document]:
    """As Discord answers them: every component numbered, defaults filled in, media resolved."""
    used = {c["id"] for c in nested(components) if c.get("id")}
    numbers = (n for n in range(1, 1 << 20) if n not in used)
    files = {a["filename"]: a for a in attachments}
    for component in components:
        yield _resolve(component, numbers, files)


def _resolve(component: Document, numbers: Iterator[int], files: dict[str, Document]) -> Document:
    given = {key: value for key, value in component.items() if value is not None}
    given.pop("required", None)  # for selects in modals; Discord ignores it in messages
    resolved: Document = {**_DEFAULTS.get(component["type"], {}), **given}
    resolved["id"] = component.get("id") or next(numbers)
    if "default_values" in given:
        # discord.py sends the ids as numbers.
        resolved["default_values"] = [{**v, "id": str(v["id"])} for v in given["default_values"]]
    if "components" in component:
        resolved["components"] = [_resolve(c, numbers, files) for c in component["components"]]
    if component.get("accessory"):
        resolved["accessory"] = _resolve(component["accessory"], numbers, files)
    for key in ("media", "file"):
        if key in component:
            resolved[key] = _media(component[key], files)
    if "items" in component:
        resolved["items"] = [_gallery_item(item, files) for item in component["items"]]
    if component["type"] == 13:
        file = files.get(_referenced(component["file"]), {})
        resolved["name"] = file.get("filename") or component.get("name")
        resolved["size"] = file.get("size", component.get("size"))
    return resolved


def _gallery_item(item: Document, files: dict[str, Document]) -> Document:
    description, spoiler = item.get("description"), bool(item.get("spoiler"))
    media = _media(item["media"], files)
    return {"media": media, "description": description, "spoiler": spoiler}


def _referenced(media: Document) -> str:
    scheme, _, name = str(media["url"]).partition("://")
    return safe_name(name) if scheme == "attachment" else ""


def _media(media: Document, files: dict[str, Any]) -> Document:
    file = files.get(_referenced(media))
    if file is None:
        url = media["url"]
        return {"id": "0", "proxy_url": url, **media}
    keys = ("id", "url", "proxy_url", "content_type", "width", "height")
    resolved = {key: file[key] for key in keys if key in file}
    return {**resolved, "attachment_id": file["id"]}
