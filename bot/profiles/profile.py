"""What a member has come to, as a card shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.period import Window
from bot.ledger.skill import Belief
from bot.ledger.streak import Streak
from bot.ledger.total import Total
from bot.members.member import Change, Member, Visibility, ZoneUnknown
from bot.profiles.record import Record


@dataclass(frozen=True, slots=True)
class Profile:
    """`totals` are this server's in each period, or, where the member never answered in it
    (`is_here`), those of all time in all servers alone; `rank` is this week's, None without
    one; `streak` as it stands today; `answered` questions, in the same place as the totals.
    `record` is of all servers, but of this one alone where that is all that others may see;
    `skill` is of all.
    """

    member: Member
    totals: Mapping[Window, Total]
    rank: int | None
    streak: Streak
    answered: int
    record: Record
    skill: Belief
    is_own: bool
    is_here: bool

    @property
    def total(self) -> Total:
        """Of all time."""
        return self.totals.get(Window.ALL, Total())


@dataclass(frozen=True, slots=True)
class Settings:
    """A member's settings as their card shows them.

    `local_time` is now, in the zone that their days are counted in; `change` what they changed
    just now; `refused` the zone that they typed and that doesn't exist.
    """

    member: Member
    local_time: datetime
    change: Change | None = None
    refused: ZoneUnknown | None = None


def may_see(member: Member, *, has_answered_here: bool, has_answered: bool) -> bool:
    """Whether others may see the member's numbers in a server."""
    match member.visibility:
        case Visibility.HIDDEN:
            return False
        case Visibility.SERVER:
            return has_answered_here
        case Visibility.EVERYWHERE:
            return has_answered
