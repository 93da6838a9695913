"""A leaderboard's card stays inside Discord's limits, whatever members are called."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.ledger.period import Window
from bot.ledger.streak import Streak
from bot.members.service import list_name
from bot.standings.cards import leaderboard_card
from bot.standings.standing import PER_PAGE, Board, Choice, Leaderboard, Line, Own
from tests.interviews.extremes import BANK_ALPHABETS, MEMBER_ALPHABETS, SNOWFLAKE, filled, texts
from tests.interviews.test_cards import check, quickly

MOST = 2**31
FROZEN = tuple(date(2026, 9, 1) + timedelta(days=8 * number) for number in range(20))
LONGEST = Own(
    value=MOST,
    beside=MOST,
    rank=MOST,
    gap=MOST,
    next_rank=MOST,
    is_hidden=True,
    answers=(MOST, MOST),
    streak=Streak(MOST, MOST, FROZEN[-1], 2, FROZEN),
)
OWNS = [
    LONGEST,
    Own(),
    Own(value=5, is_away=True, is_hidden=True),
    Own(answers=(10, 10)),
    replace(LONGEST, gap=None, next_rank=None),
    *(
        replace(LONGEST, streak=replace(LONGEST.streak, frozen=FROZEN[:number]))
        for number in (1, 3)
    ),
]


def leaderboard(
    board: Board,
    name: str,
    *,
    lines: int = PER_PAGE,
    window: Window = Window.WEEK,
    own: Own = LONGEST,
    title: str | None = None,
    level: Level | None = None,
) -> Leaderboard:
    highest = 1000 if board is Board.IMPROVED else MOST
    return Leaderboard(
        choice=Choice(board, window, level, "t" * 30 if title else None),
        since=date(2026, 9, 30),
        topic=title,
        lines=tuple(
            Line(MOST + number, SNOWFLAKE, list_name(name), highest - number, MOST)
            for number in range(lines)
        ),
        page=MOST,
        pages=MOST + 1,
        listed=MOST,
        highest=highest,
        own=own,
    )


@pytest.mark.parametrize("board", Board)
@pytest.mark.parametrize("name", MEMBER_ALPHABETS)
async def test_the_longest_names_and_numbers_fit(board: Board, name: str) -> None:
    for own in OWNS:
        found = leaderboard(board, filled(name, 32), own=own, title=filled("*", 100))
        check(leaderboard_card(found))
        check(leaderboard_card(found, public=True))


@pytest.mark.parametrize("board", Board)
@pytest.mark.parametrize("window", Window)
async def test_an_empty_board_fits(board: Board, window: Window) -> None:
    for own in OWNS:
        found = leaderboard(board, "", lines=0, window=window, own=own)
        check(leaderboard_card(replace(found, page=1, pages=1, listed=0, highest=0)))


@quickly
@given(
    st.sampled_from(Board),
    texts(1, 100, MEMBER_ALPHABETS),
    st.integers(1, PER_PAGE),
    st.sampled_from(Window),
    st.sampled_from(OWNS),
    st.none() | texts(1, 100, BANK_ALPHABETS),
    st.none() | st.sampled_from(Level),
)
async def test_any_board_fits(
    board: Board,
    name: str,
    lines: int,
    window: Window,
    own: Own,
    title: str | None,
    level: Level | None,
) -> None:
    found = leaderboard(board, name, lines=lines, window=window, own=own, title=title, level=level)
    check(leaderboard_card(found))
    check(leaderboard_card(found, public=True))


@quickly
@given(texts(1, 100, MEMBER_ALPHABETS))
async def test_each_member_has_one_line(name: str) -> None:
    components = leaderboard_card(leaderboard(Board.POINTS, name)).to_components()  # type: ignore[no-untyped-call]
    lines = components[0]["components"][1]["content"].split("\n")
    assert len(lines) == PER_PAGE
    assert all(line.count("\u2068") == line.count("\u2069") == 1 for line in lines)
