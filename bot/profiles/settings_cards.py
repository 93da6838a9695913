"""What a member sees of their settings: each with the way to change it."""

from bot.chat.parts import (
    Card,
    Modal,
    Option,
    button,
    card,
    line_modal,
    row,
    select,
)
from bot.chat.text import plain
from bot.members.member import NAME_LENGTH, Change, Visibility, ZoneUnknown
from bot.profiles.cards import ACCENT
from bot.profiles.profile import Settings
from bot.profiles.routes import NAME, PROFILE, VISIBILITY, ZONE

VISIBILITY_NAMES = {
    Visibility.HIDDEN: "Hidden",
    Visibility.SERVER: "This server",
    Visibility.EVERYWHERE: "Everywhere",
}
VISIBILITY_NOTES = {
    Visibility.HIDDEN: "No leaderboard lists you, and nobody sees your profile",
    Visibility.SERVER: "Each server that you answered in sees what you did there",
    Visibility.EVERYWHERE: "Servers that you never answered in may see your profile, too",
}
_ZONE_LENGTH = 64
_SHOWN_NAME = 2 * NAME_LENGTH + 1  # each character may be escaped by another


def settings_card(settings: Settings) -> Card:
    member = settings.member
    said = filter(None, [_refusal(settings.refused), _changed(settings.change)])
    options = [
        Option(name, value, VISIBILITY_NOTES[value]) for value, name in VISIBILITY_NAMES.items()
    ]
    return card(
        ACCENT,
        *said,
        f"## Settings\n{_zone(settings)}\n{_name(settings)}",
        row(button("Time zone", ZONE.path()), button("Shown name", NAME.path())),
        f"**Who sees your numbers**: {VISIBILITY_NAMES[member.visibility]}. "
        f"{VISIBILITY_NOTES[member.visibility]}.\n"
        "-# That is points, rank, streak, average scores and strongest topics, never an answer.",
        select("Who sees your numbers", VISIBILITY.path(), options, member.visibility),
        row(button("Back to your profile", PROFILE.path())),
    )


def zone_modal(settings: Settings) -> Modal:
    return line_modal(
        title="Your time zone",
        path=ZONE.path(),
        above="Your days and your streak are counted in it, from your next answer on.",
        label="Time zone",
        note="Like Europe/Berlin or Asia/Kolkata; a city will do. Empty: this server's.",
        longest=_ZONE_LENGTH,
        text=settings.member.zone or "",
    )


def name_modal(settings: Settings) -> Modal:
    return line_modal(
        title="Your shown name",
        path=NAME.path(),
        above="Leaderboards call you by it in every server, in place of your name there.",
        label="Shown name",
        note=f"At most {NAME_LENGTH} characters. Empty: the name that each server knows.",
        longest=NAME_LENGTH,
        text=settings.member.shown_name or "",
    )


def _zone(settings: Settings) -> str:
    zone = settings.member.zone
    name = f"`{zone}`" if zone else f"this server's, `{settings.local_time.tzinfo}`"
    return f"**Time zone**: {name}. It is {settings.local_time:%H:%M on %A} there."


def _name(settings: Settings) -> str:
    name = settings.member.shown_name
    shown = plain(name, _SHOWN_NAME) if name else "the name that each server knows you by"
    return f"**Shown name**: {shown}."


def _refusal(refused: ZoneUnknown | None) -> str | None:
    if refused is None:
        return None
    close = " or ".join(f"`{name}`" for name in refused.close)
    hint = f"Did you mean {close}?" if close else "Try the nearest large city."
    return f"**There is no time zone “{plain(refused.typed, 60)}”**, so nothing was changed. {hint}"


def _changed(change: Change | None) -> str | None:
    if change is None:
        return None
    before, after = change.before, change.after
    changes = [
        _line("Time zone", before.zone or "this server's", after.zone or "this server's"),
        _line("Shown name", _named(before.shown_name), _named(after.shown_name)),
        _line(
            "Who sees your numbers",
            VISIBILITY_NAMES[before.visibility],
            VISIBILITY_NAMES[after.visibility],
        ),
    ]
    return "\n".join(filter(None, changes)) or "Nothing was changed: that is how it was."


def _named(name: str | None) -> str:
    return plain(name, _SHOWN_NAME) if name else "each server's"


def _line(what: str, before: str, after: str) -> str | None:
    return f"**Changed.** {what}: {before} → {after}" if before != after else None
