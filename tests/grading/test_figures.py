"""The figures against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grading.figures import macro_f1, mae, pearson, qwk, rmse, spearman

SCORES = st.lists(st.integers(0, 100), min_size=2, max_size=30)


def test_a_straight_line_correlates_fully() -> None:
    assert pearson([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert pearson([1, 2, 3], [30, 20, 10]) == pytest.approx(-1)


def test_pearson_by_hand() -> None:
    # Deviations -1, 0, 1 and -2, 1, 1: 3 / sqrt(2 · 6).
    assert pearson([1, 2, 3], [1, 4, 4]) == pytest.approx(0.8660, abs=1e-4)


def test_where_all_are_the_same_nothing_correlates() -> None:
    assert pearson([5, 5, 5], [1, 2, 3]) == 0


def test_ranks_don_t_mind_a_bend() -> None:
    assert spearman([1, 2, 3, 4], [1, 4, 9, 16]) == pytest.approx(1)
    assert pearson([1, 2, 3, 4], [1, 4, 9, 16]) < 1


def test_equals_share_their_rank() -> None:
    # Ranks 0, 1½, 1½, 3 and 0, 1, 2, 3.
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9487, abs=1e-4)


def test_errors_by_hand() -> None:
    assert rmse([10, 20], [13, 24]) == pytest.approx(3.5355, abs=1e-4)
    assert mae([10, 20], [13, 24]) == pytest.approx(3.5)


def test_kappa_is_one_for_the_same_levels_and_zero_by_chance() -> None:
    assert qwk([0, 50, 100], [5, 45, 90]) == pytest.approx(1)
    assert qwk([0, 0, 100, 100], [0, 100, 0, 100]) == pytest.approx(0)


def test_macro_f1_by_hand() -> None:
    # Covered: 1 right, 1 said, 2 meant; missed: 1 right, 2 said, 1 meant. F1 is 2/3 twice.
    ours, theirs = ["covered", "missed", "missed"], ["covered", "covered", "missed"]
    assert macro_f1(ours, theirs) == pytest.approx(2 / 3)


@given(SCORES)
def test_full_agreement_is_without_error(scores: list[int]) -> None:
    assert rmse(scores, scores) == 0
    assert qwk(scores, scores) == pytest.approx(1)


@given(SCORES)
def test_correlations_stay_within_one(scores: list[int]) -> None:
    turned = scores[::-1]
    assert -1.000001 <= pearson(scores, turned) <= 1.000001
    assert -1.000001 <= spearman(scores, turned) <= 1.000001
