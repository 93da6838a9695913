"""Discord, the network, the database, the disk and the clock at their worst, while members play.

Each interaction is answered or refused kindly in Discord's 3 seconds, which the sandbox counts, or
the sandbox itself lost it; afterwards everything works again and nothing is lost or doubled.
"""

import asyncio
import re
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web

from bot import app
from bot.attempts import service
from bot.bank.question import Question
from bot.clock import Clock
from bot.grading.grade import Grade
from bot.grading.lexical import LexicalGrader
from bot.sandbox.pilot import Pilot
from bot.sandbox.server import Sandbox
from bot.storage import engines
from tests.journeys.conftest import House, open_house, until
from tests.program.conftest import BotProcess
from tests.reliability.audit import Audit
from tests.reliability.conftest import chance_of
from tests.reliability.crowd import Guest
from tests.reliability.sizes import SIZE

STATUSES = (429, 429, 500, 502, 503)
LATE = {10062, 10015, 40060}
NOT_NOW = "can't be stored at the moment"


def crowd(pilot: Pilot, seed: int | str) -> list[Guest]:
    serial = count(1).__next__
    return [
        Guest(pilot.member(f"Guest {number}"), Random(f"{seed}/{number}"), serial)
        for number in range(SIZE.storm_members)
    ]


async def play(guests: list[Guest], steps: int = SIZE.storm_steps) -> None:
    await asyncio.gather(*[take_steps(guest, steps) for guest in guests])


async def take_steps(guest: Guest, steps: int) -> None:
    for _ in range(steps):
        await guest.act()
        await asyncio.sleep(guest.pause_s())


@asynccontextmanager
async def playing(guests: list[Guest]) -> AsyncIterator[None]:
    """They play until the body is done."""
    over = asyncio.Event()

    async def go_on(guest: Guest) -> None:
        while not over.is_set():
            await take_steps(guest, 1)

    going = [asyncio.create_task(go_on(guest)) for guest in guests]
    try:
        yield
    finally:
        over.set()
        await asyncio.gather(*going)


async def all_is_well(guests: list[Guest], audit: Callable[[], Audit]) -> None:
    """Everybody is answered at once, and what they were told holds."""
    for guest in guests:
        guest.failures.clear()
        if guest.player.modal:
            guest.player.dismiss()
        card = await guest.player.slash("interview")
        assert NOT_NOW not in card.text
        guest.notes.read(card)
    await play(guests, 2)
    assert [guest.failures for guest in guests if guest.failures] == []
    assert audit().problems([guest.notes for guest in guests]) == []


def in_house(house: House, topics: Mapping[str, str]) -> Callable[[], Audit]:
    return lambda: Audit(house.data / "greenroom.db", topics)


def failed(local: Sandbox) -> set[str]:
    """The interactions that weren't answered in time."""
    return {one.id for one in local.world.interactions.values() if one.failed}


def unfilled(local: Sandbox) -> set[str]:
    """Those that were promised an answer which never came."""
    loading = {m.id for m in local.world.messages.values() if m.loading}
    found = local.world.interactions.values()
    return {one.token for one in found if one.original_id in loading}


# Discord


class BadDay:
    """A share of all requests fails; `struck` are the paths that it hit."""

    def __init__(self, local: Sandbox, chance: Random, share: float) -> None:
        self._local = local
        self._chance = chance
        self._share = share
        self._usual = local.faults.failure_for
        self.struck: list[str] = []

    def failure_for(self, path: str, body: Any) -> web.Response | None:
        if self._chance.random() < self._share:
            self.struck.append(path)
            status, wait_s = self._chance.choice(STATUSES), self._chance.uniform(0.02, 0.4)
            self._local.faults.fail_next(1, status, retry_after_s=wait_s, path_contains=path)
        return self._usual(path, body)

    def hit(self, what: str) -> bool:
        return any(what in path for path in self.struck)


@pytest.mark.parametrize("seed", [1])
async def test_when_a_third_of_all_requests_fails_only_what_discord_refused_is_lost(
    house: House, topics: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with chance_of(seed) as chance:
        guests = crowd(house.pilot, seed)
        day = BadDay(house.sandbox, chance, 0.3)
        with monkeypatch.context() as patch:
            patch.setattr(house.sandbox.faults, "failure_for", day.failure_for)
            await play(guests)
        assert len(day.struck) > SIZE.storm_members
        assert [one for one in failed(house.sandbox) if not day.hit(f"/{one}/")] == []
        assert [token for token in unfilled(house.sandbox) if not day.hit(token)] == []
        assert {refusal.code for refusal in house.sandbox.refusals} <= LATE
        await all_is_well(guests, in_house(house, topics))


# The gateway


class Closings:
    """The gateway closes again and again; `lost` are the interactions that went with it."""

    def __init__(self, local: Sandbox, chance: Random) -> None:
        self._local = local
        self._chance = chance
        self.lost: set[str] = set()

    async def go_on(self, times: int) -> None:
        for number in range(times):
            await asyncio.sleep(self._chance.uniform(0, 0.3))
            await self._close(resumable=number % 2 == 0)

    async def _close(self, *, resumable: bool) -> None:
        if not resumable:
            self._lose()
        await self._local.faults.drop_gateway(resumable=resumable)
        await self._local.bot_ready()
        if not resumable:
            self._lose()

    def _lose(self) -> None:
        """What is on its way now may never arrive."""
        found = self._local.world.interactions.values()
        self.lost |= {one.id for one in found if one.answer is None}


async def test_a_gateway_that_closes_again_and_again_loses_only_what_it_held(
    house: House, topics: Mapping[str, str]
) -> None:
    with chance_of(2) as chance:
        guests = crowd(house.pilot, 2)
        closings = Closings(house.sandbox, chance)
        async with playing(guests):
            await closings.go_on(SIZE.closings)
        assert failed(house.sandbox) <= closings.lost
        await all_is_well(guests, in_house(house, topics))


# The database


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Somebody else holds it for writing; they wait for it beside the bot, not before it."""
    opened = sqlite3.connect(file, timeout=20, isolation_level=None, check_same_thread=False)
    try:
        await asyncio.to_thread(opened.execute, "BEGIN IMMEDIATE")
        yield
    finally:
        opened.close()


async def test_a_database_locked_for_two_seconds_keeps_nobody_from_an_answer(
    house: House, topics: Mapping[str, str]
) -> None:
    with chance_of(3) as chance:
        guests = crowd(house.pilot, 3)
        async with playing(guests):
            for _ in range(SIZE.locks):
                await asyncio.sleep(chance.uniform(0, 0.5))
                async with locked(house.data / "greenroom.db"):
                    await asyncio.sleep(2)
        assert failed(house.sandbox) == set()
        assert unfilled(house.sandbox) == set()
        await all_is_well(guests, in_house(house, topics))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot waits briefly for a lock, and looks often for what has no grade."""
    monkeypatch.setattr(engines, "LOCK_TIMEOUT_S", 0.2)
    monkeypatch.setattr(service, "GRADE_EVERY_S", 0.1)


async def test_a_text_whose_grade_could_not_be_stored_is_graded_without_a_click(
    impatient: None, house: House, monkeypatch: pytest.MonkeyPatch, topics: Mapping[str, str]
) -> None:
    grade, file = LexicalGrader.grade, house.data / "greenroom.db"
    somebody_else = sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def locking(grader: LexicalGrader, question: Question, text: str) -> Grade:
        somebody_else.execute("BEGIN IMMEDIATE")
        monkeypatch.undo()
        return grade(grader, question, text)

    guest = Guest(house.ada, Random(6), count(1).__next__)
    await house.ada.slash("question")
    await house.ada.click("Answer")
    monkeypatch.setattr(LexicalGrader, "grade", locking)
    await guest.fill()
    assert house.ada.sees("Your answer is saved. Its score is on the way.")
    somebody_else.close()
    await until(lambda: Audit(file, topics).problems([guest.notes]) == [])


# The disk


class SmallDisk:
    """The folder of the database, on a disk that can be full."""

    def __init__(self, folder: Path, bot: BotProcess) -> None:
        folder.mkdir()
        self._folder = folder
        self._bot = bot
        mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
        self._is_mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0

    def fill(self) -> None:
        if not self._is_mounted:
            self._limit(4096)
            return
        with (self._folder / "filler").open("wb", 0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        assert shutil.disk_usage(self._folder).free == 0

    def clear(self) -> None:
        if self._is_mounted:
            (self._folder / "filler").unlink()
        else:
            self._limit(resource.RLIM_INFINITY)

    def close(self) -> None:
        if self._is_mounted:
            subprocess.run(["umount", str(self._folder)], check=True)

    def _limit(self, size_bytes: int) -> None:
        """Where nothing may be mounted, the bot's own files can't grow above this."""
        pid = self._bot.program._process.pid
        hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size_bytes, hard))


@pytest.fixture
async def small_disk(bot_process: BotProcess) -> AsyncIterator[SmallDisk]:
    disk = SmallDisk(bot_process.database.parent, bot_process)
    yield disk
    await bot_process.kill()
    disk.close()


async def test_a_full_disk_is_said_kindly_and_once_there_is_room_all_goes_on(
    bot_process: BotProcess, small_disk: SmallDisk, topics: Mapping[str, str]
) -> None:
    with chance_of(4):
        await bot_process.start()
        guests = crowd(bot_process.pilot, 4)
        await play(guests)
        for _ in range(2):
            small_disk.fill()
            await play(guests)
            assert any(guest.player.sees_anywhere(NOT_NOW) for guest in guests)
            small_disk.clear()
            await play(guests, 2)
        assert failed(bot_process.sandbox) == set()
        # What had no room for its grade gets it within a minute, or now.
        await bot_process.restart()
        await all_is_well(guests, lambda: Audit(bot_process.database, topics))
        assert list(bot_process.sandbox.refusals) == []


# The clock


class Unsteady:
    """The bot's clock, which can be set back while Discord's goes on."""

    def __init__(self, true: Clock) -> None:
        self._true = true
        self.behind = timedelta()

    def now(self) -> datetime:
        return self._true.now() - self.behind


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> list[Unsteady]:
    """Those of the bots that are opened from now on."""
    made: list[Unsteady] = []
    usual = app.bot

    def unsteady(settings: Any, clock: Clock, *more: Any) -> Any:
        made.append(Unsteady(clock))
        return usual(settings, made[-1], *more)

    monkeypatch.setattr(app, "bot", unsteady)
    return made


@pytest.fixture
async def shaky_house(
    tmp_path: Path, rehearsal: Path, clocks: list[Unsteady]
) -> AsyncIterator[House]:
    async with open_house(tmp_path, rehearsal) as opened:
        yield opened


def steps_back(chance: Random) -> Iterator[timedelta]:
    yield from (timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=40))
    yield timedelta(seconds=chance.randint(1, 10**7))


async def test_a_clock_that_is_set_back_confuses_nobody(
    shaky_house: House, clocks: list[Unsteady], topics: Mapping[str, str]
) -> None:
    with chance_of(5) as chance:
        guests = crowd(shaky_house.pilot, 5)
        linus = shaky_house.pilot.member("Linus", manager=True)
        await linus.slash("manage daily", channel="daily", time="09:00", timezone="UTC")
        await linus.click("Post now")
        await play(guests)
        for step in steps_back(chance):
            clocks[-1].behind += step
            await play(guests, 4)
        clocks[-1].behind = timedelta()
        await until(lambda: not failed(shaky_house.sandbox))
        await all_is_well(guests, in_house(shaky_house, topics))
        assert list(shaky_house.sandbox.refusals) == []


async def test_no_time_below_zero_is_shown_where_the_clock_was_set_back(
    shaky_house: House, clocks: list[Unsteady]
) -> None:
    ada = shaky_house.ada
    await ada.slash("interview", level="junior", questions=1)
    clocks[-1].behind = timedelta(hours=1)
    await shaky_house.answer(ada)
    await ada.click("See the report")
    assert ada.sees("0 s on the questions")
    await ada.click("Download transcript")
    assert not re.search(r"-\d+ (s|min|h|days)", ada.card.files[0][1].decode())
