"""The statistic that decides about the soak: it sees a leak, and no leak in noise."""

from random import Random

import pytest

from tests.reliability.trend import grows

AT = [float(number) for number in range(0, 20_000, 500)]
MEGABYTE = 2**20


@pytest.mark.parametrize("seed", range(20))
def test_noise_and_single_outliers_are_no_growth(seed: int) -> None:
    chance = Random(seed)
    memory = [100 * MEGABYTE + chance.gauss(0, MEGABYTE) for _ in AT]
    memory[chance.randrange(len(AT))] *= 2
    assert not grows(AT, memory, 2 * MEGABYTE)


@pytest.mark.parametrize("seed", range(20))
def test_a_kilobyte_kept_at_each_interaction_is_growth(seed: int) -> None:
    chance = Random(seed)
    memory = [100 * MEGABYTE + 1024 * at + chance.gauss(0, MEGABYTE) for at in AT]
    assert grows(AT, memory, 2 * MEGABYTE)


def test_what_grows_before_it_is_warm_does_not_count_once_it_is_flat() -> None:
    memory = [min(at, 2000.0) * 4096 for at in AT]
    assert not grows(AT[4:], memory[4:], 2 * MEGABYTE)
