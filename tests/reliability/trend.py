"""Whether a series of measurements grows, whatever single ones say."""

from collections.abc import Sequence
from itertools import combinations
from statistics import median


def slope(at: Sequence[float], measured: Sequence[float]) -> float:
    """Theil and Sen's: the median of the slopes of all pairs. A few outliers change nothing."""
    points = list(zip(at, measured, strict=True))
    return median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2))


def noise(at: Sequence[float], measured: Sequence[float]) -> float:
    """The median distance of the measurements from the line through them."""
    steep = slope(at, measured)
    rest = [value - steep * place for place, value in zip(at, measured, strict=True)]
    middle = median(rest)
    return median(abs(each - middle) for each in rest)


def grows(at: Sequence[float], measured: Sequence[float], least: float) -> bool:
    """Whether the rise from the first to the last is above `least` and above the noise."""
    rise = slope(at, measured) * (at[-1] - at[0])
    return rise > least and rise > 3 * noise(at, measured)
