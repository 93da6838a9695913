"""What a plan's button may bring back, and which reminders are missed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bank.question import Level
from bot.errors import DateOutOfReach
from bot.plans.plan import MOST_DAYS, StudyPlan, is_missed, restored

TODAY = date(2026, 11, 27)
PLAN = StudyPlan(1, 2, Level.JUNIOR, TODAY, TODAY + timedelta(days=14))
BERLIN = ZoneInfo("Europe/Berlin")


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(("begins", "interview"), [(0, 14), (-30, 180), (-3, 0), (-20, -6)])
def test_a_plan_that_was_stopped_comes_back_as_it_was(begins: int, interview: int) -> None:
    plan = replace(PLAN, begins=days(begins), interview=days(interview))
    assert restored(plan, TODAY) == plan


def test_a_plan_that_is_made_up_begins_within_reach() -> None:
    old = replace(PLAN, begins=date.min)
    assert restored(old, TODAY).begins == days(-MOST_DAYS)
    assert restored(replace(PLAN, begins=date.max), TODAY).begins == TODAY


@pytest.mark.parametrize(("begins", "interview"), [(0, 181), (0, -1), (-999, -200)])
def test_a_plan_that_leads_nowhere_is_refused(begins: int, interview: int) -> None:
    with pytest.raises(DateOutOfReach):
        restored(replace(PLAN, begins=days(begins), interview=days(interview)), TODAY)


@pytest.mark.parametrize(
    ("late", "missed"),
    [
        (timedelta(seconds=10), False),
        (timedelta(minutes=45), False),  # after midnight, but hardly late
        (timedelta(hours=2), True),
        (timedelta(days=3), True),
    ],
)
def test_a_reminder_is_missed_when_its_day_is_over(late: timedelta, missed: bool) -> None:
    due = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
    assert is_missed(replace(PLAN, remind_at=due), BERLIN, due + late) is missed


def test_a_reminder_of_today_is_sent_however_late() -> None:
    due = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
    assert not is_missed(replace(PLAN, remind_at=due), BERLIN, due + timedelta(hours=16))
