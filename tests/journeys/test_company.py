"""Invented members in a furnished house: some on the leaderboards, and one to be played."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.pilot import Player
from tests.journeys.conftest import House, open_house
from tests.journeys.test_leaderboard import listed
from tests.journeys.test_privacy import erase, stored
from tests.journeys.test_profile import alts

MINA = "Mina (invented)"


@pytest.fixture
async def furnished(tmp_path: Path, rehearsal: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, rehearsal, furnishes=True) as opened:
        yield opened
        assert list(opened.sandbox.refusals) == []


def mina(house: House) -> Player:
    return house.pilot.member(MINA)


async def restart(house: House) -> None:
    assert house.sandbox.restart_bot is not None
    await house.sandbox.restart_bot()


def number(text: str, pattern: str) -> int:
    """The one that the text says there."""
    found = re.search(pattern, text)
    assert found, text
    return int(found[1])


async def test_a_new_sandbox_has_company_once(furnished: House) -> None:
    ada = furnished.ada
    before = (await ada.slash("leaderboard", window="all")).text
    assert "Page 1 of 2 · 13 members" in before
    assert before.count(" (invented)") == 10
    await restart(furnished)
    assert (await ada.slash("leaderboard", window="all")).text == before
    for board in ("most improved", "streak"):
        assert len(listed(await ada.slash("leaderboard", board=board))) > 1


async def test_those_who_come_themselves_start_with_nothing(furnished: House) -> None:
    for player in (furnished.ada, furnished.grace, furnished.pilot.member("Linus")):
        await player.slash("profile")
        assert player.sees("Nothing yet")
        assert stored(furnished, player) == {}


async def test_there_is_a_member_whose_profile_has_something_to_look_at(tmp_path: Path) -> None:
    async with open_house(tmp_path, furnishes=True) as house:
        player = mina(house)
        await player.slash("profile")
        assert 100 <= number(player.card.text, r"\*\*(\d+) questions\*\* answered here") <= 140
        assert player.sees("**15 days** now · longest 15 days · 1 freeze left")
        assert player.sees("A freeze bridged")
        assert player.sees("### Your level")
        calendar, scores, topics = alts(player)
        assert number(calendar, r"(\d+) days with an answer") >= 50
        assert topics.count(" over ") == 8
        weeks = [int(each) for each in re.findall(r"\d+", scores.partition("until today: ")[2])]
        assert sum(weeks[:4]) / 4 + 10 < sum(weeks[-4:]) / 4

        await player.slash("review")
        assert player.sees("Review 1 of 5")
        await player.slash("plan")
        assert player.sees("21 days to your interview")
        assert player.sees("points to review")
        assert " on 13 days." in alts(player)[0]


async def test_her_history_holds_what_she_said_and_what_it_covered(tmp_path: Path) -> None:
    async with open_house(tmp_path, furnishes=True) as house:
        player = mina(house)
        await player.slash("profile")
        await player.click("History")
        assert number(player.card.text, r"· (\d+) in all") > 200
        await player.choose("Open one", player.card.selects[0].options[-1][0])
        assert player.sees("**You wrote**")
        assert player.sees("/100")
        await player.slash("interview")
        await player.click("Past interviews")
        reports = [label for label, _ in player.card.selects[0].options]
        assert len(reports) == 3
        await player.choose("Open a report", reports[0])
        assert player.sees("5 of 5") or player.sees("5 answered"), player.card.text


async def test_she_is_asked_what_is_due_and_it_is_graded(furnished: House) -> None:
    player = mina(furnished)
    await player.slash("review")
    await player.click("Answer")
    await player.submit("I don't know.")
    assert player.sees("It comes again")
    await player.slash("plan")
    assert player.sees("1 of ")


async def test_who_erases_her_finds_nothing_after_a_restart(furnished: House) -> None:
    player = mina(furnished)
    await erase(player)
    await restart(furnished)
    assert stored(furnished, player) == {}
    await player.slash("profile")
    assert player.sees("Nothing yet")


async def test_a_house_without_furniture_gets_her_past_when_it_is_furnished(
    tmp_path: Path, rehearsal: Path
) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("question", level="fresher")
        await house.answer(house.ada)
        await mina(house).slash("profile")
        assert mina(house).sees("Nothing yet")
    async with open_house(tmp_path, rehearsal, furnishes=True) as house:
        await mina(house).slash("profile")
        assert mina(house).sees("**15 days** now")
        await house.ada.slash("leaderboard", window="all")
        assert {name for _, _, name in listed(house.ada.card)} == {"Ada", MINA}
