"""Which question to ask next."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from bot.bank.question import Question


def choose(
    candidates: Sequence[Question],
    asked: Sequence[Question],
    last_seen: Mapping[str, datetime],
    chance: random.Random,
    rank: Callable[[Question], int] = lambda _: 0,
) -> Question | None:
    """A question that wasn't `asked` yet in this run; None when nothing is left.

    `last_seen` holds when the member last saw a question, by its id (aware times). Freshness
    comes first: never seen, then seen on the earliest day, because remembering a model answer
    from yesterday shows nothing. Among equally fresh questions come those of the lowest `rank`,
    then the kind that was asked least, and then chance. Days (in UTC), not moments, are compared:
    the questions of one sitting are equally fresh, so a second sitting mixes their kinds anew
    instead of repeating the first in its order.
    """
    taken = {question.id for question in asked}
    left = {question.id: question for question in candidates if question.id not in taken}
    if not left:
        return None
    kinds = Counter(question.kind for question in asked)

    def order(question: Question) -> tuple[date, int, int]:
        seen = last_seen.get(question.id)
        day = seen.astimezone(UTC).date() if seen else date.min
        return day, rank(question), kinds[question.kind]

    best = min(map(order, left.values()))
    return chance.choice([left[key] for key in sorted(left) if order(left[key]) == best])
