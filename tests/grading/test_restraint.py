"""When a language model isn't asked."""

from datetime import timedelta

from bot.grading.restraint import Allowance, Breaker
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


def test_a_breaker_opens_after_so_many_failures_in_a_row() -> None:
    breaker = Breaker(most=3, pause=MINUTE).failed(NOON).failed(NOON)
    assert not breaker.is_open(NOON)
    assert not breaker.succeeded().failed(NOON).is_open(NOON)
    breaker = breaker.failed(NOON)
    assert breaker.is_open(NOON + 0.99 * MINUTE)
    assert not breaker.is_open(NOON + MINUTE)


def test_after_the_pause_one_failure_is_enough_and_one_success_closes_it() -> None:
    opened = Breaker(most=2, pause=MINUTE).failed(NOON).failed(NOON)
    later = NOON + MINUTE
    assert opened.failed(later).is_open(later)
    assert not opened.succeeded().failed(later).is_open(later)


def test_a_day_has_so_many_calls() -> None:
    allowance = Allowance(most=2)
    assert allowance.left(NOON) == 2
    used_up = allowance.taken(NOON).taken(NOON + MINUTE)
    assert used_up.left(NOON) == 0
    assert used_up.left(NOON + timedelta(hours=12)) == 2
    assert used_up.taken(NOON + timedelta(hours=12)).left(NOON + timedelta(hours=13)) == 1
