import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grading.grade import Note, PointVerdict, Verdict
from bot.grading.score import parts, score, uncapped
from tests.grading.samples import SESSIONS

C, P, M = Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED
X = Verdict.CONTRADICTED


def total(*given: Verdict, notes: tuple[Note, ...] = (), claims: int = 0) -> int:
    """Of two musts, a should and a bonus."""
    verdicts = [
        PointVerdict(id=point.id, verdict=verdict)
        for point, verdict in zip(SESSIONS.points, given, strict=True)
    ]
    return score(SESSIONS.points, verdicts, notes, claims, asks_for_a_list=False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((C, C, C, C), 100),
        ((C, C, C, M), 89),
        ((C, M, M, M), 34),
        ((P, P, P, M), 45),
        ((C, C, M, C), 78),
        ((C, C, P, C), 89),
        ((X, X, X, M), 0),
        ((M, M, M, C), 11),
    ],
)
def test_points_weigh_by_how_much_they_matter(given: tuple[Verdict, ...], expected: int) -> None:
    assert total(*given) == expected


@pytest.mark.parametrize(
    ("notes", "claims", "expected"),
    [
        ((Note.EMPTY,), 0, 0),
        ((Note.ECHO,), 0, 10),
        ((Note.KEYWORD_LIST,), 0, 15),
        ((Note.FALSE_CLAIM,), 1, 45),
        ((Note.FALSE_CLAIM,), 2, 25),
        ((Note.DENIAL,), 0, 25),
        ((Note.KEYWORD_LIST, Note.FALSE_CLAIM), 1, 15),
    ],
)
def test_the_lowest_cap_holds(notes: tuple[Note, ...], claims: int, expected: int) -> None:
    assert total(C, C, C, C, notes=notes, claims=claims) == expected


@given(st.lists(st.sampled_from([C, P, M, X]), min_size=4, max_size=4))
def test_what_the_points_add_comes_to_the_score_and_to_a_hundred(given_: list[Verdict]) -> None:
    verdicts = [
        PointVerdict(id=point.id, verdict=verdict)
        for point, verdict in zip(SESSIONS.points, given_, strict=True)
    ]
    found = parts(SESSIONS.points, verdicts)
    assert sum(part.earned for part in found) == uncapped(SESSIONS.points, verdicts)
    assert sum(part.most for part in found) == 100
    for part, verdict in zip(found, given_, strict=True):
        assert part.earned == part.most if verdict is C else part.earned < part.most
        assert (part.earned > 0) == (verdict in (C, P))
