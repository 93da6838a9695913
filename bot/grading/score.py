"""From verdicts to a number."""

from collections.abc import Collection, Sequence

from bot.bank.question import Point, Weight
from bot.grading.grade import Note, PointVerdict, Verdict

WEIGHTS = {Weight.MUST: 3, Weight.SHOULD: 2, Weight.BONUS: 1}
SHARES = {
    Verdict.COVERED: 1.0,
    Verdict.PARTLY: 0.5,
    Verdict.MISSED: 0.0,
    Verdict.CONTRADICTED: 0.0,
}
ECHO_CAP = 10
LIST_CAP = 15
ASKED_LIST_CAP = 70
CLAIM_CAP = 45
CLAIMS_CAP = 25
DENIAL_CAP = 25


def score(
    points: Sequence[Point],
    verdicts: Sequence[PointVerdict],
    notes: Collection[Note],
    false_claims: int,
    asks_for_a_list: bool,
) -> int:
    """0–100: 100 · Σ w·s / Σ w over the points, with w = 3 for must, 2 for should, 1 for bonus and
    s = 1 covered, ½ partly, else 0; then the lowest cap of the notes."""
    full = sum(WEIGHTS[point.weight] for point in points)
    earned = sum(
        WEIGHTS[point.weight] * SHARES[verdict.verdict]
        for point, verdict in zip(points, verdicts, strict=True)
    )
    return min(int(100 * earned / full + 0.5), _cap(notes, false_claims, asks_for_a_list))


def _cap(notes: Collection[Note], false_claims: int, asks_for_a_list: bool) -> int:
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
