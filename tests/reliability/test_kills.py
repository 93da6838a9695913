"""SIGKILL at random moments while many members use the bot: nothing that they were told is lost."""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from random import Random

from bot.sandbox.pilot import InteractionFailed
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Button, Shown
from tests.program.conftest import BotProcess
from tests.reliability.audit import Audit, posts_of_dailies
from tests.reliability.conftest import chance_of
from tests.reliability.crowd import Guest, controls
from tests.reliability.sizes import SIZE

SEED = 20261127
# A click that the bot answered too late, and a thread that an earlier life had made.
LATE = {10062, 10015, 160004}
EVERY_BUTTON_UP_TO = 40


class Party:
    """Members of several servers who go on using the bot, whether it lives or not."""

    def __init__(self, bot: BotProcess, chance: Random) -> None:
        self._bot = bot
        self._chance = chance
        pilot, serial = bot.pilot, count(1).__next__
        self.servers = [pilot.server(f"Server {number}") for number in range(SIZE.kill_servers)]
        self.guests = [
            Guest(
                pilot.member(f"Guest {number}", server=self.servers[number % len(self.servers)]),
                Random(f"{SEED}/{number}"),
                serial,
            )
            for number in range(SIZE.kill_members)
        ]
        self._over = False

    async def go_on(self, guest: Guest) -> None:
        while not self._over:
            await guest.act()
            await asyncio.sleep(guest.pause_s())
            if self._chance.random() < 0.8:
                # Most see that it is offline; the others press all the same.
                await self._until_online()

    async def _until_online(self) -> None:
        try:
            await self._bot.sandbox.bot_ready(timeout_s=5)
        except TimeoutError:
            return

    async def while_it_dies(self, kills: int) -> None:
        going = [asyncio.create_task(self.go_on(guest)) for guest in self.guests]
        try:
            for number in range(kills):
                self._ask_daily(number)
                await asyncio.sleep(self._chance.uniform(0, 2.5))
                await self._kill_and_start()
                _fail_early(going)
            await asyncio.sleep(1)
        finally:
            self._over = True
            await asyncio.gather(*going)

    async def _kill_and_start(self) -> None:
        await self._bot.kill()
        if self._chance.random() < 0.2:
            # Not even its start is a safe moment.
            await self._bot.launch()
            await asyncio.sleep(self._chance.uniform(0, 1.5))
            await self._bot.kill()
        await self._bot.start()

    def _ask_daily(self, number: int) -> None:
        """Some server's daily question comes due now."""
        if number >= len(self.servers):
            return
        server = self.servers[number]
        place = self._bot.sandbox.world.channels_of(server)[0].id
        now = datetime.now(UTC)
        due = now.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        row = (server, place, now.hour * 60 + now.minute, due)
        with closing(sqlite3.connect(self._bot.database, timeout=20)) as opened, opened:
            opened.execute(
                "INSERT INTO daily_schedules"
                " VALUES (?, ?, ?, NULL, NULL, NULL, NULL, 1, 0, NULL, ?)",
                row,
            )


def _fail_early(going: list[asyncio.Task[None]]) -> None:
    for task in going:
        if task.done():
            task.result()


async def button_answers(guest: Guest, card: Shown, button: Button) -> bool:
    """Kindly, and not as a button of another version."""
    try:
        shown = await guest.player.press_raw(str(button.custom_id), on=card)
    except InteractionFailed:
        return False
    unkind = ("It is noted as", "from another version")
    return not any(words in shown.text for words in unkind)


async def dead_buttons(guest: Guest, local: Sandbox, chance: Random) -> list[str]:
    """Those that aren't answered; a member with very many tries some."""
    found = [(card, b) for card, b in controls(guest.player.cards) if isinstance(b, Button)]
    tried = chance.sample(found, min(len(found), EVERY_BUTTON_UP_TO))
    return [
        f"{button.label} ({button.custom_id})"
        for card, button in tried
        if card.id in local.world.messages and not await button_answers(guest, card, button)
    ]


async def test_no_kill_loses_or_doubles_what_many_members_were_told(
    bot_process: BotProcess, topics: Mapping[str, str]
) -> None:
    with chance_of(SEED) as chance:
        await bot_process.start()
        party = Party(bot_process, chance)
        await party.while_it_dies(SIZE.kills)
        await bot_process.restart()
        notes = [guest.notes for guest in party.guests]
        problems = Audit(bot_process.database, topics).problems(notes)
        problems += posts_of_dailies(bot_process.sandbox, bot_process.database)
        print(figures(party))  # noqa: T201
        assert problems == []
        assert {refusal.code for refusal in bot_process.sandbox.refusals} <= LATE
        assert sum(len(each.saved) for each in notes) > SIZE.kills
        for guest in party.guests:
            assert await dead_buttons(guest, bot_process.sandbox, chance) == []


def figures(party: Party) -> str:
    acts = sum(guest.acts for guest in party.guests)
    failed = sum(len(guest.failures) for guest in party.guests)
    saved = sum(len(guest.notes.saved) for guest in party.guests)
    return f"\n{SIZE.kills} kills, {acts} interactions, {failed} failed, {saved} texts saved"
