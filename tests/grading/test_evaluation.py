"""Answers and rubrics read from files, and what is told of them."""

import json
from pathlib import Path

import pytest

from bot.grading.evaluation import UnreadableFile, evaluate, named, read_answers, read_rubrics
from bot.grading.grade import Confidence, Grade
from bot.grading.lexical import LexicalGrader
from tests.grading.samples import BANK, SESSIONS

RUBRIC = {
    "id": "1.1",
    "points": [
        {"id": "p1", "statement": "a stack is last in, first out", "weight": "must", "accept": []}
    ],
}


def lines(path: Path, *objects: object) -> Path:
    path.write_text("\n".join(json.dumps(each) for each in objects) + "\n", encoding="utf-8")
    return path


def labelled(question: str, answer: str, score: int, **more: object) -> dict[str, object]:
    return {"question": question, "answer": answer, "score": score, **more}


def test_answers_are_judged_and_counted_by_kind(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "answers.jsonl",
        labelled("sessions", SESSIONS.answer, 100, kind="excellent"),
        labelled("sessions", "idk", 0, kind="nothing", points={"in-a-cookie": "missed"}),
        labelled("not-there", "anything", 50),
    )
    figures = evaluate(named(BANK), read_answers(path), LexicalGrader(BANK).grade)
    assert figures.n == 2
    assert figures.pearson == pytest.approx(1)
    assert figures.rmse <= 10
    assert figures.kinds["nothing"].mean_label == 0
    assert set(figures.kinds) == {"excellent", "nothing"}
    assert figures.point_macro_f1 == 1


def test_a_question_is_found_by_its_origin() -> None:
    question = SESSIONS.model_copy(update={"origin": "seed/7"})
    assert named([question])["seed/7"] is named([question])["sessions"]


def test_the_share_of_unsure_grades_is_told(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", labelled("sessions", "x", 10), labelled("sessions", "y", 20))

    def unsure(question: object, answer: str) -> Grade:
        sure = Confidence.LOW if answer == "x" else Confidence.HIGH
        return Grade(score=10, confidence=sure, points=(), grader="test", version="1")

    assert evaluate(named(BANK), read_answers(path), unsure).low_confidence == 0.5


def test_somebody_else_s_rubric_is_enough_to_grade_with(tmp_path: Path) -> None:
    (question,) = read_rubrics(lines(tmp_path / "r.jsonl", RUBRIC))
    grader = LexicalGrader([question])
    assert grader.grade(question, "A stack is last in, first out.").score == 100
    assert grader.grade(question, "A queue serves whoever came earliest.").score < 50


def test_without_the_question_s_text_nothing_is_an_echo(tmp_path: Path) -> None:
    (question,) = read_rubrics(lines(tmp_path / "r.jsonl", RUBRIC))
    assert LexicalGrader([question]).grade(question, "stack last first out").notes == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "isn't JSON"),
        ('{"question": "a", "answer": "b"}', "score: Field required"),
        ('{"question": "a", "answer": "b", "score": 101}', "score: Input should be less"),
    ],
)
def test_a_line_that_can_t_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(f'{{"question": "a", "answer": "b", "score": 1}}\n{text}\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=rf"answers\.jsonl:2.*{said}"):
        read_answers(path)


def test_a_file_that_isn_t_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="can't be read"):
        read_rubrics(tmp_path / "none.jsonl")
