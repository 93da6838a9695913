"""Loading leaves the program as it was; `python3 -m tests.bench.loading` measures its speed."""

import gc
from pathlib import Path

import pytest

from bot.bank.loading import load
from bot.bank.problem import BrokenBank
from tests.bank.samples import bank_of


def test_the_collector_works_again_after_a_bank_was_loaded_or_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenBank):
        load(bank_of(tmp_path, {"flask/routing.yaml": "topic: ["}))
    assert gc.isenabled()
