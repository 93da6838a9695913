"""How long members wait, beside a floor: python3 -m tests.bench [--quick]

Greenroom and a floor bot (tests/bench/floor.py) take turns on one local Discord, each in a
process of its own. A time is from a member's act to the bot's answer, pilot and sandbox included
for both; a ratio is Greenroom's median over the floor's for the same kind of answer.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.bank.loading import load
from bot.bank.question import Question
from bot.clock import MovableClock
from bot.sandbox.pilot import InteractionFailed, Pilot, Player
from bot.sandbox.server import Sandbox
from tests.bench.breakdown import shares
from tests.journeys.rehearsal import write_bank
from tests.program.processes import ROOT, Machine, Program

COMMAND, EDIT, FORM = "a command's card", "an edited card", "an edited card after a form"
# Each act beside the floor's act of its kind, and the most that it may cost.
ACTS = {
    "start": (COMMAND, 6.0),
    "hint": (EDIT, 5.0),
    "graded answer": (FORM, 8.0),
    "next": (EDIT, 5.0),
    "report": (EDIT, 5.0),
    "leaderboard": (COMMAND, 5.0),
    "daily answer": (FORM, 5.0),
}
IN_FLIGHT = 500
SERVERS = (1, 1_000, 10_000)
MOST_MB = 20.0
MOST_OF_START_UP = 3.0
KIND_TIMES = dict[str, list[float]]


@dataclass
class Times:
    """Milliseconds of each act, by bot and act."""

    acts: dict[str, KIND_TIMES] = field(default_factory=lambda: {"floor": {}, "greenroom": {}})

    async def take(self, who: str, act: str, doing: Awaitable[object]) -> None:
        begun = perf_counter()
        await doing
        self.acts[who].setdefault(act, []).append((perf_counter() - begun) * 1000)


class Stage:
    """One local Discord, on which one bot at a time plays."""

    def __init__(self, folder: Path, local: Sandbox, questions: Path) -> None:
        self.folder = folder
        self.local = local
        self.pilot = Pilot(local)
        self.machine = Machine(folder)
        self.questions = questions
        self._members = 0
        self._runs = 0

    def newcomer(self) -> Player:
        self._members += 1
        return self.pilot.member(f"Member {self._members}")

    async def launch(self, who: str) -> Program:
        """A process of this bot, with an empty database."""
        self._runs += 1
        if who == "floor":
            api = self.local.api_url
            return await self.machine.python("-m", "tests.bench.floor", api, PYTHONPATH=str(ROOT))
        return await self.machine.start(
            "run",
            DISCORD_TOKEN="bench",
            DISCORD_API_URL=self.local.api_url,
            DATABASE_URL=f"sqlite:///{self.folder}/greenroom-{self._runs}.db",
            QUESTIONS_DIR=str(self.questions),
            LOG_LEVEL="warning",
        )

    async def ready(self, program: Program) -> None:
        ready = asyncio.create_task(self.local.bot_ready(60))
        ended = asyncio.create_task(program.ended(60))
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done():
            raise RuntimeError(program.err)
        await ready

    async def leave(self, program: Program) -> None:
        await program.kill()
        await self.local.bot_away()


async def play_floor(stage: Stage, times: Times, members: int) -> None:
    for _ in range(members):
        one = stage.newcomer()
        await times.take("floor", COMMAND, one.slash("floor"))
        await times.take("floor", EDIT, one.click("Press"))
        await one.click("Form")
        await times.take("floor", FORM, one.submit("My own words."))


async def play_greenroom(
    stage: Stage, times: Times, members: int, bank: dict[str, Question]
) -> None:
    linus = stage.pilot.member("Linus", manager=True)
    await linus.slash("manage daily", channel="daily", time="09:00", timezone="UTC", thread=False)
    await linus.click("Post now")
    post = next(card for card in linus.cards if "## Daily question #" in card.text)
    for _ in range(members):
        one = stage.newcomer()

        async def take(act: str, doing: Awaitable[object]) -> None:
            await times.take("greenroom", act, doing)

        await take("start", one.slash("interview", level="junior", questions=2))
        await take("hint", one.click("Hint"))
        question = next(
            each for each in bank.values() if each.question.split("\n")[0] in one.card.text
        )
        await one.click("Answer")
        await take("graded answer", one.submit(question.answer))
        await take("next", one.click("Next question"))
        await take("report", one.click("Skip"))
        await take("leaderboard", one.slash("leaderboard"))
        await one.click("Answer", on=post)
        await take("daily answer", one.submit("It opens the first gate."))


async def crowd(stage: Stage, act: Callable[[Player], Awaitable[object]]) -> tuple[float, int]:
    """Seconds until everybody had their answer, and how many had none within 3 seconds."""
    members = [stage.newcomer() for _ in range(IN_FLIGHT)]
    begun = perf_counter()
    done = await asyncio.gather(*(act(one) for one in members), return_exceptions=True)
    failed = [one for one in done if isinstance(one, InteractionFailed)]
    strange = [one for one in done if isinstance(one, BaseException) and one not in failed]
    if strange:
        raise strange[0]
    return perf_counter() - begun, len(failed)


async def start_up(stage: Stage, who: str) -> float:
    """Seconds from the process's start to its commands on Discord."""
    begun = perf_counter()
    program = await stage.launch(who)
    await stage.ready(program)
    took = perf_counter() - begun
    await stage.leave(program)
    return took


async def memory_mb(stage: Stage, who: str) -> float:
    """Resident, a moment after every server was announced."""
    program = await stage.launch(who)
    await stage.ready(program)
    await asyncio.sleep(5)
    kilobytes = program.resident_kb
    await stage.leave(program)
    return kilobytes / 1024


async def main(rounds: int, members: int, servers: Sequence[int]) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = write_bank(folder / "questions")
        bank = dict(load(questions).questions)
        local = Sandbox(folder / "discord.db", MovableClock())
        await local.start()
        stage = Stage(folder, local, questions)
        try:
            return await _measure(stage, bank, rounds, members, servers)
        finally:
            await stage.machine.end()
            await local.stop()


async def _measure(
    stage: Stage,
    bank: dict[str, Question],
    rounds: int,
    members: int,
    servers: Sequence[int],
) -> int:
    times, failures = Times(), 0
    starts: dict[str, list[float]] = {"floor": [], "greenroom": []}
    for _ in range(rounds):
        for who in ("floor", "greenroom"):
            starts[who].append(await start_up(stage, who))
            program = await stage.launch(who)
            await stage.ready(program)
            if who == "floor":
                await play_floor(stage, times, members)
            else:
                await play_greenroom(stage, times, members, bank)
            await stage.leave(program)
    failures += _print_acts(times)
    failures += await _print_crowds(stage)
    failures += _print_start(starts)
    print("\nWhere Greenroom's time goes (in its process, one member):\n")
    print(await shares())
    failures += await _print_memory(stage, servers)
    return 1 if failures else 0


def _print_acts(times: Times) -> int:
    floor, ours = times.acts["floor"], times.acts["greenroom"]
    print("| act | median | p99 | floor's median | ratio | at most |")
    print("| --- | --- | --- | --- | --- | --- |")
    misses = 0
    for act, (kind, most) in ACTS.items():
        ratio = median(ours[act]) / median(floor[kind])
        misses += ratio > most
        print(
            f"| {act} | {median(ours[act]):.1f} ms | {p99(ours[act]):.1f} ms "
            f"| {median(floor[kind]):.1f} ms | {ratio:.1f} | {most:.0f} |"
        )
    return misses


async def _print_crowds(stage: Stage) -> int:
    print(f"\n| {IN_FLIGHT} at once | until the last answer | without one in 3 s |")
    print("| --- | --- | --- |")
    lost = 0
    acts: dict[str, Callable[[Player], Awaitable[object]]] = {
        "floor": lambda one: one.slash("floor"),
        "greenroom": lambda one: one.slash("interview", level="junior", questions=2),
    }
    for who, act in acts.items():
        program = await stage.launch(who)
        await stage.ready(program)
        took, failed = await crowd(stage, act)
        lost += failed if who == "greenroom" else 0
        print(f"| {who} | {took:.1f} s ({IN_FLIGHT / took:.0f}/s) | {failed} |")
        await stage.leave(program)
    return lost


def _print_start(starts: dict[str, list[float]]) -> int:
    ours, floor = median(starts["greenroom"]), median(starts["floor"])
    print(
        f"\nStart to commands synced: {ours:.1f} s, the floor's {floor:.1f} s, "
        f"ratio {ours / floor:.1f} (at most {MOST_OF_START_UP:.0f})"
    )
    return int(ours / floor > MOST_OF_START_UP)


async def _print_memory(stage: Stage, servers: Sequence[int]) -> int:
    print("\n| servers | resident, Greenroom | resident, floor |")
    print("| --- | --- | --- |")
    used = []
    for count in servers:
        while len(stage.local.world.servers) < count:
            stage.local.world.add_server(f"Server {len(stage.local.world.servers)}")
        used.append(await memory_mb(stage, "greenroom"))
        print(f"| {count:,} | {used[-1]:.0f} MB | {await memory_mb(stage, 'floor'):.0f} MB |")
    print(f"\n{used[-1] - used[0]:.1f} MB for {servers[-1]:,} servers (at most {MOST_MB:.0f})")
    return int(used[-1] - used[0] > MOST_MB)


def p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, to see that it runs")
    is_quick = parser.parse_args().quick
    sizes = (1, 10, (1, 50)) if is_quick else (3, 60, SERVERS)
    sys.exit(asyncio.run(main(*sizes)))
