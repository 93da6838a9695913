"""The parts that every room's cards are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

Item = ui.Item[ui.LayoutView]
GREY = 0x80848E
AMBER = 0xF0B232


class CardTooLargeError(Exception):
    """A card over Discord's limits: a defect of the card, not of what a member wrote."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select; `label` and `note` at most 100 characters."""

    label: str
    value: str
    note: str | None = None


def card(accent: int, *items: Item | str) -> ui.LayoutView:
    """One container; a str is a block of Markdown. Build it on the event loop."""
    view = ui.LayoutView(timeout=None)
    blocks = [
        ui.TextDisplay[ui.LayoutView](item) if isinstance(item, str) else item for item in items
    ]
    view.add_item(ui.Container(*blocks, accent_colour=accent))
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
    """A row with a select of one; at most 25 options are shown."""
    lines = [
        discord.SelectOption(
            label=option.label[:100],
            value=option.value,
            description=option.note[:100] if option.note else None,
            default=option.value == chosen,
        )
        for option in options
    ][:25]
    return ui.ActionRow(
        ui.Select[ui.LayoutView](placeholder=placeholder, custom_id=path, options=lines)
    )


def attached(filename: str) -> Item:
    """Shows a file that is sent with the card."""
    return ui.File(f"attachment://{filename}")


def writing_modal(
    *, title: str, path: str, above: str, label: str, note: str, longest: int, text: str
) -> ui.Modal:
    """A modal with Markdown `above` one long text field, `text` in it already.

    Build it on the event loop.
    """
    modal = ui.Modal(title=title[:45], custom_id=path, timeout=None)
    modal.add_item(ui.TextDisplay(above))
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph,
        max_length=longest,
        default=text[:longest] or None,
        required=True,
    )
    modal.add_item(ui.Label(text=label[:45], description=note[:100], component=field))
    return modal


def check_size(view: ui.LayoutView) -> None:
    """Raises CardTooLargeError over 4000 characters or 10,000 bytes of text in all.

    discord.py itself checks only the 40 components.
    """
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    texts = list(_texts(components))
    characters = sum(map(len, texts))
    size = sum(len(text.encode()) for text in texts)
    if characters > 4000 or size > 10_000:
        raise CardTooLargeError(f"{characters} characters, {size} bytes")


def _texts(components: Sequence[dict[str, Any]]) -> Iterable[str]:
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            yield component["content"]
        yield from _texts(component.get("components", ()))
