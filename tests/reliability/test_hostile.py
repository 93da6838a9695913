"""What Mallory tries: other members' rows, managers' commands, markup, logs, SQL, the sandbox.

Ids of interviews are in tests/journeys/test_hostile.py, those of the other rooms in their
journeys; here every route, every option and every address is tried, later ones too.
"""

import importlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import bot
from bot.chat.routes import Route
from bot.sandbox.player import Player
from bot.storage.tables import metadata
from tests.journeys.conftest import House
from tests.journeys.daily_life import answer, closed, go_to, linus, posted, set_up
from tests.program.conftest import BotProcess
from tests.reliability.forging import STRING, Forger, commands, leaves, nested_in

INCIDENT = "It is noted as"
SECRET = "The platypus opens the first gate for visitors."


def table(house: House, name: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as opened:
        return sorted(opened.execute(f"SELECT * FROM {name}").fetchall(), key=repr)


def everything(house: House) -> dict[str, list[tuple[Any, ...]]]:
    return {name: table(house, name) for name in metadata.tables}


def rows_of(house: House, player: Player) -> dict[str, list[tuple[Any, ...]]]:
    """Every row in which the member's id stands, and each row of their interviews."""
    found = everything(house)
    return {
        name: [row for row in found[name] if int(player.id) in row]
        for name in found
        if name != "server_members"
    }


# Other members' rows


def routes() -> list[Route]:
    """Every route of the bot's, those of rooms to come too."""
    package = Path(bot.__file__).parent
    names = sorted(path.parent.name for path in package.glob("*/routes.py"))
    modules = [importlib.import_module(f"bot.{name}.routes") for name in names if name != "chat"]
    found = [each for module in modules for each in vars(module).values()]
    return [each for each in found if isinstance(each, Route)]


def forged_paths(ids: list[int]) -> Iterator[str]:
    """Each route with these ids in its places, and a few words in the others."""
    for route in routes():
        parts = re.findall(r"\{(\w+)(:int)?\}", route.pattern)
        for values in product(*[ids if is_int else ["all", "jun"] for _, is_int in parts][:2]):
            given = dict(zip([name for name, _ in parts], values, strict=False))
            rest = {name: 1 if is_int else "any" for name, is_int in parts if name not in given}
            yield route.path(**given, **rest)


def test_every_rooms_routes_are_found() -> None:
    rooms = {route.pattern.split("/")[0] for route in routes()}
    assert {"interview", "question", "daily", "profile", "privacy", "leaderboard"} <= rooms


async def ada_has_a_past(house: House) -> None:
    await house.ada.slash("question")
    await house.answer(house.ada, SECRET)
    await house.ada.slash("interview", level="junior", questions=2)
    await house.answer(house.ada, SECRET)
    await house.ada.click("Next question")


async def test_no_route_reads_or_changes_what_is_anothers(house: House) -> None:
    await ada_has_a_past(house)
    before, card = rows_of(house, house.ada), await house.mallory.slash("help")
    for path in dict.fromkeys(forged_paths([1, 2, 3])):
        shown = await house.mallory.press_raw(path, on=card)
        assert "platypus" not in shown.text, path
        assert INCIDENT not in shown.text, path
        if house.mallory.modal:
            house.mallory.dismiss()
        shown = await house.mallory.submit_raw(path, {"text": "In her name."}, on=card)
        assert INCIDENT not in shown.text, path
    assert rows_of(house, house.ada) == before


async def test_buttons_pressed_again_after_everything_count_nothing_twice(house: House) -> None:
    ada, used = house.ada, set()
    await ada_has_a_past(house)
    used |= {str(button.custom_id) for card in ada.cards for button in card.buttons}
    await house.answer(ada)
    used |= {str(button.custom_id) for card in ada.cards for button in card.buttons}
    await ada.click("See the report")
    earned, card = table(house, "point_totals"), ada.card
    attempts = len(table(house, "attempts"))
    for path in sorted(used):
        shown = await ada.press_raw(path, on=card)
        assert INCIDENT not in shown.text, path
        if ada.modal:
            ada.dismiss()
    assert table(house, "point_totals") == earned
    assert len(table(house, "attempts")) <= attempts + len(used)


# Managers' commands


async def test_managers_commands_are_refused_where_discord_lets_anyone_through(
    house: House,
) -> None:
    forger, before = Forger(house.sandbox, house.mallory), everything(house)
    mine = [c for c in commands(house.sandbox) if c["default_member_permissions"] is not None]
    assert mine
    for command in mine:
        for steps, options in leaves(command):
            words = [
                {"name": o["name"], "type": STRING, "value": "09:00"}
                for o in options
                if o["type"] == STRING and not o.get("choices")
            ]
            for given in ([], words):
                outcome = await forger.command(command, nested_in(steps, given))
                assert outcome.failure is None
                assert house.mallory.sees("You need the Manage Server permission"), given
    assert everything(house) == before


# Markup and mentions

NAMES = [
    "**bold** @everyone",
    "[a](https://evil.example)",
    "<@1> ||spoiler|| `code`",
    "# Title\n> quote",
]
MARKUP = ["**bold**", "@everyone", "](https://evil", "<@1>", "||spoiler||", "\n# Title"]


@pytest.mark.usefixtures("quick")
async def test_names_and_answers_format_nothing_and_ping_nobody_anywhere(house: House) -> None:
    players = [house.pilot.member(name) for name in NAMES]
    await set_up(house, closes_after=1)
    go_to(house, 9)
    post = await posted(house)
    for player, coach in zip(players, [*players[1:], players[0]], strict=True):
        text = " ".join([house.question_on(post).points[0].statement, *NAMES])
        await answer(house, player, post, text)
        await player.choose("Show my answer", "Show it with my name")
        name = next(m.name for m in house.sandbox.world.members.values() if m.id == coach.id)
        await player.slash("interview", level="junior", questions=1, where="thread", coach=name)
        await player.click("Answer")
        await player.submit(text)
        await player.click("See the report")
        await player.slash("interview", level="junior", questions=1, where="private")
        await house.answer(player, text)
        await player.click("See the report")
        await player.click("Share")
        await player.click("Post it here")
        await player.slash("leaderboard", share=True)
        await player.slash("profile", member=name)
        await player.slash("question", search="@everyone **bold** [a](https://evil.example)")
        await player.slash("interview", topic="<@1> **bold** @everyone", level="junior")
        await linus(house).slash("manage daily", time=NAMES[0], timezone=NAMES[1])
    house.pilot.clock.advance(timedelta(hours=1))
    await closed(house)
    said = list(spoken(house))
    assert len(said) > 20 * len(players)
    assert [text for text in said if any(markup in text for markup in MARKUP)] == []


def spoken(house: House) -> Iterator[str]:
    """Every text that the bot sent, each as a whole; none of them may ping by itself."""
    for request in house.sandbox.requests:
        data = request.body.get("data", request.body) if isinstance(request.body, dict) else {}
        if "allowed_mentions" in data:
            assert data["allowed_mentions"].get("parse", []) == []
        yield from texts(data.get("components", []) if isinstance(data, dict) else [])


def texts(components: list[Any]) -> Iterator[str]:
    for component in components:
        if component.get("type") == 10:
            yield component["content"]
        yield from texts(component.get("components", []))


# The log

TEXT = {"type": 4, "custom_id": "text"}
FORGED = '\n{"event": "FORGED", "level": "critical"}\r\nFORGED \x1b[31mred\x1b[0m'


@pytest.mark.parametrize("shape", ["json", "text"])
async def test_nothing_that_a_member_sends_writes_a_line_of_the_log(
    bot_process: BotProcess, shape: str
) -> None:
    await bot_process.start(LOG_LEVEL="debug", LOG_FORMAT=shape)
    mallory = bot_process.pilot.member(f"Mallory{FORGED}"[:32])
    forger = Forger(bot_process.sandbox, mallory)
    card = await mallory.slash("interview", level="junior")
    for failing in (False, True):
        for _ in range(2 * failing):
            bot_process.sandbox.faults.fail_next(1, status=403, path_contains="/callback")
        await forger.component(f"interview{FORGED}"[:100], card.id)
        await forger.form(f"interview/1/1/answer{FORGED}"[:100], [TEXT | {"value": FORGED}])
    for command in commands(bot_process.sandbox):
        for steps, options in leaves(command):
            given = [{"name": o["name"], "type": STRING, "value": FORGED} for o in options]
            await forger.command(command, nested_in(steps, given))
            unknown = [{"name": FORGED[:30], "type": STRING, "value": FORGED}]
            await forger.command(command, nested_in(steps, unknown))
    ended = await bot_process.stop()
    lines = (ended.out + ended.err).splitlines()
    assert lines
    assert not any(line.lstrip().startswith(("FORGED", '{"event": "FORGED"')) for line in lines)
    assert "\x1b[31mred" not in ended.err
    if shape == "json":
        assert all(json.loads(line)["event"] != "FORGED" for line in lines)


# SQL

SQL = [
    "'; DROP TABLE attempts; --",
    "' OR '1'='1",
    '" OR 1=1 --',
    "x') UNION SELECT text FROM attempts --",
    "%",
    "_" * 5,
    "\x00'",
]


async def test_sql_in_any_text_option_is_only_text(house: House) -> None:
    await ada_has_a_past(house)
    forger, before = Forger(house.sandbox, house.mallory), everything(house)
    tried = 0
    for command in commands(house.sandbox):
        for steps, options in leaves(command):
            for option, words in product([o for o in options if o["type"] == STRING], SQL):
                given = {"name": option["name"], "type": STRING, "value": words}
                outcome = await forger.command(command, nested_in(steps, [given]))
                assert outcome.failure is None, (option["name"], words)
                assert not house.mallory.sees(INCIDENT), (option["name"], words)
                assert not house.mallory.sees("platypus")
                tried += 1
    assert tried > 50
    after = everything(house)
    assert set(after) == set(before)
    assert rows_of(house, house.ada) == {
        name: [row for row in rows if int(house.ada.id) in row]
        for name, rows in before.items()
        if name != "server_members"
    }


async def test_sql_in_any_suggestion_finds_nothing_else(house: House) -> None:
    for command in commands(house.sandbox):
        for steps, options in leaves(command):
            name = " ".join([command["name"], *[step["name"] for step in steps]])
            player = linus(house) if command["name"] == "manage" else house.mallory
            for option in [o for o in options if o.get("autocomplete")]:
                for words in SQL:
                    found = await player.autocomplete(name, option["name"], words)
                    assert "platypus" not in str(found)
                    assert len(found) <= 25


# The sandbox

FOREIGN = [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_no_address_of_the_sandbox_answers_a_foreign_page(
    house: House, headers: dict[str, str]
) -> None:
    """Nor one whose name was made to point here after it had been loaded."""
    runner = house.sandbox._runner
    assert runner is not None
    before, now = everything(house), house.sandbox.clock.offset
    tried = 0
    async with aiohttp.ClientSession(house.sandbox.address) as http:
        for resource in runner.app.router.resources():
            path = re.sub(r"\{[^}]*\}", "1", resource.canonical)
            for method in {route.method for route in resource}:
                verb = "POST" if method == "*" else method
                async with http.request(verb, path, headers=headers, json={}) as response:
                    assert response.status == 403, (verb, path)
                tried += 1
    assert tried > 30
    assert everything(house) == before
    assert house.sandbox.clock.offset == now
    await house.ada.slash("help")
