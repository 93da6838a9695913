"""Plans attacked: forged, twice at once, erased, with clocks and zones that move."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from bot.sandbox.world import FIRST_SERVER_ID
from tests.journeys.conftest import House, until
from tests.journeys.test_concurrency import click_twice
from tests.journeys.test_plan import make_plan, pass_to, quick_reminders, reminder_at
from tests.journeys.test_privacy import erase, rows

__all__ = ["quick_reminders"]


def ordinal(house: House, days: int) -> int:
    return (house.pilot.clock.now().date() + timedelta(days=days)).toordinal()


async def live_in(house: House, zone: str) -> None:
    await house.ada.slash("profile")
    await house.ada.click("Settings")
    await house.ada.click("Time zone")
    await house.ada.submit(zone)


@pytest.mark.parametrize(
    ("begins", "interview"),
    [(1, 1), (1, 10), (-5, 181), (0, date.max.toordinal()), (10, 5), (2**62, 10)],
)
async def test_a_forged_plan_cannot_be_restored(house: House, begins: int, interview: int) -> None:
    """Small numbers are days from today."""
    begins = begins if abs(begins) in (1, 2**62) else ordinal(house, begins)
    interview = interview if interview > 1000 else ordinal(house, interview)
    ada = house.ada
    await live_in(house, "Asia/Tokyo")
    for path in (
        f"plan/restore/{begins}/99999/fresher/{interview}",
        f"plan/restore/{begins}/7/guru/{interview}",
        f"plan/restore/{begins}/999/7/fresher/{interview}",
    ):
        await ada.press_raw(path)
        assert any(map(ada.sees, ("another version", "can't lead to", "our interview")))
    for plan in rows(house, "SELECT * FROM plans"):
        assert plan["begins"] >= str(house.pilot.clock.now().date() - timedelta(days=182))
        assert str(plan["server_id"]) == FIRST_SERVER_ID


async def test_what_is_done_by_two_clicks_at_once_is_done_once(house: House) -> None:
    ada = house.ada
    await ada.slash("plan", date="in 2 weeks", level="fresher")
    await click_twice(ada, "Save the plan")
    assert ada.sees("14 days to your interview")
    await click_twice(ada, "Start today's")
    assert ada.sees("Question 1 of 2")
    assert rows(house, "SELECT count(*) AS number FROM interviews") == [{"number": 1}]
    await ada.slash("plan")
    await click_twice(ada, "Stop")
    assert ada.sees("Your plan is stopped") or ada.sees("You have no plan any more")


async def test_erasing_while_its_card_is_open_ends_a_plan(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    card = ada.card
    await erase(ada)
    for label in ("Start today's", "Change", "Remind me", "Stop"):
        await ada.click(label, on=card)
        assert ada.sees("You have no plan any more")


async def test_moving_west_keeps_the_days_work(house: House) -> None:
    """There the day before the plan's first has not ended."""
    ada = house.ada
    pass_to(house, hour=1)
    await make_plan(ada, "in 2 weeks")
    await ada.click("Start today's")
    await house.answer(ada)
    await ada.slash("plan")
    assert ada.sees("1 of 2")
    await live_in(house, "America/Los_Angeles")
    await ada.slash("plan")
    assert ada.sees("15 days to your interview")
    assert ada.sees("1 of 2")


async def test_after_days_away_the_bot_reminds_once_a_day(
    house: House, quick_reminders: None
) -> None:
    ada = house.ada
    pass_to(house, hour=12)
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("19:30")
    house.pilot.clock.advance(timedelta(days=3))
    before = reminder_at(house)
    await until(lambda: reminder_at(house) != before)
    await asyncio.sleep(0.2)
    assert ada.direct_messages == []
    house.pilot.clock.advance(timedelta(hours=8))
    await until(lambda: len(ada.direct_messages) == 1)


async def test_moving_west_brings_no_second_reminder_on_one_day(
    house: House, quick_reminders: None
) -> None:
    ada = house.ada
    pass_to(house, hour=0)
    await live_in(house, "Asia/Tokyo")
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("10:00")
    await live_in(house, "Europe/London")
    house.pilot.clock.advance(timedelta(hours=2))
    await until(lambda: len(ada.direct_messages) == 1)
    house.pilot.clock.advance(timedelta(hours=9))
    await asyncio.sleep(0.3)
    assert len(ada.direct_messages) == 1


async def test_one_reminder_that_fails_keeps_no_other_from_coming(
    house: House, quick_reminders: None
) -> None:
    pass_to(house, hour=12)
    for player in (house.ada, house.grace):
        await make_plan(player)
        await player.click("Remind me")
        await player.submit("7:00")
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection, connection:
        settings = (int(house.ada.id), "Atlantis/Port", "server")
        connection.execute(
            "INSERT INTO members (member_id, zone, visibility) VALUES (?, ?, ?)", settings
        )
    house.days_pass(1)
    await until(lambda: len(house.grace.direct_messages) == 1)


async def test_the_days_on_which_the_clocks_change_are_days_like_any_other(house: House) -> None:
    ada = house.ada
    await live_in(house, "Europe/Berlin")
    await make_plan(ada, "in 180 days")
    for left in range(172, -4, -8):
        house.days_pass(8)
        await ada.slash("plan")
        assert ada.sees(f"{left} days to your interview")
    house.days_pass(5)
    await ada.slash("plan")
    assert ada.sees("Your interview was yesterday")
