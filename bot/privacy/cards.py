"""What a member sees of what is stored about them."""

from discord import ui

from bot.chat.parts import AMBER, Card, Document, Item, button, card, line_modal, row
from bot.chat.text import count, plain
from bot.members.member import LISTED_FOR, Visibility
from bot.privacy.export import ANSWERS, DATA, FILENAME, Package
from bot.privacy.kept import KEPT, Counts, Privacy
from bot.privacy.routes import ERASE, ERASE_SURE, EXPORT, HIDE, PRIVACY, SHOW

ACCENT = 0x3BA55D
RED = 0xDA373C
WORD = "ERASE"
_SEEN = {
    Visibility.HIDDEN: "nobody, as you are hidden",
    Visibility.SERVER: "members of the servers that you answered in, each its own",
    Visibility.EVERYWHERE: "members of every server that Greenroom is in",
}
_WHAT = "\n".join(
    ["## Your data", "This is stored under your Discord id:"]
    + [f"- {line}" for line in dict.fromkeys(kept.says for kept in KEPT if kept.is_members)]
)
_FOR_HOW_LONG = f"""\
**For how long?** Until you erase it. Leaving a server changes nothing by itself; its leaderboards \
drop you {LISTED_FOR.days} days after your last answer there."""
_OUT_OF_REACH = (
    "**What I can't erase**: messages that others see, such as a summary that you shared, or the "
    "cards in an interview's thread. Press **Take it back** on a summary before you erase; "
    "afterwards only the server's moderators can delete it. And a backup of the database keeps "
    "its copy until whoever runs the bot deletes it."
)
_NOTHING = "Nothing is stored about you."


def privacy_card(privacy: Privacy, *notes: str) -> Card:
    """With notes above it."""
    return card(
        ACCENT,
        *notes,
        _WHAT,
        f"**Who sees it?** Your answers: only you, and in an interview's thread your coach and the "
        f"server's moderators. Your numbers: {_SEEN[privacy.visibility]}. Whoever runs this bot "
        "can read its database.",
        *_sent(privacy),
        _FOR_HOW_LONG,
        _OUT_OF_REACH,
        row(
            button("Export", EXPORT.path(), primary=True),
            _hide(privacy),
            button("Erase everything", ERASE.path(), danger=True),
        ),
    )


def hidden_card(privacy: Privacy) -> Card:
    return privacy_card(
        privacy, "**You are hidden.** No leaderboard lists you, and nobody sees your profile."
    )


def shown_card(privacy: Privacy) -> Card:
    return privacy_card(
        privacy,
        "**You are shown again** in the servers that you answered in. **Settings** in `/profile` "
        "has more choices.",
    )


def export_card(package: Package | None) -> Card:
    if package is None:
        return card(ACCENT, _NOTHING)
    return card(
        ACCENT,
        f"### Your export\n`{DATA}` holds every row that is stored about you. {_markdown(package)}",
        *_missing(package),
        Document(FILENAME, package.content),
    )


def sure_to_erase_card(counts: Counts, privacy: Privacy) -> Card:
    """The first of two questions; the second one is a form."""
    if not counts:
        return card(ACCENT, _NOTHING, row(_back("Back")))
    return card(
        AMBER,
        f"### Erase everything?\nThis erases {erased(counts)}: in every server, for good. "
        "An interview that is running ends.",
        *_to_take_back(privacy),
        _OUT_OF_REACH,
        row(
            button("Erase…", ERASE_SURE.path(), danger=True),
            button("Export first", EXPORT.path()),
            _back("Keep it all", primary=True),
        ),
    )


def erase_modal() -> ui.Modal:
    return line_modal(
        title="Erase everything",
        path=ERASE_SURE.path(),
        above="There is no way back. Close this form to keep everything.",
        label=f"Type {WORD}",
        note="Everything that is stored about you is erased when you send this.",
        longest=20,
    )


def wrong_word_card(typed: str) -> Card:
    given = f"You typed “{plain(typed, 60)}”" if typed.strip() else "You typed nothing"
    return card(
        AMBER,
        f"### Nothing was erased\n{given}, and it takes **{WORD}**.",
        row(
            button("Type it again", ERASE_SURE.path(), danger=True),
            _back("Keep it all", primary=True),
        ),
    )


def erased_card(counts: Counts) -> Card:
    gone = f"Gone: {erased(counts)}." if counts else _NOTHING
    return card(
        RED,
        f"### Everything is erased\n{gone}\nButtons on older cards do nothing any more. To start "
        "anew, with the settings that everyone begins with, type `/interview`.",
    )


def erased(counts: Counts) -> str:
    """In numbers: "12 questions, 3 interviews, … and your settings"."""
    named = [
        count(counts[kept.table], kept.counted)
        for kept in KEPT
        if kept.counted and kept.table in counts
    ]
    named_by_others = sum(number for name, number in counts.items() if "." in name)
    if named_by_others:
        named.append(f"your name as coach in {count(named_by_others, 'interview')}")
    rest = sum(counts[k.table] for k in KEPT if not k.counted and k.table in counts)
    if rest:
        named.append(f"{count(rest, 'row')} of points, names, choices and settings")
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def _to_take_back(privacy: Privacy) -> list[str]:
    if not privacy.shared:
        return []
    return [f"**Summaries that you shared and didn't take back: {privacy.shared}.**"]


def _sent(privacy: Privacy) -> list[str]:
    if privacy.sent_to is None:
        return []
    return [
        f"**Who scores it?** A language model at {plain(privacy.sent_to, 100)}: each answer's text "
        "is sent there with its question and key points, and nothing that says whose it is. "
        "Whoever runs it may keep what it is sent; erasing here doesn't reach it."
    ]


def _markdown(package: Package) -> str:
    if package.without_answers:
        return f"`{ANSWERS}` was left out, because with it the file is too large for Discord."
    return f"`{ANSWERS}` has your answers to read."


def _missing(package: Package) -> list[str]:
    if not package.left_out:
        return []
    return [
        f"**Even so, the oldest {package.left_out} of {package.of} attempts didn't fit.** "
        "Whoever runs this bot can give you the whole export."
    ]


def _hide(privacy: Privacy) -> Item:
    if privacy.visibility is Visibility.HIDDEN:
        return button("Show me again", SHOW.path())
    return button("Hide me", HIDE.path())


def _back(label: str, *, primary: bool = False) -> Item:
    return button(label, PRIVACY.path(), primary=primary)
