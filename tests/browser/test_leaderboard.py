"""Leaderboards in a browser: lines stand below each other, and selects lead on."""

import pytest
from playwright.async_api import expect

from bot.bank.question import Level
from tests.browser.conftest import WIDE, Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House
from tests.journeys.earnings import Earning, earn

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
NAMES = (
    "Marie (invented)",
    "Ada",
    "عمر الفاروق بن الخطاب رضي الله عنه",
    "門門門門門門門門門門門門門門門門門門門門門門門門門門門門門門門門",
    "👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀👩🏽\u200d🚀",
    "W" * 32,
    "# **Mallory** <@1> `x` ||y||",
    "يوسف",
    "Zoë",
    "Noor",
    "Kwame",
    "Chiara",
)


async def opened(house: House, visit: Visit, size: tuple[int, int]) -> Visitor:
    """Ada at the points board of twelve members."""
    for number, name in enumerate(NAMES):
        points = 1200 // (number + 1)
        await earn(house, Earning(name, points, level=Level.JUNIOR, days_ago=number % 2))
    await earn(house, *(Earning("Ada", 20, 99 - day, day) for day in range(58, 0, -2)))
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    await house.ada.slash("leaderboard", window="month", channel="interviews")
    await ada.sees("Leaderboard: points, this month")
    return ada


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_every_line_of_a_board_stays_one_line(
    house: House, visit: Visit, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    ada = await opened(house, visit, size)
    shape = request.node.callspec.id
    await ada.shoot(f"leaderboard-{shape}")
    await house.ada.slash("leaderboard", board="streak", channel="interviews")
    await ada.sees("Leaderboard: streak")
    await ada.shoot(f"leaderboard-streak-{shape}")
    await house.ada.slash("leaderboard", board="most improved", channel="interviews")
    await ada.sees("Leaderboard: most improved")
    await ada.shoot(f"leaderboard-improved-{shape}")
    await expect(ada.card).to_be_visible()
