"""Questions that ask nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from bot.bank.fault import Fault, plain_words
from bot.bank.problem import quoted
from bot.bank.question import Question

SHINGLE = 3
TOO_LIKE = 0.2
# A run that so many questions have says nothing, and would only take time.
MOST_HOLDERS = 200

Shingles = frozenset[tuple[str, ...]]


def near_duplicates(questions: Iterable[Question]) -> Iterator[tuple[Question, Fault]]:
    """Each question that is too like an earlier one, with the one that it is most like.

    Likeness is the share of runs of three words that two texts have in common, of all that they
    have (Jaccard). In our own bank of 30 the likest pair has 0.04 and the next 0.03. A text in
    which every eighth word is replaced keeps 0.45, every fifth 0.25. So 0.2 lies five times over
    what different questions share, and under what a light rewording leaves.
    """
    seen: list[tuple[Question, Shingles]] = []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for question in questions:
        own = shingles(question.question)
        common = Counter(number for shingle in own for number in holders[shingle])
        alike = [
            (shared / (len(own) + len(seen[number][1]) - shared), seen[number][0].id)
            for number, shared in common.items()
        ]
        if alike and max(alike)[0] >= TOO_LIKE:
            likeness, other = max(alike)
            text = f"{likeness:.0%} like {quoted(other)}; ask for something else, or delete one"
            yield question, Fault("likeness", ("question",), text)
        for shingle in own:
            if len(holders[shingle]) < MOST_HOLDERS:
                holders[shingle].append(len(seen))
        seen.append((question, own))


def shingles(text: str) -> Shingles:
    """Its runs of three words."""
    words = plain_words(text)
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
