"""The sandbox's own strip: its clock, the bot's sudden death, a request that fails."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What Discord answers to the bot's last try, which comes too late.
UNKNOWN_INTERACTION = 10062


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


async def test_the_bot_gets_over_one_request_that_fails(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 3)
    fail = ada.page.get_by_role("button", name="Fail the next request")
    await expect(fail).to_have_attribute("aria-pressed", "false")
    await fail.click()
    armed = ada.page.get_by_role("button", name="The next request fails")
    await expect(armed).to_have_attribute("aria-pressed", "true")
    await ada.shoot("armed")
    await ada.press("Skip")
    await expect(fail).to_have_attribute("aria-pressed", "false")
    await ada.sees("Question 2 of 3")


async def test_an_interaction_that_fails_says_so_and_a_second_press_works(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 3)
    house.sandbox.faults.fail_next(count=2, path_contains="/callback")
    await ada.press("Skip")
    await ada.sees("This interaction failed")
    await ada.shoot("failed")
    await ada.press("Skip")
    await ada.sees("Question 2 of 3")
    await expect(ada.card).not_to_contain_text("This interaction failed")
    await until(lambda: bool(house.sandbox.refusals))
    house.refused(UNKNOWN_INTERACTION)


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
