from datetime import date

import pytest

from bot.bank.question import Level
from bot.ledger.period import EVER, Window, scope, start_of


@pytest.mark.parametrize(
    ("window", "start"),
    [
        (Window.DAY, date(2026, 3, 1)),
        (Window.WEEK, date(2026, 2, 23)),
        (Window.MONTH, date(2026, 3, 1)),
        (Window.ALL, EVER),
    ],
)
def test_a_sunday_belongs_to_the_week_that_began_on_monday(window: Window, start: date) -> None:
    assert start_of(window, date(2026, 3, 1)) == start


def test_a_monday_begins_its_week() -> None:
    assert start_of(Window.WEEK, date(2026, 3, 2)) == date(2026, 3, 2)


def test_scopes_are_told_apart() -> None:
    names = [scope(), scope(level=Level.FRESHER), scope(topic="fresher"), scope(topic="all")]
    assert len(set(names)) == 4
    assert max(map(len, [scope(topic="t" * 30)])) <= 40
