"""The parts that every room's cards are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.chat.text import cut

Item = ui.Item[ui.LayoutView]
Modal = ui.Modal
GREY = 0x80848E
MOST_CHARACTERS = 4000
MOST_BYTES = 10_000
MOST_OPTIONS = 25
AMBER = 0xF0B232


class CardTooLargeError(Exception):
    """A card over Discord's limits: a defect of the card, not of what a member wrote."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select; `label` and `note` at most 100 characters."""

    label: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is sent with the card and shown in it for download."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that the card shows; `alt` says what is in it, at most 1024 characters."""

    name: str
    content: bytes
    alt: str


Block = Item | Document | Picture | str


class Card(ui.LayoutView):
    """A view with the files that it shows."""

    def __init__(self, files: Sequence[Document | Picture]) -> None:
        super().__init__(timeout=None)
        self.files = [discord.File(BytesIO(file.content), file.name) for file in files]


def card(accent: int, *items: Block) -> Card:
    """One container; a str is a block of Markdown. Build it on the event loop.

    Texts that are too long together are cut, the longest first.
    """
    view = Card([item for item in items if isinstance(item, Document | Picture)])
    view.add_item(ui.Container(*map(_block, _fitted(items)), accent_colour=accent))
    return view


def rule() -> Item:
    return ui.Separator()


def row(*buttons: Item) -> Item:
    return ui.ActionRow(*buttons)


def button(
    label: str,
    path: str,
    *,
    primary: bool = False,
    danger: bool = False,
    disabled: bool = False,
) -> Item:
    style = discord.ButtonStyle.secondary
    if primary:
        style = discord.ButtonStyle.primary
    elif danger:
        style = discord.ButtonStyle.danger
    return ui.Button(label=label, custom_id=path, style=style, disabled=disabled)


def select(
    placeholder: str, path: str, options: Iterable[Option], chosen: str | None = None
) -> Item:
    """A row with a select of one; at most MOST_OPTIONS are shown."""
    lines = [
        discord.SelectOption(
            label=option.label[:100],
            value=option.value,
            description=option.note[:100] if option.note else None,
            default=option.value == chosen,
        )
        for option in options
    ][:MOST_OPTIONS]
    return ui.ActionRow(
        ui.Select[ui.LayoutView](placeholder=placeholder, custom_id=path, options=lines)
    )


def member_select(placeholder: str, path: str, chosen: int | None) -> Item:
    """A row with a select of one member of the server, or none."""
    return ui.ActionRow(
        ui.UserSelect[ui.LayoutView](
            placeholder=placeholder,
            custom_id=path,
            min_values=0,
            default_values=[_user(chosen)] if chosen else [],
        )
    )


def _user(member_id: int) -> discord.SelectDefaultValue:
    # The library passes the id on as it is, and Discord's document wants it as text.
    as_text: Any = str(member_id)
    return discord.SelectDefaultValue(id=as_text, type=discord.SelectDefaultValueType.user)


def writing_modal(
    *, title: str, path: str, above: str, label: str, note: str, longest: int, text: str
) -> Modal:
    """A modal with Markdown `above` one long text field, `text` in it already.

    Build it on the event loop.
    """
    return _modal(title, path, above, label, note, _field(longest, text, is_long=True))


def line_modal(
    *, title: str, path: str, above: str, label: str, note: str, longest: int, text: str = ""
) -> Modal:
    """The same with a field of one line, which may stay empty."""
    return _modal(title, path, above, label, note, _field(longest, text, is_long=False))


def _field(longest: int, text: str, *, is_long: bool) -> "ui.TextInput[ui.Modal]":
    return ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
        max_length=longest,
        default=text[:longest] or None,
        required=is_long,
    )


def _modal(
    title: str, path: str, above: str, label: str, note: str, field: "ui.TextInput[ui.Modal]"
) -> Modal:
    modal = ui.Modal(title=title[:45], custom_id=path, timeout=None)
    modal.add_item(ui.TextDisplay(above))
    modal.add_item(ui.Label(text=label[:45], description=note[:100], component=field))
    return modal


def _block(item: Block) -> Item:
    match item:
        case str():
            return ui.TextDisplay(item)
        case Document():
            return ui.File(f"attachment://{item.name}")
        case Picture():
            url = f"attachment://{item.name}"
            return ui.MediaGallery(discord.MediaGalleryItem(url, description=item.alt[:1024]))
        case _:
            return item


def _fitted(items: Sequence[Block]) -> list[Block]:
    fitted = list(items)
    while (over := _over([item for item in fitted if isinstance(item, str)])) > 0:
        lengths = [len(item) if isinstance(item, str) else 0 for item in fitted]
        place = lengths.index(max(lengths))
        # Half of it at most goes at once, so that no block pays for all.
        shorter = max(lengths[place] - over, lengths[place] // 2)
        fitted[place] = cut(str(fitted[place]), shorter)
    return fitted


def _over(texts: Sequence[str]) -> int:
    """By how many characters texts are too long together; 0 or less if they fit."""
    characters = sum(map(len, texts)) - MOST_CHARACTERS
    size = sum(len(text.encode()) for text in texts) - MOST_BYTES
    # A character has 4 bytes at most, and the sign of a cut 3.
    return max(characters, size // 4 + 8 if size > 0 else 0)


def check_size(view: ui.LayoutView) -> None:
    """Raises CardTooLargeError over 4000 characters or 10,000 bytes of text in all.

    discord.py itself checks only the 40 components.
    """
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    texts = list(_texts(components))
    characters = sum(map(len, texts))
    size = sum(len(text.encode()) for text in texts)
    if characters > MOST_CHARACTERS or size > MOST_BYTES:
        raise CardTooLargeError(f"{characters} characters, {size} bytes")


def _texts(components: Sequence[dict[str, Any]]) -> Iterable[str]:
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            yield component["content"]
        yield from _texts(component.get("components", ()))
