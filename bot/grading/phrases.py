"""A question's rubric, taken apart for matching."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import intern

from bot.bank.question import Misconception, Point, Question
from bot.grading.polarity import Polarity, Reading, read
from bot.grading.vocabulary import AUXILIARIES, QUANTIFIERS
from bot.grading.words import words

# A word that the question itself says shows less when the answer says it again.
ASKED = 0.4


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the neighbouring words of an expression such as `request.form`."""

    stems: tuple[str, ...]
    weight: float
    polarity: Polarity
    asked: bool


Shared = dict[Term, Term]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The content words of a line, each once; `weight` is their sum.

    `negative` says that the line denies something, `code` that it is code from end to end,
    `predicates` that it says what something is, does or can. `quantifiers` are its words such as
    "only" and "each".
    """

    text: str
    terms: tuple[Term, ...]
    weight: float
    negative: bool
    code: bool
    predicates: bool
    quantifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """`words` weighs the stems that the phrases have and neither the question nor a misconception
    has, each shared out among the points that have it.
    """

    point: Point
    phrases: tuple[Phrase, ...]
    words: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class FalseClaim:
    misconception: Misconception
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """`asked` holds the stems of the question's content words; `stems` those of all phrases;
    `leanings` weighs those that only the points have, above 0, or only the misconceptions, below
    0, of which the question has none.
    """

    points: tuple[RubricPoint, ...]
    false_claims: tuple[FalseClaim, ...]
    asked: frozenset[str]
    asked_runs: frozenset[tuple[str, ...]]
    asks_for_a_list: bool
    stems: tuple[str, ...]
    leanings: Mapping[str, float]


_LIST_QUESTION = re.compile(
    r"(?:^|[.?!\n]\s*)(?:name|list|enumerate|mention)\b(?![^.?!]*\b(?:why|what|how|each)\b)"
)


def prepare(question: Question, weigh: Callable[[str], float], shared: Shared) -> Rubric:
    """`shared` collects the terms of all rubrics: a bank says many of them again and again."""
    said = words(question.question)
    asked = frozenset(word.stem for word in said if not word.stop)
    accepted = [
        _phrases((*point.accept, point.statement), weigh, asked, shared)
        for point in question.points
    ]
    false_claims = tuple(
        FalseClaim(misconception, _phrases(misconception.claim, weigh, asked, shared))
        for misconception in question.misconceptions
    )
    by_point = [_stems(phrases) for phrases in accepted]
    right = frozenset(chain.from_iterable(by_point))
    wrong = _stems(phrase for false in false_claims for phrase in false.phrases)
    own = _own_words(by_point, wrong | asked, weigh)
    return Rubric(
        tuple(map(RubricPoint, question.points, accepted, own)),
        false_claims,
        asked,
        asked_runs=frozenset(runs([word.text for word in said])),
        asks_for_a_list=_LIST_QUESTION.search(question.question.lower()) is not None,
        stems=tuple(sorted(right | wrong)),
        leanings={stem: weigh(stem) for stem in sorted(right - wrong - asked)}
        | {stem: -weigh(stem) for stem in sorted(wrong - right - asked)},
    )


def runs(texts: list[str]) -> list[tuple[str, ...]]:
    """Each three neighbouring words."""
    return [tuple(texts[place : place + 3]) for place in range(len(texts) - 2)]


def _stems(phrases: Iterable[Phrase]) -> frozenset[str]:
    return frozenset(stem for phrase in phrases for term in phrase.terms for stem in term.stems)


def _own_words(
    by_point: Sequence[frozenset[str]], others: frozenset[str], weigh: Callable[[str], float]
) -> Iterator[Mapping[str, float]]:
    """Sorted, for sums that come out alike whatever order a set has."""
    points_with = Counter(chain.from_iterable(by_point))
    for stems in by_point:
        yield {stem: weigh(stem) / points_with[stem] for stem in sorted(stems - others)}


def _phrases(
    lines: Iterable[str],
    weigh: Callable[[str], float],
    asked: frozenset[str],
    shared: Shared,
) -> tuple[Phrase, ...]:
    return tuple(_phrase(line, weigh, asked, shared) for line in lines)


def _phrase(
    line: str, weigh: Callable[[str], float], asked: frozenset[str], shared: Shared
) -> Phrase:
    readings = read(line).readings
    content = [reading for reading in readings if not reading.word.stop] or list(readings)
    negative = any(_denied_by_another(reading) for reading in content)
    code = line.startswith("`") and line.endswith("`")
    terms: dict[tuple[str, ...], Term] = {}
    for group in _expressions(content):
        term = _term(group, negative, weigh, frozenset() if code else asked)
        terms.setdefault(term.stems, shared.setdefault(term, term))
    total = sum(term.weight for term in terms.values())
    predicates = any(reading.word.text in AUXILIARIES for reading in readings)
    quantifiers = QUANTIFIERS.intersection(reading.word.text for reading in readings)
    return Phrase(line, tuple(terms.values()), total, negative, code, predicates, quantifiers)


def _denied_by_another(reading: Reading) -> bool:
    return reading.polarity is Polarity.DENIED and not reading.word.denied


def _expressions(readings: list[Reading]) -> list[list[Reading]]:
    """Code such as `request.form` in one piece, all else word by word."""
    groups: list[list[Reading]] = []
    for reading in readings:
        word = reading.word
        if groups and word.code and groups[-1][0].word.start == word.start:
            groups[-1].append(reading)
        else:
            groups.append([reading])
    return groups


def _term(
    group: list[Reading],
    negative: bool,
    weigh: Callable[[str], float],
    asked: frozenset[str],
) -> Term:
    stems = tuple(intern(reading.word.stem) for reading in group)
    said = asked.issuperset(stems)
    weight = sum(weigh(stem) for stem in stems)
    polarity = _wanted(group[0].polarity, negative)
    return Term(stems, weight * (ASKED if said else 1), polarity, said)


def _wanted(polarity: Polarity, negative: bool) -> Polarity:
    """In "the client can't forge it", what matters is that forging is denied, not the client."""
    return Polarity.OPEN if negative and polarity is Polarity.ASSERTED else polarity
