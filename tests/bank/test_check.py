"""What `bank check` tells: each fault at its place, all of them in one run."""

from pathlib import Path
from typing import Any

import pytest

from bot.bank.checking import Report, check
from bot.bank.likeness import TOO_LIKE, shingles
from bot.bank.outcome import Outcome
from bot.bank.question import Question
from bot.bank.sample import SampleKind
from bot.bank.standard import below_standard
from bot.grading.lexical import LexicalGrader
from tests.bank.samples import bank_of, question, with_id

SOUND = """\
topic: Routing
questions:
  - id: dynamic-routes
    level: junior
    kind: practical
    minutes: 4
    question: |
      How do you take a part of the address as an argument?
    hints: ["Look at the rule.", "Think of brackets.", "Angle brackets in the rule."]
    points:
      - id: brackets
        statement: Angle brackets mark the variable part of the rule.
        weight: must
        accept: ["angle brackets", "variable part of the rule"]
        teach: Write the part in angle brackets.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules
      - id: converter
        statement: An int converter takes whole numbers only.
        weight: should
        accept: ["int converter", "whole numbers only"]
        teach: Write <int:id> to take whole numbers only.
        link: https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules
    misconceptions:
      - claim: ["every value arrives as a string"]
        contradicts: converter
        truth: Five converters are built in.
    answer: |
      I write angle brackets around the variable part of the rule, and the function receives it
      under that name. With the int converter in front of the name it takes whole numbers only.
"""
LINKS = "2026-11-20 https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules\n"


def report_of(folder: Path, text: str = SOUND, **files: str) -> Report:
    lists = {"links.txt": LINKS} | {name.replace("_", "."): held for name, held in files.items()}
    root = bank_of(folder, {"flask/routing.yaml": text, **lists})
    return check(root, LexicalGrader, None)


def told(folder: Path, old: str, new: str, **files: str) -> list[tuple[int, int, str]]:
    assert old in SOUND
    report = report_of(folder, SOUND.replace(old, new, 1), **files)
    return [(each.line, each.column, each.text) for each in report.problems]


def test_a_sound_question_has_no_problems(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert report.problems == ()
    assert str(report).splitlines()[-1].startswith("1 questions, 0 problems, ")


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "text"),
    [
        (
            'accept: ["int converter"',
            'accept: ["Angle  brackets", "int converter"',
            20,
            18,
            "'Angle  brackets' is accepted by 'brackets' too; leave it to one of them",
        ),
        (
            '"Think of brackets."',
            '"Put `angle brackets` there."',
            9,
            34,
            "gives 'angle brackets' away; keep it for the last hint",
        ),
        (
            "With the int converter in front of the name it takes whole numbers only.",
            "That is all.",
            27,
            13,
            "the point 'converter' is missed in the model answer; say it there, or accept how it"
            " is said",
        ),
        (
            "link: https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules",
            "link: https://blog.example/flask",
            16,
            15,
            "'blog.example' is no known site of documentation; link to the official pages",
        ),
        (
            "quickstart/#variable-rules",
            "quickstart/#routing",
            16,
            15,
            "isn't in links.txt; open it, and note it there with the day",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, line: int, column: int, text: str
) -> None:
    [*faults] = told(tmp_path, old, new)
    assert [at[:2] for at in faults if text in at[2]] == [(line, column)], faults


def test_an_id_that_was_retired_is_not_used_again(tmp_path: Path) -> None:
    [problem] = report_of(tmp_path, retired_txt="# gone\n\ndynamic-routes\n").problems
    assert (problem.line, problem.column) == (3, 9)
    assert problem.text.startswith("'dynamic-routes' belonged to a question that is gone")


def test_a_line_of_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    report = report_of(tmp_path, retired_txt="Two Words\n", links_txt=f"{LINKS}yesterday\n")
    assert [str(problem).partition(" is not ")[0] for problem in report.problems] == [
        "questions/links.txt:2:1: 'yesterday'",
        "questions/retired.txt:1:1: 'Two Words'",
    ]


def test_a_bank_without_lists_is_checked_without_them(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/routing.yaml": SOUND})
    assert check(root, LexicalGrader, None).problems == ()


SAMPLE = """\
    samples:
      - kind: weak
        answer: {answer}
        covers: [{covers}]
        score: {score}
"""


@pytest.mark.parametrize(
    ("answer", "covers", "score", "said"),
    [
        ("I put angle brackets into the rule.", "brackets", "[50, 70]", []),
        ("I put angle brackets into the rule.", "brackets", "[70, 90]", ["scores 60"]),
        ("I put angle brackets into the rule.", "", "[50, 70]", ["doesn't make", "'brackets'"]),
        ("I don't know that.", "converter", "[0, 10]", ["makes the point 'converter'", "missed"]),
    ],
)
def test_a_sample_gets_what_its_author_says(
    tmp_path: Path, answer: str, covers: str, score: str, said: list[str]
) -> None:
    sample = SAMPLE.format(answer=answer, covers=covers, score=score)
    problems = report_of(tmp_path, SOUND + sample).problems
    assert len(problems) == bool(said), problems
    assert all(part in str(problem) for problem in problems for part in said)


def test_a_question_that_is_nearly_another_is_told(tmp_path: Path) -> None:
    other = with_id("other").split("questions:\n")[1]
    root = bank_of(tmp_path, {"flask/routing.yaml": SOUND + other})
    found = [str(each) for each in check(root, LexicalGrader, None).problems]
    assert any("100% like 'dynamic-routes'" in each for each in found)


@pytest.mark.parametrize(("every", "alike"), [(8, True), (5, True), (3, False)])
def test_a_light_rewording_is_too_like_and_a_new_text_is_not(every: int, alike: bool) -> None:
    words = [f"word{number}" for number in range(80)]
    other = [f"new{at}" if at % every == 0 else word for at, word in enumerate(words)]
    first, second = shingles(" ".join(words)), shingles(" ".join(other))
    assert (len(first & second) / len(first | second) >= TOO_LIKE) is alike


def test_everything_is_told_in_one_run(tmp_path: Path) -> None:
    broken = SOUND.replace("dynamic-routes", "broken").replace("level: junior", "level: senior")
    sharing = SOUND.replace('["int converter"', '["angle brackets", "int converter"')
    root = bank_of(
        tmp_path,
        {
            "flask/routing.yaml": sharing + broken.split("questions:\n")[1],
            "flask/other.yaml": "topic: [",
            "links.txt": LINKS,
        },
    )
    found = [(each.path, each.line) for each in check(root, LexicalGrader, None).problems]
    assert found == [
        ("questions/flask/other.yaml", 2),
        ("questions/flask/routing.yaml", 20),
        ("questions/flask/routing.yaml", 31),
    ]


def test_one_file_of_a_bank_is_checked_by_itself(tmp_path: Path) -> None:
    wrong = SOUND.replace("dynamic-routes", "other").replace("/en/", "/de/")
    files = {"flask/routing.yaml": SOUND, "flask/wrong.yaml": wrong, "links.txt": LINKS}
    root = bank_of(tmp_path, files)
    assert check(root / "flask/routing.yaml", LexicalGrader, None).problems == ()
    report = check(root / "flask/wrong.yaml", LexicalGrader, None)
    assert report.questions == 1
    assert {each.path for each in report.problems} == {"questions/flask/wrong.yaml"}


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    [problem] = check(tmp_path / "nowhere", LexicalGrader, None).problems
    assert problem.text.startswith("there is no such folder")


def test_a_program_is_told_at_what_it_expects(tmp_path: Path) -> None:
    code = "    code: [{id: greet, run: 'print(1)', expect: {output: '2'}}]\n"
    root = bank_of(tmp_path, {"flask/routing.yaml": SOUND + code})
    report = check(root, LexicalGrader, lambda _: Outcome(0, "1\n"))
    [problem] = report.problems
    assert (problem.line, problem.column) == (30, 49)
    assert problem.text == "the program 'greet' printed '1'; mend it, or what it expects"


def lacking(**changes: Any) -> list[str]:
    asked = Question.model_validate(question("x").model_dump() | changes)
    return [fault.text for fault in below_standard(asked)]


def test_a_bare_question_is_told_all_that_it_lacks() -> None:
    assert lacking() == [
        "5 words beside the code, expected 60 to 180; write more",
        "1 hints, expected 2 to 3; write more",
        "2 points, expected 3 to 7; write more",
        "1 phrases, expected 6 to 30; write more",
        "1 phrases, expected 6 to 30; write more",
        "no misconceptions; write at least one that people have",
        "no follow-up for 'one', 'two'; write one for each",
        f"no sample that is {', '.join(repr(kind.value) for kind in SampleKind)}; write one of each"
        " kind",
        "no sources; link what the facts were taken from",
        "not 'checked'; say on which versions of which packages it was tried",
    ]


def test_what_lacks_is_told_apart_from_what_is_wrong(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert report.problems == ()
    assert "no sources" in " ".join(each.text for each in report.standard)
    assert "\n".join(map(str, report.standard)) in str(report)


def test_code_that_is_shown_has_a_program() -> None:
    shown = {"answer": "Like this:\n\n```python\nprint(1)\n```"}
    program = {"id": "a", "run": "print(1)", "expect": {"output": "1"}, "requires": ["flask"]}
    assert any("isn't shown to run" in text for text in lacking(**shown))
    assert not any("isn't shown to run" in text for text in lacking(**shown, code=[program]))
    debugging = lacking(kind="debugging", code=[program], checked={"jinja2": "3.1.6"})
    assert any("no program that fails" in text for text in debugging)
    assert any("no version of 'flask'" in text for text in debugging)
