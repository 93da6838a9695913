"""Who gets in, what gets out, and what hostile text can do on the page: nothing."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.journeys.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADA = "100000000000000101"
FOREIGN = [
    {"Host": "greenroom.example"},
    {"Host": "127.0.0.1:1"},
    {"Origin": "https://greenroom.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
]
INTERVIEWS = "100000000000000012"
HOSTILE = """\
<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>
[press me](javascript:alert(4)) [and me](data:text/html,<script>alert(5)</script>)
![picture](https://example.com/picture.png) <https://example.com/"onmouseover="alert(6)>
**bold** `<b>code</b>`
```html
<iframe srcdoc="<script>alert(7)</script>"></iframe>
```"""


@pytest_asyncio.fixture(loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_the_page_asks_nothing_of_any_other_place(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.start("Fresher", 1)
    await ada.answer("It opens the first gate.")
    assert len(ada.watch.asked) > 20
    assert all(url.startswith(f"{house.sandbox.address}/") for url in ada.watch.asked)


async def test_hostile_text_is_shown_as_text(
    house: House, visit: Visit, http: aiohttp.ClientSession
) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    said = {"flags": 1 << 15, "components": [{"type": 10, "content": HOSTILE}]}
    url = f"{house.sandbox.api_url}/channels/{INTERVIEWS}/messages"
    async with http.post(url, json=said, headers={"Authorization": "Bot sandbox"}) as response:
        assert response.status == 200
    await ada.sees("<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>")
    await ada.sees('<iframe srcdoc="<script>alert(7)</script>"></iframe>')
    await expect(ada.card.locator("strong").filter(has_text="bold")).to_be_visible()
    body = ada.card.locator(".message-body")
    await expect(body.locator("script, img, svg, iframe, b, [onmouseover]")).to_have_count(0)
    for link in await body.get_by_role("link").all():
        assert str(await link.get_attribute("href")).startswith("https://example.com/")
    await ada.shoot("hostile")


async def test_the_pages_policy_stops_a_script_that_got_into_it(house: House, visit: Visit) -> None:
    ada = await visit(house.sandbox.address)
    await ada.open()
    await ada.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"alert(1)\">Press me</p>')"
    )
    await ada.page.get_by_text("Press me").dispatch_event("click")
    [complaint] = ada.watch.complaints
    assert "violates the following Content Security Policy directive" in complaint
    ada.watch.complaints.clear()


async def test_foreign_pages_are_turned_away(house: House, http: aiohttp.ClientSession) -> None:
    address = house.sandbox.address
    paths = ["/", "/static/app.js", f"/sandbox/state?as={ADA}", f"/sandbox/live?as={ADA}"]
    for headers in FOREIGN:
        for path in paths:
            async with http.get(address + path, headers=headers) as response:
                assert response.status == 403
        moved = http.post(f"{address}/sandbox/clock", json={"advance_s": 60}, headers=headers)
        async with moved as response:
            assert response.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await http.ws_connect(f"{address}/sandbox/live?as={ADA}", headers=headers)
    assert house.sandbox.clock.offset.total_seconds() == 0
