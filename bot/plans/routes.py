"""The ids of a plan's buttons, selects and forms."""

from datetime import date

from bot.bank.question import Level
from bot.chat.routes import Route
from bot.plans.plan import StudyPlan

# A day in a path is its number since 0001-01-01.
_DRAFT = "{level}/{interview:int}"
PLAN = Route("plan")
ARRIVE = Route("plan/arrive")
TODAY = Route("plan/today")
NEW_ONES = Route("plan/today/new")
CHANGE = Route("plan/change")
CHOOSE = Route("plan/choose/{field}/" + _DRAFT)
OTHER_DATE = Route("plan/date/" + _DRAFT)
SAVE = Route("plan/save/" + _DRAFT)
REMIND = Route("plan/remind")
SILENCE = Route("plan/remind/off")
STOP = Route("plan/stop")
RESTORE = Route("plan/restore/{begins:int}/{remind:int}/" + _DRAFT)
NO_REMINDER = 1440  # of the minutes of a day, the first that is none


def draft_parts(level: Level, interview: date) -> dict[str, int | str]:
    return {"level": level.value, "interview": interview.toordinal()}


def restore_path(plan: StudyPlan) -> str:
    """Of the button that takes a stop back."""
    remind = NO_REMINDER if plan.remind_minute is None else plan.remind_minute
    return RESTORE.path(
        begins=plan.begins.toordinal(),
        remind=remind,
        **draft_parts(plan.level, plan.interview),
    )
