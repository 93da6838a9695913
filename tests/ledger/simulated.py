"""Members of known ability answer questions of known difficulty: how well are they estimated?

`python3 -m tests.ledger.simulated` prints the table.
"""

from dataclasses import dataclass
from math import exp
from random import Random
from statistics import fmean

from bot.bank.question import Level
from bot.ledger.skill import NEWCOMER, SPREAD, START, Belief, at_level, meet, offset, unasked

MEMBERS = 500
AFTER = (5, 10, 20, 40)
A_LEVEL = 70
# An answer earns a share drawn from a beta distribution, whose spread is wide: 0.27 in the middle.
CONCENTRATION = 2.5
# What each answer adds to the ability of a member who learns, in logits.
LEARNT = 0.02


Key = tuple[Level, int]


@dataclass(frozen=True)
class Line:
    """After so many answers: the mean error of the estimated score and how many of the intervals
    hold the true one, both in percent, and the mean margin that is shown."""

    answers: int
    error: float
    covered: float
    margin: float


def simulate(seed: int, learnt: float = 0.0) -> list[Line]:
    """What the estimates are worth; each answer makes a member able by `learnt` more."""
    chance = Random(seed)
    true = _questions(chance)
    believed: dict[Key, Belief] = {}
    found: dict[int, list[tuple[float, bool, float]]] = {after: [] for after in AFTER}
    for _ in range(MEMBERS):
        ability = chance.gauss(NEWCOMER.mean, 1.0)
        member = NEWCOMER
        for number, key in enumerate(chance.sample([*true], max(AFTER)), start=1):
            earned = _earned(chance, ability - true[key])
            question = believed.get(key) or unasked(key[0])
            strayed = _strayed(believed, key[0])
            member, believed[key] = meet(member, question, earned, strayed)
            ability += learnt
            if number in found:
                found[number].append(_judged(member, ability, true))
    return [
        Line(
            after,
            fmean(each[0] for each in seen),
            100 * fmean(each[1] for each in seen),
            fmean(each[2] for each in seen),
        )
        for after, seen in found.items()
    ]


def _questions(chance: Random) -> dict[Key, float]:
    """How hard each is, the mean of a level at its start: by that the levels are defined."""
    drawn = {level: [chance.gauss(0, SPREAD) for _ in range(A_LEVEL)] for level in Level}
    return {
        (level, number): START[level] + place - fmean(places)
        for level, places in drawn.items()
        for number, place in enumerate(places)
    }


def _strayed(believed: dict[Key, Belief], level: Level) -> float:
    means = [belief.mean for key, belief in believed.items() if key[0] is level]
    return offset(level, fmean(means), len(means)) if means else 0.0


def _judged(member: Belief, ability: float, true: dict[Key, float]) -> tuple[float, bool, float]:
    """The error at 1–3 years, whether the interval holds the true score, and the margin."""
    right = 100 * fmean(
        1 / (1 + exp(place - ability)) for key, place in true.items() if key[0] is Level.JUNIOR
    )
    shown = at_level(member, Level.JUNIOR)
    error = abs(shown.percent - right)
    return error, error <= shown.margin, shown.margin


def _earned(chance: Random, distance: float) -> float:
    mean = 1 / (1 + exp(-distance))
    return chance.betavariate(CONCENTRATION * mean, CONCENTRATION * (1 - mean))


HEAD = "| {} | mean error, of 100 | true score within ± | mean ± |\n| --- | --- | --- | --- |"
ROW = "| after {} answers | {:.1f} | {:.0f} % | {:.1f} |"


def table(lines: list[Line], who: str) -> str:
    rows = [ROW.format(each.answers, each.error, each.covered, each.margin) for each in lines]
    return "\n".join([HEAD.format(who), *rows])


def tables() -> str:
    """Those of the README."""
    steady = table(simulate(seed=1), "members who stay as they are")
    return f"{steady}\n\n{table(simulate(seed=1, learnt=LEARNT), 'members who learn')}\n"


if __name__ == "__main__":
    print(tables())
