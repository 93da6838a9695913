"""Time zones by what people type: in any case, with spaces, a city alone."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

CLOSE = 3
# Names in the database of zones that aren't places: this machine's own, and "not set up yet".
_NO_PLACES = {"localtime", "Factory"}


@cache
def known_zones() -> frozenset[str]:
    """The IANA names of this machine's database; the first call looks through its folders."""
    return frozenset(available_timezones() - _NO_PLACES)


def zone_named(typed: str, known: Iterable[str]) -> str | None:
    """The zone's full name; a city will do where only one zone is called so."""
    wanted = _folded(typed)
    names = {_folded(name): name for name in known}
    if wanted in names:
        return names[wanted]
    cities = [name for folded, name in names.items() if _city(folded) == wanted]
    return cities[0] if len(cities) == 1 else None


def zones_like(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three whose name, or whose city, is like what was typed; the likeliest first."""
    wanted = _folded(typed)[:64]
    names: dict[str, list[str]] = {}
    for name in sorted(known):
        names.setdefault(_folded(name), []).append(name)
        if _city(_folded(name)) != _folded(name):
            names.setdefault(_city(_folded(name)), []).append(name)
    close = get_close_matches(wanted, names, CLOSE, cutoff=0.7)
    found = dict.fromkeys(name for match in close for name in names[match])
    return tuple(found)[:CLOSE]


def zones_holding(typed: str, known: Iterable[str]) -> list[str]:
    """Those with what was typed in their names, those in which a part begins so first."""
    wanted = _folded(typed)
    names = sorted(name for name in known if wanted in _folded(name))
    begins = [name for name in names if any(p.startswith(wanted) for p in _folded(name).split("/"))]
    return list(dict.fromkeys([*begins, *names]))


def _folded(name: str) -> str:
    return "_".join(name.replace("_", " ").split()).casefold()


def _city(folded: str) -> str:
    return folded.rsplit("/", 1)[-1]
