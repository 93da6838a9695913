"""Everything by the keyboard: the set-up card, the form of an answer, suggestions."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def asked(house: House, visit: Visit) -> Visitor:
    """Ada, who has just been asked the first of three questions."""
    await house.ada.slash("interview", level="fresher", questions=3, channel="interviews")
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.sees("Question 1 of 3")
    return ada


async def choose(ada: Visitor, name: str, option: str, *keys: str) -> None:
    """Open a select of the newest card, move in it, and choose; the focus stays on it."""
    await ada.select(name).focus()
    for key in ("ArrowDown", *keys):
        await ada.page.keyboard.press(key)
    active = ada.page.get_by_role("option", name=option, exact=True)
    await expect(active).to_have_class("option active")
    await ada.page.keyboard.press("Enter")
    await expect(ada.select(name)).to_have_text(option)
    await expect(ada.select(name)).to_be_focused()


async def test_the_choices_before_an_interview_are_made_by_keyboard(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.command()
    await ada.page.keyboard.press("Enter")
    await ada.sees("Mock interview")
    await ada.shoot("set-up")
    await choose(ada, "Level", "3–6 years", "ArrowDown")
    await choose(ada, "Topic", "Windows", "End")
    await choose(ada, "Kind", "Debugging", "d")
    await choose(ada, "Length", "1 question", "Home")
    await ada.sees("1 question to choose from.")
    await ada.select("Topic").press("ArrowDown")
    await ada.shoot("set-up-open")
    await ada.page.keyboard.press("Escape")
    await expect(ada.select("Topic")).to_have_text("Windows")
    for name in ("Kind", "Length", "Mode"):
        await ada.page.keyboard.press("Tab")
        await expect(ada.select(name)).to_be_focused()
    await ada.reach(ada.button("Start"))
    await ada.page.keyboard.press("Enter")
    await ada.sees("Question 1 of 1")
    await ada.sees("3–6 years · Debugging · Windows")


async def test_escape_leaves_the_form_with_nothing_sent_and_the_focus_where_it_was(
    house: House, visit: Visit
) -> None:
    ada = await asked(house, visit)
    await ada.button("Answer").focus()
    await ada.page.keyboard.press("Enter")
    await expect(ada.form).to_have_accessible_name("Question 1 of 3")
    await expect(ada.field).to_be_focused()
    await ada.page.keyboard.type("Not yet.")
    await ada.page.keyboard.press("Escape")
    await expect(ada.form).to_have_count(0)
    await expect(ada.button("Answer")).to_be_focused()
    assert house.texts() == []
    await ada.page.keyboard.press("Enter")
    await expect(ada.field).to_have_value("")


async def test_the_focus_goes_round_within_the_form(house: House, visit: Visit) -> None:
    ada = await asked(house, visit)
    await ada.open_form()
    for name in ("Cancel", "Submit", "Close"):
        await ada.page.keyboard.press("Tab")
        await expect(ada.form.get_by_role("button", name=name, exact=True)).to_be_focused()
    await ada.page.keyboard.press("Tab")
    await expect(ada.field).to_be_focused()


async def test_an_empty_answer_and_one_that_is_too_long_stay_in_the_form(
    house: House, visit: Visit
) -> None:
    ada = await asked(house, visit)
    await ada.open_form()
    await ada.page.keyboard.press("Control+Enter")
    await expect(ada.form.get_by_role("alert").first).to_have_text("This field is required.")
    await ada.field.fill("x" * 4001)
    await expect(ada.form).to_contain_text("Shorten this by 1 character.")
    await ada.shoot("answer-too-long")
    await ada.page.keyboard.press("Control+Enter")
    await expect(ada.form).to_be_visible()
    assert house.texts() == []


async def test_topics_are_suggested_as_one_types(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    form = await ada.command()
    await form.get_by_role("button", name="Add topic").click()
    await expect(form.get_by_role("option")).to_have_count(4)
    await ada.shoot("suggestions")
    await ada.page.keyboard.type("gat")
    await expect(form.get_by_role("option")).to_have_count(1)
    await ada.page.keyboard.press("Enter")
    await expect(form.get_by_role("combobox", name="topic")).to_have_value("Doors and gates")
    await expect(form.get_by_role("button", name="Send /interview")).to_be_focused()
    await ada.page.keyboard.press("Enter")
    await ada.sees("Mock interview")
    await expect(ada.select("Topic")).to_have_text("Doors and gates")


async def test_a_number_out_of_range_is_named_before_it_is_sent(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    form = await ada.command()
    await form.get_by_role("button", name="Add questions").click()
    await ada.page.keyboard.type("99")
    await ada.page.keyboard.press("Enter")
    alarm = ada.page.get_by_role("alert").filter(has_text="questions must be from 1 to")
    await expect(alarm).to_be_visible()
    await expect(form.get_by_role("textbox", name="questions")).to_be_focused()
    await ada.page.keyboard.press("Escape")
    await expect(ada.composer()).to_be_focused()
    await expect(ada.cards).to_have_count(0)


async def test_a_whole_interview_is_taken_by_keyboard_alone(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    keyboard = ada.page.keyboard
    await ada.reach(ada.page.get_by_role("link", name="Skip to the message box"))
    await keyboard.press("Enter")
    await expect(ada.composer()).to_be_focused()
    await keyboard.type("/int")
    await expect(ada.page.get_by_role("option", name="/interview", exact=True)).to_be_visible()
    await ada.shoot("picker")
    await keyboard.press("Enter")
    form = ada.page.get_by_role("form", name="/interview", exact=True)
    for option, value in (("level", "Fresher"), ("questions", "1")):
        await ada.reach(form.get_by_role("button", name=f"Add {option}"), "Shift+Tab")
        await keyboard.press("Enter")
        await keyboard.type(value)
    await ada.shoot("command-form")
    await keyboard.press("Enter")
    await ada.sees("Question 1 of 1")
    await ada.reach(ada.button("Answer"), "Shift+Tab")
    await keyboard.press("Enter")
    await expect(ada.field).to_be_focused()
    await keyboard.type("It opens the first gate.")
    await ada.reach(ada.form.get_by_role("button", name="Submit", exact=True))
    await keyboard.press("Enter")
    await expect(ada.form).to_have_count(0)
    await ada.reach(ada.button("See the report"))
    await keyboard.press("Enter")
    await ada.sees("Your report")
