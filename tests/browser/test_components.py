"""Every kind of component and of Markdown, drawn as Discord draws it."""

import json
import re
import struct
import zlib
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = (390, 844)
INTERVIEWS = "100000000000000012"
PROSE = """\
## Kinds of text
**bold**, *slanted*, __under__, ~~struck~~, `code`, ||hidden||, <t:1790000000:R>
> quoted
- one
  - within
1. first
-# small"""
PYTHON = """\
```python
@app.get("/gate")
def gate(visitor: str) -> str:
    return f"Come in, {visitor}"  # politely
```"""
YAML = '```yaml\n# settings\nname: "gate"\nopen: true\n```'
STYLES = [(1, "Primary"), (2, "Secondary"), (3, "Success"), (4, "Danger")]


def picture() -> bytes:
    """A small PNG of one colour."""
    size, line = 64, b"\0" + b"\x2f\x9e\x6f" * 64
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(line * size)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def everything() -> dict[str, Any]:
    """One message with each kind of component."""
    image = {"media": {"url": "attachment://gate.png"}, "description": "A green gate"}
    section = {"type": 9, "components": [text(PROSE)], "accessory": {"type": 11, **image}}
    buttons = [
        {"type": 2, "style": style, "label": label, "custom_id": f"press/{label}"}
        for style, label in STYLES
    ]
    link = {"type": 2, "style": 5, "label": "Read more", "url": "https://example.com/"}
    options = [{"label": f"Choice {n}", "value": str(n), "description": "One"} for n in "123"]
    select = {"type": 3, "custom_id": "choose", "placeholder": "Pick", "options": options}
    rows = [{"type": 1, "components": [*buttons, link]}, {"type": 1, "components": [select]}]
    drawn = [
        section,
        {"type": 14, "divider": True, "spacing": 2},
        text(PYTHON),
        text(YAML),
        {"type": 12, "items": [image, image]},
        {"type": 13, "file": {"url": "attachment://notes.md"}},
        *rows,
    ]
    return {
        "flags": 1 << 15,
        "components": [{"type": 17, "accent_color": 0x5865F2, "components": drawn}],
        "attachments": [{"id": "0", "filename": "gate.png"}, {"id": "1", "filename": "notes.md"}],
    }


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


async def post(house: House, **body: Any) -> None:
    """The bot says something in #interviews of its own accord."""
    url = f"{house.sandbox.api_url}/channels/{INTERVIEWS}/messages"
    headers = {"Authorization": "Bot sandbox"}
    async with aiohttp.ClientSession(headers=headers) as http, http.post(url, **body) as answer:
        assert answer.status == 200, await answer.text()


async def shown(house: House, visit: Visit, size: tuple[int, int] = (1440, 900)) -> Visitor:
    """Ada, who sees the message with everything in it."""
    ada = await visit(house.sandbox.address, size)
    await ada.open()
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps(everything()), content_type="application/json")
    form.add_field("files[0]", picture(), filename="gate.png", content_type="image/png")
    form.add_field("files[1]", b"# Notes", filename="notes.md", content_type="text/plain")
    await post(house, data=form)
    await ada.sees("Kinds of text")
    return ada


async def test_code_is_coloured_and_keeps_its_text(house: House, visit: Visit) -> None:
    ada = await shown(house, visit)
    python, yaml = await ada.card.locator("pre code").all()
    assert await python.inner_text() == PYTHON.removeprefix("```python\n").removesuffix("\n```")
    await expect(python.locator(".code-keyword")).to_have_text(["def", "return"])
    await expect(python.locator(".code-comment")).to_have_text("# politely")
    await expect(yaml.locator(".code-name")).to_have_text(["name", "open"])


async def test_pictures_say_what_they_show_and_files_can_be_fetched(
    house: House, visit: Visit
) -> None:
    ada = await shown(house, visit)
    for image in await ada.card.get_by_role("img", name="A green gate").all():
        assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    await expect(ada.card.get_by_role("img", name="A green gate")).to_have_count(3)
    link = ada.card.get_by_role("link", name="Download notes.md")
    assert await ada.download(link) == "# Notes"
    spoiler = ada.card.get_by_role("button", name="Spoiler, press to show")
    await spoiler.press("Enter")
    await expect(spoiler).to_have_count(0)
    await ada.page.mouse.wheel(0, -5000)
    await ada.shoot("components")


async def test_every_component_fits_a_phone(house: House, visit: Visit) -> None:
    ada = await shown(house, visit, PHONE)
    await ada.shoot("phone-components")
    await ada.select("Pick").click()
    await ada.shoot("phone-select")
    await ada.page.keyboard.press("Escape")


async def test_messages_that_follow_each_other_stand_together(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    for said in ("One thing.", "Another thing."):
        await post(house, json={"content": said})
    await ada.sees("Another thing.")
    await expect(ada.cards.first.locator(".author")).to_have_text("Greenroom")
    time = ada.card.locator(".gutter-time")
    await expect(time).to_be_hidden()
    await ada.card.hover()
    await expect(time).to_have_text(re.compile(r"\d\d:\d\d"))
    await expect(time).to_be_visible()
    await ada.shoot("grouped")


FORM = """async () => {
    const { drawFields } = await import('/static/modal-fields.js');
    const option = (value) => ({ value, label: `Choice ${value}`, description: 'As it is' });
    const options = ['1', '2', '3'].map(option);
    const component = (label, field) => ({ type: 18, label, component: field });
    window.fields = drawFields([
        component('Pace', { type: 21, custom_id: 'pace', options }),
        component('Days', { type: 22, custom_id: 'days', options, max_values: 2 }),
        component('Remind me', { type: 23, custom_id: 'remind', default: true }),
    ]);
    const dialog = document.createElement('dialog');
    dialog.className = 'modal';
    dialog.append(...window.fields.map((field) => field.element));
    document.body.append(dialog);
    dialog.showModal();
}"""


async def test_choices_in_a_form_are_made_by_keyboard_and_kept_within_their_limits(
    house: House, visit: Visit
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.page.evaluate(FORM)
    assert await ada.page.evaluate("fields.map((field) => field.check())") == [False, False, True]
    pace = ada.form.get_by_role("radiogroup", name="Pace")
    await pace.get_by_role("radio", name="Choice 1").press("Space")
    await ada.page.keyboard.press("ArrowDown")
    days = ada.form.get_by_role("group", name="Days")
    for choice in ("Choice 1", "Choice 3"):
        await days.get_by_role("checkbox", name=choice).press("Space")
    await expect(days.get_by_role("checkbox", name="Choice 2")).to_be_disabled()
    await ada.form.get_by_role("checkbox", name="Remind me").press("Space")
    await ada.shoot("form-choices")
    read = "fields.map((field) => [field.name, field.read(), field.check()])"
    assert await ada.page.evaluate(read) == [
        ["pace", "2", True],
        ["days", ["1", "3"], True],
        ["remind", False, True],
    ]
