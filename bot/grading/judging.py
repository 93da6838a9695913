"""What an answer says about each point of the rubric."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grading.grade import PointVerdict, Span, Verdict
from bot.grading.matching import Answer, Match
from bot.grading.phrases import FalseClaim, Phrase, Rubric, RubricPoint

COVERED = 0.7
PARTLY = 0.45
MOST_SPANS = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """`coverages` are 0–1, one for each point; `false_claims` counts misconceptions asserted."""

    points: tuple[PointVerdict, ...]
    coverages: tuple[float, ...]
    false_claims: int


def judge(rubric: Rubric, answer: Answer) -> Judgement:
    found = [(false, _assertion(false, answer)) for false in rubric.false_claims]
    asserted = [(false, match) for false, match in found if match.places]
    judged = [_judge_point(point, answer) for point in rubric.points]
    verdicts = [verdict for verdict, _ in judged]
    for false, match in reversed(asserted):
        number = [verdict.id for verdict in verdicts].index(false.misconception.contradicts)
        verdicts[number] = _contradicted(verdicts[number].id, match, answer, false)
    coverages = tuple(coverage for _, coverage in judged)
    return Judgement(tuple(verdicts), coverages, len(asserted))


def _assertion(false: FalseClaim, answer: Answer) -> Match:
    matches = (answer.claim(phrase) for phrase in false.phrases)
    return next((match for match in matches if match.places), Match(0.0))


def _judge_point(rubric_point: RubricPoint, answer: Answer) -> tuple[PointVerdict, float]:
    best, match = _best(rubric_point.phrases, answer)
    name = rubric_point.point.id
    if match.coverage < COVERED:
        for phrase in rubric_point.phrases:
            denial = answer.denial(phrase)
            if denial.places:
                evidence = _evidence(denial.places, answer)
                verdict = Verdict.CONTRADICTED
                return PointVerdict(id=name, verdict=verdict, evidence=evidence, why=phrase.text), 0
    if match.coverage < PARTLY:
        return PointVerdict(id=name, verdict=Verdict.MISSED), match.coverage
    verdict = Verdict.COVERED if match.coverage >= COVERED else Verdict.PARTLY
    evidence = _evidence(match.places, answer)
    given = PointVerdict(id=name, verdict=verdict, evidence=evidence, why=best.text)
    return given, match.coverage


def _best(phrases: Sequence[Phrase], answer: Answer) -> tuple[Phrase, Match]:
    matches = [(phrase, answer.best(phrase)) for phrase in phrases]
    return max(matches, key=lambda pair: pair[1].coverage)


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
