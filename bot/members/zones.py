"""Time zones by what people type: in any case, with spaces, a city alone."""

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE = 3
# Names in the database of zones that aren't places: this machine's own, and "not set up yet".
_NO_PLACES = {"localtime", "Factory"}


def zone_named(typed: str, known: Iterable[str]) -> str | None:
    """The zone's full name; a city will do where only one zone is called so."""
    wanted = _folded(typed)
    names = {_folded(name): name for name in known if name not in _NO_PLACES}
    if wanted in names:
        return names[wanted]
    cities = [name for folded, name in names.items() if _city(folded) == wanted]
    return cities[0] if len(cities) == 1 else None


def zones_like(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three whose name, or whose city, is like what was typed; the likeliest first."""
    wanted = _folded(typed)[:64]
    names: dict[str, list[str]] = {}
    for name in sorted(set(known) - _NO_PLACES):
        names.setdefault(_folded(name), []).append(name)
        if _city(_folded(name)) != _folded(name):
            names.setdefault(_city(_folded(name)), []).append(name)
    close = get_close_matches(wanted, names, CLOSE, cutoff=0.7)
    found = dict.fromkeys(name for match in close for name in names[match])
    return tuple(found)[:CLOSE]


def _folded(name: str) -> str:
    return "_".join(name.replace("_", " ").split()).casefold()


def _city(folded: str) -> str:
    return folded.rsplit("/", 1)[-1]
