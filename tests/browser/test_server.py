"""What a server has around an interview: roles, pings, replies, threads from messages, commands
of its managers.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from bot.clock import MovableClock
from bot.sandbox.server import Sandbox
from tests.browser.accessibility import obstacles
from tests.browser.conftest import WIDE, Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import until
from tests.sandbox.conftest import running

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
ADA, GRACE = "100000000000000101", "100000000000000102"
CLUB, MODERATORS = "100000000000000201", "100000000000000202"
GENERAL, INTERVIEWS, DAILY = "100000000000000011", "100000000000000012", "100000000000000013"
V2 = 1 << 15

Ask = Callable[..., Awaitable[Any]]


@pytest_asyncio.fixture(loop_scope="session")
async def cafe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """The sandbox with the little bot, which has commands for managers; nothing is refused."""
    sandbox = Sandbox(tmp_path / "discord.db", MovableClock())
    await sandbox.start()
    async with running(sandbox, monkeypatch):
        yield sandbox
    assert sandbox.refusals == []
    await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def ask(cafe: Sandbox) -> AsyncIterator[Ask]:
    """Any request of a bot's; its answer."""
    async with aiohttp.ClientSession(headers={"Authorization": "Bot sandbox"}) as session:

        async def asked(method: str, path: str, body: Any = None) -> Any:
            async with session.request(method, cafe.api_url + path, json=body) as answer:
                assert answer.status < 300, await answer.text()
                return None if answer.status == 204 else await answer.json()

        yield asked


async def say(ask: Ask, content: str, channel: str = DAILY, **more: Any) -> Any:
    return await ask("POST", f"/channels/{channel}/messages", {"content": content, **more})


async def post(ask: Ask, text: str, **more: Any) -> Any:
    """Today's question as a card, in #daily."""
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Answer", "custom_id": "x"}]}
    box = {"type": 17, "accent_color": 0x3BA55D, "components": [{"type": 10, "content": text}, row]}
    body = {"flags": V2, "components": [box], **more}
    return await ask("POST", f"/channels/{DAILY}/messages", body)


def change(ask: Ask, message: Any, content: str) -> Awaitable[Any]:
    path = f"/channels/{message['channel_id']}/messages/{message['id']}"
    return ask("PATCH", path, {"content": content})


def take_away(ask: Ask, message: Any) -> Awaitable[Any]:
    return ask("DELETE", f"/channels/{message['channel_id']}/messages/{message['id']}")


async def opened(
    cafe: Sandbox,
    visit: Visit,
    member: str = "Ada",
    channel: str = "daily",
    size: tuple[int, int] = WIDE,
) -> Visitor:
    visitor = await visit(cafe.address, size)
    await visitor.open(member, channel)
    return visitor


def listed(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("navigation", name="Channels").get_by_role(
        "link", name=name, exact=True
    )


def article(visitor: Visitor, message: Any) -> Locator:
    return visitor.page.locator(f"#message-{message['id']}")


def replying(message: Any) -> dict[str, Any]:
    return {"message_reference": {"message_id": message["id"]}, "allowed_mentions": {"parse": []}}


# Pings


async def test_a_message_that_pings_the_reader_stands_out(
    cafe: Sandbox, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada = await opened(cafe, visit)
    linus = await opened(cafe, visit, "Linus")
    club = await post(ask, f"## Today's question\n<@&{CLUB}>, what does a router do?")
    mine = await say(ask, f"Well done, <@{ADA}>! Ask <@&{MODERATORS}> for more.")
    quiet = await say(ask, f"<@&{CLUB}> quietly", allowed_mentions={"parse": []})
    role = article(ada, club).get_by_text("@Interview club", exact=True)
    await expect(role).to_have_css("color", "rgb(46, 204, 113)")
    moderators = article(ada, mine).get_by_text("@Moderators", exact=True)
    await expect(moderators).to_have_css("color", "rgb(241, 196, 15)")
    for message, for_ada in ((club, True), (mine, True), (quiet, False)):
        for visitor, pinged in ((ada, for_ada), (linus, False)):
            there = article(visitor, message)
            await expect(there).to_be_visible()
            assert (await there.get_attribute("data-pings") == "true") is pinged
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("pinged")
    await change(ask, quiet, f"<@&{CLUB}> for once")
    await expect(article(ada, quiet)).to_have_attribute("data-pings", "true")


async def test_pings_elsewhere_are_counted_until_they_are_read(
    cafe: Sandbox, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada = await opened(cafe, visit, channel="interviews")
    await say(ask, "Nobody is meant.")
    await expect(listed(ada, "daily, unread")).to_be_visible()
    first = await say(ask, f"<@&{CLUB}>")
    await expect(listed(ada, "daily, unread, 1 mention")).to_be_visible()
    await say(ask, f"<@{ADA}> and <@{GRACE}>")
    await change(ask, first, f"<@&{CLUB}> again")
    await say(ask, "Not here.", GENERAL)
    await expect(listed(ada, "general, unread")).to_be_visible()
    await expect(listed(ada, "daily, unread, 2 mentions")).to_contain_text("2")
    await expect(ada.page).to_have_title("(2) #interviews · Ada · Greenroom sandbox")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("ping-badge")
    await take_away(ask, first)
    await expect(listed(ada, "daily, unread, 1 mention")).to_be_visible()
    await listed(ada, "daily, unread, 1 mention").click()
    await expect(listed(ada, "daily")).to_be_visible()
    await expect(ada.page).to_have_title("#daily · Ada · Greenroom sandbox")


async def test_a_phone_shows_both_in_its_own_measure(
    cafe: Sandbox, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada = await opened(cafe, visit, size=PHONE)
    question = await post(ask, f"## Today's question\n<@&{CLUB}>, what does a router do?")
    await say(ask, f"Closed, <@{ADA}>.", **replying(question))
    name = "Everything there is to say about routers, on the second of March"
    await ask("POST", f"/channels/{DAILY}/messages/{question['id']}/threads", {"name": name})
    await say(ask, f"Look, <@{ADA}>", INTERVIEWS)
    await expect(ada.page.get_by_role("link", name=f"Thread {name}, See Thread")).to_be_visible()
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("phone-daily")
    await ada.page.get_by_role("button", name="Channels and members").click()
    await expect(listed(ada, "interviews, unread, 1 mention")).to_be_visible()
    await ada.shoot("phone-ping-badge")
    assert await obstacles(ada.page, axe) == []


# Replies


async def test_a_reply_quotes_its_original_as_it_is(
    cafe: Sandbox, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada = await opened(cafe, visit)
    question = await post(ask, f"## Today's **question**\nFor <@&{CLUB}>")
    original = await say(ask, f"Who knows, <@&{CLUB}>?", allowed_mentions={"parse": []})
    reply = await say(ask, "It is closed now.", **replying(question))
    other = await say(ask, "Nobody.", **replying(original))
    quoted = article(ada, reply).get_by_role("button", name="@Greenroom Today's question")
    await expect(quoted).to_be_visible()
    await expect(article(ada, other)).to_contain_text("Who knows, @Interview club?")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("replies")
    await quoted.click()
    await expect(article(ada, question)).to_be_focused()
    await change(ask, original, "Who knew?")
    await expect(article(ada, other)).to_contain_text("@GreenroomWho knew?")
    await take_away(ask, original)
    await expect(article(ada, other)).to_contain_text("Original message was deleted")
    await expect(article(ada, other).get_by_role("button")).to_have_count(0)
    await ada.page.reload()
    await expect(article(ada, other)).to_contain_text("Original message was deleted")
    await expect(quoted).to_be_visible()


async def test_a_reply_to_what_is_out_of_reach_still_quotes_it(
    cafe: Sandbox, visit: Visit, ask: Ask
) -> None:
    original = await say(ask, "Long ago")
    for number in range(100):
        await say(ask, str(number))
    reply = await say(ask, "Remember?", **replying(original))
    ada = await opened(cafe, visit)
    await expect(article(ada, original)).to_have_count(0)
    await expect(article(ada, reply)).to_contain_text("@GreenroomLong ago")
    await expect(article(ada, reply).get_by_role("button")).to_have_count(0)


# Threads from a message


async def test_a_message_shows_its_thread_and_leads_there(
    cafe: Sandbox, visit: Visit, ask: Ask, axe: str | None
) -> None:
    ada = await opened(cafe, visit)
    question = await post(ask, "## Today's question")
    thread = f"/channels/{DAILY}/messages/{question['id']}/threads"
    await ask("POST", thread, {"name": "2 March", "auto_archive_duration": 1440})
    chip = article(ada, question).get_by_role("link", name=re.compile("^Thread 2 March"))
    await expect(chip).to_contain_text("See Thread ›")
    said = [await say(ask, f"Thought {n}", question["id"]) for n in range(3)]
    await expect(chip).to_contain_text("3 Messages ›")
    assert await obstacles(ada.page, axe) == []
    await ada.shoot("thread-chip")
    await take_away(ask, said[0])
    await take_away(ask, said[1])
    await expect(chip).to_contain_text("1 Message ›")
    await chip.click()
    await expect(ada.pane("2 March")).to_contain_text("Thought 2")
    await expect(listed(ada, "2 March")).to_be_visible()
    await ada.shoot("thread-from-a-message")
    await ada.page.keyboard.press("Escape")
    await expect(ada.pane("2 March")).to_have_count(0)
    await expect(chip).to_be_focused()
    await ask("PATCH", f"/channels/{question['id']}", {"archived": True})
    await expect(chip).to_contain_text("This thread is archived.")
    await expect(chip).to_be_focused()
    await expect(listed(ada, "2 March")).to_have_count(0)
    await change_card(ask, question)
    await expect(article(ada, question)).to_contain_text("Closed")
    await expect(chip).to_be_visible()


async def change_card(ask: Ask, message: Any) -> None:
    path = f"/channels/{DAILY}/messages/{message['id']}"
    await ask("PATCH", path, {"components": [{"type": 10, "content": "Closed"}]})


# Commands of managers


async def pick(visitor: Visitor, typed: str, name: str, channel: str = "daily") -> Locator:
    """Type a command's first letters and choose it; its form."""
    await visitor.composer(channel).click()
    await visitor.page.keyboard.type(typed)
    await visitor.page.get_by_role("option", name=name, exact=True).click()
    return visitor.page.get_by_role("form", name=name, exact=True)


async def test_a_manager_fills_in_a_subcommand(
    cafe: Sandbox, visit: Visit, axe: str | None
) -> None:
    linus = await opened(cafe, visit, "Linus")
    form = await pick(linus, "/man", "/manage daily")
    await expect(form.get_by_role("combobox", name="channel")).to_be_focused()
    offered = form.get_by_role("option")
    await expect(offered).to_have_text(["#general", "#interviews", "#daily", "#announcements"])
    await linus.page.keyboard.type("dai")
    await linus.page.keyboard.press("Enter")
    await form.get_by_role("button", name="Add time").click()
    await linus.page.keyboard.type("09:30")
    await form.get_by_role("button", name="Add role").click()
    await expect(offered).to_have_text(["@everyone", "Interview club", "Moderators"])
    await linus.page.keyboard.type("club")
    await linus.page.keyboard.press("Enter")
    assert await obstacles(linus.page, axe) == []
    await linus.shoot("manage-daily")
    await form.get_by_role("button", name="Send /manage daily").click()
    await linus.sees("Posting to daily at 09:30 for Interview club")
    await linus.sees("Linus used /manage daily")


async def test_a_subcommand_in_a_group_suggests_as_one_types(cafe: Sandbox, visit: Visit) -> None:
    linus = await opened(cafe, visit, "Linus")
    form = await pick(linus, "/manage banks", "/manage banks add")
    await linus.page.keyboard.type("door")
    await expect(form.get_by_role("option")).to_have_text("Doors")
    await linus.page.keyboard.press("Enter")
    await linus.page.keyboard.press("Enter")
    await linus.sees("Added door")
    await linus.sees("Linus used /manage banks add")


async def test_a_command_typed_in_full_opens_its_form(cafe: Sandbox, visit: Visit) -> None:
    linus = await opened(cafe, visit, "Linus")
    await linus.composer("daily").click()
    await linus.page.keyboard.type("/manage daily ")
    form = linus.page.get_by_role("form", name="/manage daily", exact=True)
    await expect(form.get_by_role("combobox", name="channel")).to_be_focused()


@pytest.mark.parametrize("member", ["Ada", "Grace"])
async def test_managers_commands_are_not_offered_to_others(
    cafe: Sandbox, visit: Visit, member: str
) -> None:
    visitor = await opened(cafe, visit, member)
    await visitor.composer("daily").click()
    await visitor.page.keyboard.type("/")
    await expect(visitor.page.get_by_role("option", name="/where", exact=True)).to_be_attached()
    names = await visitor.page.get_by_role("option").evaluate_all(
        "rows => rows.map((row) => row.getAttribute('aria-label'))"
    )
    assert [name for name in names if name.startswith("/manage")] == []


async def test_roles_and_channels_are_chosen_in_selects(
    cafe: Sandbox, visit: Visit, axe: str | None
) -> None:
    linus = await opened(cafe, visit, "Linus")
    form = await pick(linus, "/settings", "/settings")
    await form.get_by_role("button", name="Send /settings").click()
    await linus.sees("Nothing yet")
    await linus.select("Role").click()
    rows = linus.page.get_by_role("option")
    await expect(rows).to_have_text(["@everyone", "Interview club", "Moderators"])
    assert await obstacles(linus.page, axe) == []
    await linus.shoot("role-select")
    await linus.page.get_by_role("option", name="Interview club", exact=True).click()
    await linus.sees("role: Interview club")
    await linus.select("Channel").click()
    await expect(rows).to_have_text(["general", "interviews", "daily", "announcements"])
    await linus.page.keyboard.type("dai")
    await linus.page.keyboard.press("Enter")
    await linus.sees("channel: daily")


async def test_commands_work_where_the_bot_may_not_write(cafe: Sandbox, visit: Visit) -> None:
    ada = await opened(cafe, visit, channel="announcements")
    await expect(ada.page.get_by_text("Read only", exact=True)).to_be_visible()
    form = await pick(ada, "/public", "/public", "announcements")
    await form.get_by_role("button", name="Send /public").click()
    await ada.sees("For everyone")
    await ada.shoot("read-only")
    presses = cafe.world.interactions
    await ada.press("Again")
    await until(lambda: any(i.kind == 3 and i.answer for i in presses.values()))
    await ada.sees("You pressed again")
