"""A phone's width: nothing sticks out, everything is reachable."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
UNBROKEN = "w" * 300


async def test_on_a_phone_the_channels_and_members_come_out_of_a_drawer(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open("Ada", "general")
    menu = ada.page.get_by_role("button", name="Channels and members")
    await expect(ada.page.get_by_role("radiogroup", name="You are")).to_be_hidden()
    await menu.click()
    await expect(ada.page.get_by_role("link", name="general")).to_be_focused()
    await ada.shoot("phone-drawer")
    await ada.page.get_by_role("link", name="interviews").click()
    await expect(ada.log("interviews")).to_be_visible()
    await expect(ada.page.get_by_role("radiogroup", name="You are")).to_be_hidden()
    await menu.click()
    await ada.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await ada.shoot("phone-empty")


async def test_on_a_phone_the_sandboxs_controls_open_on_demand(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open()
    later = ada.page.get_by_role("button", name="+7 days")
    await expect(later).to_be_hidden()
    await ada.page.get_by_role("button", name="Controls").click()
    await ada.shoot("phone-controls")
    await later.click()
    await expect(ada.page.get_by_text("7 d ahead", exact=True)).to_be_visible()
    await ada.page.get_by_role("button", name="Controls").click()
    await expect(later).to_be_hidden()


async def test_the_member_list_can_be_put_away(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    roster = ada.page.get_by_role("complementary", name="Members of this server")
    await expect(roster.get_by_role("listitem")).to_contain_text(
        ["Ada", "Grace", "GreenroomAPP", "Linus", "Mina (invented)"]
    )
    toggle = ada.page.get_by_role("button", name="Member list")
    await toggle.click()
    await expect(roster).to_be_hidden()
    await toggle.click()
    await expect(roster).to_be_visible()


async def test_no_card_of_an_interview_sticks_out_of_a_phone(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open()
    await ada.command()
    await ada.shoot("phone-command")
    await ada.page.keyboard.press("Escape")
    await ada.start("Fresher", 1)
    await ada.shoot("phone-question")
    await ada.open_form()
    await ada.field.fill(UNBROKEN)
    await ada.shoot("phone-form")
    await ada.page.keyboard.press("Control+Enter")
    await expect(ada.button("Try again")).to_be_visible()
    await ada.shoot("phone-verdict")
    await ada.press("Show model answer")
    await ada.sees("Model answer")
    await ada.shoot("phone-model-answer")
    await ada.press("See the report")
    await ada.sees("Your report")
    await ada.shoot("phone-report")
    await ada.press("Past interviews")
    await ada.sees("1 interview")
    await ada.shoot("phone-past")


async def test_the_shipped_questions_fit_a_phone(shipped_house: House, visit: Visit) -> None:
    ada = await visit(shipped_house.sandbox.address, PHONE)
    await ada.open()
    await ada.start("3–6 years", 3)
    for number in (1, 2, 3):
        await ada.sees(f"Question {number} of 3")
        await ada.shoot(f"shipped-question-{number}")
        await ada.press("Show model answer")
        await ada.press("Show it, 0 points")
        await ada.sees("Read more")
        await ada.shoot(f"shipped-answer-{number}")
        await ada.press("See the report" if number == 3 else "Next question")
    await ada.sees("Your report")
    await ada.shoot("shipped-report")
