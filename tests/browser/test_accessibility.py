"""The page's main views have names, roles and contrast (WCAG 2.2, level AA)."""

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)


async def test_nothing_stands_in_the_way_through_an_interview(
    shipped_house: House, visit: Visit, axe: str | None
) -> None:
    ada = await visit(shipped_house.sandbox.address)
    await ada.open()
    assert await obstacles(ada.page, axe) == []
    await ada.composer().click()
    await ada.page.keyboard.type("/")
    await expect(ada.page.get_by_role("option").first).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await ada.page.keyboard.press("Escape")
    await ada.composer().fill("")
    form = await ada.command()
    await form.get_by_role("button", name="Add topic").click()
    await expect(form.get_by_role("option").first).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await ada.page.keyboard.press("Escape")
    await ada.page.keyboard.press("Escape")
    await ada.start("3–6 years", 1)
    assert await obstacles(ada.page, axe) == []
    await ada.open_form()
    assert await obstacles(ada.page, axe) == []
    await ada.field.fill("It depends.")
    await ada.page.keyboard.press("Control+Enter")
    await expect(ada.button("Show model answer")).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await ada.press("Show model answer")
    await ada.sees("Model answer")
    assert await obstacles(ada.page, axe) == []


async def test_nothing_stands_in_the_way_around_it(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await ada.sees("Mock interview")
    await ada.select("Topic").click()
    assert await obstacles(ada.page, axe) == []
    await ada.page.keyboard.press("Escape")
    await ada.page.get_by_role("button", name="What is this?").click()
    assert await obstacles(ada.page, axe) == []


async def test_nothing_stands_in_the_way_on_a_phone(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open()
    await ada.start("Fresher", 3)
    await ada.page.get_by_role("button", name="Controls").click()
    assert await obstacles(ada.page, axe) == []
    await ada.page.get_by_role("button", name="Channels and members").click()
    await expect(ada.page.get_by_role("link", name="general")).to_be_focused()
    assert await obstacles(ada.page, axe) == []
