"""The member who has practised for long: she is one click away, and her cards are full."""

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import WIDE, Visit
from tests.browser.test_privacy import type_command
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
MINA = "Mina (invented)"


async def test_who_becomes_mina_sees_sixteen_weeks_of_practice(
    furnished: House, visit: Visit, axe: str | None
) -> None:
    visitor = await visit(furnished.sandbox.address)
    await visitor.open("Ada")
    await visitor.page.get_by_role("radio", name=MINA).click()
    await expect(visitor.page.get_by_role("radio", name=MINA)).to_be_checked()
    await type_command(visitor, "profile")
    await visitor.sees("15 days now")
    for words in ("days with an answer", "7-day mean", "Mean score and number of answers"):
        picture = visitor.card.get_by_role("img", name=words)
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert await obstacles(visitor.page, axe) == []
    await visitor.shoot("profile-with-a-past")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
async def test_her_plan_and_what_is_due_fit_the_page(
    furnished: House, visit: Visit, axe: str | None, size: tuple[int, int]
) -> None:
    visitor = await visit(furnished.sandbox.address, size)
    await visitor.open(MINA)
    await type_command(visitor, "plan")
    await visitor.sees("21 days to your interview")
    await expect(visitor.card.get_by_role("img", name="A calendar up to")).to_be_visible()
    assert await obstacles(visitor.page, axe) == []
    await visitor.shoot(f"plan-with-a-past-{size[0]}")
    await type_command(visitor, "review")
    await visitor.sees("Review 1 of")
    await visitor.shoot(f"review-with-a-past-{size[0]}")
