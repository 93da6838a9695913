"""Leaderboards in a browser: lines stand below each other, and selects lead on."""

import pytest
from playwright.async_api import expect

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


# The height of the text that begins with a medal, in lines.
LINES = """(card) => {
    const all = [...card.querySelectorAll('*')];
    const text = all.filter((each) => each.innerText?.startsWith('🥇')).at(-1).closest('p, div');
    return text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight);
}"""


async def opened(house: House, visit: Visit, size: tuple[int, int]) -> Visitor:
    """Ada's page, where twelve members have points, of whom Ada improved."""
    for number, name in enumerate(NAMES):
        await earn(house, Earning(name, 1200 // (number + 1)))
    await earn(house, *(Earning("Ada", 20, 99 - day, day) for day in range(58, 0, -2)))
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    return ada


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("board", ["points", "streak", "most improved"])
async def test_every_line_of_a_board_stays_one_line(
    house: House, visit: Visit, board: str, size: tuple[int, int]
) -> None:
    ada = await opened(house, visit, size)
    shown = await house.ada.slash("leaderboard", board=board, channel="interviews")
    await ada.sees(f"Leaderboard: {board}")
    await ada.shoot(f"leaderboard-{board.replace(' ', '-')}-{size[0]}")
    lines = shown.text.count("\u2068")
    assert lines == (1 if board == "most improved" else 10)
    assert round(await ada.card.evaluate(LINES)) == lines


async def test_selects_and_arrows_lead_on(house: House, visit: Visit) -> None:
    ada = await opened(house, visit, WIDE)
    await house.ada.slash("leaderboard", channel="interviews")
    await ada.sees("Leaderboard: points, this week")
    await ada.press("▶")
    await ada.sees("Page 2 of 2")
    await ada.select("Window").click()
    await ada.page.get_by_role("option", name="Today").click()
    await ada.sees("Leaderboard: points, today")
    await ada.select("Board").click()
    await ada.page.get_by_role("option", name="Most improved").click()
    await ada.sees("Leaderboard: most improved")
    await expect(ada.cards).to_have_count(1)
