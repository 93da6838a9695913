"""A server's daily question as the journeys live through it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.pilot import Player
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House, until
from tests.journeys.rehearsal import good_answer

KOLKATA = "Asia/Kolkata"


def linus(house: House) -> Player:
    return house.pilot.member("Linus", manager=True)


async def set_up(house: House, **options: Any) -> Shown:
    """Linus sets it up in #daily for nine in the morning in Kolkata."""
    given = {"channel": "daily", "time": "09:00", "timezone": KOLKATA, **options}
    return await linus(house).slash("manage daily", **given)


def go_to(house: House, hour: int, minute: int = 0, zone: str = KOLKATA) -> datetime:
    """Move the clock to the next time that the zone's clocks show this."""
    now = house.pilot.clock.now()
    there = now.astimezone(ZoneInfo(zone))
    moment = datetime.combine(there.date(), time(hour, minute), ZoneInfo(zone)).astimezone(UTC)
    if moment <= now:
        moment += timedelta(days=1)
    house.pilot.clock.advance(moment - now + timedelta(seconds=1))
    return moment


def channel_id(house: House, name: str = "daily") -> str:
    return next(c.id for c in house.sandbox.world.channels.values() if c.name == name)


def posts(house: House, player: Player) -> list[Shown]:
    """The questions in #daily, the oldest first."""
    return [
        card
        for card in reversed(player.cards)
        if card.raw["channel_id"] == channel_id(house)
        and card.text.lstrip("<@&0123456789>\n").startswith("## Daily question #")
        and "is closed" not in card.text.split("\n")[0]
        and not card.ephemeral
    ]


def closings(player: Player) -> list[Shown]:
    return [card for card in reversed(player.cards) if "is closed" in card.text.split("\n")[0]]


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection:
        return connection.execute(query).fetchall()


async def posted(house: House, number: int = 1) -> Shown:
    """The latest of so many posts, which is open for answers."""
    await until(lambda: len(posts(house, house.ada)) == number)
    opened = "SELECT count(*) FROM dailies WHERE stage = 'open'"
    await until(lambda: rows(house, opened) != [(0,)])
    return posts(house, house.ada)[-1]


async def closed(house: House, number: int = 1) -> Shown:
    """The closing of that question, when the bot has done all that belongs to it."""
    done = f"SELECT stage, is_stale FROM dailies WHERE number = {number}"
    await until(lambda: rows(house, done) == [("closed", 0)])
    card = closings(house.ada)[number - 1]
    edits = f"/channels/{card.raw['channel_id']}/messages/{card.id}"
    await until(lambda: any(sent.path == edits for sent in house.sandbox.requests))
    return card


async def answer(house: House, player: Player, post: Shown, text: str | None = None) -> Shown:
    question = house.question_on(post)
    await player.click("Answer", on=post)
    return await player.submit(good_answer(question) if text is None else text)
