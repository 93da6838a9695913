"""The sandbox's own strip: its clock, the bot's sudden death, an answer that is lost."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_bot_is_killed_in_the_middle_and_the_same_card_goes_on(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 3)
    kill = ada.page.get_by_role("button", name="Kill and restart the bot")
    await kill.click()
    await expect(kill).to_be_visible(timeout=20_000)
    await ada.is_online()
    await ada.press("Skip")
    await ada.sees("Question 2 of 3")


async def test_a_lost_answer_is_seen_and_a_second_press_works(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 3)
    lose = ada.page.get_by_role("button", name="Lose the next answer")
    await expect(lose).to_have_attribute("aria-pressed", "false")
    await lose.click()
    armed = ada.page.get_by_role("button", name="The next answer is lost")
    await expect(armed).to_have_attribute("aria-pressed", "true")
    await ada.shoot("armed")
    await ada.press("Skip")
    await ada.sees("This interaction failed")
    await expect(lose).to_have_attribute("aria-pressed", "false")
    await ada.shoot("failed")
    await ada.press("Skip")
    await ada.sees("Question 2 of 3")
    await expect(ada.card).not_to_contain_text("This interaction failed")


async def test_a_command_whose_answer_is_lost_can_be_sent_again(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.page.get_by_role("button", name="Lose the next answer").click()
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await expect(ada.log()).to_contain_text("The application did not respond")
    await ada.shoot("not-responded")
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await ada.sees("Mock interview")


async def test_tomorrow_begins_at_nine(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.page.get_by_role("button", name="Tomorrow 09:00").click()
    bar = ada.page.get_by_role("region", name="Sandbox controls")
    await expect(bar).to_contain_text(", 09:00")


async def test_what_this_is_can_be_read_and_put_away(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    opener = ada.page.get_by_role("button", name="What is this?")
    await opener.click()
    await expect(ada.form).to_have_accessible_name("What is this?")
    await expect(ada.form).to_contain_text("It isn't Discord")
    await ada.shoot("about")
    await ada.page.keyboard.press("Escape")
    await expect(ada.form).to_have_count(0)
    await expect(opener).to_be_focused()
