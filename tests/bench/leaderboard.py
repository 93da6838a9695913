"""How long `/leaderboard` takes as the ledger grows: python3 -m tests.bench.leaderboard

Two databases get the ledger of 10,000 and of 1,000,000 attempts (50,000 members in 500 servers,
over 180 days; some answer much, most a little). What is timed is the service's call and its card;
the floor beside it is one short read transaction and a card of one line, in the same run.
"""

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from bot.bank.bank import Bank
from bot.bank.question import Level
from bot.chat.parts import card, check_size
from bot.clock import MovableClock
from bot.ledger.period import Window
from bot.ledger.service import LedgerService
from bot.members.service import MemberService
from bot.servers.service import ServerService
from bot.standings.cards import leaderboard_card
from bot.standings.service import StandingService
from bot.standings.standing import Asker, Board, Choice
from bot.storage.database import Database

MEMBERS, SERVERS, DAYS = 50_000, 500, 180
SIZES = (10_000, 1_000_000)
WARM_UP, ROUNDS = 20, 400
MOST_OF_FLOOR, MOST_GROWTH = 5.0, 1.5
BOARDS = {
    "points, week": Choice(window=Window.WEEK),
    "points, all": Choice(window=Window.ALL),
    "most improved": Choice(Board.IMPROVED),
    "streak": Choice(Board.STREAK),
}
_PERIODS = {
    Window.DAY: "day",
    Window.WEEK: "date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days')",
    Window.MONTH: "date(day, 'start of month')",
    Window.ALL: "'1970-01-01'",
}
_SCOPES = ("'all'", "'level/' || level", "'topic/' || topic")
_TOTALS = """
    INSERT INTO point_totals
        (server_id, period, start, scope, member_id, points, score_sum, answers)
    SELECT server_id, '{period}', {start} AS start, {scope} AS scope, member_id,
        sum(points), sum(score), count(*)
    FROM answered GROUP BY server_id, start, scope, member_id
"""


@dataclass(frozen=True)
class Place:
    """One database that is filled and open."""

    attempts: int
    database: Database
    members: MemberService
    standings: StandingService
    now: datetime


Act = Callable[[Place, int, int], Awaitable[None]]  # in a server, by a member


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        places = [await opened(Path(folder), size) for size in SIZES]
        try:
            small, large = await timed(places)
        finally:
            for place in places:
                await place.database.close()
    return report(small, large)


# Filling


async def opened(folder: Path, attempts: int) -> Place:
    file = folder / f"{attempts}.db"
    database = Database(f"sqlite:///{file}")
    await database.open()
    clock = MovableClock()
    started = perf_counter()
    await asyncio.to_thread(fill, file, attempts, clock.now(), Random(attempts))
    size = file.stat().st_size / 1e6
    say(f"{attempts:,} attempts: {size:.0f} MB, filled in {perf_counter() - started:.0f} s")
    members = MemberService(database)
    standings = StandingService(
        database, members, ServerService(), LedgerService(), Bank({}, {}), clock
    )
    return Place(attempts, database, members, standings, clock.now())


def fill(file: Path, attempts: int, now: datetime, chance: Random) -> None:
    """Bulk inserts straight into the tables; the indexes that can wait are made at the end."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TEMP TABLE answered "
            "(member_id, server_id, day, level, topic, score INTEGER, points INTEGER)"
        )
        connection.executemany(
            "INSERT INTO answered VALUES (?, ?, ?, ?, ?, ?, ?)",
            (answer(now, chance) for _ in range(attempts)),
        )
        later = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'point_totals'"
            " AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in later:
            connection.execute(f"DROP INDEX {name}")
        for window, start in _PERIODS.items():
            for scope in _SCOPES:
                connection.execute(_TOTALS.format(period=window, start=start, scope=scope))
        for _, sql in later:
            connection.execute(sql)
        fill_members(connection, now)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def answer(now: datetime, chance: Random) -> tuple[int, int, str, str, str, int, int]:
    """Of a member with a home server; a tenth of its members give about half of its answers."""
    server = chance.randrange(SERVERS) + 1
    member = server + SERVERS * int(MEMBERS / SERVERS * chance.random() ** 3)
    day = (now - timedelta(days=chance.randrange(DAYS))).date()
    score = chance.randint(0, 100)
    level = chance.choice(list(Level))
    return member, server, day.isoformat(), level, f"t{chance.randrange(10)}", score, score // 5


def fill_members(connection: sqlite3.Connection, now: datetime) -> None:
    answered_at = now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    connection.execute(
        "INSERT INTO server_members (server_id, member_id, name, server_name, answered_at, hidden)"
        " SELECT DISTINCT server_id, member_id, 'Member ' || member_id, 'Member ' || member_id,"
        f" '{answered_at}', 0 FROM answered"
    )
    connection.execute("INSERT INTO streak_days SELECT DISTINCT member_id, day FROM answered")
    connection.execute(
        "INSERT INTO streaks SELECT member_id, 1 + member_id / 7 % 50, 60, max(day), member_id % 3,"
        " date(max(day), '+3 days') FROM answered GROUP BY member_id"
    )


# Timing


async def timed(places: Sequence[Place]) -> list[dict[str, float]]:
    """For each place the median of each act in milliseconds. All take turns, in any order, so
    that a busy machine slows all of them."""
    acts: dict[str, Act] = {"floor": floor}
    acts |= {name: looking(choice) for name, choice in BOARDS.items()}
    chance = Random(1)
    spent: list[dict[str, list[float]]] = [{name: [] for name in acts} for _ in places]
    for number in range(WARM_UP + ROUNDS):
        server = chance.randrange(SERVERS) + 1
        member = server + SERVERS * chance.randrange(MEMBERS // SERVERS)
        turns = [(name, here) for name in acts for here in range(len(places))]
        for name, here in chance.sample(turns, len(turns)):
            began = perf_counter()
            await acts[name](places[here], server, member)
            if number >= WARM_UP:
                spent[here][name].append((perf_counter() - began) * 1000)
    return [{name: median(times[name]) for name in acts} for times in spent]


async def floor(place: Place, _server: int, member: int) -> None:
    async with place.database.read() as connection:
        settled = await place.members.settings(connection, member)
    check_size(card(0, f"Member {settled.id}"))


def looking(choice: Choice) -> Act:
    async def look(place: Place, server: int, member: int) -> None:
        asker = Asker(member, server, f"Member {member}")
        check_size(leaderboard_card(await place.standings.look(asker, choice)))

    return look


# Telling


def report(small: dict[str, float], large: dict[str, float]) -> int:
    """A table of medians and ratios; 1 where a target is missed."""
    say(f"\n{'':16}{'10k':>9}{'1M':>9}{'1M/floor':>10}{'1M/10k':>9}")
    missed = False
    for name, before in small.items():
        of_floor, growth = large[name] / large["floor"], large[name] / before
        missed |= of_floor > MOST_OF_FLOOR or growth > MOST_GROWTH
        say(f"{name:16}{before:6.2f} ms{large[name]:6.2f} ms{of_floor:10.2f}{growth:9.2f}")
    say(f"targets: 1M/floor at most {MOST_OF_FLOOR}, 1M/10k at most {MOST_GROWTH}")
    return int(missed)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
