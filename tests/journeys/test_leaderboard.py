"""`/leaderboard`: who has the most points, who improved most, who keeps a streak."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bank.question import Level
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House
from tests.journeys.earnings import Earning, earn, hide, live_in
from tests.journeys.rehearsal import NOTHING

_LINE = re.compile(r"(🥇|🥈|🥉|`\s*\d+`) `\s*(\+?[\d.]+)` .*\u2068(.*)\u2069$")
_MEDALS = {"🥇": 1, "🥈": 2, "🥉": 3}


def listed(card: Shown) -> list[tuple[int, str, str]]:
    """Rank, value and name of each line."""
    found = [_LINE.match(line) for line in card.text.splitlines()]
    return [(_rank(line[1]), line[2], line[3]) for line in found if line]


def _rank(mark: str) -> int:
    return _MEDALS.get(mark) or int(mark.strip("`"))


def ranks(card: Shown) -> list[int]:
    return [rank for rank, _, _ in listed(card)]


def names(card: Shown) -> list[str]:
    return [name for _, _, name in listed(card)]


def day_ago(house: House, days: int) -> str:
    day = house.pilot.clock.now() - timedelta(days=days)
    return f"{day.day} {day:%B}"


async def earn_each(house: House, points: Iterable[int]) -> None:
    """By members "M0", "M1" and so on."""
    await earn(house, *(Earning(f"M{number}", each) for number, each in enumerate(points)))


# The page


async def test_an_empty_board_says_what_to_do(house: House) -> None:
    ada = house.ada
    await ada.slash("leaderboard")
    assert ada.card.ephemeral
    assert ada.sees("Nobody has points here yet. Be the first: type `/question` and answer one.")
    assert ada.sees("You have no points here yet.")
    await ada.choose("Board", "Streak")
    assert ada.sees("Nobody has a streak here yet.")
    assert ada.sees("an answer today begins one")
    await ada.choose("Board", "Most improved")
    assert ada.sees("Nobody is listed yet: it takes 10 ranked answers")
    assert ada.sees("You have 0 in the last 30 days and 0 in those before.")
    assert ada.cannot_click("▶")


async def test_a_board_of_one(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada)
    await ada.slash("leaderboard")
    assert ada.sees("## Leaderboard: points, this week\n-# Since Monday ")
    assert ada.sees("🥇 `20` ▰▰▰▰▰ \u2068Ada\u2069")
    assert ada.sees("**You: rank 1** · 20 points · nobody is ahead of you")
    assert not ada.sees("Page")


async def test_an_answer_without_points_is_no_place_on_the_board(house: House) -> None:
    ada = house.ada
    await ada.slash("question")
    await house.answer(ada, NOTHING)
    await ada.slash("leaderboard")
    assert ada.sees("Nobody has points here yet.")
    assert ada.sees("You have no points here yet.")


async def test_equals_share_a_rank_and_the_next_is_counted_on(house: House) -> None:
    await earn_each(house, [40, 30, 30, 18])
    await earn(house, Earning("Ada", 6))
    await house.ada.slash("leaderboard")
    assert ranks(house.ada.card) == [1, 2, 2, 4, 5]
    assert [value for _, value, _ in listed(house.ada.card)] == ["40", "30", "30", "18", "6"]
    assert house.ada.sees("**You: rank 5** · 6 points · 12 points to rank 4")


async def test_ties_go_on_over_the_border_of_a_page(house: House) -> None:
    await earn_each(house, [*range(100, 91, -1), 50, 50, 50, 10])
    ada = house.ada
    await ada.slash("leaderboard")
    assert ranks(ada.card) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    first = names(ada.card)
    assert ada.sees("Page 1 of 2 · 13 members")
    assert ada.cannot_click("◀")
    await ada.click("▶")
    assert ranks(ada.card) == [10, 10, 13]
    assert {*first, *names(ada.card)} == {f"M{number}" for number in range(13)}
    assert ada.sees("You have no points here yet.")
    assert ada.cannot_click("▶")
    await ada.click("◀")
    assert names(ada.card) == first
    assert len(ada.cards) == 1


async def test_a_page_that_is_gone_is_the_last_one(house: House) -> None:
    await earn_each(house, range(1, 12))
    await house.ada.slash("leaderboard")
    await house.ada.press_raw("leaderboard/page/999999999999999999/points/week/all")
    assert house.ada.sees("Page 2 of 2")
    await house.ada.press_raw("leaderboard/page/0/points/week/all")
    assert house.ada.sees("Page 1 of 2")


async def test_the_asker_beyond_the_page_sees_how_far_the_next_rank_is(house: House) -> None:
    await earn_each(house, range(20, 31))
    await earn(house, Earning("Ada", 8))
    await house.ada.slash("leaderboard")
    assert "Ada" not in names(house.ada.card)
    assert house.ada.sees("**You: rank 12** · 8 points · 12 points to rank 11")


# Windows, levels, topics


async def test_a_week_begins_on_monday_where_the_server_is(house: House) -> None:
    """In Pago Pago (UTC-11), half an hour before and after midnight."""
    await live_in(house, "Pacific/Pago_Pago")
    now = house.pilot.clock.now()
    monday = now + timedelta(days=14 - now.weekday())
    if monday.day == 1:
        monday += timedelta(days=7)
    sunday_evening = datetime(monday.year, monday.month, monday.day, 10, 30, tzinfo=UTC)
    house.pilot.clock.advance(sunday_evening - now)
    await one_answer(house)
    assert await windows(house) == {"today": 1, "week": 1, "month": 1, "all": 1}
    house.pilot.clock.advance(timedelta(hours=1))
    assert await windows(house) == {"today": 0, "week": 0, "month": 1, "all": 1}
    await house.ada.slash("leaderboard")
    assert house.ada.sees(f"Since Monday {monday.day} {monday:%B}")


async def test_a_month_begins_where_the_server_is(house: House) -> None:
    """In Kiritimati (UTC+14), on the last evening of a month."""
    await live_in(house, "Pacific/Kiritimati")
    now = house.pilot.clock.now()
    first = (now.replace(day=1) + timedelta(days=70)).replace(day=1, hour=9, minute=30)
    house.pilot.clock.advance(first - timedelta(days=1) - now)
    await one_answer(house)
    assert (await windows(house))["month"] == 1
    house.pilot.clock.advance(timedelta(hours=1))
    found = await windows(house)
    assert (found["today"], found["month"], found["all"]) == (0, 0, 1)
    await house.ada.slash("leaderboard", window="month")
    assert house.ada.sees(f"Since 1 {first:%B}")


async def one_answer(house: House) -> None:
    await house.ada.slash("question", level="junior")
    await house.answer(house.ada)


async def windows(house: House) -> dict[str, int]:
    """How many are listed in each."""
    found = {}
    for window in ("today", "week", "month", "all"):
        card = await house.ada.slash("leaderboard", window=window)
        found[window] = len(listed(card))
    return found


async def test_points_count_by_level_or_by_topic(house: House) -> None:
    await earn(
        house,
        Earning("Ada", 10, level=Level.FRESHER, topic="letters"),
        Earning("Ada", 20, level=Level.JUNIOR, topic="doors"),
        Earning("Grace", 20, level=Level.JUNIOR, topic="letters"),
    )
    ada = house.ada
    await ada.slash("leaderboard", level="fresher")
    assert listed(ada.card) == [(1, "10", "Ada")]
    assert ada.sees(" · Fresher")
    [(title, slug)] = await ada.autocomplete("leaderboard", "topic", "lett")
    assert title == "Letters"
    await ada.slash("leaderboard", topic=slug)
    assert listed(ada.card) == [(1, "20", "Grace"), (2, "10", "Ada")]
    assert ada.sees(" · Letters")
    await ada.choose("Window", "All time")
    assert listed(ada.card) == [(1, "20", "Grace"), (2, "10", "Ada")]


async def test_each_card_leads_to_the_others_and_back(house: House) -> None:
    await earn(house, Earning("Ada", 10), Earning("Grace", 20, days_ago=40))
    ada = house.ada
    await ada.slash("leaderboard")
    await ada.choose("Window", "All time")
    assert ada.sees("## Leaderboard: points, all time\n-# All levels and topics")
    assert names(ada.card) == ["Grace", "Ada"]
    await ada.choose("Board", "Streak")
    assert ada.sees("## Leaderboard: streak")
    assert [select.placeholder for select in ada.card.selects] == ["Board"]
    await ada.choose("Board", "Points")
    assert ada.sees("## Leaderboard: points, all time")
    await ada.choose("Window", "Today")
    assert names(ada.card) == ["Ada"]
    assert len(ada.cards) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"level": "junior", "topic": "doors"}, "**points** doesn't take `level` and `topic`"),
        ({"board": "streak", "window": "week"}, "**streak** doesn't take `window`"),
        ({"board": "streak", "topic": "doors"}, "**streak** doesn't take `topic`"),
        (
            {"board": "most improved", "window": "all", "level": "fresher"},
            "**most improved** doesn't take `window` and `level`",
        ),
    ],
)
async def test_what_does_not_go_together_is_refused_with_what_does(
    house: House, options: dict[str, Any], sentence: str
) -> None:
    await house.ada.slash("leaderboard", **options)
    assert house.ada.sees(sentence)
    assert house.ada.sees("**points** with a `window`, and with a `level` or a `topic`")


async def test_a_topic_that_is_not_in_the_bank_is_refused(house: House) -> None:
    await house.ada.slash("leaderboard", topic="astrology")
    assert house.ada.sees("`topic` can't be “astrology”")


# Who is listed


async def test_the_hidden_leave_no_gap_and_see_their_own_line(house: House) -> None:
    await earn(house, Earning("Ada", 30), Earning("Grace", 20), Earning("Linus", 10))
    await hide(house, "Grace")
    await house.ada.slash("leaderboard")
    assert listed(house.ada.card) == [(1, "30", "Ada"), (2, "10", "Linus")]
    await house.grace.slash("leaderboard")
    assert listed(house.grace.card) == [(1, "30", "Ada"), (2, "10", "Linus")]
    assert house.grace.sees("**You: rank 2** · 20 points · 10 points to rank 1")
    assert house.grace.sees("You are hidden: nobody but you sees this line.")


async def test_after_90_days_without_an_answer_a_member_drops_off(house: House) -> None:
    await earn(house, Earning("Ada", 30), Earning("Grace", 20))
    house.days_pass(89.9)
    await house.ada.slash("leaderboard", window="all")
    assert names(house.ada.card) == ["Ada", "Grace"]
    await one_answer(house)
    house.days_pass(0.2)
    await house.grace.slash("leaderboard", window="all")
    assert names(house.grace.card) == ["Ada"]
    assert house.grace.sees("You aren't listed: your last answer here is over 90 days old.")
    await house.grace.slash("question")
    await house.answer(house.grace, NOTHING)
    await house.grace.slash("leaderboard", window="all")
    assert names(house.grace.card) == ["Ada", "Grace"]


async def test_whoever_looks_is_listed_under_the_name_that_they_have(house: House) -> None:
    ada = house.ada
    await earn(house, Earning("Ada", 30))
    house.sandbox.world.members[ada.id].name = "Countess"
    await house.grace.slash("leaderboard")
    assert names(house.grace.card) == ["Ada"]
    await ada.slash("leaderboard", window="today")
    assert names(ada.card) == ["Countess"]


async def test_another_servers_points_are_not_seen(house: House) -> None:
    await earn(house, Earning("Ada", 30))
    elsewhere = house.pilot.member("Ada", server=house.pilot.server("Elsewhere"))
    await elsewhere.slash("leaderboard", window="all")
    assert elsewhere.sees("Nobody has points here yet.")
    assert elsewhere.sees("You have no points here yet.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("W" * 32, "W" * 9 + "…"),
        ("門" * 32, "門" * 9 + "…"),
        ("\u202eevil \u2066name", "evil name"),
        ("عمر الفاروق", "عمر الفاروق"),
        ("👩🏽\u200d🚀" * 8, "👩🏽\u200d🚀" * 3 + "…"),
        ("# **x** <@1>\n@everyone", r"\# \*\*x\*\* \<@" + "\u200b1\\> @" + "\u200bev…"),
    ],
)
async def test_a_strangers_name_stays_on_its_line(house: House, name: str, shown: str) -> None:
    await earn(house, Earning(name, 30))
    await house.ada.slash("leaderboard")
    assert names(house.ada.card) == [shown]


# In public


async def test_a_shared_board_is_for_everyone_and_says_nothing_of_who_asked(house: House) -> None:
    await earn_each(house, range(1, 12))
    await earn(house, Earning("Ada", 90))
    await hide(house, "Ada")
    shared = await house.ada.slash("leaderboard", share=True)
    assert not shared.ephemeral
    assert house.grace.card.id == shared.id
    assert "You" not in shared.text
    assert "Ada" not in names(shared)
    assert shared.raw.get("mentions", []) == []


async def test_its_buttons_answer_each_with_a_private_copy(house: House) -> None:
    await earn_each(house, range(1, 12))
    await earn(house, Earning("Grace", 8))
    shared = await house.ada.slash("leaderboard", share=True)
    copy = await house.grace.click("▶", on=shared)
    assert copy.ephemeral
    assert "Page 2 of 2" in copy.text
    assert house.grace.sees("**You: rank 4** · 8 points · 1 point to rank 3")
    await house.grace.choose("Board", "Streak", on=shared)
    assert house.grace.card.ephemeral
    assert house.grace.sees("## Leaderboard: streak")
    await house.grace.click("◀", on=copy)
    assert len(house.grace.cards) == 3
    assert [card.text for card in house.ada.cards] == [shared.text]


# Most improved


async def test_the_most_improved_are_those_whose_mean_score_rose(house: House) -> None:
    """Ten answers on both sides, 30 days each; from 50 to 62.5, and from 80 to 70."""
    for name, before, now in (("Ada", (50, 50), (60, 65)), ("Grace", (80, 80), (70, 70))):
        scores = {days: before[days % 2] for days in range(30, 40)}
        scores |= {days: now[days % 2] for days in range(20, 30)}
        await earn(house, *(Earning(name, 1, score, days) for days, score in scores.items()))
    await earn(house, *(Earning("Linus", 1, 100, days) for days in range(9)))
    await house.ada.slash("leaderboard", board="most improved")
    assert listed(house.ada.card) == [(1, "+12.5", "Ada")]
    assert house.ada.sees("`+12.5` `\u00a0→62.5`")
    assert house.ada.sees("**You: rank 1** · +12.5 · nobody is ahead of you")
    await house.grace.slash("leaderboard", board="most improved")
    assert house.grace.sees("You aren't on it: it lists who gained.")
    linus = house.pilot.member("Linus")
    await linus.slash("leaderboard", board="most improved")
    assert linus.sees("You have 9 in the last 30 days and 0 in those before.")


async def test_answers_before_the_sixty_days_do_not_count(house: House) -> None:
    await earn(house, *(Earning("Ada", 1, 10, days) for days in range(60, 75)))
    await earn(house, *(Earning("Ada", 1, 90, days) for days in range(20)))
    await house.ada.slash("leaderboard", board="most improved")
    assert listed(house.ada.card) == []
    assert house.ada.sees("You have 20 in the last 30 days and 0 in those before.")


# Streaks


async def test_a_streak_shows_its_days_and_the_freezes_that_hold_it(house: House) -> None:
    days = [*range(20, 6, -1), *range(5, -1, -1)]
    await earn(house, *(Earning("Ada", 1, days_ago=day) for day in days))
    await earn(house, *(Earning("Grace", 1, days_ago=day) for day in range(40, 17, -1)))
    await earn(house, Earning("Grace"))
    ada = house.ada
    await ada.slash("leaderboard", board="streak")
    assert listed(ada.card) == [(1, "20", "Ada"), (2, "1", "Grace")]
    assert ada.sees("`\u00a01` `best 23` \u2068Grace\u2069")
    assert ada.sees("**You: rank 1** · 20 days · nobody is ahead of you")
    frozen = day_ago(house, 6)
    assert ada.sees(f"-# 1 freeze left · a freeze bridged {frozen} · your longest: 20 days")
    await house.grace.slash("leaderboard", board="streak")
    assert house.grace.sees("**You: rank 2** · 1 day · 19 days to rank 1")
    house.days_pass(2)
    await ada.slash("leaderboard", board="streak")
    assert ada.sees(f"freezes bridged {frozen} and {day_ago(house, 1)}")
    assert names(ada.card) == ["Ada"]


async def test_a_streak_that_ended_is_not_listed(house: House) -> None:
    await earn(house, *(Earning("Ada", 1, days_ago=day) for day in range(9, 4, -1)))
    await house.ada.slash("leaderboard", board="streak")
    assert listed(house.ada.card) == []
    assert house.ada.sees("You have no streak now: an answer today begins one.")
    assert house.ada.sees("Your longest was 5 days.")


# What no card offers


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("leaderboard/page/1/riches/week/all", None),
        ("leaderboard/page/1/points/year/all", None),
        ("leaderboard/page/1/points/week/everything", None),
        ("leaderboard/page/1/points/week/level-guru", None),
        ("leaderboard/page/one/points/week/all", None),
        ("leaderboard/choose/page/points/week/all", ["week"]),
        ("leaderboard/choose/window/points/week/all", ["year"]),
        ("leaderboard/choose/board/points/week/all", ["riches"]),
        ("leaderboard/choose/board/points/week/all", []),
    ],
)
async def test_a_forged_id_does_nothing(house: House, path: str, values: list[str] | None) -> None:
    await house.mallory.slash("leaderboard")
    await house.mallory.press_raw(path, values=values)
    assert house.mallory.sees("This button comes from another version of the bot")


async def test_a_forged_topic_is_refused(house: House) -> None:
    await house.mallory.slash("leaderboard")
    await house.mallory.press_raw("leaderboard/page/1/points/week/topic-astrology")
    assert house.mallory.sees("`topic` can't be “astrology”")
