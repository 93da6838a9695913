"""Days as people type them."""

from datetime import date

import pytest

from bot.errors import BadDate
from bot.plans.dates import parse_date

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("2026-1-5", date(2026, 1, 5)),
        ("24.12.2026", date(2026, 12, 24)),
        ("24.12.", date(2026, 12, 24)),
        ("3.2.", date(2027, 2, 3)),
        ("24 December", date(2026, 12, 24)),
        (" 24  december, 2027 ", date(2027, 12, 24)),
        ("Dec 24th", date(2026, 12, 24)),
        ("1st of", None),
        ("27 nov", TODAY),
        ("26 nov", date(2027, 11, 26)),
        ("tomorrow", date(2026, 11, 28)),
        ("in 3 weeks", date(2026, 12, 18)),
        ("10 days", date(2026, 12, 7)),
        ("in 1 day", date(2026, 11, 28)),
        ("29 february", None),  # neither this year nor the next has one
        ("31.2.2027", None),
        ("2026-13-01", None),
        ("ju 4", None),
        ("soon", None),
        ("", None),
        ("24/12/2026", None),
        ("9" * 400, None),
    ],
)
def test_a_day_is_read_or_refused(typed: str, day: date | None) -> None:
    if day is not None:
        assert parse_date(typed, TODAY) == day
        return
    with pytest.raises(BadDate):
        parse_date(typed, TODAY)
