"""What an answer says about each point of the rubric."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from bot.grading.grade import PointVerdict, Span, Verdict
from bot.grading.matching import TWO_CLAUSES, Answer, Match
from bot.grading.phrases import FalseClaim, Phrase, Rubric, RubricPoint

COVERED = 0.65
PARTLY = 0.41
# What meaning adds to words, where there is an encoder: see _with_meaning.
BY_WORDS, BY_MEANING, OFFSET = 0.87, 0.60, 0.03
# Each unit of weight of the words that only misconceptions use takes this much of a coverage, less
# what this share of the words excuses that only the points use: see _doubt.
DOUBT, EXCUSED = 0.02, 0.3
# Each unit of weight of a point's other words adds this share to its coverage; the first few are
# met by chance: see _supported.
SUPPORT, BY_CHANCE = 0.2, 3.0
# By how much a clause must say what is false better than anything right.
LEAD = 0.25
# Whoever denies this many points has turned the answer round.
MANY_DENIALS = 2
SEVERAL = 2
MOST_SPANS = 3


@dataclass(frozen=True, slots=True)
class Near:
    """The stretch of an answer (half-open offsets) that comes nearest to a point in meaning, to
    the phrase `why`; `lead` is by how much it is nearer than to any misconception, a difference
    of cosines."""

    lead: float
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """`coverages` are 0–1, one for each point; `false_claims` counts misconceptions asserted,
    `denials` the points that some clause denies."""

    points: tuple[PointVerdict, ...]
    coverages: tuple[float, ...]
    false_claims: int
    denials: int


def judge(rubric: Rubric, answer: Answer, near: Sequence[Near] | None = None) -> Judgement:
    """By the words alone, or with how near the answer comes to each point in meaning."""
    found = [(false, _assertion(false, rubric, answer)) for false in rubric.false_claims]
    asserted = [(false, match) for false, match in found if match.places]
    denials = [_denial(point, answer) for point in rubric.points]
    doubt = _doubt(rubric, answer)
    judged = [
        _judge_point(point, answer, denial, meant, doubt)
        for point, denial, meant in zip(
            rubric.points, denials, near or repeat(None, len(denials)), strict=True
        )
    ]
    verdicts = [verdict for verdict, _ in judged]
    for false, match in reversed(asserted):
        number = [verdict.id for verdict in verdicts].index(false.misconception.contradicts)
        verdicts[number] = _contradicted(verdicts[number].id, match, answer, false)
    coverages = tuple(coverage for _, coverage in judged)
    return Judgement(tuple(verdicts), coverages, len(asserted), sum(map(bool, denials)))


def _assertion(false: FalseClaim, rubric: Rubric, answer: Answer) -> Match:
    """Where the misconception is asserted: in its words and their order, or nearly so by a
    clause that says much less of what is right."""
    for phrase in false.phrases:
        if (match := answer.claim(phrase)).places:
            return match
    for phrase in false.phrases:
        for clause, match in answer.nearly(phrase):
            if _most_said(rubric, answer, clause) <= match.coverage - LEAD:
                return match
    return Match(0.0)


def _most_said(rubric: Rubric, answer: Answer, clause: int) -> float:
    """How much of what is right the clause says."""
    phrases = (phrase for point in rubric.points for phrase in point.phrases)
    return max(answer.coverage_in(clause, phrase) for phrase in phrases)


def _denial(rubric_point: RubricPoint, answer: Answer) -> PointVerdict | None:
    for phrase in rubric_point.phrases:
        denial = answer.denial(phrase)
        if denial.places:
            return PointVerdict(
                id=rubric_point.point.id,
                verdict=Verdict.CONTRADICTED,
                evidence=_evidence(denial.places, answer),
                why=phrase.text,
            )
    return None


def _judge_point(
    rubric_point: RubricPoint,
    answer: Answer,
    denial: PointVerdict | None,
    near: Near | None,
    doubt: float,
) -> tuple[PointVerdict, float]:
    best, match, coverage = _best(rubric_point.phrases, answer)
    evidence, why = _evidence(match.places, answer), best.text
    if near:
        if coverage < PARTLY:
            evidence, why = (Span(start=near.start, end=near.end),), near.why
        coverage = _with_meaning(coverage, near)
    if coverage < COVERED and denial:
        return denial, 0
    coverage = max(0.0, _supported(coverage, rubric_point, best, answer) - doubt)
    name = rubric_point.point.id
    if coverage < PARTLY:
        return PointVerdict(id=name, verdict=Verdict.MISSED), coverage
    verdict = Verdict.COVERED if coverage >= COVERED else Verdict.PARTLY
    return PointVerdict(id=name, verdict=verdict, evidence=evidence, why=why), coverage


def _supported(coverage: float, rubric_point: RubricPoint, best: Phrase, answer: Answer) -> float:
    """How well a point is made whose words stand elsewhere in the answer as well.

    Who is right in other words says more of a point than any one phrase of it holds. As a share of
    what a phrase found, it makes nothing of nothing. Fitted to the tuning half as well.
    """
    found = {stem for term in best.terms for stem in term.stems}
    others = sum(
        weight
        for stem, weight in rubric_point.words.items()
        if stem in answer.asserted and stem not in found
    )
    return min(1.0, coverage * (1 + SUPPORT * max(0.0, others - BY_CHANCE)))


def _doubt(rubric: Rubric, answer: Answer) -> float:
    """How much less each point is made by an answer that talks like the misconceptions.

    Who is wrong uses the question's terms as well and so meets phrases by chance, but is given
    away by the words around them. Fitted to the tuning half of the development set.
    """
    said = [weight for stem, weight in rubric.leanings.items() if stem in answer.asserted]
    right = sum(weight for weight in said if weight > 0)
    wrong = -sum(weight for weight in said if weight < 0)
    return max(0.0, DOUBT * (wrong - EXCUSED * right))


def _with_meaning(coverage: float, near: Near) -> float:
    """Fitted by least squares to people's verdicts on the tuning half of the development set:

    0.87 · coverage + 0.60 · lead − 0.02, and 0.05 more, to keep the thresholds.
    """
    return max(0.0, min(1.0, BY_WORDS * coverage + BY_MEANING * near.lead + OFFSET))


def _best(phrases: Sequence[Phrase], answer: Answer) -> tuple[Phrase, Match, float]:
    """The phrase that is said best, and how well the point is made: fully by code or by a phrase
    of several words that is said whole; else by the mean of the best two, for a lone word, or a
    part of a phrase, is met by chance."""
    matches = [(phrase, answer.best(phrase)) for phrase in phrases]
    matches.sort(key=lambda pair: -pair[1].coverage)
    best, match = matches[0]
    if match.coverage >= TWO_CLAUSES and _tells(best):
        return best, match, match.coverage
    second = matches[min(1, len(matches) - 1)][1]
    return best, match, (match.coverage + second.coverage) / 2


def _tells(phrase: Phrase) -> bool:
    """Whether it says the point by itself, which a lone word doesn't."""
    return phrase.code or phrase.negative or len(phrase.terms) >= SEVERAL


def _contradicted(name: str, match: Match, answer: Answer, false: FalseClaim) -> PointVerdict:
    return PointVerdict(
        id=name,
        verdict=Verdict.CONTRADICTED,
        evidence=_evidence(match.places, answer),
        why=false.misconception.truth,
    )


def _evidence(places: Sequence[int], answer: Answer) -> tuple[Span, ...]:
    """In each clause, all from the first of the words to the last."""
    stretches: dict[int, tuple[int, int]] = {}
    for place in places:
        reading = answer.readings[place]
        start, end = stretches.get(reading.clause, (reading.word.start, reading.word.end))
        stretches[reading.clause] = (min(start, reading.word.start), max(end, reading.word.end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches.values()):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Span(start=start, end=end) for start, end in merged[:MOST_SPANS])
