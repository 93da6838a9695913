"""What answers leave behind: points in every period, days of a streak, a name in the lists."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOTHING, good_answer


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return connection.execute(query).fetchall()


def points(house: House) -> dict[tuple[str, str], int]:
    """By period and scope; the periods are of one day."""
    return {
        (period, scope): total
        for period, scope, total in rows(house, "SELECT period, scope, points FROM point_totals")
    }


async def test_a_ranked_answer_counts_in_every_period_and_scope(house: House) -> None:
    await house.ada.slash("question", level="junior", topic="doors")
    await house.answer(house.ada)
    scopes = ("all", "level/junior", "topic/doors")
    periods = ("day", "week", "month", "all")
    assert points(house) == {(period, scope): 20 for period in periods for scope in scopes}
    await house.ada.slash("question", level="junior", topic="doors")
    await house.answer(house.ada, NOTHING)
    total = "SELECT points, score_sum, answers FROM point_totals WHERE period = 'all'"
    assert rows(house, total) == [(20, 100, 2)] * 3


async def test_an_unranked_answer_earns_a_day_and_no_points(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    question = house.question_on(ada.card)
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.click("Try again")
    await house.answer(ada, good_answer(question))
    assert points(house) == {}
    assert rows(house, "SELECT current FROM streaks") == [(1,)]


async def test_a_text_is_counted_once_however_often_it_arrives(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada)
    await ada.submit_again()
    assert set(points(house).values()) == {20}


async def test_each_day_with_an_answer_makes_the_streak_longer(house: House) -> None:
    for _ in range(3):
        await house.ada.slash("question")
        await house.answer(house.ada, NOTHING)
        house.days_pass(1)
    assert rows(house, "SELECT current, longest FROM streaks") == [(3, 3)]


async def test_days_and_periods_are_each_ones_own(house: House) -> None:
    """Ada lives in Kiritimati (UTC+14), her server in Pago Pago (UTC-11)."""
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        member = (house.ada.id, "Pacific/Kiritimati", None, "server")
        connection.execute("INSERT INTO members VALUES (?, ?, ?, ?)", member)
        server = ("100000000000000001", "Pacific/Pago_Pago")
        connection.execute("INSERT INTO servers VALUES (?, ?)", server)
        connection.commit()
    now = house.pilot.clock.now()
    noon = datetime(now.year + 1, 1, 1, 10, 30, tzinfo=UTC)
    house.pilot.clock.advance(noon - now)
    await house.ada.slash("question")
    await house.answer(house.ada, NOTHING)
    (there,) = rows(house, "SELECT start FROM point_totals WHERE period = 'day' AND scope = 'all'")
    (here,) = rows(house, "SELECT day FROM streak_days")
    assert date.fromisoformat(there[0]) == noon.date() - timedelta(days=1)
    assert date.fromisoformat(here[0]) == noon.date() + timedelta(days=1)


async def test_the_server_lists_a_member_under_a_harmless_name(house: House) -> None:
    mallory = house.pilot.member("\u202e\nMallory  " + "y" * 20)
    await mallory.slash("question")
    await house.answer(mallory, NOTHING)
    assert rows(house, "SELECT name, hidden FROM server_members") == [("Mallory " + "y" * 20, 0)]


async def test_what_was_submitted_before_a_kill_is_counted_after_it(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada)
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        connection.execute("DELETE FROM point_totals")
        connection.execute("UPDATE attempts SET state = 'submitted', grade = NULL, points = 0")
        connection.commit()
    restart = house.sandbox.restart_bot
    assert restart is not None
    await restart()
    assert set(points(house).values()) == {20}
