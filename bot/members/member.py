"""What a member has settled for themselves."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LISTED_FOR = timedelta(days=90)
NAME_LENGTH = 32


class Visibility(StrEnum):
    """Who sees a member's numbers: nobody, the servers that they answered in (each its own), or
    every server that the bot is in."""

    HIDDEN = "hidden"
    SERVER = "server"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Member:
    """`zone` is an IANA name, None where the server's is used; `shown_name` stands in lists in
    place of the name that the server knows."""

    id: int
    zone: str | None = None
    shown_name: str | None = None
    visibility: Visibility = Visibility.SERVER


@dataclass(frozen=True, slots=True)
class Change:
    """A member's settings before and after they changed them."""

    before: Member
    after: Member


@dataclass(frozen=True, slots=True)
class ZoneUnknown:
    """No time zone is called what was `typed`; `close` are names like it."""

    typed: str
    close: tuple[str, ...]
