"""Everything of a member as one zip: the rows as JSON, the answers as Markdown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.attempts.attempt import Attempt
from bot.bank.question import Question
from bot.interviews.transcript import faced

FILENAME = "greenroom-export.zip"
DATA = "data.json"
ANSWERS = "answers.md"
# Beyond it a number is no longer exact in JavaScript and in much that reads JSON.
_MOST_EXACT = 2**53
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Export:
    """`rows` are the member's, table by table; `mentions` name them in other members' rows;
    `answers` are their questions with the attempts at each, oldest first."""

    member_id: int
    made_at: datetime
    rows: Mapping[str, Rows]
    mentions: Mapping[str, Rows]
    answers: Sequence[tuple[Question, Sequence[Attempt]]]

    @property
    def is_empty(self) -> bool:
        return not any([*self.rows.values(), *self.mentions.values()])


@dataclass(frozen=True, slots=True)
class Package:
    """A zip. Where all didn't fit, `without_answers` says that the Markdown was left out, and
    `left_out` how many of the oldest `of` attempts are missing from the JSON too."""

    content: bytes
    without_answers: bool = False
    left_out: int = 0
    of: int = 0


def packed(export: Export, most_bytes: int | None = None) -> Package:
    """All of it, or as much as fits: first without the Markdown, then with ever fewer attempts."""
    data = _zip(export, b"", DATA, _data(export))
    package = Package(_zip(export, data, ANSWERS, _markdown(export)))
    for smaller in _smaller(export, data):
        if most_bytes is None or len(package.content) <= most_bytes:
            break
        package = smaller
    return package


def _smaller(export: Export, data: bytes) -> Iterator[Package]:
    yield Package(data, without_answers=True)
    rows = export.rows.get("attempts", ())
    kept = len(rows)
    while kept:
        kept //= 2
        fewer = replace(export, rows={**export.rows, "attempts": rows[len(rows) - kept :]})
        content = _zip(export, b"", DATA, _data(fewer))
        yield Package(content, without_answers=True, left_out=len(rows) - kept, of=len(rows))


def _zip(export: Export, before: bytes, name: str, text: str) -> bytes:
    """The zip that was there `before` (empty for none), with one more file in it."""
    content = BytesIO(before)
    entry = ZipInfo(name, export.made_at.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with ZipFile(content, "a") as archive:
        archive.writestr(entry, text)
    return content.getvalue()


def _data(export: Export) -> str:
    about = {
        "member_id": export.member_id,
        "made_at": export.made_at,
        "tables": export.rows,
        "named_in_other_members_rows": export.mentions,
    }
    return json.dumps(_plain(about), ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """In JSON's own types; times in ISO 8601, Discord's ids as text."""
    match value:
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case int() if value > _MOST_EXACT:
            return str(value)
        case _:
            return value


def _markdown(export: Export) -> str:
    head = [
        "# Your answers",
        f"Everything that you were asked until {export.made_at:%d %B %Y}, the oldest first.",
    ]
    for number, (question, attempts) in enumerate(export.answers, start=1):
        head.append(f"## {number}. {attempts[0].opened_at:%d %B %Y}")
        head += faced(question, attempts)
    return "\n\n".join(head) + "\n"
