"""What a member sees of a profile, their own or another's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.attempts.cards import LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.parts import Block, Card, Item, Picture, button, card, row
from bot.chat.text import bar, count, cut, named, plain
from bot.ledger.period import Window
from bot.ledger.skill import CONFIDENCE_PERCENT, ENOUGH_ANSWERS, Belief, estimate
from bot.ledger.streak import FREEZE_EVERY, Streak
from bot.members.member import Visibility
from bot.plans.routes import ARRIVE
from bot.profiles.profile import Profile
from bot.profiles.record import Record, Share
from bot.profiles.routes import HISTORY, SETTINGS
from bot.reviews.routes import START
from bot.singles.routes import ASK_TOPIC

ACCENT = 0x5865F2
_WINDOWS = {
    Window.DAY: "today",
    Window.WEEK: "this week",
    Window.MONTH: "this month",
    Window.ALL: "all time",
}
_FROZEN_SHOWN = 3
_LABEL = 30
_TITLE = 120


@dataclass(frozen=True, slots=True)
class Pictures:
    """Those for which there is something to draw."""

    course: Picture | None = None
    topics: Picture | None = None
    calendar: Picture | None = None


def profile_card(profile: Profile, pictures: Pictures | None = None) -> Card:
    """Only the member's own has `pictures`, and the ways on."""
    pictures = pictures or Pictures()
    blocks: list[Block | None] = [_head(profile)]
    if not _is_blank(profile):
        blocks += [
            _points(profile),
            _streak(profile),
            pictures.calendar,
            *([_skill(profile.skill)] if profile.is_own else []),
            _answers(profile),
            pictures.course,
            *_topics(profile, pictures.topics),
        ]
    ways = _ways_on(profile) if profile.is_own else ()
    return card(ACCENT, *(block for block in blocks if block is not None), *ways)


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
    if profile.is_own:
        lines.append(f"**{count(profile.answered, 'question')}** answered here")
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
    names = list(map(named, days))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _skill(member: Belief) -> str:
    found = estimate(member)
    if found is None:
        return (
            "### Your level\nNot yet known: "
            f"{member.answers} of {ENOUGH_ANSWERS} ranked answers that it takes."
        )
    return (
        f"### Your level\n**{LEVEL_NAMES[found.level]}, {found.percent} ± {found.margin} %**\n"
        f"-# The score to expect from you there, by {count(member.answers, 'ranked answer')}; "
        f"± holds in {CONFIDENCE_PERCENT // 10} of 10 cases."
    )


def _answers(profile: Profile) -> str | None:
    if not profile.record.answers:
        return None
    return "\n".join([_summary(profile), *map(_level, profile.record.by_level)])


def _summary(profile: Profile) -> str:
    record = profile.record
    if not profile.is_own:
        place = "here" if profile.is_here else "in all servers"
        mean = "" if record.mean is None else f" · **{record.mean}/100** on average"
        return f"### Answers\n**{count(profile.answered, 'question')}** answered {place}{mean}"
    facts = [f"**{count(len(record.answers), 'question')}** answered"]
    if record.mean is not None:
        facts.append(f"**{record.mean}/100** at the first try")
    facts.append(f"**{count(record.hints, 'hint')}** taken")
    return f"### Your answers in all servers\n{' · '.join(facts)}"


def _level(share: Share) -> str:
    name = LEVEL_NAMES[Level(share.name)]
    return f"{bar(share.mean / 100, 5)} **{share.mean}** {name} · {count(share.answers, 'answer')}"


def _topics(profile: Profile, picture: Picture | None) -> Sequence[Block | None]:
    """The strongest ones, and for the member alone the weakest, with a way to practise each."""
    record = profile.record
    strongest = _named("Strongest topics", record.strongest, record)
    if not profile.is_own:
        return (strongest,)
    weakest = _named("Weakest topics", record.weakest, record)
    return picture, weakest, strongest, _practice(record)


def _named(heading: str, shares: Sequence[Share], record: Record) -> str | None:
    lines = [
        f"**{share.mean}** {plain(record.titles[share.name], _TITLE)} · "
        f"{count(share.answers, 'answer')}"
        for share in shares
    ]
    return "\n".join([f"### {heading}", *lines]) if lines else None


def _practice(record: Record) -> Item | None:
    """Where it is needed most, first."""
    buttons = [
        button(
            f"Practise {cut(record.titles[share.name], _LABEL)}",
            ASK_TOPIC.path(topic=share.name),
            primary=number == 0,
        )
        for number, share in enumerate((*record.weakest, *record.strongest))
    ]
    return row(*buttons) if buttons else None


def _ways_on(profile: Profile) -> Sequence[Block]:
    """To the rest of what is the member's own."""
    history = button("History", HISTORY.path(page=1))
    settings = button("Settings", SETTINGS.path(), primary=_is_blank(profile))
    review, plan = button("Review", START.path()), button("Plan", ARRIVE.path())
    return row(history, review, plan, settings), "-# What is stored about you: `/privacy`"
