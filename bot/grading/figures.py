"""How well scores and verdicts agree with people's: the field's usual figures."""

import math
from collections.abc import Sequence
from statistics import fmean

LEVELS = 5


def pearson(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The linear correlation, −1 to 1; 0 where either side is all the same."""
    mean_ours, mean_theirs = fmean(ours), fmean(theirs)
    shared = sum((a - mean_ours) * (b - mean_theirs) for a, b in zip(ours, theirs, strict=True))
    spread = math.sqrt(
        sum((a - mean_ours) ** 2 for a in ours) * sum((b - mean_theirs) ** 2 for b in theirs)
    )
    return shared / spread if spread else 0.0


def spearman(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The correlation of the ranks, −1 to 1; equals share their mean rank."""
    return pearson(_ranks(ours), _ranks(theirs))


def rmse(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The root of the mean squared error."""
    return math.sqrt(fmean((a - b) ** 2 for a, b in zip(ours, theirs, strict=True)))


def mae(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The mean absolute error."""
    return fmean(abs(a - b) for a, b in zip(ours, theirs, strict=True))


def qwk(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Cohen's kappa with quadratic weights, over five levels of 0–100; 1 is full agreement, 0
    what chance gives (Cohen 1968)."""
    pairs = [(_level(a), _level(b)) for a, b in zip(ours, theirs, strict=True)]
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    by_chance = fmean((a - b) ** 2 for a, _ in pairs for _, b in pairs)
    return 1 - seen / by_chance if by_chance else 1.0


def macro_f1(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The mean F1 over the labels that people gave, 0 to 1."""
    return fmean(_f1(ours, theirs, label) for label in sorted({*theirs}))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [fmean(places[value]) for value in values]


def _level(score: float) -> int:
    return min(LEVELS - 1, int(score * LEVELS // 100))


def _f1(ours: Sequence[str], theirs: Sequence[str], label: str) -> float:
    right = sum(a == b == label for a, b in zip(ours, theirs, strict=True))
    return 2 * right / (sum(a == label for a in ours) + sum(b == label for b in theirs))
