"""A server's day: its question, private answers, its closing, in two members' tabs."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import Visit
from tests.journeys.conftest import House
from tests.journeys.daily_life import go_to, set_up
from tests.journeys.rehearsal import good_answer

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot looks often for what is due, and edits at once."""
    monkeypatch.setattr("bot.daily.keeper.POLL_S", 0.02)
    monkeypatch.setattr("bot.daily.keeper.EDIT_EVERY", timedelta())


async def test_a_question_comes_is_answered_in_private_and_closes(
    house: House, visit: Visit, axe: str | None
) -> None:
    await set_up(house, level="junior", role="Interview club")
    ada = await visit(house.sandbox.address)
    grace = await visit(house.sandbox.address, PHONE)
    await ada.open("Ada", "daily")
    await grace.open("Grace", "daily")
    go_to(house, 9)
    post = ada.cards.filter(has_text="Daily question #1").first
    await expect(post).to_contain_text("@Interview club")
    await ada.shoot("daily-post")
    await grace.shoot("daily-post-phone")
    assert await obstacles(ada.page, axe) == []
    text = await post.inner_text()
    asked = [q for q in house.bank.questions.values() if q.question.split("\n")[0] in text]
    await post.get_by_role("button", name="Answer").click()
    await ada.field.fill(good_answer(asked[0]))
    await ada.page.keyboard.press("Control+Enter")
    await ada.sees("100/100")
    await ada.select("Show my answer when it closes?").click()
    await ada.page.get_by_role("option", name="Show it with my name").click()
    await ada.shoot("daily-result")
    assert await obstacles(ada.page, axe) == []
    await expect(grace.cards.filter(has_text="1 answered")).to_have_count(1)
    await expect(grace.cards.filter(has_text="100/100")).to_have_count(0)
    go_to(house, 9)
    await expect(ada.cards.filter(has_text="Daily question #2")).to_have_count(1)
    await ada.page.get_by_role("link", name="Daily question #1").last.click()
    closing = ada.pane("Daily question #1").get_by_role("article")
    await expect(closing).to_contain_text("Daily question #1 is closed")
    await expect(closing).to_contain_text("Ada, 100/100")
    await expect(closing.get_by_role("img", name="How many scored what")).to_be_visible()
    await ada.shoot("daily-closing")
    assert await obstacles(ada.page, axe) == []


async def test_a_manager_sees_the_plan_and_a_preview(
    house: House, visit: Visit, axe: str | None
) -> None:
    await set_up(house)
    linus = await visit(house.sandbox.address, PHONE)
    await linus.open("Linus", "daily")
    await linus.composer("daily").click()
    await linus.page.keyboard.type("/manage daily")
    await expect(linus.page.get_by_role("option").first).to_contain_text("/manage daily")
    await linus.page.keyboard.press("Enter")
    await linus.page.keyboard.press("Enter")
    await linus.sees("Next: daily question #1")
    await linus.shoot("manage-daily-phone")
    assert await obstacles(linus.page, axe) == []
    await linus.press("Preview")
    await linus.sees("A preview")
    await expect(linus.button("Answer")).to_be_disabled()
    await linus.press("Back")
    await linus.press("Pause")
    await linus.sees("Daily question · paused")
