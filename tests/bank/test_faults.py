"""What doesn't fit the model: each fault at its place, with a sentence that tells the cure."""

from pathlib import Path

import pytest

from tests.bank.samples import ROUTING, only_problem, problems_in

A_SLUG = "small letters and digits with single hyphens between, like 'dynamic-routes'"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "text"),
    [
        (
            "    hints:",
            "    hint:",
            10,
            5,
            "unknown key 'hint'; did you mean 'hints'? The keys here are id, level, kind, minutes,"
            " question, hints, points, misconceptions, answer, origin, follow_ups, code, samples,"
            " sources, checked",
        ),
        (
            "        accept:\n",
            "        aliases:\n",
            21,
            9,
            "unknown key 'aliases'; the keys here are id, statement, weight, accept, teach, link",
        ),
        (
            "        truth:",
            "        thruth:",
            29,
            9,
            "unknown key 'thruth'; did you mean 'truth'? The keys here are claim, contradicts,"
            " truth",
        ),
        (
            "topic: Routing\n",
            "topic: Routing\nlevel: junior\n",
            2,
            1,
            "unknown key 'level'; the keys here are topic, questions",
        ),
        (
            "level: junior",
            "level: senior",
            4,
            12,
            "'level' is 'senior', expected 'fresher', 'junior' or 'experienced'",
        ),
        (
            "weight: should",
            "weight: [should]",
            20,
            17,
            "'weight' is a list, expected 'must', 'should' or 'bonus'",
        ),
        ("minutes: 4", "minutes: four", 6, 14, "'minutes' is 'four', expected a whole number"),
        ("minutes: 4", "minutes: 4.5", 6, 14, "'minutes' is '4.5', expected a whole number"),
        ("minutes: 4", "minutes: 40", 3, 5, "minutes is 40, expected 1 to 30"),
        (
            "id: converter",
            "id: Int Converter",
            18,
            13,
            f"'id' is 'Int Converter'; use {A_SLUG}",
        ),
        (
            "truth: Five converters are built in.",
            "truth:",
            29,
            15,
            "'truth' is empty, expected some text; write it, or leave the key out if it is"
            " optional",
        ),
        (
            "topic: Routing",
            f"topic: {'Routing' * 10}",
            1,
            8,
            "'topic' is 70 characters long; shorten it to 60",
        ),
        (
            "          - converts the part",
            "          - converts: the part",
            23,
            13,
            "entry 2 of 'accept' is a mapping of keys, expected text; put quotes around it if it"
            " holds ': ' or begins with a sign",
        ),
        (
            '["Look at the rule.", "Angle brackets."]',
            "Look at the rule.",
            10,
            12,
            "'hints' is 'Look at the rule.', expected a list; begin each entry on its own line"
            " with '- '",
        ),
        (
            "link: https://flask.palletsprojects.com/en/stable/quickstart/#routing",
            "link: http://flask.example",
            17,
            15,
            "'link' is 'http://flask.example'; use an address that begins with https:// and holds"
            " no blanks or brackets",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, line: int, column: int, text: str
) -> None:
    assert old in ROUTING
    problems = problems_in(tmp_path, ROUTING.replace(old, new, 1))
    assert (line, column, text) in [(p.line, p.column, p.text) for p in problems]


@pytest.mark.parametrize(
    ("written", "column", "text"),
    [
        (
            "code: [{id: a, rum: x}]",
            20,
            "unknown key 'rum'; did you mean 'run'? The keys here are id, run, expect, requires",
        ),
        (
            "code: [{id: a, run: x, expect: {raises: {nam: x}}}]",
            46,
            "unknown key 'nam'; did you mean 'name'? The keys here are name, message",
        ),
        (
            "code: [{id: a, run: x, expect: {fails: no idea}}]",
            44,
            "'fails' is 'no idea', expected true or false",
        ),
        (
            "code: [{id: a, run: x, expect: {}, requires: [a b]}]",
            51,
            "entry 1 of 'requires' is 'a b'; use a package's name, as pip takes it",
        ),
        (
            "follow_ups: [{point: x}]",
            19,
            "unknown key 'point'; did you mean 'points'? The keys here are for, question, points",
        ),
        (
            "samples: [{score: [1, 200]}]",
            27,
            "entry 2 of 'score' is '200', expected a number from 0 to 100",
        ),
        ("samples: [{score: [1]}]", 23, "entry 2 of 'score' is missing; write it"),
        (
            "samples: [{score: [1, 2, 3]}]",
            23,
            "'score' is a list, expected no more than 2; delete the others",
        ),
        (
            "sources: [x]",
            15,
            "entry 1 of 'sources' is 'x'; use an address that begins with https:// and holds"
            " no blanks or brackets",
        ),
        (
            "checked: {a b: x}",
            20,
            "a key of 'checked' is 'a b'; use a package's name, as pip takes it",
        ),
    ],
)
def test_a_fault_in_what_proves_a_question_is_told_at_its_place(
    tmp_path: Path, written: str, column: int, text: str
) -> None:
    problems = problems_in(tmp_path, f"{ROUTING}    {written}\n")
    assert (32, column, text) in [(p.line, p.column, p.text) for p in problems]


def test_a_missing_key_is_told_where_its_mapping_starts(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("        weight: must\n", ""))
    assert (problem.line, problem.column) == (12, 9)
    assert problem.text == "the key 'weight' is missing; write it"


def test_what_does_not_fit_together_is_told_at_the_question(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("contradicts: converter", "contradicts: it"))
    assert (problem.line, problem.column) == (3, 5)
    assert problem.text == "misconceptions: 'it' is not the id of a point"


@pytest.mark.parametrize("content", ["- a\n- b\n", "just text\n", "--- ''\n"])
def test_a_file_that_is_no_mapping_is_a_problem(tmp_path: Path, content: str) -> None:
    problem = only_problem(tmp_path, content)
    assert problem.line == 1
    assert problem.text.startswith("the file is ")
    assert problem.text.endswith("expected keys with their values; write each as 'key: value'")


def test_a_question_that_is_no_mapping_is_a_problem(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "topic: Routing\nquestions:\n  - text\n")
    assert (problem.line, problem.column) == (3, 5)
    assert problem.text.startswith("entry 1 of 'questions' is 'text', expected keys")


def test_a_topic_without_questions_is_a_problem(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "topic: Routing\nquestions: []\n")
    assert (problem.line, problem.column) == (2, 12)
    assert problem.text == "'questions' is empty; write at least one"


def test_what_a_stranger_wrote_is_shown_short_and_on_one_line(tmp_path: Path) -> None:
    written = '"\\n' + "x" * 5000 + '"'
    problems = problems_in(tmp_path, ROUTING.replace("level: junior", f"level: {written}"))
    assert len(problems[0].text) < 200
    assert problems[0].text.isprintable()
