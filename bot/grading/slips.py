"""Slips of the pen: a word that is nearly, but not quite, one that the rubric has."""

from collections.abc import Callable, Iterable, Sequence

SHORTEST = 4
LONG_ENOUGH_FOR_ONE = 5
LONG_ENOUGH_FOR_TWO = 8


def corrected(
    written: Iterable[str], stems: Sequence[str], known: Callable[[str], bool]
) -> dict[str, str]:
    """For each unknown stem that is a slip of one of `stems`, the first such one."""
    by_letter: dict[str, list[str]] = {}
    for stem in stems:
        if len(stem) >= SHORTEST and stem.isalpha():
            by_letter.setdefault(stem[0], []).append(stem)
    wanted = frozenset(stems)
    found: dict[str, str] = {}
    for stem in written:
        if len(stem) < SHORTEST or stem in wanted or known(stem):
            continue
        for right in by_letter.get(stem[0], ()):
            if is_slip(stem, right):
                found[stem] = right
                break
    return found


def is_slip(written: str, right: str) -> bool:
    """Whether all that differs is two swapped letters, in a longer word also one letter, and in a
    long one two neighbours.

    What the two share at the start and at the end is taken off; what is left must be that short.
    """
    allowed = (len(right) >= LONG_ENOUGH_FOR_ONE) + (len(right) >= LONG_ENOUGH_FOR_TWO)
    shorter = min(len(written), len(right))
    if abs(len(written) - len(right)) > allowed:
        return False
    start = 0
    while start < shorter and written[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and written[-1 - end] == right[-1 - end]:
        end += 1
    left, wanted = written[start : len(written) - end], right[start : len(right) - end]
    swapped = len(left) == 2 and left == wanted[::-1]
    return swapped or max(len(left), len(wanted)) <= allowed
