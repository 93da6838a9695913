"""Many thousand interactions, one after another and at once: the bot holds no more than before."""

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from tests.program.conftest import BotProcess
from tests.program.processes import Machine
from tests.reliability.audit import Audit
from tests.reliability.conftest import chance_of
from tests.reliability.crowd import Guest
from tests.reliability.sizes import SIZE
from tests.reliability.trend import grows

SEED = 4
# The library keeps as many connections to Discord as there ever were answers at once.
AT_ONCE = 25
ROUNDS = 24
WARM_AFTER = 12
# SQLite goes on filling its page caches, of 2 MB for each of its connections; discord.py keeps up
# to 256 rate limits, of a few objects each; now and then a new statement is compiled.
MEMORY_BYTES, OBJECTS = 4 * 2**20, 1500
Held = dict[str, Any]


class ObservedBot(BotProcess):
    """It says what it holds when asked."""

    def __init__(self, machine: Machine, plain: BotProcess) -> None:
        self.__dict__.update(plain.__dict__)
        self._machine = machine
        self._out = machine.folder / "held.jsonl"
        self._out.touch()

    async def launch(self, **settings: str) -> Any:
        self._program = await self._machine.python(
            "-m",
            "tests.reliability.observed",
            str(self._out),
            PYTHONPATH=str(Path(__file__).parents[2]),
            MALLOC_ARENA_MAX="1",  # each thread would get one, and fill it at its own time
            **{**self.settings, **settings},
        )
        return self._program

    async def held(self) -> Held:
        before = len(self._lines())
        self.program.tell(signal.SIGUSR1)
        async with asyncio.timeout(20):
            while len(self._lines()) == before:  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.02)
        found: Held = json.loads(self._lines()[-1])
        return found

    def _lines(self) -> list[str]:
        return self._out.read_text().splitlines(keepends=True)


async def play(guests: list[Guest], chance: Random, interactions: int) -> None:
    turns = Counter(chance.choices(range(len(guests)), k=interactions))
    at_once = asyncio.Semaphore(AT_ONCE)

    async def take_turns(guest: Guest, turns: int) -> None:
        for _ in range(turns):
            async with at_once:
                await guest.act()

    await asyncio.gather(*[take_turns(guests[number], turns[number]) for number in turns])


async def left_behind(bot: ObservedBot, first: Held) -> list[str]:
    """Tasks and threads that weren't there at first; given time to end by themselves."""
    for _ in range(20):
        now = await bot.held()
        more = Counter(now["tasks"] + now["threads"]) - Counter(first["tasks"] + first["threads"])
        if not more:
            break
        await asyncio.sleep(0.5)
    return sorted(more)


async def test_a_long_evening_leaves_nothing_behind(
    machine: Machine, bot_process: BotProcess, topics: Mapping[str, str]
) -> None:
    with chance_of(SEED) as chance:
        bot = ObservedBot(machine, bot_process)
        await bot.start()
        serial = count(1).__next__
        guests = [
            Guest(bot.pilot.member(f"Guest {number}"), Random(f"{SEED}/{number}"), serial)
            for number in range(SIZE.soak_members)
        ]
        held, per_round = [], SIZE.interactions // ROUNDS
        for _ in range(ROUNDS):
            await play(guests, chance, per_round)
            held.append(await bot.held())
        print(figures(held, guests))  # noqa: T201
        warm = held[WARM_AFTER:]
        at = [float(number * per_round) for number in range(len(warm))]
        assert await left_behind(bot, warm[0]) == []
        assert {(each["clients"], each["views"]) for each in held} == {(1, 0)}
        assert not grows(at, [each["files"] for each in warm], 1)
        assert not grows(at, [each["objects"] for each in warm], OBJECTS)
        assert not grows(at, [each["memory_bytes"] for each in warm], MEMORY_BYTES)
        assert [guest.failures for guest in guests if guest.failures] == []
        notes = [guest.notes for guest in guests]
        assert Audit(bot.database, topics).problems(notes) == []
        assert list(bot.sandbox.refusals) == []


def figures(held: list[Held], guests: list[Guest]) -> str:
    rows = [
        f"{each['memory_bytes'] / 2**20:.1f} MiB, {each['objects']} objects, {each['files']} files,"
        f" {len(each['tasks'])} tasks, {len(each['threads'])} threads"
        for each in held
    ]
    acts = sum(guest.acts for guest in guests)
    saved = sum(len(guest.notes.saved) for guest in guests)
    return "\n".join(["", f"{acts} interactions, {saved} texts saved", *rows])
