from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import yarl

from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import LittleBot

ADA, GRACE, LINUS = "100000000000000101", "100000000000000102", "100000000000000103"
GENERAL = "100000000000000011"
CHANNELS = ["general", "interviews", "daily", "announcements"]


class Page:
    """An open page of one member: requests, and the events that it was told."""

    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox, member: str) -> None:
        self.http = http
        self.address = sandbox.address
        self.member = member

    async def get(self, path: str, **query: str) -> Any:
        params = {"as": self.member, **query}
        async with self.http.get(f"{self.address}/sandbox/{path}", params=params) as response:
            return response.status, await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        body = {"as": self.member, **body}
        async with self.http.post(f"{self.address}/sandbox/{path}", json=body) as response:
            text = await response.text()
            return response.status, await response.json() if text else None

    def watch(self) -> Any:
        return self.http.ws_connect(f"{self.address}/sandbox/live?as={self.member}")

    async def slash(self, name: str = "hello", **options: Any) -> str:
        status, body = await self.post("slash", channel=GENERAL, name=name, options=options)
        assert status == 202
        return str(body["interaction"])


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def page(http: aiohttp.ClientSession, sandbox: Sandbox) -> Page:
    return Page(http, sandbox, ADA)


async def told(socket: aiohttp.ClientWebSocketResponse, *kinds: str) -> dict[str, Any]:
    """The next events, which have to be of these kinds in any order."""
    events = [await socket.receive_json(timeout=5) for _ in kinds]
    assert sorted(event["type"] for event in events) == sorted(kinds)
    return {event["type"]: event for event in events}


async def test_the_state_of_the_place(page: Page, bot: LittleBot) -> None:
    status, state = await page.get("state")
    assert status == 200
    assert state["server"] == {"id": "100000000000000001", "name": "Greenroom Café"}
    assert [c["name"] for c in state["channels"]] == CHANNELS
    assert [(m["name"], m["manager"]) for m in state["members"]] == [
        ("Ada", False),
        ("Grace", False),
        ("Linus", True),
        ("Mina (invented)", False),
    ]
    assert state["bot"] == {"id": "100000000000000900", "name": "Greenroom", "online": True}
    assert state["clock"]["offset_s"] == 0
    assert "hello" in {command["name"] for command in state["commands"]}


async def test_a_member_is_offered_what_they_may_use(page: Page, bot: LittleBot) -> None:
    _, ada = await page.get("state")
    page.member = LINUS
    _, linus = await page.get("state")
    offered = {c["name"] for c in linus["commands"]} - {c["name"] for c in ada["commands"]}
    assert offered == {"manage"}


async def test_a_command_is_told_of_as_it_goes(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        interaction = await page.slash()
        events = await told(socket, "message", "acknowledged")
    assert events["acknowledged"]["interaction"] == interaction
    message = events["message"]["message"]
    assert (message["private"], message["loading"]) == (True, False)
    assert message["interaction"]["name"] == "hello"
    assert message["interaction"]["user"]["global_name"] == "Ada"
    status, body = await page.get("messages", channel=GENERAL)
    assert (status, body["messages"]) == (200, [message])


async def test_a_private_message_is_told_to_its_member_alone(
    page: Page, bot: LittleBot, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    grace = Page(http, sandbox, GRACE)
    async with grace.watch() as watching:
        await page.slash("hello")
        await page.slash("public")
        event = (await told(watching, "message"))["message"]
        assert not event["message"]["private"]
    _, body = await grace.get("messages", channel=GENERAL)
    assert len(body["messages"]) == 1


async def test_a_press_a_form_and_its_submission(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        await page.slash()
        message = (await told(socket, "message", "acknowledged"))["message"]["message"]
        status, _ = await page.post("component", message=message["id"], custom_id="answer")
        assert status == 202
        modal = (await told(socket, "modal", "acknowledged"))["modal"]["modal"]
        assert modal["title"] == "Your words"
        assert modal["components"][0]["component"]["custom_id"] == "answer"
        fields = {"answer": "On the page"}
        status, _ = await page.post("modal", modal=modal["id"], fields=fields)
        assert status == 202
        changed = (await told(socket, "message", "acknowledged"))["message"]["message"]
    assert changed["id"] == message["id"]
    assert changed["edited_timestamp"] is not None


async def test_a_form_can_be_closed(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        await page.slash("form")
        modal = (await told(socket, "modal", "acknowledged"))["modal"]["modal"]
    assert (await page.post("modal/dismiss", modal=modal["id"]))[0] == 204
    status, body = await page.post("modal", modal=modal["id"], fields={})
    assert (status, body) == (400, {"error": "No such form is open."})


async def test_a_private_message_can_be_dismissed(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        await page.slash()
        message = (await told(socket, "message", "acknowledged"))["message"]["message"]
        assert (await page.post("message/dismiss", message=message["id"]))[0] == 204
        await told(socket, "message_gone")
    _, body = await page.get("messages", channel=GENERAL)
    assert body["messages"] == []


async def test_a_failure_is_told(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        interaction = await page.slash("silent")
        failed = (await told(socket, "failed"))["failed"]
    reason = "The application did not respond"
    assert failed == {
        "type": "failed",
        "interaction": interaction,
        "message": None,
        "reason": reason,
    }


async def test_suggestions_are_answered_at_once(page: Page, bot: LittleBot) -> None:
    status, body = await page.post(
        "autocomplete", channel=GENERAL, name="find", options={"topic": "te"}, focused="topic"
    )
    assert (status, body) == (200, {"choices": [{"name": "Testing", "value": "testing"}]})


async def test_the_clock_moves_forward_only(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        status, clock = await page.post("clock", advance_s=3600)
        assert (status, clock["offset_s"]) == (200, 3600)
        assert (await told(socket, "clock"))["clock"]["clock"]["offset_s"] == 3600
    for step in (0, -1, "soon", True, 1e300):
        assert (await page.post("clock", advance_s=step))[0] == 400


async def test_the_bots_going_and_coming_is_told(page: Page, bot: LittleBot) -> None:
    async with page.watch() as socket:
        await bot.close()
        assert (await told(socket, "bot"))["bot"]["online"] is False
        assert (await page.get("state"))[1]["bot"]["online"] is False


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("slash", {"channel": GENERAL, "name": "fly"}, "There is no command /fly for you here."),
        (
            "slash",
            {"channel": GENERAL, "name": "manage daily"},
            "There is no command /manage for you here.",
        ),
        (
            "slash",
            {"channel": GENERAL, "name": "hello", "options": {"questions": 11}},
            "The option questions takes 1 to 10, not 11.",
        ),
        (
            "slash",
            {"channel": GENERAL, "name": "hello", "options": {"questions": [1]}},
            "The option questions takes a number.",
        ),
        (
            "autocomplete",
            {"channel": GENERAL, "name": "find", "options": {"topic": []}, "focused": "topic"},
            "The option topic takes a text or a number.",
        ),
        (
            "autocomplete",
            {"channel": GENERAL, "name": "hello", "options": {}, "focused": "level"},
            "The option level suggests nothing.",
        ),
        ("slash", {"channel": "1", "name": "hello"}, "There is no such channel."),
        ("slash", {"channel": GENERAL, "name": "hello", "as": "1"}, "There is no such member."),
        ("slash", {"channel": GENERAL, "name": 7}, "name must be a text."),
        ("component", {"message": "1", "custom_id": "x"}, "There is no such message for you."),
        ("component", {"message": "1", "custom_id": "x", "values": [1]}, "values must be"),
        ("modal", {"modal": "1"}, "No such form is open."),
    ],
)
async def test_what_cannot_be_done_is_answered_by_a_sentence(
    page: Page, bot: LittleBot, path: str, body: dict[str, Any], sentence: str
) -> None:
    status, answer = await page.post(path, **body)
    assert status == 400
    assert answer["error"].startswith(sentence)


async def test_a_body_that_is_no_json_object_is_refused(page: Page) -> None:
    url = f"{page.address}/sandbox/slash"
    json_type = {"Content-Type": "application/json"}
    for body, headers in (("[]", json_type), ("{", json_type), ("{}", {})):
        async with page.http.post(url, data=body, headers=headers) as response:
            assert response.status == 400


# Who may ask

FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "evil.example:80"},
    {"Host": "127.0.0.1:1"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
]
PATHS = ["/", "/sandbox/state?as=" + ADA, "/api/v10/gateway", "/static/index.html"]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", [*PATHS, "/gateway", "/sandbox/live?as=" + ADA])
async def test_a_foreign_page_gets_nothing(page: Page, path: str, headers: dict[str, str]) -> None:
    async with page.http.get(page.address + path, headers=headers) as response:
        assert response.status == 403


async def test_our_own_page_may_ask_by_either_name(page: Page) -> None:
    port = page.address.rpartition(":")[2]
    for name in ("127.0.0.1", "localhost"):
        headers = {"Host": f"{name}:{port}", "Origin": f"http://{name}:{port}"}
        url = f"{page.address}/sandbox/state?as={ADA}"
        async with page.http.get(url, headers=headers) as response:
            assert response.status == 200


async def test_the_page_comes_with_its_policy(page: Page) -> None:
    async with page.http.get(page.address + "/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["../server.py", "%2e%2e/server.py", "..%2fserver.py", "none.js"])
async def test_nothing_outside_the_pages_folder_is_served(page: Page, name: str) -> None:
    url = yarl.URL(f"{page.address}/static/{name}", encoded=True)
    async with page.http.get(url) as response:
        assert response.status == 404
