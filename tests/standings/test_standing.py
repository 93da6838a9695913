"""The rules of leaderboards: ranks with ties, pages, what goes together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.errors import NotTogether
from bot.ledger.period import Window
from bot.standings.routes import CHOOSE, PAGE, choice_from, choice_parts
from bot.standings.standing import PER_PAGE, Board, Choice, Ladder, chosen, placed

VALUES = st.lists(st.integers(1, 30), max_size=60)
CHOICES = st.builds(
    Choice,
    st.sampled_from(Board),
    st.sampled_from(Window),
    st.none() | st.sampled_from(Level),
) | st.builds(Choice, st.sampled_from(Board), st.sampled_from(Window), st.none(), st.just("t" * 30))


def ladder(values: list[int]) -> Ladder:
    return Ladder(tuple(sorted(Counter(values).items(), reverse=True)))


def test_equals_share_a_rank_and_the_next_is_counted_on() -> None:
    found = ladder([40, 30, 30, 10])
    assert [found.rank(value) for value in (40, 30, 30, 10)] == [1, 2, 2, 4]
    assert found.rank(20) == 4
    assert found.rank(99) == 1


def test_an_empty_board_has_one_page() -> None:
    empty = ladder([])
    assert (empty.listed, empty.pages, empty.highest, empty.above(1)) == (0, 1, 0, None)
    assert empty.rank(5) == 1


@given(VALUES)
def test_a_rank_is_one_more_than_those_with_more(values: list[int]) -> None:
    found = ladder(values)
    for value in [*values, 0, 15, 31]:
        assert found.rank(value) == 1 + sum(other > value for other in values)


@given(VALUES)
def test_ties_have_one_rank_on_both_sides_of_a_page_border(values: list[int]) -> None:
    found = ladder(values)
    ordered = sorted(values, reverse=True)
    pages = [ordered[start : start + PER_PAGE] for start in range(0, len(ordered), PER_PAGE)]
    assert found.pages == max(1, len(pages))
    ranks = [found.rank(value) for page in pages for value in page]
    for place, (value, rank) in enumerate(zip(ordered, ranks, strict=True), start=1):
        assert rank <= place
        assert ordered[rank - 1] == value
        assert rank == 1 or ordered[rank - 2] > value


@given(VALUES, st.integers(0, 40))
def test_the_gap_leads_to_the_next_rank_and_no_further(values: list[int], value: int) -> None:
    found = ladder(values)
    own = placed(found, value, 0, is_hidden=False, is_away=False)
    if value == 0:
        assert own.rank is None
    elif own.gap is None:
        assert own.rank == 1
    else:
        assert own.rank is not None
        assert own.next_rank is not None
        assert own.next_rank < own.rank
        assert found.rank(value + own.gap) == own.next_rank
        assert found.rank(value + own.gap - 1) == own.rank


def test_who_is_away_has_no_rank_and_who_is_hidden_has() -> None:
    found = ladder([30])
    assert placed(found, 20, 0, is_hidden=False, is_away=True).rank is None
    hidden = placed(found, 20, 0, is_hidden=True, is_away=False)
    assert (hidden.rank, hidden.gap, hidden.is_hidden) == (2, 10, True)


def test_nothing_asked_for_is_the_weeks_points() -> None:
    assert chosen(None, None, None, None) == Choice(Board.POINTS, Window.WEEK)


@given(
    st.none() | st.sampled_from(Board),
    st.none() | st.sampled_from(Window),
    st.none() | st.sampled_from(Level),
    st.none() | st.just("doors"),
)
def test_only_points_take_options_and_one_scope_at_most(
    board: Board | None, window: Window | None, level: Level | None, topic: str | None
) -> None:
    given_options = [window, level, topic]
    is_points = board in (None, Board.POINTS)
    fits = any(given_options) is False or (is_points and not (level and topic))
    if fits:
        choice = chosen(board, window, level, topic)
        assert (choice.level, choice.topic) == (level, topic)
    else:
        with pytest.raises(NotTogether):
            chosen(board, window, level, topic)


@given(CHOICES, st.integers(0, 2**63 - 1))
def test_a_path_brings_its_choice_back(choice: Choice, page: int) -> None:
    path = PAGE.path(page=page, **choice_parts(choice))
    parts = PAGE.match(path)
    assert parts is not None
    assert parts["page"] == page
    assert choice_from(parts) == choice
    assert CHOOSE.match(path) is None
    assert len(CHOOSE.path(field="window", **choice_parts(choice))) <= 100
