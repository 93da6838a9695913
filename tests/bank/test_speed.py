"""A large bank loads in a time that grows with its size, and leaves the program as it was."""

import gc
import time
from pathlib import Path

import pytest

from bot.bank.loading import load
from bot.bank.problem import BrokenBank
from tests.bank.samples import bank_of
from tests.bench.loading import make


def test_five_hundred_questions_load_soon(tmp_path: Path) -> None:
    """`python3 -m tests.bench.loading` measures 5,000; the limit here minds a busy machine."""
    make(tmp_path / "questions", 500)
    started = time.process_time()
    assert len(load(tmp_path / "questions").questions) == 500
    assert time.process_time() - started < 2.5


def test_the_collector_works_again_after_a_bank_was_loaded_or_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenBank):
        load(bank_of(tmp_path, {"flask/routing.yaml": "topic: ["}))
    assert gc.isenabled()
