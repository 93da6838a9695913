"""Whatever a member presses in whatever order, on new cards and old ones."""

import sqlite3
from contextlib import closing
from random import Random

import pytest

from bot.attempts.attempt import WORTH
from bot.bank.question import Level
from bot.sandbox.shown import Button, Shown
from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOTHING, good_answer, good_follow_up, leaky_answer

STEPS = 45
CLOSED = {"answered", "revealed", "skipped", "expired"}
Row = tuple[int, str, int, str, int | None, str | None]


def attempts(house: House) -> dict[int, Row]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        query = "SELECT id, state, points, level, retry_of, follow_up_grade FROM attempts"
        return {row[0]: row for row in connection.execute(query)}


def interviews(house: House) -> list[tuple[int, int, int, int]]:
    """Id, length, whether it runs, and how many questions it has asked."""
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        query = (
            "SELECT i.id, i.length, i.ended_at IS NULL, count(*) FROM interviews i"
            " JOIN interview_attempts a ON a.interview_id = i.id GROUP BY i.id"
        )
        return connection.execute(query).fetchall()


def enabled(cards: list[Shown]) -> list[tuple[Shown, Button]]:
    return [
        (card, button)
        for card in cards
        for button in card.buttons
        if not button.disabled and button.custom_id
    ]


async def press_something(house: House, chance: Random) -> None:
    ada = house.ada
    if ada.modal is not None:
        text = chance.choice([NOTHING, "?", "It opens the first gate.", "x" * 4000])
        if chance.random() < 0.4:
            write = chance.choice([good_answer, leaky_answer, good_follow_up])
            text = write(chance.choice(list(house.bank.questions.values())))
        await ada.submit(text)
    elif chance.random() < 0.15:
        await ada.slash("interview", level=chance.choice(["fresher", "adaptive", None]))
    else:
        card, button = chance.choice(enabled(ada.cards[:3]))
        await ada.press_raw(str(button.custom_id), on=card)


@pytest.mark.parametrize("mode", ["practice", "real"])
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_any_order_of_presses_keeps_the_rules(house: House, mode: str, seed: int) -> None:
    chance = Random(f"{mode}/{seed}")
    await house.ada.slash("interview", level="junior", questions=3, mode=mode)
    before: dict[int, Row] = {}
    for _ in range(STEPS):
        await press_something(house, chance)
        now = attempts(house)
        for number, state, points, level, retry_of, follow_up in now.values():
            assert 0 <= points <= WORTH[Level(level)]
            assert retry_of is None or points == 0
            if number in before and before[number][1] in CLOSED:
                assert state == before[number][1]
                # A follow-up adds to them, once.
                may_rise = follow_up != before[number][5]
                assert points >= before[number][2] if may_rise else points == before[number][2]
                assert mode == "practice" or follow_up is None
        before = now
        found = interviews(house)
        assert all(asked <= length for _, length, _, asked in found)
        assert sum(runs for _, _, runs, _ in found) <= 1
    assert len(house.callbacks) == STEPS + 1  # one answer to each, the first command's too
