"""How much room is enough."""

from pathlib import Path

import pytest

from bot.ops.doctor import MB, space
from bot.ops.findings import Mark


@pytest.mark.parametrize(
    ("free_mb", "mark"), [(20, Mark.WRONG), (200, Mark.DOUBTFUL), (2_000, Mark.GOOD)]
)
def test_a_full_disk_is_told_before_answers_are_lost(free_mb: int, mark: Mark) -> None:
    finding = space(free_mb * MB, Path("/data"))
    assert finding.mark is mark
    assert f"{free_mb:,} MB free in /data" in str(finding)
