"""Hostile YAML: refused at its place, and nothing crashes."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.loading import load
from bot.bank.problem import BrokenBank
from bot.bank.tree import plain, read_tree
from tests.bank.samples import ROUTING, only_problem, problems_in


@pytest.mark.parametrize(
    ("bomb", "line", "columns"),
    # The second column is where libyaml stops by itself, from its version 0.2.6 on.
    [("[", 2, {51, 1011}), ("{", 2, {51, 1011}), ("[{a: ", 2, {108}), ("[\n", 41, {1})],
)
def test_a_nesting_bomb_is_refused_where_it_gets_too_deep(
    tmp_path: Path, bomb: str, line: int, columns: set[int]
) -> None:
    problem = only_problem(tmp_path, f"topic: Bombs\nquestions: {bomb * 50_000}"[:200_000])
    assert problem.line == line
    assert problem.column in columns
    assert problem.text.startswith("nested more than 40 deep")


def test_a_bomb_of_lists_or_keys_without_brackets_is_refused(tmp_path: Path) -> None:
    for bomb in ("- ", "? "):
        problem = only_problem(tmp_path, bomb * 50_000)
        assert (problem.line, problem.column) == (1, 81)
        assert problem.text.startswith("nested more than 40 deep")


def test_nesting_of_forty_is_read_and_forty_one_is_not() -> None:
    read_tree("x.yaml", "[" * 40 + "]" * 40)
    with pytest.raises(BrokenBank, match=r"x\.yaml:1:41: nested more than 40 deep"):
        read_tree("x.yaml", "[" * 41 + "]" * 41)


def test_an_alias_and_its_anchor_are_refused(tmp_path: Path) -> None:
    text = ROUTING.replace("teach: A", "teach: &same A").replace(
        "teach: Write <int:id> to take whole numbers only.", "teach: *same"
    )
    anchor, alias = problems_in(tmp_path, text)
    assert (anchor.line, anchor.column) == (16, 16)
    assert anchor.text == "an anchor, 'same'; anchors aren't read: delete it"
    assert (alias.line, alias.column) == (24, 16)
    assert alias.text == "an alias of 'same'; aliases aren't read: repeat the text"


def test_a_merge_key_is_refused(tmp_path: Path) -> None:
    text = ROUTING.replace("    level: junior", "    <<: {level: junior}")
    merge, missing = sorted(problems_in(tmp_path, text), key=lambda problem: -problem.line)
    assert (merge.line, merge.column) == (4, 5)
    assert merge.text.startswith("a merge key ('<<')")
    assert missing.text == "the key 'level' is missing; write it"


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!int", "!x", "!"])
def test_a_tag_is_refused(tmp_path: Path, tag: str) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("minutes: 4", f"minutes: {tag} 4"))
    assert (problem.line, problem.column) == (6, 14)
    assert problem.text.startswith("a tag, '")


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("    kind:", "    level: fresher\n    kind:"))
    assert (problem.line, problem.column) == (5, 5)
    assert problem.text == "the key 'level' is here a second time; the first is on line 4"


def test_a_key_that_is_not_text_is_refused(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "? [a, b]\n: c\n" + ROUTING)
    assert (problem.line, problem.column) == (1, 3)
    assert problem.text.startswith("a key that isn't text")


def test_a_tab_in_the_indentation_is_named(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("    kind:", "\tkind:"))
    assert (problem.line, problem.column) == (5, 1)
    assert problem.text == "indented with a tab; indent with spaces"


def test_a_character_that_nobody_sees_is_refused_at_its_place(tmp_path: Path) -> None:
    for character, name in {
        "\0": "0000",
        "\x1b": "001B",
        "\u2028": "2028",
        "\u202e": "202E",
    }.items():
        problem = only_problem(tmp_path, ROUTING.replace("Look at", f"Look{character} at"))
        assert (problem.line, problem.column) == (10, 18)
        assert problem.text == f"the character U+{name} is not allowed in a bank; delete it"


def test_a_character_made_by_an_escape_is_refused_too(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, ROUTING.replace("Angle", "\\0 Angle"))
    assert (problem.line, problem.column) == (10, 34)
    assert "U+0000" in problem.text


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing but a comment\n", "\ufeff"])
def test_an_empty_file_is_a_problem(tmp_path: Path, content: str) -> None:
    problem = only_problem(tmp_path, content)
    assert (problem.line, problem.column) == (1, 1)
    assert problem.text == "the file is empty; write the keys 'topic' and 'questions'"


def test_a_second_document_is_refused_where_it_starts(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, f"---\n{ROUTING}---\n{ROUTING}")
    assert problem.line == 2 + ROUTING.count("\n")
    assert problem.text.startswith("a second document starts here")


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("statement: @app.route maps: it", 13, 20),
        ("statement: a rule: a function", 13, 26),
        ('statement: "a rule', 15, 19),
        ("statement: {a, b", 14, 15),
    ],
)
def test_a_syntax_error_tells_its_place_and_a_cure(
    tmp_path: Path, written: str, line: int, column: int
) -> None:
    text = ROUTING.replace("statement: A rule maps an address to a function.", written)
    problem = only_problem(tmp_path, text)
    assert (problem.line, problem.column) == (line, column)
    assert problem.text.startswith("not YAML (")
    assert "put quotes around text" in problem.text


def test_a_bracket_left_open_tells_where_it_was_opened(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "topic: [Routing\nquestions: x\nmore: x\n")
    assert problem.line == 2
    assert "begun on line 1" in problem.text


def test_problems_before_a_syntax_error_are_told_with_it(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, "topic: !x Routing\nquestions: ]\n")
    assert [(problem.line, problem.column) for problem in problems] == [(1, 8), (2, 12)]


def test_columns_count_characters() -> None:
    with pytest.raises(BrokenBank, match=r"x\.yaml:1:7: "):
        read_tree("x.yaml", "é: 😀 x\0")


def test_values_come_without_their_places() -> None:
    root, problems = read_tree("x.yaml", "a: [b, {c: d}]\ne: |\n  f\n")
    assert plain(root) == {"a": ["b", {"c": "d"}], "e": "f\n"}
    assert problems == []


WORDS = "topic: |questions:|id: |hints: |points:|accept: |- |? |: |,|[|]|{|}|&a |*a|!t "
SIGNS = "<<: |>|\"|'|---|...|%TAG|#|~|x|é|\\0|\n|\n  |\n    |\t|\r|\0"
YAML_LIKE = st.lists(st.sampled_from([*WORDS.split("|"), *SIGNS.split("|"), "|"]), max_size=60).map(
    "".join
)


@given(
    content=st.one_of(st.text(max_size=300), YAML_LIKE).map(str.encode) | st.binary(max_size=300)
)
def test_no_content_raises_anything_but_a_broken_bank(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzz" / "flask" / "routing.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    with pytest.raises(BrokenBank) as caught:
        load(file.parent.parent)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(1 <= p.line <= lines + 1 and p.column >= 1 for p in caught.value.problems)
    assert str(caught.value).count("\n") == len(caught.value.problems) - 1


@given(data=st.data())
def test_a_damaged_bank_loads_or_tells_what_is_wrong(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(ROUTING)))
    end = data.draw(st.integers(start, min(len(ROUTING), start + 40)))
    content = ROUTING[:start] + data.draw(YAML_LIKE) + ROUTING[end:]
    file = tmp_path_factory.getbasetemp() / "damaged" / "flask" / "routing.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
    with suppress(BrokenBank):
        assert load(file.parent.parent).questions
