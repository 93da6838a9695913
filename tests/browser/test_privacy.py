"""A profile, its settings, and what is stored, at the page: on a desk and on a phone."""

import pytest
from playwright.async_api import expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import WIDE, Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])


async def type_command(visitor: Visitor, name: str) -> None:
    await visitor.composer().click()
    await visitor.page.keyboard.type(f"/{name}")
    option = visitor.page.get_by_role("option", name=f"/{name}", exact=True)
    await expect(option).to_be_visible()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Enter")


async def fill_in(visitor: Visitor, button: str, field: str, text: str) -> None:
    """Press the button, write into its form's field, send it with Enter's long form."""
    await visitor.press(button)
    box = visitor.form.get_by_role("textbox", name=field)
    await expect(box).to_be_focused()
    await box.fill(text)
    await visitor.page.keyboard.press("Control+Enter")
    await expect(visitor.form).to_have_count(0)


@SIZES
async def test_a_profile_leads_to_settings_that_take_effect(
    house: House, visit: Visit, axe: str | None, size: tuple[int, int]
) -> None:
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    await ada.start("Fresher", 1)
    await ada.answer("It opens the first gate for visitors.")
    await type_command(ada, "profile")
    await ada.sees("Your profile")
    await ada.sees("1 day now")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"profile-{size[0]}")
    await ada.press("Settings")
    await ada.sees("Time zone")
    await ada.press("Time zone")
    await expect(ada.form).to_contain_text("Your days and your streak are counted in it")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"time-zone-{size[0]}")
    await ada.page.keyboard.press("Escape")
    await fill_in(ada, "Time zone", "Time zone", "europe/berln")
    await ada.sees("There is no time zone “europe/berln”")
    await ada.shoot(f"time-zone-refused-{size[0]}")
    await fill_in(ada, "Time zone", "Time zone", "new york")
    await ada.sees("this server's → America/New_York")
    await fill_in(ada, "Shown name", "Shown name", "Countess of Lovelace")
    await ada.sees("Shown name: each server's → Countess of Lovelace")
    await ada.select("Who sees your numbers").click()
    await ada.page.get_by_role("option", name="Hidden").click()
    await ada.sees("Who sees your numbers: This server → Hidden")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"settings-{size[0]}")


@SIZES
async def test_everything_is_exported_and_erased(
    house: House, visit: Visit, axe: str | None, size: tuple[int, int]
) -> None:
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    await ada.start("Fresher", 2)
    await ada.answer("It opens the first gate for visitors.")
    await type_command(ada, "privacy")
    await ada.sees("This is stored under your Discord id")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"privacy-{size[0]}")
    await ada.press("Export")
    await ada.sees("greenroom-export.zip")
    await ada.shoot(f"export-{size[0]}")
    await type_command(ada, "privacy")
    await ada.press("Erase everything")
    await ada.sees("Erase everything?")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"erase-sure-{size[0]}")
    await ada.press("Erase…")
    await expect(ada.form).to_contain_text("There is no way back.")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"erase-word-{size[0]}")
    await ada.page.keyboard.press("Escape")
    await fill_in(ada, "Erase…", "Type ERASE", "please")
    await ada.sees("You typed “please”, and it takes ERASE.")
    await fill_in(ada, "Type it again", "Type ERASE", "ERASE")
    await ada.sees("Everything is erased")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"erased-{size[0]}")
    assert house.texts() == []


async def test_another_profile_shows_its_public_part(house: House, visit: Visit) -> None:
    await house.ada.slash("question", level="junior")
    await house.answer(house.ada)
    grace = await visit(house.sandbox.address)
    await grace.open("Grace")
    await grace.composer().click()
    await grace.page.keyboard.type("/profile")
    await expect(grace.page.get_by_role("option", name="/profile", exact=True)).to_be_visible()
    await grace.page.keyboard.press("Enter")
    form = grace.page.get_by_role("form", name="/profile", exact=True)
    await form.get_by_role("button", name="Add member").click()
    await grace.page.keyboard.type("Ada")
    await expect(form.get_by_role("option", name="Ada")).to_be_visible()
    await grace.page.keyboard.press("Enter")
    await grace.page.keyboard.press("Enter")
    await grace.sees("Profile of @Ada")
    await grace.shoot("profile-of-another")
