"""`/help`: one private card, whose buttons start things."""

import pytest

from tests.journeys.conftest import House


async def test_help_says_what_it_does_how_it_scores_and_what_is_private(house: House) -> None:
    await house.ada.slash("help")
    assert house.ada.card.ephemeral
    commands = [command["name"] for command in house.sandbox.world.commands["global"]]
    for name in commands:
        assert name == "help" or house.ada.sees(f"`/{name}"), name
    for words in ("/interview", "/question", "How it is scored", "15 %", "What is private"):
        assert house.ada.sees(words), words


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [
        ("Set up an interview", "## Mock interview"),
        ("Ask me one question", "**One question**"),
        ("Past interviews", "## Past interviews"),
    ],
)
async def test_each_button_starts_its_thing(house: House, button: str, leads_to: str) -> None:
    await house.ada.slash("help")
    await house.ada.click(button)
    assert house.ada.sees(leads_to)
    assert len(house.ada.cards) == 1
