"""What managers see: the plan of the daily question, and what went wrong with it."""

from collections.abc import Sequence
from datetime import datetime

from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.parts import AMBER, GREY, Card, Item, button, card, row, rule
from bot.chat.text import count, plain
from bot.daily.daily import Daily, Stage
from bot.daily.plan import Plan
from bot.daily.routes import PAUSE, PLAN, POST_NOW, PREVIEW, RESUME, TURN_OFF, TURN_OFF_SURE
from bot.daily.schedule import FEW_QUESTIONS, Schedule, Trouble

_TROUBLES = {
    Trouble.NO_ACCESS: "I can't see <#{channel}>: give me **View Channel** there",
    Trouble.NO_PERMISSION: "I may not write in <#{channel}>: give me **Send Messages** there",
    Trouble.NO_CHANNEL: "its channel is gone: choose another one with `/manage daily`",
    Trouble.NO_THREAD: "it has no thread: give me **Create Public Threads** in <#{channel}>",
    Trouble.NO_QUESTION: "every question that fits came in the last 90 days",
    Trouble.UNKNOWN: (
        "whether it was posted can't be known, so it isn't posted again: look into <#{channel}>, "
        "and give me **Read Message History** there"
    ),
    Trouble.TOO_LATE: "I was away for more than 6 hours, so it was left out",
}


def plan_card(plan: Plan, done: str | None = None) -> Card:
    """The settings, the next dates, what went wrong lately; `done` says what has just changed."""
    schedule = plan.schedule
    notes = [f"**{done}**"] if done else []
    if schedule is None:
        return card(
            GREY,
            *notes,
            "## Daily question\nIt is off. To set it up, type `/manage daily` with `channel`, "
            "`time` (such as 09:00) and `timezone`. Everything else has a default.",
        )
    return card(
        AMBER if schedule.is_paused else ACCENTS[plan.next_level or Level.JUNIOR],
        *notes,
        _settings(plan, schedule),
        rule(),
        _next(plan, schedule),
        *_lately(plan.lately),
        row(*_buttons(plan, schedule)),
        "-# Change any of it with `/manage daily` and the option.",
    )


def sure_to_turn_off_card() -> Card:
    return card(
        AMBER,
        "### Turn the daily question off?\nIts settings are forgotten. What was asked and "
        "answered stays, and a question that is open closes at its time.",
        row(
            button("Turn it off", TURN_OFF_SURE.path(), danger=True),
            button("Keep it", PLAN.path(), primary=True),
        ),
    )


def refused_card(channel_id: int, trouble: Trouble) -> Card:
    """Nothing was saved, since the bot may not write there."""
    return card(
        AMBER,
        f"### Nothing was saved\n{sentence(trouble, channel_id)}. Then try again.",
    )


def unsure_card() -> Card:
    return card(
        AMBER,
        "### Nothing was saved\nDiscord doesn't answer at the moment, so whether I may write "
        "there can't be known. Try again in a minute.",
    )


def sentence(trouble: Trouble, channel_id: int) -> str:
    words = _TROUBLES[trouble].format(channel=channel_id)
    return words[0].upper() + words[1:]


def _settings(plan: Plan, schedule: Schedule) -> str:
    level = LEVEL_NAMES[schedule.level] if schedule.level else "all three in turn"
    topic = plain(plan.topics.get(schedule.topic, schedule.topic), 60) if schedule.topic else "any"
    closes = (
        f"after {count(schedule.hours_open, 'hour')}"
        if schedule.hours_open
        else ("when the next one comes")
    )
    lines = [
        "## Daily question" + (" · paused" if schedule.is_paused else ""),
        f"- **Channel** <#{schedule.channel_id}>",
        f"- **Time** {schedule.at:%H:%M}, {schedule.zone}",
        f"- **Level** {level} · **Topic** {topic}",
        f"- **Pings** {f'<@&{schedule.role_id}>' if schedule.role_id else 'nobody'}",
        f"- **Closes** {closes} · **Thread** {'yes' if schedule.opens_thread else 'no'}",
    ]
    if schedule.trouble:
        why = sentence(schedule.trouble, schedule.channel_id)
        lines.append(f"**It stands still.** {why}, then press **Resume**.")
    return "\n".join(lines)


def _next(plan: Plan, schedule: Schedule) -> str:
    if schedule.is_paused:
        lines = ["Nothing is posted until you press **Resume**."]
    else:
        level = LEVEL_NAMES[plan.next_level or Level.JUNIOR]
        lines = [f"**Next: daily question #{plan.number}**, {level}"]
        lines += [f"- {_moment(moment)}" for moment in plan.dates]
    left = f"{plan.fresh} of {count(plan.fitting, 'question')} that fit are fresh"
    lines.append(f"-# {left}: none comes again within 90 days.")
    if plan.fresh < FEW_QUESTIONS:
        lines.append(
            f"⚠ **Only {count(plan.fresh, 'fresh question')} left.** Choose a wider topic, or let "
            "the level rotate."
        )
    return "\n".join(lines)


def _moment(moment: datetime) -> str:
    stamp = int(moment.timestamp())
    return f"<t:{stamp}:F> (<t:{stamp}:R>)"


def _lately(dailies: Sequence[Daily]) -> list[str]:
    lines = [
        f"- {daily.day.day} {daily.day:%b}: {sentence(daily.trouble, daily.channel_id)}"
        for daily in dailies
        if daily.trouble
    ]
    return ["**What went wrong lately**\n" + "\n".join(lines)] if lines else []


def _buttons(plan: Plan, schedule: Schedule) -> list[Item]:
    there = plan.today is not None and plan.today.stage is not Stage.FAILED
    buttons = [button("Preview", PREVIEW.path())]
    buttons += [button("Post now", POST_NOW.path(), disabled=there or schedule.is_paused)]
    if schedule.is_paused:
        buttons.append(button("Resume", RESUME.path(), primary=True))
    else:
        buttons.append(button("Pause", PAUSE.path()))
    return [*buttons, button("Turn off", TURN_OFF.path(), danger=True)]
