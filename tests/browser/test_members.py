"""Two members at their pages, and one tab that changes hands."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_two_members_side_by_side_see_their_own_cards_only(
    house: House, visit: Visit
) -> None:
    ada, grace = await visit(house.sandbox.address), await visit(house.sandbox.address)
    await ada.open("Ada")
    await grace.open("Grace")
    await ada.start("Fresher", 3)
    await grace.start("Adaptive", 2)
    await grace.press("Skip")
    await grace.sees("Question 2 of 2")
    await ada.sees("Question 1 of 3")
    for member in (ada, grace):
        await expect(member.cards).to_have_count(1)
        await member.sees("Only you can see this")


async def test_a_tab_that_changes_hands_keeps_private_messages_private(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open("Ada")
    await ada.start("Fresher", 3)
    members = ada.page.get_by_role("radiogroup", name="You are")
    await members.get_by_role("radio", name="Grace").click()
    await expect(members.get_by_role("radio", name="Grace")).to_be_checked()
    await expect(ada.page.get_by_role("heading", name="Welcome to #interviews")).to_be_visible()
    await expect(ada.cards).to_have_count(0)
    await ada.shoot("empty-channel")
    assert "as=Grace" in ada.page.url
    await ada.page.keyboard.press("ArrowUp")
    await ada.sees("Question 1 of 3")


async def test_reloading_keeps_the_member_the_channel_and_the_card(
    house: House, visit: Visit
) -> None:
    grace = await visit(house.sandbox.address)
    await grace.open("Grace", "general")
    await grace.start("Fresher", 3, channel="general")
    await grace.page.get_by_role("link", name="daily").click()
    await expect(grace.log("daily")).to_be_visible()
    await grace.page.go_back()
    await expect(grace.log("general")).to_be_visible()
    with grace.watch.leaving():
        await grace.page.reload()
    await grace.is_online()
    await expect(grace.page.get_by_role("radio", name="Grace")).to_be_checked()
    await expect(grace.log("general").get_by_role("article")).to_have_count(1)
    await grace.press("Skip")
    await grace.sees("Question 2 of 3")


async def test_a_message_in_another_channel_marks_it_unread(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open("Ada", "general")
    await house.ada.slash("interview", level="fresher", questions=1, channel="interviews")
    await ada.page.get_by_role("link", name="interviews, unread").click()
    await ada.sees("Question 1 of 1")
    await expect(ada.page.get_by_role("link", name="unread")).to_have_count(0)


async def test_a_dismissed_card_goes_away_and_the_interview_comes_back_by_its_command(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 3)
    await ada.press("Dismiss message")
    await expect(ada.cards).to_have_count(0)
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await ada.sees("You are in an interview")
    await ada.shoot("resumed")


async def test_the_clock_moves_on_for_everybody(house: House, visit: Visit) -> None:
    ada, grace = await visit(house.sandbox.address), await visit(house.sandbox.address)
    await ada.open("Ada")
    await grace.open("Grace")
    await ada.start("Fresher", 3)
    await ada.page.get_by_role("button", name="+7 days").click()
    for member in (ada, grace):
        await expect(member.page.get_by_text("7 d ahead", exact=True)).to_be_visible()
    form = await ada.command()
    await form.get_by_role("button", name="Send /interview").click()
    await ada.sees("You left this interview for 7 days")
    await expect(ada.cards).to_have_count(2)
    await ada.shoot("seven-days-later")
