"""What members see of each other: an interview with a coach, a report that is shared."""

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREAD = "Ada's interview"
PHONE = (390, 844)


async def test_an_interview_is_set_up_with_a_coach_who_watches_it(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada, grace = await visit(house.sandbox.address), await visit(house.sandbox.address)
    await ada.open()
    await grace.open("Grace")
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await ada.sees("Mock interview")
    await ada.select("Where").click()
    await ada.page.get_by_role("option", name="Thread").click()
    coach = ada.select("Coach (if you want one)")
    await coach.click()
    await ada.page.keyboard.type("Gra")
    await ada.page.keyboard.press("Enter")
    await expect(coach).to_have_attribute("placeholder", "Grace")
    await ada.shoot("set-up-coach")
    await ada.press("Start")
    await ada.sees("Your interview has begun in")
    await ada.card.get_by_role("link", name=f"#{THREAD}").click()
    asked = ada.pane(THREAD).get_by_role("article")
    await expect(asked).to_contain_text("Question 1 of 5")
    await asked.get_by_role("button", name="Skip").click()
    await expect(asked).to_have_count(2)
    await ada.shoot("interview-in-thread")
    assert await obstacles(ada.page, axe) == []

    await grace.page.get_by_role("link", name=THREAD).click()
    watched = grace.pane(THREAD).get_by_role("article").last
    await expect(watched).to_contain_text("Question 2 of 5")
    await watched.get_by_role("button", name="Skip").click()
    refused = grace.pane(THREAD).get_by_role("article").last
    await expect(refused).to_contain_text("This belongs to somebody else.")
    await expect(asked).to_have_count(2)


async def test_a_report_is_shared_and_taken_back(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada, grace = await visit(house.sandbox.address), await visit(house.sandbox.address, PHONE)
    await ada.open()
    await grace.open("Grace")
    await ada.start("Fresher", 2)
    await ada.answer("It opens the first gate for visitors.")
    await ada.press("Next question")
    await ada.press("Skip")
    picture = ada.card.get_by_role("img", name="on average")
    await expect(picture).to_be_visible()
    await ada.shoot("report")
    await ada.press("Share")
    await ada.sees("Share this interview?")
    assert await obstacles(ada.page, axe) == []
    await ada.press("Post it here")
    await grace.sees("@Ada took a mock interview")
    await expect(grace.card.get_by_role("img", name="on average")).to_be_visible()
    await grace.shoot("shared-phone")
    await ada.press("Take it back")
    await expect(grace.cards).to_have_count(0)


async def test_a_question_is_searched_for(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.composer().click()
    await ada.page.keyboard.type("/que")
    await expect(ada.page.get_by_role("option", name="/question", exact=True)).to_be_visible()
    await ada.page.keyboard.press("Enter")
    form = ada.page.get_by_role("form", name="/question", exact=True)
    await form.get_by_role("button", name="Add search").click()
    await ada.page.keyboard.type("anchor")
    # What was found for its first letters alone has gone again.
    await expect(form.get_by_role("option")).to_have_count(1)
    await expect(form.get_by_role("option", name="What is the anchor for?")).to_be_visible()
    await ada.shoot("search")
    await ada.page.keyboard.press("Enter")
    await expect(form.get_by_role("option")).to_have_count(0)
    await form.get_by_role("button", name="Send /question").click()
    await ada.sees("What is the anchor for?")
    await ada.press("Another one")
    await ada.sees("The question before was skipped")


async def test_help_leads_on(house: House, visit: Visit, axe: str | None) -> None:
    ada = await visit(house.sandbox.address, PHONE)
    await ada.open()
    await ada.composer().click()
    await ada.page.keyboard.type("/help")
    await expect(ada.page.get_by_role("option", name="/help", exact=True)).to_be_visible()
    await ada.page.keyboard.press("Enter")
    await ada.page.keyboard.press("Enter")
    await ada.sees("How it is scored")
    await ada.shoot("help-phone")
    assert await obstacles(ada.page, axe) == []
    await ada.press("Set up an interview")
    await ada.sees("Mock interview")
