"""Threads: under their channel, seen by those who may, opened as a channel of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADA = "100000000000000101"
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


async def opened(ask: Ask) -> str:
    """A private thread in #interviews with Ada in it; its id."""
    made = {"name": NAME, "type": 12, "auto_archive_duration": 1440, "invitable": False}
    thread = await ask("POST", f"/channels/{INTERVIEWS}/threads", made)
    await ask("PUT", f"/channels/{thread['id']}/thread-members/{ADA}")
    return str(thread["id"])


async def test_a_private_thread_appears_for_its_member_alone(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada, grace = await visit(house.sandbox.address), await visit(house.sandbox.address)
    await ada.open("Ada")
    await grace.open("Grace")
    thread = await opened(ask)
    await ask("POST", f"/channels/{INTERVIEWS}/messages", {"content": f"Go on in <#{thread}>."})
    await ask("POST", f"/channels/{thread}/messages", {"content": "Nobody else reads this."})
    await expect(ada.page.get_by_role("link", name=NAME).first).to_be_visible()
    await grace.sees("Go on in #unknown.")
    await expect(grace.page.get_by_role("link", name=NAME)).to_have_count(0)

    await ada.card.get_by_role("link", name=f"#{NAME}").click()
    await expect(ada.page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    await expect(ada.page.get_by_role("combobox", name=f"Message {NAME}")).to_be_visible()
    await ada.sees("Nobody else reads this.")
    await ada.shoot("thread")
    with ada.watch.leaving():
        await ada.page.reload()
    await ada.is_online()
    await ada.sees("Nobody else reads this.")
    await ada.page.go_back()
    await ada.sees("Go on in")


async def test_an_archived_thread_leaves_the_list_but_stays_open_for_its_reader(
    house: House, visit: Visit, ask: Ask
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    thread = await opened(ask)
    link = ada.page.get_by_role("link", name=NAME)
    await link.click()
    await ask("PATCH", f"/channels/{thread}", {"archived": True})
    await expect(ada.page.get_by_text("This thread is archived.")).to_be_visible()
    await ada.page.get_by_role("link", name="interviews").first.click()
    await expect(ada.log()).to_be_visible()
    await expect(link).to_have_count(0)
