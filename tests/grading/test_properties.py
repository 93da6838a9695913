import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from bot.grading.grade import Confidence
from bot.grading.lexical import LexicalGrader
from tests.grading.samples import BANK, SESSIONS

GRADER = LexicalGrader(BANK)

PIECES = [
    *SESSIONS.answer.split(),
    "not",
    "isn't",
    "without",
    "unlike",
    "or",
    "and",
    "but",
    ",",
    ".",
    "?",
    "\n",
    "(",
    "session.modified",
    "\u200b",
    "🍪",
    "ﬁ",
    "İ",
]
ANSWERS = st.text(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join)

A_GRADE = """
from bot.grading.lexical import LexicalGrader
from tests.grading.samples import BANK, SESSIONS
grader = LexicalGrader(BANK)
for answer in (SESSIONS.answer, "Its storde in cokie, encrpted and singed.", "secret key, cookie"):
    print(grader.grade(SESSIONS, answer).model_dump_json())
"""


@given(ANSWERS)
def test_any_text_gets_a_whole_grade(answer: str) -> None:
    grade = GRADER.grade(SESSIONS, answer)
    assert 0 <= grade.score <= 100
    assert grade.confidence in Confidence
    assert [verdict.id for verdict in grade.points] == [point.id for point in SESSIONS.points]


@given(ANSWERS)
def test_evidence_lies_inside_the_text_in_order_and_apart(answer: str) -> None:
    for verdict in GRADER.grade(SESSIONS, answer).points:
        assert len(verdict.evidence) <= 3
        end = -1
        for span in verdict.evidence:
            assert end < span.start < span.end <= len(answer)
            end = span.end


@given(ANSWERS)
def test_the_same_text_gets_the_same_grade(answer: str) -> None:
    assert GRADER.grade(SESSIONS, answer) == LexicalGrader(BANK).grade(SESSIONS, answer)


def test_another_hash_seed_gives_the_same_grades() -> None:
    grades = {
        subprocess.run(
            [sys.executable, "-c", A_GRADE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(grades) == 1
