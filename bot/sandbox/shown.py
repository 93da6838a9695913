"""What a member sees of a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.components import (
    BUTTON,
    CONTAINER,
    ENTITY_SELECTS,
    NAMED_BY_SELECT,
    SELECTS,
    TEXT,
    nested,
    takes,
)
from bot.sandbox.modal import default_value, fields
from bot.sandbox.objects import channel_object, role_objects
from bot.sandbox.store import Document
from bot.sandbox.world import APPLICATION_ID, BOT_NAME, Message, OpenModal, World


@dataclass(frozen=True)
class Button:
    label: str
    disabled: bool
    style: int
    custom_id: str | None
    url: str | None


@dataclass(frozen=True)
class Select:
    """Of members, roles or channels, `options` are all of them, as on Discord; `chosen` are
    labels, or names.
    """

    placeholder: str
    disabled: bool
    custom_id: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """`text` joins all texts by newlines; `accent` is the first container's colour."""

    id: str
    text: str
    buttons: tuple[Button, ...]
    selects: tuple[Select, ...]
    files: tuple[tuple[str, bytes], ...]
    ephemeral: bool
    loading: bool
    accent: int | None
    raw: Document


@dataclass(frozen=True)
class Field:
    label: str
    description: str
    custom_id: str
    kind: int
    value: Any
    max_length: int | None
    required: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownModal:
    id: str
    title: str
    custom_id: str
    text: str
    fields: tuple[Field, ...]
    raw: Document


def shown(world: World, message: Message) -> Shown:
    components = [*nested(message.body["components"])]
    texts = [c["content"] for c in components if c["type"] == TEXT]
    accents = [c["accent_color"] for c in components if c["type"] == CONTAINER]
    return Shown(
        id=message.id,
        text="\n".join([*filter(None, [message.body["content"]]), *texts]),
        buttons=tuple(_button(c) for c in components if c["type"] == BUTTON),
        selects=tuple(_select(world, message, c) for c in components if c["type"] in SELECTS),
        files=tuple(_files(world, message)),
        ephemeral=message.owner is not None,
        loading=message.loading,
        accent=accents[0] if accents else None,
        raw=message.body,
    )


def _button(component: Document) -> Button:
    emoji = component.get("emoji") or {}
    return Button(
        component.get("label") or emoji.get("name") or "",
        component["disabled"],
        component["style"],
        component.get("custom_id"),
        component.get("url"),
    )


def _select(world: World, message: Message, component: Document) -> Select:
    options, chosen = _labelled(component.get("options", [])), _chosen(component)
    if component["type"] in ENTITY_SELECTS:
        server_id = world.channels[message.channel_id].server_id
        options = tuple(_offered(world, server_id, component))
    return Select(
        component.get("placeholder") or "",
        component["disabled"],
        component["custom_id"],
        options,
        tuple(label for label, value in options if value in chosen),
    )


def _chosen(component: Document) -> set[str]:
    options = component.get("options", [])
    named = component.get("default_values", [])
    return {o["value"] for o in options if o.get("default")} | {v["id"] for v in named}


def people(world: World) -> tuple[tuple[str, str], ...]:
    """Whom a select of members offers: name and id, bots too."""
    members = tuple((member.name, member.id) for member in world.members.values())
    return (*members, (BOT_NAME, APPLICATION_ID))


def _offered(world: World, server_id: str, component: Document) -> Iterator[tuple[str, str]]:
    kinds = NAMED_BY_SELECT[component["type"]]
    if "users" in kinds:
        yield from people(world)
    if "roles" in kinds:
        yield from ((role["name"], role["id"]) for role in role_objects(world, server_id))
    if "channels" in kinds:
        for channel in (channel_object(world, each) for each in world.channels_of(server_id)):
            if takes(component, channel):
                yield channel["name"], channel["id"]


def _labelled(options: list[Document]) -> tuple[tuple[str, str], ...]:
    return tuple((option["label"], option["value"]) for option in options)


def _files(world: World, message: Message) -> Iterator[tuple[str, bytes]]:
    for attachment in message.body["attachments"]:
        yield attachment["filename"], world.upload(attachment["id"]) or b""


def shown_modal(opened: OpenModal) -> ShownModal:
    body = opened.body
    texts = [c["content"] for c in body["components"] if c["type"] == TEXT]
    return ShownModal(
        id=opened.id,
        title=body["title"],
        custom_id=body["custom_id"],
        text="\n".join(texts),
        fields=tuple(_field(*each) for each in fields(body)),
        raw=body,
    )


def _field(label: str, component: Document) -> Field:
    return Field(
        label=label,
        description=component.get("description") or "",
        custom_id=component["custom_id"],
        kind=component["type"],
        value=default_value(component),
        max_length=component.get("max_length"),
        required=component.get("required", True),
        options=_labelled(component.get("options", [])),
    )
