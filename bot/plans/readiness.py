"""How ready a member is for an interview at a level, and how sure that is.

    readiness = (1 - q) × s + q × (m + (1 - m) × r)

`s` is the score that they are expected to get on any question of the level (see
`bot.ledger.skill`). `q` is half of the share of the level's questions that they have answered:
half, as an interviewer asks other questions too. On those their mean score is `m`, and of what it
missed they will recall the share `r` on the day of the interview: the mean probability over the
level's points to review (see `bot.ledger.memory`), if nothing is reviewed any more until then.

The margin is the one of `s`, never less, and wider at a level with hardly an answer of theirs: what
adds to the score adds nothing to how sure it is.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from statistics import fmean

from bot.bank.question import Level
from bot.ledger.skill import Belief, at_level, is_known
from bot.ledger.total import Total

ASKED_FROM_BANK = 0.5
FEW_ANSWERS = 3
UNTRIED_VARIANCE = 0.25


@dataclass(frozen=True, slots=True)
class Readiness:
    """`percent` of 100 with `margin` to each side, which holds the true value in 80 of 100 cases;
    both None where too little is known."""

    level: Level
    percent: int | None = None
    margin: int | None = None


def readiness(
    level: Level, member: Belief, total: Total, questions: int, recalls: Collection[float]
) -> Readiness:
    """`total` are the member's ranked answers at the level, of whose `questions` the bank has so
    many; `recalls` the probabilities (0–1) of its points on the day of the interview."""
    if not is_known(member):
        return Readiness(level)
    is_untried = total.answers < FEW_ANSWERS
    extra = UNTRIED_VARIANCE if is_untried else 0.0
    expected = at_level(replace(member, variance=member.variance + extra), level)
    seen = ASKED_FROM_BANK * min(1.0, total.answers / questions) if questions else 0.0
    mean = (total.mean or 0) / 100
    recalled = mean + (1 - mean) * fmean(recalls) if recalls else mean
    percent = round(100 * ((1 - seen) * expected.percent / 100 + seen * recalled))
    return Readiness(level, percent, expected.margin)
