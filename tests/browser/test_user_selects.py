"""Selects of members: found by typing, chosen, taken back, in messages and in forms."""

from typing import Any

import aiohttp
import pytest
from playwright.async_api import Locator, expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

INTERVIEWS = "100000000000000012"
GRACE, LINUS, BOT = "100000000000000102", "100000000000000103", "100000000000000900"
PHONE = (390, 844)


def asking(**more: Any) -> dict[str, Any]:
    """A message that asks for a coach."""
    menu = {"type": 5, "custom_id": "coach", "placeholder": "Coach", **more}
    row = {"type": 1, "components": [menu]}
    text = {"type": 10, "content": "Who coaches you?"}
    return {"flags": 1 << 15, "components": [{"type": 17, "components": [text, row]}]}


async def ask(house: House, method: str, message: str = "", **more: Any) -> str:
    """The bot posts it in #interviews, or changes it; its id."""
    url = f"{house.sandbox.api_url}/channels/{INTERVIEWS}/messages{message}"
    headers = {"Authorization": "Bot sandbox"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.request(method, url, json=asking(**more)) as answer,
    ):
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["id"])


async def asked(
    house: House, visit: Visit, size: tuple[int, int] = (1440, 900), **more: Any
) -> tuple[Visitor, Locator, str]:
    """Ada, the select before her, and its message's id."""
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    message = await ask(house, "POST", **more)
    return ada, ada.page.get_by_role("combobox", name="Coach", exact=True), message


def choices(house: House) -> list[list[str]]:
    """What was chosen, in order."""
    made = [i.data for i in house.sandbox.world.interactions.values() if i.kind == 3]
    return [data["values"] for data in made]


async def names(ada: Visitor) -> list[str]:
    rows = await ada.page.get_by_role("option").all()
    return [str(await row.get_attribute("aria-label")) for row in rows]


async def test_a_member_is_found_by_typing_and_chosen_by_keyboard(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada, coach, message = await asked(house, visit)
    await coach.press("ArrowDown")
    await expect(ada.page.get_by_role("option").first).to_be_visible()
    assert await names(ada) == ["Ada", "Grace", "Greenroom", "Linus", "Mina (invented)"]
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("members-open")
    await ada.page.keyboard.type("gr")
    assert await names(ada) == ["Grace", "Greenroom"]
    await ada.page.keyboard.press("ArrowDown")
    await ada.page.keyboard.press("Enter")
    await expect(coach).to_have_value("Greenroom")
    await until(lambda: choices(house) == [[BOT]])
    await ask(house, "PATCH", f"/{message}", default_values=[{"id": GRACE, "type": "user"}])
    await expect(coach).to_have_value("Grace")
    await expect(coach).to_be_focused()


async def test_typing_opens_the_list_and_escape_leaves_the_choice_as_it_was(
    house: House, visit: Visit, axe: str | None
) -> None:
    ada, coach, _ = await asked(house, visit, default_values=[{"id": GRACE, "type": "user"}])
    await expect(coach).to_have_value("Grace")
    await coach.focus()
    await ada.page.keyboard.type("zz")
    await expect(ada.page.get_by_role("option")).to_have_text("Nobody is called that.")
    assert await obstacles(ada.page, axe) == []
    await ada.page.keyboard.press("Enter")
    await expect(coach).to_have_attribute("aria-expanded", "true")
    await ada.page.keyboard.press("Escape")
    await expect(coach).to_have_value("Grace")
    assert choices(house) == []


async def test_a_choice_that_may_be_empty_is_cleared(
    house: House, visit: Visit, axe: str | None
) -> None:
    given: dict[str, Any] = {"min_values": 0, "default_values": [{"id": GRACE, "type": "user"}]}
    ada, coach, message = await asked(house, visit, **given)
    clear = ada.page.get_by_role("button", name="Clear Coach")
    await expect(clear).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("member-chosen")
    await clear.click()
    await expect(coach).to_have_value("")
    await expect(coach).to_be_focused()
    await expect(clear).to_be_hidden()
    await until(lambda: choices(house) == [[]])
    await ask(house, "PATCH", f"/{message}", **given)
    await expect(coach).to_have_value("Grace")
    await coach.click()
    await ada.page.get_by_role("option", name="Grace", exact=True).click()
    await until(lambda: choices(house) == [[], []])


async def test_several_members_are_sent_together_when_the_list_closes(
    house: House, visit: Visit
) -> None:
    ada, coach, _ = await asked(house, visit, PHONE, max_values=2)
    await coach.click()
    await ada.page.keyboard.type("lin")
    await ada.page.get_by_role("option", name="Linus", exact=True).click()
    await coach.fill("")
    await ada.page.get_by_role("option", name="Grace", exact=True).click()
    await expect(ada.page.get_by_role("option", name="Ada", exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    await ada.shoot("phone-members")
    assert choices(house) == []
    await ada.page.keyboard.press("Tab")
    await expect(coach).to_have_value("Grace, Linus")
    await until(lambda: choices(house) == [[GRACE, LINUS]])


FORM = """async () => {
    const { drawFields } = await import('/static/modal-fields.js');
    const named = (id) => [{ id, type: 'user' }];
    const component = (label, field) => ({ type: 18, label, component: { type: 5, ...field } });
    window.fields = drawFields([
        component('Coach', { custom_id: 'coach' }),
        component('Guest', { custom_id: 'guest', required: false, default_values: named('%s') }),
    ]);
    const dialog = document.createElement('dialog');
    dialog.className = 'modal';
    dialog.append(...window.fields.map((field) => field.element));
    document.body.append(dialog);
    dialog.showModal();
}"""


async def test_a_form_asks_for_members_too(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.page.evaluate(FORM % LINUS)
    assert await ada.page.evaluate("fields.map((field) => field.check())") == [False, True]
    await expect(ada.form.get_by_role("combobox", name="Guest")).to_have_value("Linus")
    await ada.form.get_by_role("combobox", name="Coach").focus()
    await ada.page.keyboard.type("gra")
    await ada.shoot("form-members")
    await ada.page.keyboard.press("Enter")
    await ada.form.get_by_role("button", name="Clear Guest").click()
    read = "fields.map((field) => [field.name, field.read(), field.check()])"
    assert await ada.page.evaluate(read) == [["coach", [GRACE], True], ["guest", [], True]]
