"""What a member sees of a profile, their own or another's."""

from collections.abc import Sequence
from datetime import date

from bot.chat.parts import Card, button, card, row
from bot.chat.text import bar, count
from bot.ledger.period import Window
from bot.ledger.streak import FREEZE_EVERY, Streak
from bot.members.member import Visibility
from bot.profiles.profile import Profile
from bot.profiles.routes import SETTINGS

ACCENT = 0x5865F2
_WINDOWS = {
    Window.DAY: "today",
    Window.WEEK: "this week",
    Window.MONTH: "this month",
    Window.ALL: "all time",
}
_FROZEN_SHOWN = 3


def profile_card(profile: Profile) -> Card:
    blocks = [_head(profile)]
    if not _is_blank(profile):
        blocks += [_points(profile), _streak(profile), _answers(profile)]
    if not profile.is_own:
        return card(ACCENT, *blocks)
    settings = button("Settings", SETTINGS.path(), primary=True)
    return card(ACCENT, *blocks, row(settings), "-# What is stored about you: `/privacy`")


def _head(profile: Profile) -> str:
    if not profile.is_own:
        return f"## Profile of <@{profile.member.id}>"
    nothing = "\nNothing yet: type `/question` for one question, or `/interview` for several."
    blank = nothing if _is_blank(profile) else ""
    return f"## Your profile{blank}\n-# Only you see this card."


def _is_blank(profile: Profile) -> bool:
    """Whether the member has answered nothing anywhere."""
    return not (profile.answered or profile.streak.longest)


def _points(profile: Profile) -> str:
    if not profile.is_here:
        return f"### Points in all servers\n**{profile.total.points}** all time"
    lines = [
        "### Points in this server",
        " · ".join(f"**{profile.totals[w].points}** {name}" for w, name in _WINDOWS.items()),
        _rank(profile),
    ]
    return "\n".join(lines)


def _rank(profile: Profile) -> str:
    if profile.member.visibility is Visibility.HIDDEN:
        return "You are hidden, so no leaderboard lists you."
    if profile.rank is None:
        return "No points this week yet, so no rank."
    return f"Rank **{profile.rank}** this week"


def _streak(profile: Profile) -> str:
    streak = profile.streak
    lines = [
        "### Streak",
        f"**{count(streak.current, 'day')}** now · longest {count(streak.longest, 'day')}",
    ]
    if profile.is_own:
        lines[-1] += f" · {count(streak.freezes, 'freeze')} left"
        lines.append(_freezes(streak))
    return "\n".join(lines)


def _freezes(streak: Streak) -> str:
    if not streak.frozen:
        return f"-# Every {FREEZE_EVERY} days earn a freeze, which bridges a missed day."
    return f"-# A freeze bridged {_days(streak.frozen[-_FROZEN_SHOWN:])}."


def _days(days: Sequence[date]) -> str:
    named = [f"{day.day} {day:%B}" for day in days]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _answers(profile: Profile) -> str:
    mean, ranked = profile.total.mean, profile.total.answers
    place = "here" if profile.is_here else "in all servers"
    lines = [f"### Answers\n**{count(profile.answered, 'question')}** answered {place}"]
    if mean is not None:
        over = count(ranked, "ranked answer")
        lines.append(f"**{mean}/100** on average over {over}\n{bar(mean / 100)}")
    return "\n".join(lines)
