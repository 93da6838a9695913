"""A report's picture, and its summary for everyone."""

import struct

import pytest

from bot.sandbox.pilot import Player
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House
from tests.journeys.rehearsal import good_answer, middling_answer


async def reported(house: House) -> str:
    """Ada's report over a good answer, a middling one and a skipped question; her first text."""
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    first = good_answer(house.question_on(ada.card))
    await house.answer(ada, first)
    await ada.click("Next question")
    await house.answer(ada, middling_answer(house.question_on(ada.card)))
    await ada.click("Next question")
    await ada.click("Skip")
    assert ada.sees("Your report")
    return first


def gallery(card: Shown) -> list[str]:
    """The descriptions of the pictures that the card shows."""
    parts = card.raw["components"][0]["components"]
    return [item["description"] for part in parts if part["type"] == 12 for item in part["items"]]


def shared(player: Player) -> list[Shown]:
    return [card for card in player.cards if "took a mock interview" in card.text]


async def test_the_report_has_a_picture_whose_numbers_are_said_in_words(house: House) -> None:
    await reported(house)
    card = house.ada.card
    ((name, picture),) = card.files
    assert name == "report.png"
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (1120, 416)
    (alt,) = gallery(card)
    assert alt.endswith("of 60 points. 1: 100, 20 points; 2: 50, 10 points; 3: skipped")


async def test_the_picture_leaves_with_the_report(house: House) -> None:
    await reported(house)
    await house.ada.click("Past interviews")
    assert house.ada.card.files == ()
    await house.ada.click("Back")
    assert house.ada.sees("Mock interview")


async def test_sharing_shows_first_what_will_be_seen(house: House) -> None:
    text = await reported(house)
    ada, grace = house.ada, house.grace
    await ada.click("Share")
    assert ada.sees("Share this interview?")
    assert ada.card.ephemeral
    assert shared(grace) == []
    await ada.click("Post it here")
    (card,) = shared(grace)
    assert not card.ephemeral
    assert f"<@{ada.id}> took a mock interview" in card.text
    assert text not in card.text
    assert "What is the" not in card.text
    assert gallery(card)[0].startswith("75 of 100 on average")


async def test_a_shared_interview_pings_nobody(house: House) -> None:
    await reported(house)
    await house.ada.click("Share")
    await house.ada.click("Post it here")
    sent = [r.body for r in house.sandbox.requests if r.route.endswith("/callback")]
    assert sent[-1]["data"]["allowed_mentions"]["parse"] == []


async def test_it_is_shared_once(house: House) -> None:
    await reported(house)
    ada = house.ada
    await ada.click("Share")
    sure = ada.card
    await ada.click("Post it here", on=sure)
    await ada.click("Post it here", on=sure)
    assert ada.sees("You have shared this interview already.")
    assert len(shared(house.grace)) == 1
    await ada.click("Back to the report", on=sure)
    assert ada.cannot_click("Shared")


async def test_it_can_be_taken_back_by_its_member_and_nobody_else(house: House) -> None:
    await reported(house)
    ada, grace = house.ada, house.grace
    await ada.click("Share")
    sure = ada.card
    await ada.click("Post it here", on=sure)
    (card,) = shared(grace)
    await grace.click("Take it back", on=card)
    assert grace.sees("This belongs to somebody else.")
    assert len(shared(grace)) == 1
    await ada.click("Take it back", on=card)
    assert shared(grace) == []
    await ada.click("Post it here", on=sure)
    assert len(shared(grace)) == 1


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10062)])
async def test_a_post_that_discord_refuses_can_be_tried_again(
    house: House, status: int, code: int
) -> None:
    await reported(house)
    ada = house.ada
    await ada.click("Share")
    sure = ada.card
    house.sandbox.faults.fail_next(status=status, code=code, path_contains="/callback")
    await ada.click("Post it here", on=sure, expect_failure=status == 404)
    assert shared(house.grace) == []
    await ada.click("Post it here", on=sure)
    assert len(shared(house.grace)) == 1


async def test_a_running_interview_can_not_be_shared(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    interview = str(next(b.custom_id for b in ada.card.buttons if b.label == "End")).split("/")[1]
    for act in ("share", "share/sure", "unshare", "report"):
        await ada.press_raw(f"interview/{interview}/{act}")
        assert ada.sees("This interview is still running"), act
        await ada.slash("interview")
    assert shared(house.grace) == []
