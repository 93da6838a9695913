"""Cards in direct messages, where there is no server."""

import aiohttp

from tests.journeys.conftest import House


async def write(house: House, *paths: str) -> None:
    """A card with buttons that lead there, as the bot sends one to Ada."""
    buttons = [{"type": 2, "style": 2, "label": path, "custom_id": path} for path in paths]
    card = {"flags": 1 << 15, "components": [{"type": 1, "components": buttons}]}
    headers = {"Authorization": "Bot sandbox"}
    async with aiohttp.ClientSession(
        house.sandbox.api_url + "/", headers=headers, raise_for_status=True
    ) as session:
        recipient = {"recipient_id": house.ada.id}
        async with session.post("users/@me/channels", json=recipient) as response:
            channel = (await response.json())["id"]
        await session.post(f"channels/{channel}/messages", json=card)


async def test_a_button_in_a_direct_message_is_answered_there(house: House) -> None:
    await write(house, "interview/setup", "daily/1/answer")
    card = house.ada.direct_messages[0]
    answer = await house.ada.click("daily/1/answer", on=card)
    assert "isn't stored here any more" in answer.text
    await house.ada.click("interview/setup", on=card)
    assert "Mock interview" in house.ada.direct_messages[0].text
    assert house.ada.cards == []


async def test_a_button_of_an_older_version_is_answered_kindly(house: House) -> None:
    await write(house, "reminder/of/old")
    answer = await house.ada.click("reminder/of/old", on=house.ada.direct_messages[0])
    assert "comes from another version of the bot" in answer.text
    assert answer.id == house.ada.direct_messages[0].id
