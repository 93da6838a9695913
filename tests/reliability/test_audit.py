"""The audit itself: it is content with what is right, and notices each thing that isn't."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from itertools import count
from random import Random
from typing import Any

import pytest

from tests.journeys.conftest import House
from tests.reliability.audit import Audit
from tests.reliability.crowd import Guest

ONE: dict[str, Any] = {"level": "junior", "questions": 1}
DAMAGE = {
    "UPDATE attempts SET text = 'x' WHERE state = 'answered'": "was said to be saved, and is lost",
    "UPDATE attempts SET points = points + 1 WHERE points > 0": "earned",
    "UPDATE attempts SET state = 'submitted' WHERE state = 'answered'": "waits for its grade",
    "UPDATE attempts SET hints = 0, points = 0 WHERE hints > 0": "has lost a hint",
    "UPDATE point_totals SET answers = answers + 1": "points of",
    "UPDATE streaks SET longest = longest + 1": "a streak of",
    "DELETE FROM point_totals WHERE period = 'week'": "points of",
    "DELETE FROM streak_days": "the days with an answer differ",
    "DELETE FROM interviews": "interviews",
    "DELETE FROM single_questions": "by no room",
    "INSERT INTO single_questions SELECT id, NULL, NULL, NULL FROM attempts"
    " WHERE retry_of IS NULL AND id NOT IN (SELECT attempt_id FROM single_questions)": "or by two",
}


async def played(house: House) -> Guest:
    """Ada in two interviews, with a single question between them."""
    guest = Guest(house.ada, Random(3), count(1).__next__)
    for command, options in (("interview", ONE), ("question", {}), ("interview", ONE)):
        guest.notes.read(await house.ada.slash(command, **options))
        guest.notes.read(await house.ada.click("Hint"))
        guest.notes.read(await house.ada.click("Answer"))
        await guest.fill()
        if command == "interview":
            await house.ada.click("See the report")
    return guest


async def test_an_undisturbed_evening_passes(house: House, topics: Mapping[str, str]) -> None:
    guest = await played(house)
    assert Audit(house.data / "greenroom.db", topics).problems([guest.notes]) == []


@pytest.mark.parametrize("damage", DAMAGE)
async def test_each_damage_is_noticed(house: House, topics: Mapping[str, str], damage: str) -> None:
    guest = await played(house)
    file = house.data / "greenroom.db"
    with closing(sqlite3.connect(file, timeout=10)) as opened, opened:
        opened.execute(damage)
    problems = Audit(file, topics).problems([guest.notes])
    assert any(DAMAGE[damage] in problem for problem in problems), problems
