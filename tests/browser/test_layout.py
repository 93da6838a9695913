"""A phone's width and a desk's: nothing sticks out, everything is reachable."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, expect, nothing_sticks_out
from tests.journeys.conftest import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
DESK = (1440, 900)
UNBROKEN = "w" * 300


async def looked_at(ada: Visitor, name: str) -> None:
    await ada.shoot(name)
    assert await nothing_sticks_out(ada.page) == []


async def test_on_a_phone_the_channels_and_members_come_out_of_a_drawer(
    visit: Visit, house: House
) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open("Ada", "general")
    menu = ada.page.get_by_role("button", name="Channels and members")
    await expect(ada.page.get_by_role("radiogroup", name="You are")).to_be_hidden()
    await menu.click()
    await expect(ada.page.get_by_role("link", name="general")).to_be_focused()
    await looked_at(ada, "phone-drawer")
    await ada.page.get_by_role("link", name="interviews").click()
    await expect(ada.log("interviews")).to_be_visible()
    await expect(ada.page.get_by_role("radiogroup", name="You are")).to_be_hidden()
    await menu.click()
    await ada.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await looked_at(ada, "phone-empty")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_no_card_of_an_interview_sticks_out(
    visit: Visit, house: House, size: tuple[int, int]
) -> None:
    name = "phone" if size == PHONE else "desk"
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    await ada.command()
    await looked_at(ada, f"{name}-command")
    await ada.page.keyboard.press("Escape")
    await ada.start("Fresher", 1)
    await looked_at(ada, f"{name}-question")
    await ada.press("Answer")
    await ada.field.fill(UNBROKEN)
    await looked_at(ada, f"{name}-form")
    await ada.page.keyboard.press("Control+Enter")
    await expect(ada.button("Try again")).to_be_visible()
    await looked_at(ada, f"{name}-verdict")
    await ada.press("Show model answer")
    await ada.sees("Model answer")
    await looked_at(ada, f"{name}-model-answer")
    await ada.press("See the report")
    await ada.sees("Your report")
    await looked_at(ada, f"{name}-report")
    await ada.press("Past interviews")
    await ada.sees("Your last 1 interview")
    await looked_at(ada, f"{name}-past")


async def test_the_shipped_questions_fit_a_phone(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with open_house(tmp_path_factory.mktemp("shipped")) as house:
        ada = await visit(house.sandbox.address, PHONE)
        await ada.open()
        await ada.start("3–6 years", 3)
        for number in (1, 2, 3):
            await ada.sees(f"Question {number} of 3")
            await looked_at(ada, f"shipped-question-{number}")
            await ada.press("Show model answer")
            await looked_at(ada, f"shipped-sure-{number}")
            await ada.press("Show it, 0 points")
            await ada.sees("Read more")
            await looked_at(ada, f"shipped-answer-{number}")
            await ada.press("See the report" if number == 3 else "Next question")
        await ada.sees("Your report")
        await looked_at(ada, "shipped-report")
