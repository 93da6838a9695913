"""Threads: under their channel, opened beside it or, on a narrow screen, over it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from tests.browser.accessibility import obstacles
from tests.browser.conftest import WIDE, Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE, TABLET = (390, 844), (900, 800)
ADA, GRACE = "100000000000000101", "100000000000000102"
INTERVIEWS = "100000000000000012"
NAME = "Ada's interview"

Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest_asyncio.fixture(loop_scope="session")
async def ask(house: House) -> AsyncIterator[Ask]:
    """Any request of a bot's; its answer."""
    async with aiohttp.ClientSession(headers={"Authorization": "Bot sandbox"}) as session:

        async def asked(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
            async with session.request(method, house.sandbox.api_url + path, json=body) as answer:
                assert answer.status < 300
                return None if answer.status == 204 else await answer.json()

        yield asked


async def made(ask: Ask, name: str = NAME, member: str = ADA) -> str:
    """A private thread in #interviews with the member in it and a message; its id."""
    body = {"name": name, "type": 12, "auto_archive_duration": 1440, "invitable": False}
    thread = await ask("POST", f"/channels/{INTERVIEWS}/threads", body)
    await ask("PUT", f"/channels/{thread['id']}/thread-members/{member}")
    await say(ask, thread["id"], "Nobody else reads this.")
    return str(thread["id"])


async def say(ask: Ask, channel: str, content: str) -> None:
    await ask("POST", f"/channels/{channel}/messages", {"content": content})


async def opened(
    house: House, visit: Visit, ask: Ask, size: tuple[int, int] = WIDE
) -> tuple[Visitor, str]:
    """Ada, who has opened her thread by the mention in #interviews, and the thread's id."""
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    thread = await made(ask)
    await say(ask, INTERVIEWS, f"Go on in <#{thread}>.")
    await mention(ada).click()
    await expect(newest(ada.pane(NAME))).to_contain_text("Nobody else reads this.")
    return ada, thread


def mention(ada: Visitor) -> Locator:
    return ada.log().get_by_role("link", name=f"#{NAME}")


def newest(column: Locator) -> Locator:
    return column.get_by_role("article").last


def box(ada: Visitor) -> Locator:
    """The thread's own message box."""
    return ada.pane(NAME).get_by_role("combobox", name=f"Message {NAME}", exact=True)


def listed(ada: Visitor, name: str) -> Locator:
    """A link in the list of channels."""
    channels = ada.page.get_by_role("navigation", name="Channels")
    return channels.get_by_role("link", name=name, exact=True)


# Beside the channel


async def test_a_private_thread_appears_for_its_member_alone(
    house: House, visit: Visit, ask: Ask
) -> None:
    grace = await visit(house.sandbox.address)
    await grace.open("Grace")
    ada, _ = await opened(house, visit, ask)
    await expect(listed(ada, NAME)).to_have_attribute("aria-current", "page")
    await grace.sees("Go on in #unknown.")
    await expect(grace.page.get_by_role("link", name=NAME)).to_have_count(0)


async def test_a_thread_and_its_channel_go_on_side_by_side(
    house: House, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada, thread = await opened(house, visit, ask)
    roster = ada.page.get_by_role("complementary", name="Members of this server")
    await expect(roster).to_be_hidden()
    await say(ask, INTERVIEWS, "To all.")
    await say(ask, thread, "To Ada.")
    await expect(newest(ada.log())).to_contain_text("To all.")
    await expect(newest(ada.pane(NAME))).to_contain_text("To Ada.")
    await expect(box(ada)).to_be_focused()
    await ada.page.keyboard.type("/int")
    await expect(ada.page.get_by_role("option", name="/interview", exact=True)).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    for _ in ("choose", "send"):
        await ada.page.keyboard.press("Enter")
    await expect(newest(ada.pane(NAME))).to_contain_text("Mock interview")
    await expect(newest(ada.log())).to_contain_text("To all.")
    await (await ada.command()).get_by_role("button", name="Send /interview").click()
    await expect(newest(ada.log())).to_contain_text("Mock interview")
    await expect(ada.page.get_by_role("link", name="unread")).to_have_count(0)
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("thread")


async def test_a_form_opened_in_a_thread_gives_the_focus_back_to_its_button(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, _ = await opened(house, visit, ask)
    await house.ada.slash("interview", level="fresher", questions=3, channel=NAME)
    answer = ada.pane(NAME).get_by_role("button", name="Answer", exact=True)
    await answer.click()
    await expect(ada.field).to_be_focused()
    await ada.page.keyboard.press("Escape")
    await expect(answer).to_be_focused()
    await expect(ada.pane(NAME)).to_be_visible()


async def test_escape_closes_what_is_open_in_the_thread_and_then_the_thread(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, _ = await opened(house, visit, ask)
    await ada.page.keyboard.type("/")
    commands = ada.page.get_by_role("option")
    await expect(commands.first).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await expect(commands).to_have_count(0)
    await expect(box(ada)).to_be_focused()
    await ada.page.keyboard.press("Escape")
    await expect(ada.pane(NAME)).to_have_count(0)
    await expect(mention(ada)).to_be_focused()


async def test_a_thread_is_opened_and_closed_by_keyboard_from_the_list(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await made(ask)
    await listed(ada, f"{NAME}, unread").press("Enter")
    await expect(box(ada)).to_be_focused()
    await ada.reach(ada.pane(NAME).get_by_role("button", name="Close thread"), "Shift+Tab")
    await ada.page.keyboard.press("Enter")
    await expect(ada.pane(NAME)).to_have_count(0)
    await expect(listed(ada, NAME)).to_be_focused()
    await expect(listed(ada, "interviews")).to_have_attribute("aria-current", "page")
    await listed(ada, "daily").press("Enter")
    await expect(ada.log("daily")).to_be_visible()
    await expect(listed(ada, "daily")).to_be_focused()


async def test_another_thread_takes_the_place_of_the_first(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, _ = await opened(house, visit, ask)
    await box(ada).fill("/interview")
    await made(ask, "Another")
    await listed(ada, "Another, unread").click()
    await expect(newest(ada.pane("Another"))).to_contain_text("Nobody else reads this.")
    await expect(ada.pane(NAME)).to_have_count(0)
    other = ada.pane("Another").get_by_role("combobox", name="Message Another")
    await expect(other).to_have_value("")
    await expect(other).to_be_focused()


# The address


async def test_the_address_keeps_the_thread_open(house: House, visit: Visit, ask: Ask) -> None:
    ada, thread = await opened(house, visit, ask)
    with ada.watch.leaving():
        await ada.page.reload()
    await ada.is_online()
    await expect(newest(ada.pane(NAME))).to_contain_text("Nobody else reads this.")
    await expect(newest(ada.log())).to_contain_text("Go on in")
    await ada.page.go_back()
    await expect(ada.pane(NAME)).to_have_count(0)
    await expect(ada.log()).to_be_visible()
    await ada.page.go_forward()
    await expect(newest(ada.pane(NAME))).to_contain_text("Nobody else reads this.")
    linus = await visit(house.sandbox.address)
    await linus.open("Linus", thread)
    await expect(newest(linus.pane(NAME))).to_contain_text("Nobody else reads this.")
    await expect(linus.log()).to_be_visible()


async def test_a_thread_that_only_they_see_is_opened_by_its_address(
    house: House, visit: Visit, ask: Ask
) -> None:
    await made(ask, "Grace alone", GRACE)
    grace = await visit(house.sandbox.address)
    await grace.open("Grace", "Grace alone")
    await expect(newest(grace.pane("Grace alone"))).to_contain_text("Nobody else reads this.")


async def test_the_tabs_next_member_sees_the_thread_if_they_may(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, _ = await opened(house, visit, ask)
    members = ada.page.get_by_role("radiogroup", name="You are")
    await members.get_by_role("radio", name="Linus").click()
    await expect(members.get_by_role("radio", name="Linus")).to_be_checked()
    await expect(newest(ada.pane(NAME))).to_contain_text("Nobody else reads this.")
    await members.get_by_role("radio", name="Grace").click()
    await expect(ada.pane(NAME)).to_have_count(0)
    await ada.sees("Go on in #unknown.")
    assert "Nobody else reads this." not in await ada.page.content()


async def test_a_thread_closes_when_its_reader_is_taken_out(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, thread = await opened(house, visit, ask)
    await ask("DELETE", f"/channels/{thread}/thread-members/{ADA}")
    await expect(ada.pane(NAME)).to_have_count(0)
    await expect(listed(ada, NAME)).to_have_count(0)
    await ada.sees("Go on in #unknown.")
    await expect(ada.composer()).to_be_focused()
    assert ada.page.url.endswith("#as=Ada&channel=interviews")


async def test_an_archived_thread_leaves_the_list_but_stays_open_for_its_reader(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, thread = await opened(house, visit, ask)
    await ask("PATCH", f"/channels/{thread}", {"archived": True})
    await expect(ada.page.get_by_text("This thread is archived.")).to_be_visible()
    await expect(listed(ada, NAME)).to_be_visible()
    await ada.shoot("thread-archived")
    await listed(ada, "interviews").click()
    await expect(ada.pane(NAME)).to_have_count(0)
    await expect(listed(ada, NAME)).to_have_count(0)


# Over the channel


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("tablet", TABLET)])
async def test_where_there_is_no_room_a_thread_covers_its_channel(
    house: House, visit: Visit, ask: Ask, axe: str | None, name: str, size: tuple[int, int]
) -> None:
    ada, _ = await opened(house, visit, ask, size)
    await expect(ada.log()).to_be_hidden()
    assert await obstacles(ada.page, axe) == []
    await ada.shoot(f"{name}-thread")
    await say(ask, INTERVIEWS, "Meanwhile.")
    unread = ada.page.locator("[data-unread]")
    await expect(unread).to_have_text("interviews")
    await ada.pane(NAME).get_by_role("button", name="Close thread").click()
    await expect(newest(ada.log())).to_contain_text("Meanwhile.")
    await expect(newest(ada.log())).to_be_in_viewport()
    await expect(mention(ada)).to_be_focused()
    await expect(unread).to_have_count(0)


async def test_a_thread_that_covers_its_channel_makes_room_when_there_is_some(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, _ = await opened(house, visit, ask, TABLET)
    await say(ask, INTERVIEWS, "Meanwhile.")
    await expect(listed(ada, "interviews, unread")).to_be_visible()
    await ada.page.set_viewport_size({"width": 1440, "height": 900})
    await expect(newest(ada.log())).to_be_in_viewport()
    await expect(ada.pane(NAME)).to_be_visible()
    await expect(listed(ada, "interviews")).to_be_visible()
