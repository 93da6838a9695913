import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.routes import Route

ANSWER = Route("interview/{interview:int}/{attempt:int}/answer")
START = Route("interview/start/{pace}/{length:int}")


def test_a_path_comes_back_as_its_parts() -> None:
    path = ANSWER.path(interview=55, attempt=7)
    assert path == "interview/55/7/answer"
    assert ANSWER.match(path) == {"interview": 55, "attempt": 7}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "interview/55/7",
        "interview/55/7/answer/more",
        "interview/x/7/answer",
        "interview/-5/7/answer",
        "interview/٣/7/answer",
        f"interview/{'9' * 30}/7/answer",
        "daily/55/7/answer",
    ],
)
def test_other_paths_do_not_match(path: str) -> None:
    assert ANSWER.match(path) is None


@pytest.mark.parametrize("pace", ["", "a/b", "x" * 120])
def test_a_part_that_could_not_be_matched_is_refused(pace: str) -> None:
    with pytest.raises(ValueError, match="is no path of"):
        START.path(pace=pace, length=5)


@given(st.text(max_size=120))
def test_any_id_either_matches_or_does_not(path: str) -> None:
    parts = START.match(path)
    assert parts is None or START.path(**parts) == path or len(path) > 100 or "/0" in path
