"""Commands with subcommands, and groups of them, that only managers may use."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox.pilot import NO_PERMISSION, InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.sandbox.little_bot import LittleBot

ADA, GRACE, LINUS = "100000000000000101", "100000000000000102", "100000000000000103"
GENERAL = "100000000000000011"


@pytest.fixture
def linus(pilot: Pilot) -> Player:
    return pilot.member("Linus")


async def offered(sandbox: Sandbox, member: str) -> set[str]:
    url = f"{sandbox.address}/sandbox/state?as={member}"
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return {command["name"] for command in (await response.json())["commands"]}


async def test_a_subcommand_takes_its_own_options(linus: Player, bot: LittleBot) -> None:
    card = await linus.slash("manage daily", channel="daily", time="09:00")
    assert linus.sees("Posting to daily at 09:00 for None")
    assert card.raw["interaction"]["name"] == "manage daily"
    data: Any = bot.last().data
    (subcommand,) = data["options"]
    assert (data["name"], subcommand["name"], subcommand["type"]) == ("manage", "daily", 1)
    assert [option["name"] for option in subcommand["options"]] == ["channel", "time"]


async def test_a_subcommand_in_a_group_is_typed_in_full(linus: Player, bot: LittleBot) -> None:
    card = await linus.slash("manage banks add", topic="Doors")
    assert linus.sees("Added Doors")
    assert card.raw["interaction"]["name"] == "manage banks add"
    data: Any = bot.last().data
    group = data["options"][0]
    assert [group["type"], group["options"][0]["type"]] == [2, 1]


async def test_a_subcommand_suggests_as_one_types(linus: Player) -> None:
    assert await linus.autocomplete("manage banks add", "topic", "door") == [("Doors", "door")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("manage", "/manage needs a subcommand."),
        ("manage banks", "/manage banks needs a subcommand."),
        ("manage weekly", "/manage has no subcommand weekly."),
        ("manage daily", "The option channel is required."),
        ("hello there", "/hello has no subcommand there."),
    ],
)
async def test_what_is_not_a_whole_command_is_not_sent(
    linus: Player, name: str, sentence: str
) -> None:
    with pytest.raises(InteractionFailed, match=sentence):
        await linus.slash(name)


async def test_the_whole_command_is_the_managers(
    pilot: Pilot, ada: Player, grace: Player, sandbox: Sandbox
) -> None:
    for player in (ada, grace):
        for name in ("manage daily", "manage banks add"):
            with pytest.raises(InteractionFailed):
                await player.slash(name, channel="daily")
            assert player.failure == NO_PERMISSION
    members = [await offered(sandbox, member) for member in (ADA, GRACE)]
    assert all("manage" not in each for each in members)
    assert "manage" in await offered(sandbox, LINUS)
