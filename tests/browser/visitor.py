"""A member at the sandbox's page: what they see and press, and a watch over what goes wrong."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Download,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

SHOTS = Path(__file__).parents[2] / "test-output"
# Chromium's own two lines about a server that isn't there, and nothing else.
NO_ANSWER = re.compile(
    r"Failed to load resource: net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)"
    r"|WebSocket connection to '\S+' failed: .*net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET)\b.*"
)
LEFT = ("net::ERR_ABORTED",)
LOST = ("net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "net::ERR_EMPTY_RESPONSE")

# What reaches beyond the sides; blocks of code may scroll within themselves.
OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    const logs = [...document.querySelectorAll('.log')];
    return [...document.querySelectorAll('.sandbox-bar *, .columns *, dialog *')]
        .filter((each) => !each.closest('pre, svg, .visually-hidden, .topic'))
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .map((each) => [each, each.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.left < -0.5 || box.right > width + 0.5))
        .map(([each, box]) => `${each.tagName}.${each.className} reaches to ${box.right}`)
        .concat(logs.filter((log) => log.scrollWidth > log.clientWidth).map(() => 'a log scrolls'))
        .concat(document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : []);
}"""


class Watch:
    """Everything that a page should never do; `complaints` stays empty."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._address = address
        self._excused: tuple[str, ...] = ()
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._complain(f"page error: {error.error}"))
        context.on("dialog", self._asked)
        context.on("request", self._sent)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    @contextmanager
    def outage(self) -> Iterator[None]:
        """The program is down: requests to it fail, and Chromium says so."""
        self._excused = LOST
        yield
        self._excused = ()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """The tab goes elsewhere, and what was still on its way is given up."""
        self._excused = LEFT
        yield
        self._excused = ()

    def _complain(self, what: str) -> None:
        self.complaints.append(what)

    def _heard(self, message: ConsoleMessage) -> None:
        expected = self._excused is LOST and NO_ANSWER.fullmatch(message.text)
        if message.type in ("error", "warning") and not expected:
            self._complain(f"console {message.type}: {message.text}")

    async def _asked(self, dialog: Dialog) -> None:
        self._complain(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def _sent(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((f"{self._address}/", "data:")):
            self._complain(f"request to another place: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure not in self._excused:
            self._complain(f"failed: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._complain(f"{response.status}: {response.url}")


class Visitor:
    """One member's tab."""

    def __init__(self, page: Page, address: str, watch: Watch) -> None:
        self.page = page
        self.address = address
        self.watch = watch

    async def open(self, member: str = "Ada", channel: str = "interviews") -> None:
        await self.page.goto(f"{self.address}/#as={member}&channel={channel}")
        await self.is_online()

    async def is_online(self) -> None:
        status = self.page.get_by_role("status").filter(has_text="Greenroom is online")
        await expect(status).to_be_visible(timeout=15_000)

    # Looking

    def log(self, channel: str = "interviews") -> Locator:
        return self.page.get_by_role("log", name=f"Messages in #{channel}", exact=True)

    @property
    def cards(self) -> Locator:
        return self.page.get_by_role("log").get_by_role("article")

    @property
    def card(self) -> Locator:
        """The newest message."""
        return self.cards.last

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def field(self) -> Locator:
        return self.form.get_by_role("textbox", name="Your answer")

    def pane(self, thread: str) -> Locator:
        """The thread that is open beside its channel, or over it."""
        return self.page.get_by_role("region", name=f"Thread {thread}", exact=True)

    def composer(self, channel: str = "interviews") -> Locator:
        return self.page.get_by_role("combobox", name=f"Message #{channel}", exact=True)

    def button(self, label: str) -> Locator:
        return self.card.get_by_role("button", name=label, exact=True)

    def select(self, name: str) -> Locator:
        return self.card.get_by_role("combobox", name=name, exact=True)

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await expect(self.card).to_contain_text(text)

    async def shoot(self, name: str) -> None:
        """Keep a picture to look at; nothing in it reaches beyond the window's sides."""
        await self.page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")
        assert await self.page.evaluate(OUTSIDE) == []

    # Doing

    async def command(self, channel: str = "interviews") -> Locator:
        """Type /interview by its first letters, choose it; the form that opens."""
        await self.composer(channel).click()
        await self.page.keyboard.type("/int")
        await expect(self.page.get_by_role("option", name="/interview", exact=True)).to_be_visible()
        await self.page.keyboard.press("Enter")
        return self.page.get_by_role("form", name="/interview", exact=True)

    async def start(
        self, level: str = "Fresher", questions: int = 3, channel: str = "interviews"
    ) -> None:
        """An interview, all by the keyboard but for the buttons that add options."""
        form = await self.command(channel)
        await form.get_by_role("button", name="Add level").click()
        await self.page.keyboard.type(level[:4])
        await expect(form.get_by_role("option", name=level, exact=True)).to_be_visible()
        await self.page.keyboard.press("Enter")
        await form.get_by_role("button", name="Add questions").click()
        await self.page.keyboard.type(str(questions))
        await form.get_by_role("button", name="Send /interview").click()
        await self.sees(f"Question 1 of {questions}")

    async def press(self, label: str) -> None:
        await self.button(label).click()

    async def open_form(self) -> None:
        await self.press("Answer")
        await expect(self.field).to_be_focused()

    async def answer(self, text: str) -> None:
        """Press Answer, write, and send with Ctrl+Enter; waits for the verdict."""
        await self.open_form()
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Control+Enter")
        await expect(self.form).to_have_count(0)
        await expect(self.button("Show model answer")).to_be_visible()

    async def reach(self, target: Locator, key: str = "Tab") -> None:
        """Go there by the keyboard alone; raises LookupError where that key never leads."""
        for _ in range(40):
            await self.page.keyboard.press(key)
            if await target.evaluate_all("all => all.includes(document.activeElement)"):
                return
        raise LookupError(f"{key} doesn't lead to {target}")

    async def download(self, link: Locator) -> str:
        async with self.page.expect_download() as waiting:
            await link.click()
        download: Download = await waiting.value
        path = Path(await download.path())
        return await asyncio.to_thread(path.read_text, encoding="utf-8")
