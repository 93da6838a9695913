"""Days as people type them."""

import re
from datetime import date, timedelta

from bot.errors import BadDate

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_UNITS = {"day": 1, "week": 7}


def parse_date(typed: str, today: date) -> date:
    """2026-12-24, 24.12.2026, 24 December, December 24, tomorrow, in 3 weeks; without a year, the
    next such day. Raises BadDate."""
    words = " ".join(typed.casefold().replace(",", " ").split())
    found = _relative(words, today) or _numbers(words, today) or _named(words, today)
    if found is None:
        raise BadDate(typed)
    return found


def _relative(words: str, today: date) -> date | None:
    if words in ("today", "tomorrow"):
        return today + timedelta(days=words == "tomorrow")
    found = re.fullmatch(r"(?:in )?(\d{1,3}) (day|week)s?", words)
    return today + timedelta(days=int(found[1]) * _UNITS[found[2]]) if found else None


def _numbers(words: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?", words):
        return _next(int(found[3] or 0), int(found[2]), int(found[1]), today)
    return None


def _named(words: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})(?: (\d{4}))?", words)
    if found:
        day, name, year = found[1], found[2], found[3]
    elif found := re.fullmatch(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", words):
        name, day, year = found[1], found[2], found[3]
    else:
        return None
    months = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return _next(int(year or 0), months[0], int(day), today) if len(months) == 1 else None


def _next(year: int, month: int, day: int, today: date) -> date | None:
    """In this year, or where it is 0, the next time from today on."""
    if year:
        return _day(year, month, day)
    this = _day(today.year, month, day)
    if this is not None and this >= today:
        return this
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
