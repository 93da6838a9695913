"""What a member sees of their plan."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.bank.question import Level
from bot.chat.parts import (
    AMBER,
    Card,
    Item,
    Modal,
    Option,
    Picture,
    button,
    card,
    line_modal,
    row,
    rule,
    select,
)
from bot.chat.text import bar, count, named
from bot.interviews.routes import SETUP
from bot.plans.plan import MOST_QUESTIONS, Board, Draft, StudyPlan, Today, left_out
from bot.plans.readiness import Readiness
from bot.plans.routes import (
    CHANGE,
    CHOOSE,
    OTHER_DATE,
    PLAN,
    REMIND,
    SAVE,
    SILENCE,
    STOP,
    TODAY,
    draft_parts,
    restore_path,
)

TIME_LENGTH = 8
DATE_LENGTH = 40
_OFFERED_DAYS = (3, 5, 7, 10, 14, 21, 28, 42, 56, 91)
_HOW = (
    "-# The score to expect from you that day, by your answers so far; on questions that you had, "
    "with what you will still know then of the points that you missed, if you review nothing more. "
    "These count at most half, as interviewers ask others too. In 8 of 10 cases the true one lies "
    "within the ±."
)


def board_card(board: Board, picture: Picture) -> Card:
    return card(
        ACCENTS[board.plan.level],
        _head(board),
        *([_todays(board.today)] if board.days_left >= 0 else []),
        picture,
        _way(board),
        rule(),
        _ready(board.readiness),
        row(*_buttons(board)),
        _reminder(board),
    )


def draft_card(draft: Draft) -> Card:
    """The choices, and what a plan made of them would ask for: nothing is saved yet."""
    keep = [button("Keep the old one", PLAN.path())] if draft.replaces else []
    parts = draft_parts(draft.level, draft.interview)
    return card(
        ACCENTS[draft.level],
        "## A plan to your interview\nWhen is it, and at which level?",
        select("Day", CHOOSE.path(field="day", **parts), _days(draft), _value(draft.interview)),
        select("Level", CHOOSE.path(field="level", **parts), _levels(), draft.level.value),
        _preview(draft),
        row(
            button("Save the plan", SAVE.path(**parts), primary=True),
            button("Another day", OTHER_DATE.path(**parts)),
            *keep,
        ),
    )


def stopped_card(plan: StudyPlan) -> Card:
    return card(
        AMBER,
        "### Your plan is stopped\nWhat you answered stays, and your reviews go on: `/review`.",
        row(button("Take that back", restore_path(plan))),
    )


def reminder_card(plan: StudyPlan, today: Today, days_left: int) -> Card:
    """A direct message; its plan is in a server."""
    return card(
        ACCENTS[plan.level],
        f"### {_until(days_left)}\nFor today: {_work(today)}. Type `/plan` in your server.",
        row(button("Don't remind me", SILENCE.path())),
    )


def silenced_card() -> Card:
    return card(AMBER, "No more reminders. Your plan goes on: type `/plan` in your server.")


def date_modal(level: Level, interview: date) -> Modal:
    return line_modal(
        title="The day of your interview",
        path=OTHER_DATE.path(**draft_parts(level, interview)),
        above="For example 24 December, 2026-12-24 or in 3 weeks.",
        label="Day",
        note="Up to half a year from today",
        longest=DATE_LENGTH,
    )


def reminder_modal(board: Board) -> Modal:
    minute = board.plan.remind_minute
    return line_modal(
        title="A reminder each day",
        path=REMIND.path(),
        above=(
            "A direct message at this time, on days on which something is left to do: at most one "
            f"a day. Your days are counted in {board.zone}; `/profile` changes that."
        ),
        label="Time",
        note="Such as 19:30; leave it empty for no reminder",
        longest=TIME_LENGTH,
        text="" if minute is None else _time(minute),
    )


def _head(board: Board) -> str:
    plan = board.plan
    new = "**Your plan is saved.**\n" if board.is_new else ""
    day = f"{plan.interview:%A} {named(plan.interview)}"
    return f"{new}## {_until(board.days_left)}\n-# {day} · {LEVEL_NAMES[plan.level]}"


def _until(days: int) -> str:
    if days < 0:
        return "Your interview was " + ("yesterday" if days == -1 else f"{-days} days ago")
    if days == 0:
        return "Your interview is today"
    return f"{count(days, 'day')} to your interview"


def _todays(today: Today) -> str:
    dose = today.dose.questions + today.dose.points
    if not dose:
        return "### Today\nNothing to do today: no new questions, and nothing is due."
    done = dose - today.questions_left - today.points_left
    left = "Done for today." if today.is_done else f"Left: {_work(today)}."
    return f"### Today\n{left}\n{bar(done / dose)} {done} of {dose}"


def _work(today: Today) -> str:
    parts = [
        *([count(today.questions_left, "new question")] if today.questions_left else []),
        *([f"{count(today.points_left, 'point')} to review"] if today.points_left else []),
    ]
    return " and ".join(parts)


def _way(board: Board) -> str:
    course = board.course
    seen = course.questions - course.unseen
    level = LEVEL_NAMES[board.plan.level]
    way = f"**{seen} of {course.questions}** questions at {level} asked so far."
    out = left_out(course, board.today) if board.days_left >= 0 else 0
    if not out:
        return way
    return f"{way} {out} {'stays' if out == 1 else 'stay'} unasked until your interview."


def _ready(found: tuple[Readiness, ...]) -> str:
    lines = ["### How ready you are"]
    if not found:
        return "\n".join([*lines, "You are told once the report of your real interview is there."])
    if any(each.percent is None for each in found):
        return "\n".join([*lines, "Not yet known: it takes 8 ranked answers."])
    lines += [
        f"{bar((each.percent or 0) / 100)} **{each.percent} ± {each.margin} %** "
        f"{LEVEL_NAMES[each.level]}"
        for each in found
    ]
    return "\n".join([*lines, _HOW])


def _buttons(board: Board) -> Iterator[Item]:
    if board.days_left < 0:
        yield button("Make a new one", CHANGE.path(), primary=True)
        yield button("Stop", STOP.path())
        return
    if board.today.is_done:
        yield button("Set up an interview", SETUP.path(), primary=True)
    else:
        yield button("Start today's", TODAY.path(), primary=True)
    yield button("Change", CHANGE.path())
    yield button("Remind me", REMIND.path())
    yield button("Stop", STOP.path())


def _reminder(board: Board) -> str:
    minute = board.plan.remind_minute
    if minute is None:
        return "-# No reminder. Only you see this card."
    return f"-# Reminder at {_time(minute)}, {board.zone}, by direct message."


def _preview(draft: Draft) -> str:
    course, today = draft.course, draft.today
    days = (draft.interview - draft.day).days
    lines = [
        f"### {count(days, 'day')} to go",
        f"{course.questions - course.unseen} of {course.questions} questions at "
        f"{LEVEL_NAMES[draft.level]} asked so far.",
        f"Today: {_work(today) or 'nothing'}. {_ahead(draft)}",
    ]
    return "\n".join(lines)


def _ahead(draft: Draft) -> str:
    numbers = [number for number in draft.course.ahead.values() if number]
    if not numbers:
        return "After that, what is due."
    low, high = min(numbers), max(numbers)
    span = str(high) if low == high else f"{low} to {high}"
    much = " That is the most for a day, so some stay unasked." if _is_much(draft) else ""
    return f"After that {span} new a day, weak topics first, and what is due.{much}"


def _is_much(draft: Draft) -> bool:
    is_full = MOST_QUESTIONS in draft.course.ahead.values()
    return is_full and left_out(draft.course, draft.today) > 0


def _days(draft: Draft) -> list[Option]:
    offered = {draft.day + timedelta(days=number) for number in _OFFERED_DAYS}
    return [
        Option(f"{day:%A} {named(day)}", _value(day), f"in {count((day - draft.day).days, 'day')}")
        for day in sorted({*offered, draft.interview})
    ]


def _levels() -> list[Option]:
    return [Option(LEVEL_NAMES[level], level.value) for level in Level]


def _value(day: date) -> str:
    return str(day.toordinal())


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
