"""Direct messages: below the channels of the member who gets them, and of nobody else."""

import aiohttp
import pytest
from playwright.async_api import Locator, expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import WIDE, Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House
from tests.journeys.test_direct_messages import write

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)


def listed(visitor: Visitor, name: str = "Greenroom") -> Locator:
    direct = visitor.page.get_by_role("list", name="Direct messages")
    return direct.get_by_role("link", name=name, exact=True)


def switch(visitor: Visitor, state: str) -> Locator:
    return visitor.page.get_by_role("switch", name=f"Direct messages: {state}", exact=True)


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("phone", PHONE)])
async def test_a_direct_message_is_shown_and_its_button_answers(
    house: House, visit: Visit, axe: str | None, name: str, size: tuple[int, int]
) -> None:
    ada = await visit(house.sandbox.address, size)
    grace = await visit(house.sandbox.address)
    await ada.open()
    await grace.open("Grace")
    await write(house, "interview/setup")
    if size == PHONE:
        await ada.page.get_by_role("button", name="Channels and members").click()
    await expect(listed(ada, "Greenroom, unread")).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await listed(ada, "Greenroom, unread").click()
    log = ada.page.get_by_role("log", name="Messages in @Greenroom", exact=True)
    await expect(log).to_contain_text("Only you see them.")
    await ada.press("interview/setup")
    await ada.sees("Mock interview")
    await expect(ada.page).to_have_title("@Greenroom · Ada · Greenroom sandbox")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"{name}-direct-message")
    heading = grace.page.get_by_role("heading", name="Direct messages")
    await expect(heading).to_have_count(0)
    await expect(listed(grace)).to_have_count(0)


async def test_commands_stay_in_the_server(house: House, visit: Visit) -> None:
    await write(house, "interview/setup")
    ada = await visit(house.sandbox.address)
    await ada.open(channel="Greenroom")
    await ada.page.get_by_role("combobox", name="Message @Greenroom", exact=True).fill("/int")
    await expect(ada.page.get_by_text("Commands are used in the channels")).to_be_visible()
    await expect(ada.page.get_by_role("option")).to_have_count(0)
    await ada.page.get_by_role("radio", name="Grace").click()
    await expect(ada.log("general")).to_be_visible()


async def test_a_member_closes_and_opens_their_direct_messages(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await switch(ada, "open").click()
    await expect(switch(ada, "closed")).not_to_be_checked()
    await expect(switch(ada, "closed")).to_be_focused()
    with pytest.raises(aiohttp.ClientResponseError, match="403"):
        await write(house, "interview/setup")
    house.refused(50007)
    await ada.page.get_by_role("radio", name="Grace").click()
    await expect(switch(ada, "open")).to_be_checked()
    await ada.page.get_by_role("radio", name="Ada").click()
    await switch(ada, "closed").press("Enter")
    await expect(switch(ada, "open")).to_be_checked()
    await write(house, "interview/setup")
    await expect(listed(ada, "Greenroom, unread")).to_be_visible()
