"""Which of equally fresh questions are worth most to a member, as ranks: the lowest first."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bot.bank.question import Question
from bot.ledger.skill import Belief, openness, unasked
from bot.ledger.total import Total

Rank = Callable[[Question], int]
ENOUGH_IN_TOPIC = 2
_STEP = 20
_UNKNOWN = 3


def anything(_: Question) -> int:
    return 0


def open_outcomes(member: Belief, difficulties: Mapping[str, Belief]) -> Rank:
    """Those whose outcome is open come first: neither sure to be known nor sure not to be."""

    def rank(question: Question) -> int:
        return openness(member, difficulties.get(question.id) or unasked(question.level))

    return rank


def weak_topics(topics: Mapping[str, Total], asked: Sequence[Question]) -> Rank:
    """Topics with a low mean come first, those that were never asked before good ones, and each
    that this interview `asked` about waits for the others. `topics` is by slug."""
    taken = Counter(question.topic for question in asked)

    def rank(question: Question) -> int:
        total = topics.get(question.topic, Total())
        is_known = total.mean is not None and total.answers >= ENOUGH_IN_TOPIC
        weakness = (total.mean or 0) // _STEP if is_known else _UNKNOWN
        return weakness + 6 * taken[question.topic]

    return rank
