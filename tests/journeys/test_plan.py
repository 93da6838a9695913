"""A plan to the day of an interview: made, followed, changed, stopped."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.player import Player
from tests.journeys.conftest import House, until
from tests.journeys.rehearsal import good_answer, leaky_answer
from tests.journeys.test_privacy import erase, opened, rows, stored


@pytest.fixture
def quick_reminders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.plans.reminder.POLL_S", 0.02)


async def make_plan(player: Player, date: str = "in 2 weeks", level: str = "fresher") -> None:
    await player.slash("plan", date=date, level=level)
    await player.click("Save the plan")


async def test_without_a_plan_one_is_offered_and_nothing_is_saved(house: House) -> None:
    ada = house.ada
    await ada.slash("plan")
    assert ada.sees("A plan to your interview")
    assert ada.sees("28 days to go")
    assert ada.card.ephemeral
    await ada.slash("plan")
    assert ada.sees("A plan to your interview")


async def test_a_preview_comes_before_the_plan(house: House) -> None:
    ada = house.ada
    await ada.slash("plan", date="in 10 days", level="fresher")
    assert ada.sees("10 days to go")
    assert ada.sees("0 of 15 questions at Fresher")
    await ada.choose("Day", days_ahead(house, 3))
    assert ada.sees("3 days to go")
    await ada.choose("Level", "3–6 years")
    assert ada.sees("0 of 16 questions at 3–6 years")
    await ada.click("Save the plan")
    assert ada.sees("Your plan is saved")
    assert ada.sees("3 days to your interview")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "is no day that I can read"),
        ("2020-01-01", "A plan can't lead to 1 January 2020"),
        ("in 900 days", "A plan can't lead to"),
        ("31.2.2027", "is no day that I can read"),
    ],
)
async def test_a_day_that_makes_no_sense_gets_a_sentence(
    house: House, typed: str, words: str
) -> None:
    await house.ada.slash("plan", date=typed)
    assert house.ada.sees(words)


async def test_another_day_can_be_typed(house: House) -> None:
    ada = house.ada
    await ada.slash("plan")
    await ada.click("Another day")
    await ada.submit("in 5 weeks")
    assert ada.sees("35 days to go")


async def test_the_days_work_starts_from_the_plan_and_counts(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    assert ada.sees("Left: 2 new questions")
    await ada.click("Start today's")
    assert ada.sees("Question 1 of 2")
    assert ada.sees("Fresher")
    await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    await ada.slash("plan")
    assert ada.sees("Left: 1 new question")
    await ada.click("Start today's")
    assert ada.sees("Question 1 of 2")


async def test_due_points_come_before_new_questions(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    await ada.slash("question", search="What is the anchor for?")
    await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    house.days_pass(1)
    await ada.slash("plan")
    assert ada.sees("new questions and 2 points to review")
    await ada.click("Start today's")
    assert ada.sees("Review 1 of 2")
    await ada.click("Stop for now")
    await ada.click("Today's 2 new questions")
    assert ada.sees("Question 1 of 2")


async def test_a_day_whose_work_is_done_says_so(house: House) -> None:
    ada = house.ada
    await make_plan(ada, "in 180 days")
    assert ada.sees("Left: 1 new question.")
    await ada.click("Start today's")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.slash("plan")
    assert ada.sees("Done for today")
    await ada.click("Set up an interview")
    assert not ada.cannot_click("Start")


async def test_where_all_was_asked_two_a_day_are_asked_again(house: House) -> None:
    ada = house.ada
    for _ in range(15):
        await ada.slash("question", level="fresher")
        await house.answer(ada, good_answer(house.question_on(ada.card)))
    house.days_pass(1)
    await make_plan(ada)
    assert ada.sees("0 of 2")
    await ada.click("Start today's")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.slash("plan")
    assert ada.sees("1 of 2")
    await ada.click("Start today's")
    await ada.click("Next question")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.slash("plan")
    assert ada.sees("Done for today")


async def test_the_plans_interviews_are_not_the_members_last_choices(house: House) -> None:
    ada = house.ada
    await make_plan(ada, "in 180 days")
    await ada.click("Start today's")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.click("See the report")
    await ada.slash("interview")
    assert ada.sees("5 questions")


async def test_the_plan_is_changed_and_what_was_done_stays(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    await ada.slash("question", level="fresher")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    house.days_pass(2)
    await ada.slash("plan")
    await ada.click("Change")
    assert ada.sees("12 days to go")
    assert not ada.cannot_click("Keep the old one")
    await ada.choose("Day", days_ahead(house, 21))
    await ada.click("Save the plan")
    assert ada.sees("21 days to your interview")
    assert "Done: 1 question" in alt(ada)


async def test_stopping_can_be_taken_back(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    await ada.click("Stop")
    assert ada.sees("Your plan is stopped")
    await ada.click("Take that back")
    assert ada.sees("14 days to your interview")
    await ada.click("Stop")
    await ada.slash("plan")
    assert ada.sees("A plan to your interview")


async def test_the_day_itself_and_the_days_after(house: House) -> None:
    ada = house.ada
    await make_plan(ada, "tomorrow")
    house.days_pass(1)
    await ada.slash("plan")
    assert ada.sees("Your interview is today")
    house.days_pass(1)
    await ada.slash("plan")
    assert ada.sees("Your interview was yesterday")
    assert "1 day ago. Done" in alt(ada)
    await ada.click("Make a new one")
    assert ada.sees("28 days to go")


async def test_readiness_is_not_known_before_eight_answers(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    assert ada.sees("Not yet known: it takes 8 ranked answers")
    for _ in range(8):
        await ada.slash("question", level="fresher")
        await house.answer(ada, good_answer(house.question_on(ada.card)))
    await ada.slash("plan")
    assert ada.sees("%** Fresher")
    assert ada.sees("±")


@pytest.mark.usefixtures("quick_reminders")
async def test_a_reminder_comes_once_a_day_at_its_time(house: House) -> None:
    ada = house.ada
    await ada.slash("profile")
    await ada.click("Settings")
    await ada.click("Time zone")
    await ada.submit("Asia/Tokyo")
    pass_to(house, hour=3)
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("19:30")
    assert ada.sees("Reminder at 19:30, Asia/Tokyo")
    house.pilot.clock.advance(timedelta(hours=8))
    await until(lambda: len(ada.direct_messages) == 1)
    assert "14 days to your interview" in ada.direct_messages[0].text
    assert "new questions" in ada.direct_messages[0].text
    house.pilot.clock.advance(timedelta(hours=3))
    assert len(ada.direct_messages) == 1
    house.days_pass(1)
    await until(lambda: len(ada.direct_messages) == 2)


@pytest.mark.usefixtures("quick_reminders")
async def test_nothing_left_to_do_is_no_reason_to_write(house: House) -> None:
    ada = house.ada
    await make_plan(ada, "in 180 days")
    await ada.click("Remind me")
    await ada.submit("23:59")
    await ada.click("Start today's")
    await house.answer(ada, good_answer(house.question_on(ada.card)))
    before = reminder_at(house)
    now = house.pilot.clock.now()
    house.pilot.clock.advance(now.replace(hour=23, minute=59, second=30) - now)
    await until(lambda: reminder_at(house) != before)
    assert ada.direct_messages == []


@pytest.mark.usefixtures("quick_reminders")
async def test_a_reminder_is_switched_off_from_its_message(house: House) -> None:
    ada = house.ada
    pass_to(house, hour=12)
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("7:00")
    house.days_pass(1)
    await until(lambda: len(ada.direct_messages) == 1)
    await ada.click("Don't remind me", on=ada.direct_messages[0])
    assert "No more reminders" in ada.direct_messages[0].text
    assert reminder_at(house) is None


@pytest.mark.usefixtures("quick_reminders")
async def test_closed_direct_messages_switch_the_reminder_off_quietly(house: House) -> None:
    ada = house.ada
    pass_to(house, hour=12)
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("7:00")
    ada.close_direct_messages()
    house.days_pass(1)
    await until(lambda: reminder_at(house) is None)
    await ada.slash("plan")
    assert ada.sees("No reminder")
    house.refused(50007)


async def test_a_reminders_time_is_checked(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    await ada.click("Remind me")
    await ada.submit("evening")
    assert ada.sees("write it as 09:00 or 21:30")


async def test_a_forged_day_or_level_does_nothing(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    for path in (
        "plan/save/fresher/99999999",
        "plan/save/guru/739999",
        "plan/choose/day/fresher/0",
        "plan/choose/name/fresher/739999",
    ):
        await ada.press_raw(path, values=["x"] if "choose" in path else None)
        assert ada.sees("another version") or ada.sees("can't lead to")
    await ada.slash("plan")
    assert ada.sees("14 days to your interview")


async def test_plan_reviews_and_skill_are_exported_and_erased(house: House) -> None:
    ada = house.ada
    await make_plan(ada)
    await ada.slash("question", level="fresher")
    await house.answer(ada, leaky_answer(house.question_on(ada.card)))
    house.days_pass(1)
    await ada.slash("review")
    await ada.click("I don't know")
    tables = {"plans", "memories", "memory_ratings", "reviews", "review_attempts", "skills"}
    assert tables <= set(stored(house, ada))
    await ada.slash("privacy")
    await ada.click("Export")
    exported, _ = opened(ada.card)
    assert all(exported["tables"][table] for table in tables)
    await erase(ada)
    assert stored(house, ada) == {}


def pass_to(house: House, hour: int) -> None:
    """The next day at this time, in UTC."""
    now = house.pilot.clock.now()
    house.pilot.clock.advance(now.replace(hour=hour, minute=0) + timedelta(days=1) - now)


def days_ahead(house: House, days: int) -> str:
    """The choice of that day in a select."""
    return str((house.pilot.clock.now().date() + timedelta(days=days)).toordinal())


def alt(player: Player) -> str:
    """What is said of the pictures on the member's card."""
    return " ".join(descriptions(player.card.raw))


def descriptions(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        if isinstance(body.get("description"), str) and "media" in body:
            yield body["description"]
        body = list(body.values())
    if isinstance(body, list):
        for each in body:
            yield from descriptions(each)


def reminder_at(house: House) -> str | None:
    found: str | None = rows(house, "SELECT remind_at FROM plans")[0]["remind_at"]
    return found
