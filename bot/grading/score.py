"""From verdicts to a number."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.bank.question import Point, Weight
from bot.grading.grade import Grade, Note, PointVerdict, Verdict

WEIGHTS = {Weight.MUST: 3, Weight.SHOULD: 2, Weight.BONUS: 1}
SHARES = {
    Verdict.COVERED: 1.0,
    Verdict.PARTLY: 0.5,
    Verdict.MISSED: 0.0,
    Verdict.CONTRADICTED: 0.0,
    Verdict.RECOVERED: 0.5,
}
ECHO_CAP = 10
LIST_CAP = 15
ASKED_LIST_CAP = 70
CLAIM_CAP = 45
CLAIMS_CAP = 25
DENIAL_CAP = 25


class Part(NamedTuple):
    """Of 100."""

    earned: int
    most: int


def score(
    points: Sequence[Point],
    verdicts: Sequence[PointVerdict],
    notes: Collection[Note],
    false_claims: int,
    asks_for_a_list: bool,
) -> int:
    """0–100. The points share out 100 by their weights, 3 for must, 2 for should, 1 for bonus, in
    whole numbers. A covered point adds its share, one that is partly covered or recovered half of
    it, any other nothing; then the lowest cap of the notes."""
    return min(uncapped(points, verdicts), cap(notes, false_claims, asks_for_a_list))


def recovered(points: Sequence[Point], grade: Grade, name: str) -> Grade:
    """The grade with the point of this id recovered, of which half counts.

    score = the score before + (the share after − the share before) · 100, both without caps, but
    no more than the cap that the grade had: what was claimed falsely stays claimed.
    """
    verdicts = tuple(
        found.model_copy(update={"verdict": Verdict.RECOVERED}) if found.id == name else found
        for found in grade.points
    )
    before = uncapped(points, grade.points)
    raised = grade.score + max(0, uncapped(points, verdicts) - before)
    new = max(grade.score, min(raised, _cap_of(grade, before)))
    return grade.model_copy(update={"points": verdicts, "score": new})


def _cap_of(grade: Grade, before: int) -> int:
    """Where the grader doesn't say it, the lowest that the notes leave possible."""
    if grade.cap is not None:
        return grade.cap
    if grade.notes and grade.score < before:
        return grade.score
    claims = sum(found.verdict is Verdict.CONTRADICTED for found in grade.points)
    return cap(grade.notes, claims, grade.score > LIST_CAP)


def uncapped(points: Sequence[Point], verdicts: Sequence[PointVerdict]) -> int:
    """0–100, whatever was noticed about the answer as a whole."""
    return sum(part.earned for part in parts(points, verdicts))


def parts(points: Sequence[Point], verdicts: Sequence[PointVerdict]) -> tuple[Part, ...]:
    """What each point adds, and could add at most: the score without caps, line by line."""
    worth = _worth(points)
    earned = [
        share * SHARES[verdict.verdict] for share, verdict in zip(worth, verdicts, strict=True)
    ]
    return tuple(map(Part, _rounded(earned, int(sum(earned) + 0.5)), worth))


def _worth(points: Sequence[Point]) -> list[int]:
    """100 shared out by weight, in whole numbers."""
    full = sum(WEIGHTS[point.weight] for point in points)
    return _rounded([100 * WEIGHTS[point.weight] / full for point in points], 100)


def _rounded(shares: Sequence[float], total: int) -> list[int]:
    """Whole numbers near to the shares that add up to the total: the largest remainders go up."""
    whole = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: whole[place] - shares[place])
    for place in by_remainder[: total - sum(whole)]:
        whole[place] += 1
    return whole


def cap(notes: Collection[Note], false_claims: int, asks_for_a_list: bool) -> int:
    """The most that these notes let a score be, 0–100."""
    caps = [100]
    if Note.EMPTY in notes:
        caps.append(0)
    if Note.ECHO in notes:
        caps.append(ECHO_CAP)
    if Note.KEYWORD_LIST in notes:
        caps.append(ASKED_LIST_CAP if asks_for_a_list else LIST_CAP)
    if Note.DENIAL in notes:
        caps.append(DENIAL_CAP)
    if Note.FALSE_CLAIM in notes:
        caps.append(CLAIM_CAP if false_claims == 1 else CLAIMS_CAP)
    return min(caps)
