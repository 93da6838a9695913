"""The daily question meets trouble: it is posted once, or not at all, and managers hear of it."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.daily.daily import LEASE
from tests.journeys.conftest import House, open_house, until
from tests.journeys.daily_life import (
    answer,
    channel_id,
    closed,
    closings,
    go_to,
    linus,
    posted,
    posts,
    rows,
    set_up,
)

pytestmark = pytest.mark.usefixtures("quick")

NO_PERMISSION, NO_ACCESS, UNKNOWN_CHANNEL, HAS_A_THREAD = 50013, 50001, 10003, 160004
STAGES = "SELECT stage FROM dailies ORDER BY id"
PAST_THE_LEASE = LEASE + timedelta(seconds=5)


def change(house: House, statement: str) -> None:
    with closing(sqlite3.connect(house.data / "greenroom.db", timeout=10)) as connection:
        connection.execute(statement)
        connection.commit()


async def stage(house: House, *expected: str) -> None:
    await until(lambda: [value for (value,) in rows(house, STAGES)] == list(expected))


# Whether it was sent isn't known


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(house: House) -> None:
    await set_up(house)
    house.sandbox.faults.swallow_next(f"/channels/{channel_id(house)}/messages")
    go_to(house, 9)
    await stage(house, "sending")
    house.pilot.clock.advance(PAST_THE_LEASE)
    await stage(house, "open")
    assert len(posts(house, house.ada)) == 1
    await answer(house, house.ada, posts(house, house.ada)[0])
    assert house.ada.sees("## 100/100")


async def test_a_post_that_was_never_sent_is_sent_when_its_lease_is_over(house: House) -> None:
    """As after a crash between claiming and sending."""
    await set_up(house)
    go_to(house, 9)
    post = await posted(house)
    change(
        house,
        "UPDATE dailies SET stage = 'sending', lease_until = '2026-01-01T00:00:00.000000Z',"
        " message_id = NULL, thread_id = NULL, id = id + 100",
    )
    await until(lambda: len(posts(house, house.ada)) == 2)
    await stage(house, "open")
    assert posts(house, house.ada)[0].id == post.id


async def test_a_post_that_was_sent_and_not_noted_is_found(house: House) -> None:
    """As after a crash between sending and noting."""
    await set_up(house)
    go_to(house, 9)
    post = await posted(house)
    change(
        house,
        "UPDATE dailies SET stage = 'sending', lease_until = '2026-01-01T00:00:00.000000Z',"
        " message_id = NULL, thread_id = NULL",
    )
    await stage(house, "open")
    assert rows(house, "SELECT message_id, thread_id FROM dailies") == [(int(post.id),) * 2]
    assert len(posts(house, house.ada)) == 1
    house.refused(HAS_A_THREAD)


async def test_where_it_can_not_be_known_nothing_is_posted_twice(house: House) -> None:
    await set_up(house)
    go_to(house, 9)
    await posted(house)
    house.sandbox.faults.fail_next(status=403, code=NO_ACCESS, path_contains="/messages")
    change(
        house,
        "UPDATE dailies SET stage = 'sending', lease_until = '2026-01-01T00:00:00.000000Z'",
    )
    await stage(house, "unknown")
    assert len(posts(house, house.ada)) == 1
    await linus(house).slash("manage daily")
    assert linus(house).sees("Whether it was posted can't be known")
    assert linus(house).sees("**Read Message History**")


async def test_a_channel_that_moved_on_too_far_is_not_posted_in_again(house: House) -> None:
    await set_up(house)
    go_to(house, 9)
    await posted(house)
    change(house, "UPDATE dailies SET stage = 'claimed', id = id + 100")
    for _ in range(51):
        await house.ada.slash("question", in_channel="daily")
        house.sandbox.world.messages[house.ada.card.id].owner = None
    change(
        house,
        "UPDATE dailies SET stage = 'sending', lease_until = '2026-01-01T00:00:00.000000Z'",
    )
    await stage(house, "unknown")


async def test_a_closing_whose_answer_was_lost_is_not_sent_again(house: House) -> None:
    await set_up(house, closes_after=1)
    go_to(house, 9)
    post = await posted(house)
    house.sandbox.faults.swallow_next(f"/channels/{post.id}/messages")
    house.pilot.clock.advance(timedelta(hours=1))
    await stage(house, "closing")
    house.pilot.clock.advance(PAST_THE_LEASE)
    await closed(house)
    assert len(closings(house.ada)) == 1


@pytest.mark.parametrize("moment", ["sending", "closing"])
async def test_a_kill_at_any_moment_leads_to_one_post(
    tmp_path: Path, rehearsal: Path, moment: str
) -> None:
    """The bot dies as soon as the row says so, and comes back minutes later."""
    async with open_house(tmp_path, rehearsal) as house:
        await set_up(house, closes_after=1)
        if moment == "closing":
            go_to(house, 9)
            await posted(house)
        house.pilot.clock.advance(timedelta())
        restart = house.sandbox.restart_bot
        assert restart is not None
        if moment == "sending":
            go_to(house, 9)
        else:
            house.pilot.clock.advance(timedelta(hours=1))
        await until(lambda: rows(house, STAGES) == [(moment,)] or _is_past(house, moment))
        await restart()
        house.pilot.clock.advance(PAST_THE_LEASE)
        await until(lambda: _is_past(house, moment))
        assert len(posts(house, house.ada)) == 1
        await closed(house) if moment == "closing" else None
        assert len(closings(house.ada)) == (moment == "closing")
        house.sandbox.refusals.clear()


def _is_past(house: House, moment: str) -> bool:
    after = {"sending": "open", "closing": "closed"}[moment]
    return rows(house, STAGES) == [(after,)]


# Discord says no


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, NO_PERMISSION, "**Send Messages**"),
        (403, NO_ACCESS, "**View Channel**"),
        (404, UNKNOWN_CHANNEL, "Its channel is gone"),
    ],
)
async def test_the_first_refusal_pauses_and_managers_hear_of_it(
    house: House, status: int, code: int, words: str
) -> None:
    await set_up(house)
    house.sandbox.faults.fail_next(status=status, code=code, path_contains="/messages")
    go_to(house, 9)
    await stage(house, "failed")
    house.days_pass(3)
    await linus(house).slash("daily")
    assert linus(house).sees("**It stands still by itself**")
    await house.ada.slash("daily")
    assert not house.ada.sees("by itself")
    await linus(house).slash("manage daily")
    assert linus(house).sees("**It stands still.**")
    assert linus(house).sees(words)
    await linus(house).click("Resume")
    assert posts(house, house.ada) == []
    go_to(house, 9)
    post = await posted(house)
    assert "#1" in post.text


async def test_a_refused_closing_pauses_it_too(house: House) -> None:
    await set_up(house, closes_after=1, thread=False)
    go_to(house, 9)
    await posted(house)
    house.sandbox.faults.fail_next(status=403, code=NO_ACCESS, path_contains="/messages")
    house.pilot.clock.advance(timedelta(hours=1))
    await stage(house, "closed")
    await linus(house).slash("manage daily")
    assert linus(house).sees("**It stands still.**")
    assert closings(house.ada) == []


async def test_another_channel_lets_it_go_on(house: House) -> None:
    await set_up(house)
    house.sandbox.faults.fail_next(status=404, code=UNKNOWN_CHANNEL, path_contains="/messages")
    go_to(house, 9)
    await stage(house, "failed")
    await linus(house).slash("manage daily", channel="general")
    assert not linus(house).sees("paused")
    go_to(house, 9)
    await stage(house, "failed", "open")


async def test_a_post_without_its_thread_is_a_post(house: House) -> None:
    await set_up(house)
    house.sandbox.faults.fail_next(status=403, code=NO_PERMISSION, path_contains="/threads")
    go_to(house, 9)
    post = await posted(house)
    await linus(house).slash("manage daily")
    assert linus(house).sees("**Create Public Threads**")
    go_to(house, 9)
    await closed(house)
    assert closings(house.ada)[0].raw["message_reference"]["message_id"] == post.id


async def test_rate_limits_are_waited_out(house: House) -> None:
    await set_up(house)
    house.sandbox.faults.fail_next(
        4, status=429, retry_after_s=0.05, path_contains=f"/channels/{channel_id(house)}/messages"
    )
    go_to(house, 9)
    await posted(house)
    assert len(posts(house, house.ada)) == 1


async def test_an_hour_of_rate_limits_ends_with_one_post(house: House) -> None:
    await set_up(house)
    house.sandbox.faults.fail_next(
        6, status=429, retry_after_s=600, path_contains=f"/channels/{channel_id(house)}/messages"
    )
    go_to(house, 9)
    for _ in range(6):
        await stage(house, "sending")
        await until(lambda: not rows(house, "SELECT 1 FROM dailies WHERE lease_until IS NULL"))
        house.pilot.clock.advance(PAST_THE_LEASE)
        await asyncio.sleep(0.2)
    await posted(house)
    assert len(posts(house, house.ada)) == 1


async def test_a_post_that_somebody_deleted_is_left_alone(house: House) -> None:
    await set_up(house)
    go_to(house, 9)
    post = await posted(house)
    await answer(house, house.ada, post)
    house.sandbox.world.remove_message(house.sandbox.world.messages[post.id])
    await answer_from_a_hint(house)
    await until(lambda: bool(house.sandbox.refusals))
    assert {refusal.code for refusal in house.sandbox.refusals} == {10008}
    house.sandbox.refusals.clear()


async def answer_from_a_hint(house: House) -> None:
    await house.grace.slash("daily")
    await house.grace.click("Answer")
    await house.grace.submit("It opens the gate.")


async def test_a_channel_in_which_the_bot_may_not_write_is_not_taken(house: House) -> None:
    await set_up(house, channel="announcements")
    assert linus(house).sees("### Nothing was saved")
    house.refused(NO_PERMISSION)


# The bot was away


@pytest.fixture
async def away(tmp_path: Path, rehearsal: Path) -> Path:
    """A folder in which it is set up for nine, and the bot isn't running."""
    async with open_house(tmp_path, rehearsal) as house:
        await set_up(house)
    return tmp_path


@pytest.mark.parametrize(("hours", "trouble"), [(5, None), (7, "too-late"), (7 + 72, "too-late")])
async def test_up_to_six_hours_late_is_late_and_later_is_left_out(
    away: Path, rehearsal: Path, hours: int, trouble: str | None
) -> None:
    async with open_house(away, rehearsal) as house:
        restart = house.sandbox.restart_bot
        assert restart is not None
        change(house, "UPDATE daily_schedules SET next_at = NULL")
        go_to(house, 9)
        house.pilot.clock.advance(timedelta(hours=hours))
        change(house, "UPDATE daily_schedules SET next_at = '2026-01-01T00:00:00.000000Z'")
        await until(lambda: bool(rows(house, STAGES)))
        await until(lambda: rows(house, STAGES)[0][0] in ("open", "skipped"))
        assert rows(house, "SELECT trouble FROM dailies") == [(trouble,)]
        assert len(posts(house, house.ada)) == (trouble is None)
        go_to(house, 9)
        await posted(house, 1 if trouble else 2)


# Many at once


async def test_a_thousand_servers_at_the_same_minute_are_each_asked_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.daily.keeper.PACE_S", 0.02)
    monkeypatch.setattr("bot.daily.keeper.SPREAD_S", 0.0)
    world = house.sandbox.world
    servers = [world.add_server(f"Server {number}") for number in range(1000)]
    places = {server.id: world.channels_of(server.id)[0].id for server in servers}
    with closing(sqlite3.connect(house.data / "greenroom.db", timeout=10)) as connection:
        connection.executemany(
            "INSERT INTO daily_schedules VALUES (?, ?, 540, NULL, NULL, NULL, NULL, 0, 0, NULL, ?)",
            [(server, place, "2026-01-01T00:00:00.000000Z") for server, place in places.items()],
        )
        go_to(house, 9, 1, "UTC")
        connection.commit()
    answered = stuck = 0
    posted: list[tuple[int]] = []
    while posted != [(1000,)]:
        await house.ada.slash("help")
        answered += 1
        await asyncio.sleep(0.05)
        before, posted = posted, rows(house, "SELECT count(*) FROM dailies WHERE stage = 'open'")
        stuck = stuck + 1 if posted == before else 0
        if stuck == 40:
            # Of some posts a busy machine didn't learn whether they arrived: when their leases have
            # run out, they are looked for.
            house.pilot.clock.advance(LEASE + timedelta(seconds=1))
    assert answered > 3
    sent: dict[str, int] = {}
    for message in world.messages.values():
        if message.owner is None and message.channel_id in places.values():
            sent[message.channel_id] = sent.get(message.channel_id, 0) + 1
    assert set(sent.values()) == {1}
    assert len(sent) == 1000
