"""Text for cards: strangers' words made harmless, cut kindly, bars and time stamps."""

import re
import unicodedata
from datetime import date, datetime, timedelta

_MARKDOWN = frozenset("\\*_~`|>#[]<:")
_ZERO_WIDTH = "\u200b"
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_BROAD = frozenset("MWmw@%")
_JOINER = "\u200d"  # holds emoji together


def plain(text: str, limit: int) -> str:
    """A stranger's text as one line of at most `limit` characters that formats nothing,
    pings nobody and links nowhere; cut with "…" where it is longer."""
    pieces = [_escaped(character) for character in " ".join(without_hidden(text).split())]
    if sum(map(len, pieces)) <= limit:
        return "".join(pieces)
    kept, length = [], 1
    for piece in pieces:
        length += len(piece)
        if length > limit:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + "…"


def narrow(text: str, columns: float) -> str:
    """One line's text, cut with "…" where it takes more columns than these. A small letter takes
    one, a capital 1.5, a wide character (CJK, emoji, M) two, a mark none."""
    kept: list[str] = []
    width = 0.0
    for character in text:
        width += _columns(character)
        if width > columns:
            return "".join(kept).rstrip(_JOINER + " ") + "…"
        kept.append(character)
    return text


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ended at a word with "…"; an open code block is closed."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 6]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    kept = kept[:space] if space > limit // 2 else kept
    return kept.rstrip() + "…" + ("\n```" if kept.count("```") % 2 else "")


def unwrapped(markdown: str) -> str:
    """Paragraphs on one line each, as Discord shows every line break of a source text.

    Code blocks, lists, headings and quotes keep their lines.
    """
    lines: list[str] = []
    in_code = False
    for line in markdown.strip().split("\n"):
        fence = line.lstrip().startswith("```")
        goes_on = bool(lines and lines[-1]) and not in_code and not fence and not _is_own(line)
        if goes_on and not lines[-1].startswith("```"):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
        in_code ^= fence
    return "\n".join(lines)


def without_hidden(text: str) -> str:
    """Without control, direction and other invisible characters; line breaks stay."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or character == _JOINER or not _is_hidden(character)
    )


def bar(share: float, width: int = 10) -> str:
    """A share from 0 to 1 as blocks."""
    filled = max(0, min(width, round(share * width)))
    return "▰" * filled + "▱" * (width - filled)


def ago(moment: datetime) -> str:
    """Discord's own relative time stamp: "3 days ago"."""
    return f"<t:{int(moment.timestamp())}:R>"


def on_day(moment: datetime) -> str:
    """Discord's own date, in the reader's zone."""
    return f"<t:{int(moment.timestamp())}:D>"


def named(day: date) -> str:
    """ "24 December"."""
    return f"{day.day} {day:%B}"


def duration(length: timedelta) -> str:
    """In words: "45 s", "12 min", "2 h 5 min", "3 days"."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    if hours:
        return f"{hours} h {minutes_left} min"
    return f"{minutes} min" if minutes else f"{seconds} s"


def count(number: int, thing: str) -> str:
    """ "1 question", "2 questions"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _columns(character: str) -> float:
    if character == _JOINER or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    if character in _BROAD or unicodedata.east_asian_width(character) in "WF":
        return 2
    return 1.5 if character.isupper() else 1


def _is_own(line: str) -> bool:
    """Whether a line begins something of its own: blank, list item, heading, quote."""
    return not line.strip() or re.match(r"\s*([-*>#]|\d+[.)]\s)", line) is not None


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN


def _escaped(character: str) -> str:
    if character == "@":
        return "@" + _ZERO_WIDTH
    return "\\" + character if character in _MARKDOWN else character
