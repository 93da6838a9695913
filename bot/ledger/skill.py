"""How able a member is and how hard a question: two places on one scale, learnt from answers.

A ranked answer is a meeting of a member and a question. It is expected to earn the share

    expected = 1 / (1 + exp(-(ability - difficulty)))            (Rasch 1960; Elo uses base 10)

of its worth, and what it earned moves both, each by how uncertain it is (one step of an extended
Kalman filter; Glicko is this for won and lost games):

    slope     = expected × (1 - expected)
    surprise  = earned - expected
    gain      = variance × slope / (slope² × (both variances) + NOISE²)
    mean     += gain × surprise                                  (a question's: -= )
    variance *= 1 - gain × slope

Why not Elo itself: it has no interval, so it can't say "not yet known". Why not openskill: it
learns from who won, and an answer worth 70 of 100 neither wins nor loses.

Members learn, so each answer first makes their variance larger by DRIFT. And as all of them get
better, all questions would come to look easier: so a level is held in its place. What is learnt of
a question is how much harder it is than its level (see `offset`); where the levels stand is
judgement, not measurement.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log, pi, sqrt
from statistics import fmean

from bot.bank.question import Level

ENOUGH_ANSWERS = 8
PASSING = 0.6
# Of 100 true values, so many lie within the intervals that are shown.
CONFIDENCE_PERCENT = 80
WIDTHS = 1.2816  # standard deviations to each side, of a normal distribution
NOISE = 0.25
DRIFT = 0.01
SPREAD = 0.6
ENOUGH_QUESTIONS = 20
START = {Level.FRESHER: -1.0, Level.JUNIOR: 0.0, Level.EXPERIENCED: 1.0}
_HARDEST_FIRST = (Level.EXPERIENCED, Level.JUNIOR, Level.FRESHER)


@dataclass(frozen=True, slots=True)
class Belief:
    """A place on the scale, in logits: its mean and variance after so many `answers`."""

    mean: float
    variance: float
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a member is expected to score at a level: `percent` of 100, and `margin` to each side,
    within which the true value lies in 80 of 100 cases."""

    level: Level
    percent: int
    margin: int


@dataclass(frozen=True, slots=True)
class Odd:
    """A question that doesn't fit its level: `likely` is the level that its answers speak for;
    `percent` what a member scores on it who is expected to score 60 at its own level."""

    question_id: str
    level: Level
    likely: Level
    percent: int
    answers: int


NEWCOMER = Belief(0.5, 1.0)


def unasked(level: Level) -> Belief:
    """What is believed of a question before anybody answered it."""
    return Belief(START[level], SPREAD**2)


def offset(level: Level, mean: float, questions: int) -> float:
    """By how much a level has strayed: the `mean` of its answered `questions` less its start.

    0 while they are too few to tell.
    """
    return mean - START[level] if questions >= ENOUGH_QUESTIONS else 0.0


def meet(
    member: Belief, question: Belief, earned: float, strayed: float = 0.0
) -> tuple[Belief, Belief]:
    """Both after an answer that earned this share (0–1) of what it could.

    `strayed` is the offset of the question's level.
    """
    member = replace(member, variance=member.variance + DRIFT)
    expected = _share(member.mean - question.mean + strayed)
    slope = expected * (1 - expected)
    scale = slope / (slope**2 * (member.variance + question.variance) + NOISE**2)
    surprise = earned - expected
    return (
        _moved(member, member.variance * scale, slope, surprise),
        _moved(question, -question.variance * scale, -slope, surprise),
    )


def expected_share(member: Belief, question: Belief) -> float:
    """0–1: what the member is expected to earn of this question, both uncertainties counted."""
    return _mean_share(member.mean - question.mean, member.variance + question.variance)


def at_level(member: Belief, level: Level) -> Estimate:
    """What they are expected to score over all questions of a level, as these start."""
    around = sqrt(member.variance) * WIDTHS
    low, middle, high = (
        _mean_share(member.mean + shift - START[level], SPREAD**2)
        for shift in (-around, 0.0, around)
    )
    return Estimate(level, round(100 * middle), max(1, round(100 * (high - low) / 2)))


def is_known(member: Belief) -> bool:
    """Whether there are answers enough to say how able they are."""
    return member.answers >= ENOUGH_ANSWERS


def estimate(member: Belief) -> Estimate | None:
    """At the hardest level at which they are expected to score 60 or more, else at the first.

    None under 8 answers, when it isn't known yet.
    """
    if not is_known(member):
        return None
    levels = (at_level(member, level) for level in _HARDEST_FIRST)
    found = [each for each in levels if each.percent >= 100 * PASSING]
    return found[0] if found else at_level(member, Level.FRESHER)


def openness(member: Belief, question: Belief) -> int:
    """How far the outcome is from open, in steps of 5 %: 0 where 50 to 70 % are expected."""
    away = abs(expected_share(member, question) - PASSING)
    return round(max(0.0, away - 0.1) / 0.05)


def placed(found: Mapping[str, tuple[Level, Belief]]) -> dict[str, Belief]:
    """Stored beliefs of questions as they count: without what their levels have strayed."""
    strayed = {level: _strayed(found, level) for level in Level}
    return {
        question_id: replace(belief, mean=belief.mean - strayed[level])
        for question_id, (level, belief) in found.items()
    }


def odd(found: Mapping[str, Belief], levels: Mapping[str, Level]) -> list[Odd]:
    """The questions whose answers say, beyond what chance explains, that they are more than half a
    level away from their own; the oddest first. `found` are as placed, `levels` by id."""
    away = {
        key: _beyond_chance(belief, levels[key]) for key, belief in found.items() if key in levels
    }
    keys = sorted((key for key in away if abs(away[key]) > 0.5), key=lambda key: -abs(away[key]))
    return [_odd(key, found[key], levels[key]) for key in keys]


def _odd(key: str, question: Belief, level: Level) -> Odd:
    passing = Belief(START[level] + log(PASSING / (1 - PASSING)), 0.0)
    likely = min(Level, key=lambda other: abs(question.mean - START[other]))
    percent = round(100 * expected_share(passing, question))
    return Odd(key, level, likely, percent, question.answers)


def _beyond_chance(question: Belief, level: Level) -> float:
    """How much harder (or, below 0, easier) than its level it is, less what chance explains."""
    away = question.mean - START[level]
    explained = min(abs(away), WIDTHS * sqrt(question.variance))
    return away - explained if away > 0 else away + explained


def _strayed(found: Mapping[str, tuple[Level, Belief]], level: Level) -> float:
    means = [belief.mean for at, belief in found.values() if at is level]
    return offset(level, fmean(means), len(means)) if means else 0.0


def _moved(belief: Belief, gain: float, slope: float, surprise: float) -> Belief:
    return Belief(
        belief.mean + gain * surprise, belief.variance * (1 - gain * slope), belief.answers + 1
    )


def _mean_share(distance: float, variance: float) -> float:
    """The mean of the logistic over a normal distribution, nearly (MacKay 1992)."""
    return _share(distance / sqrt(1 + pi * variance / 8))


def _share(distance: float) -> float:
    return 1 / (1 + exp(-distance))
