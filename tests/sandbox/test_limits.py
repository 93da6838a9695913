import io
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox

Body = dict[str, Any]

V2 = 1 << 15
CHANNEL = "channels/100000000000000011/messages"


def text(content: str = "Hello") -> Body:
    return {"type": 10, "content": content}


def button(label: str | None = "Go", custom_id: str | None = "go", **more: Any) -> Body:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}


def row(*children: Body) -> Body:
    return {"type": 1, "components": [*children]}


def option(value: str = "a", label: str = "A", **more: Any) -> Body:
    return {"label": label, "value": value, **more}


def select(*options: Body, custom_id: str = "pick", **more: Any) -> Body:
    return {"type": 3, "custom_id": custom_id, "options": [*options], **more}


def section(*texts: Body, accessory: Body | None = None) -> Body:
    return {"type": 9, "components": [*texts], "accessory": accessory}


def container(*children: Body, **more: Any) -> Body:
    return {"type": 17, "components": [*children], **more}


def gallery(count: int) -> Body:
    return {"type": 12, "items": [{"media": {"url": "https://example.com/a.png"}}] * count}


BUTTONS = [button(str(number), str(number)) for number in range(6)]
OPTIONS = [option(str(number)) for number in range(26)]

ACCEPTED = {
    "a text": [text()],
    "forty components": [container(*[text("x")] * 39)],
    "4000 characters": [text("x" * 4000)],
    "five buttons": [row(*BUTTONS[:5])],
    "25 options": [row(select(*OPTIONS[:25]))],
    "an emoji alone": [row(button(None, emoji={"name": "🎧"}))],
    "a section": [section(text(), text(), text(), accessory=button())],
    "a gallery": [gallery(10)],
    "a link": [row({"type": 2, "style": 5, "label": "Read", "url": "https://example.com"})],
    "two defaults of two": [
        row(select(option("a", default=True), option("b", default=True), max_values=2))
    ],
    "a separator": [{"type": 14, "spacing": 2, "divider": False}],
}
REFUSED = {
    "41 components": ([container(*[text("x")] * 40)], "At most 40"),
    "4001 characters": ([text("x" * 2000), text("x" * 2001)], "4000 characters"),
    "an empty text": ([text("")], "required"),
    "no text": ([{"type": 10}], "required"),
    "a custom id is missing": ([row(button(custom_id=None))], "custom_id"),
    "a custom id is empty": ([row(button(custom_id=""))], "custom_id"),
    "a custom id of 101": ([row(button(custom_id="x" * 101))], "custom_id"),
    "a custom id twice": ([row(button()), row(button())], "duplicated"),
    "a component's id twice": ([{**text(), "id": 7}, {**text(), "id": 7}], "duplicated"),
    "a label of 81": ([row(button("x" * 81))], "label"),
    "neither label nor emoji": ([row(button(None))], "label or an emoji"),
    "a button without a style": ([row({"type": 2, "label": "Go", "custom_id": "a"})], "style"),
    "a link with a custom id": (
        [row({"type": 2, "style": 5, "label": "a", "url": "https://a.example", "custom_id": "a"})],
        "cannot both",
    ),
    "a link to no address": (
        [row({"type": 2, "style": 5, "label": "a", "url": "javascript:alert(1)"})],
        "well formed",
    ),
    "an empty row": ([row()], "length"),
    "six buttons": ([row(*BUTTONS)], "length"),
    "a select beside a button": ([row(button(), select(option()))], "whole row"),
    "two selects in a row": (
        [row(select(option()), select(option(), custom_id="other"))],
        "whole row",
    ),
    "a select of nothing": ([row(select())], "options"),
    "26 options": ([row(select(*OPTIONS))], "options"),
    "an option twice": ([row(select(option(), option()))], "already used"),
    "an option's label of 101": ([row(select(option(label="x" * 101)))], "label"),
    "an option's value of 101": ([row(select(option("x" * 101)))], "value"),
    "an option's empty label": ([row(select(option(label="")))], "label"),
    "an option's description of 101": (
        [row(select(option(description="x" * 101)))],
        "description",
    ),
    "more defaults than choices": (
        [row(select(option("a", default=True), option("b", default=True)))],
        "max_values",
    ),
    "more choices than options": ([row(select(option(), max_values=2))], "max_values"),
    "a placeholder of 151": ([row(select(option(), placeholder="x" * 151))], "placeholder"),
    "a section of nothing": ([section(accessory=button())], "length"),
    "a section of four": ([section(*[text()] * 4, accessory=button())], "length"),
    "a section without accessory": ([section(text())], "accessory"),
    "a gallery of nothing": ([gallery(0)], "length"),
    "a gallery of eleven": ([gallery(11)], "length"),
    "a container in a container": ([container(container(text()))], "type"),
    "an empty container": ([container()], "length"),
    "a colour beyond white": ([container(text(), accent_color=0x1000000)], "accent_color"),
    "a button outside a row": ([button()], "type"),
    "a text input in a message": (
        [row({"type": 4, "style": 1, "custom_id": "a", "label": "A"})],
        "type",
    ),
    "an unknown type": ([{"type": 99}], "type"),
    "no object": (["text"], "type"),
    "a file that was not sent": (
        [{"type": 13, "file": {"url": "attachment://a.csv"}}],
        "not found",
    ),
    "a file from elsewhere": (
        [{"type": 13, "file": {"url": "https://example.com/a.csv"}}],
        "attachment://",
    ),
}


async def sent(api: aiohttp.ClientSession, method: str, path: str, body: Any) -> tuple[int, Any]:
    async with api.request(method, path, json=body) as response:
        assert response.headers["Content-Type"] == "application/json"
        return response.status, await response.json()


@pytest.mark.parametrize("components", ACCEPTED.values(), ids=ACCEPTED)
async def test_components_within_the_limits_are_taken(
    api: aiohttp.ClientSession, sandbox: Sandbox, components: list[Body]
) -> None:
    status, _ = await sent(api, "POST", CHANNEL, {"flags": V2, "components": components})
    assert (status, sandbox.refusals) == (200, [])


@pytest.mark.parametrize(("components", "why"), REFUSED.values(), ids=REFUSED)
async def test_components_beyond_the_limits_are_refused(
    api: aiohttp.ClientSession, sandbox: Sandbox, components: list[Body], why: str
) -> None:
    status, body = await sent(api, "POST", CHANNEL, {"flags": V2, "components": components})
    assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body")
    assert "components" in body["errors"]
    assert why in sandbox.refusals[0].message
    assert sandbox.world.messages == {}


async def test_ten_thousand_bytes_of_text_break_the_server(api: aiohttp.ClientSession) -> None:
    body = {"flags": V2, "components": [text("“" * 3334)]}
    assert (await sent(api, "POST", CHANNEL, body))[0] == 500
    body = {"flags": V2, "components": [text("“" * 3333)]}
    assert (await sent(api, "POST", CHANNEL, body))[0] == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"flags": V2, "components": [text()], "content": "beside"}, 50035),
        ({"flags": V2, "components": [text()], "embeds": [{"title": "beside"}]}, 50035),
        ({"components": [text()]}, 50035),
        ({"content": "x" * 2001}, 50035),
        ({"content": "a", "flags": "many"}, 50035),
        ({"content": "a", "poll": {"question": "?"}}, 50035),
        ({"content": ""}, 50006),
        ({"flags": V2, "components": []}, 50006),
        (["content"], 50035),
        ({"content": "half of \ud83d"}, 50109),
    ],
)
async def test_a_message_has_either_components_or_content(
    api: aiohttp.ClientSession, body: Any, code: int
) -> None:
    status, answer = await sent(api, "POST", CHANNEL, body)
    assert (status, answer["code"]) == (400, code)


async def test_an_edit_obeys_the_same_limits(api: aiohttp.ClientSession) -> None:
    _, message = await sent(api, "POST", CHANNEL, {"flags": V2, "components": [text("Kept")]})
    path = f"{CHANNEL}/{message['id']}"
    status, _ = await sent(api, "PATCH", path, {"components": [text("")]})
    assert status == 400
    status, _ = await sent(api, "PATCH", path, {"content": "Beside"})
    assert status == 400
    _, kept = await sent(api, "GET", path, None)
    assert kept["components"][0]["content"] == "Kept"
    assert kept["edited_timestamp"] is None


async def test_components_are_answered_in_full(api: aiohttp.ClientSession) -> None:
    components = [container(text(), {"type": 14}, row(button()), section(text(), accessory=None))]
    components[0]["components"].pop()
    _, message = await sent(api, "POST", CHANNEL, {"flags": V2, "components": components})
    (box,) = message["components"]
    assert (box["accent_color"], box["spoiler"]) == (None, False)
    separator, buttons = box["components"][1:]
    assert (separator["divider"], separator["spacing"]) == (True, 1)
    assert buttons["components"][0]["disabled"] is False
    ids = [box["id"], *(child["id"] for child in box["components"])]
    assert ids == [1, 2, 3, 4]


async def test_a_file_beyond_ten_mebibytes_is_refused(api: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", "{}")
    form.add_field("files[0]", io.BytesIO(bytes(10 * 1024 * 1024 + 1)), filename="big.bin")
    async with api.post(CHANNEL, data=form) as response:
        assert (response.status, (await response.json())["code"]) == (413, 40005)


async def test_a_files_name_cannot_climb_out(api: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[0]", b"<script>", filename="../../evil page.html")
    async with api.post(CHANNEL, data=form) as response:
        (attachment,) = (await response.json())["attachments"]
    assert attachment["filename"] == "_.._evil_page.html"
    async with api.get(attachment["url"]) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_an_image_is_served_as_one(api: aiohttp.ClientSession) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(8) + (640).to_bytes(4) + (480).to_bytes(4)
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[0]", picture, filename="chart.png")
    async with api.post(CHANNEL, data=form) as response:
        (attachment,) = (await response.json())["attachments"]
    assert (attachment["width"], attachment["height"]) == (640, 480)
    async with api.get(attachment["url"]) as response:
        assert response.content_type == "image/png"
        assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize("authorization", ["Bot refused", "Bot ", "Bearer sandbox", ""])
async def test_a_bad_token_is_refused(sandbox: Sandbox, authorization: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(
            sandbox.api_url + "/users/@me", headers={"Authorization": authorization}
        ) as response,
    ):
        assert response.status == 401
    assert [refusal.status for refusal in sandbox.refusals] == [401]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", "interactions/1/made-up/callback", 404, 10062),
        ("PATCH", "webhooks/100000000000000900/made-up/messages/@original", 404, 10015),
        ("POST", "webhooks/100000000000000900/made-up", 404, 10015),
        ("GET", "channels/1", 404, 10003),
        ("GET", CHANNEL + "/1", 404, 10008),
        ("GET", CHANNEL + "?limit=101", 400, 50035),
        ("GET", CHANNEL + "?limit=some", 400, 50035),
        ("PUT", "applications/1/commands", 404, 10002),
        ("PUT", "applications/100000000000000900/guilds/1/commands", 404, 10004),
        ("POST", "channels/100000000000000011/typing", 501, 0),
    ],
)
async def test_what_is_not_there_is_refused_by_its_code(
    api: aiohttp.ClientSession, method: str, path: str, status: int, code: int
) -> None:
    answered, body = await sent(api, method, path, {"type": 4, "content": "a"})
    assert (answered, body["code"]) == (status, code)
