"""What lies in the folder: names, links, sizes, encodings."""

import os
from pathlib import Path

import pytest

from bot.bank.loading import load
from tests.bank.samples import ROUTING, bank_of, only_problem, problems_of


def test_a_file_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "#" * 10_000_000)
    assert (problem.line, problem.column) == (1, 1)
    assert problem.text == "larger than 256 KiB; split it into two topics"


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    content = ROUTING + "#" * (256 * 1024 - len(ROUTING.encode()))
    assert load(bank_of(tmp_path, {"flask/routing.yaml": content})).questions
    assert problems_of(bank_of(tmp_path, {"flask/routing.yaml": content + "#"}))


def test_latin_1_is_refused_where_it_stops_being_utf_8(tmp_path: Path) -> None:
    text = ROUTING.replace("as an argument", "as an argument, s’il vous plaît")
    content = text.replace("’", "'").encode("latin-1")
    problem = only_problem(tmp_path, content)
    assert (problem.line, problem.column) == (9, 74)
    assert problem.text == "not UTF-8 from here on; save the file as UTF-8"


def test_the_place_of_a_wrong_byte_does_not_count_the_byte_order_mark(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, b"\xef\xbb\xbftopic: \xc3\xa9\xff")
    assert (problem.line, problem.column) == (1, 9)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_unicode_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    problem = only_problem(tmp_path, ROUTING.encode(encoding))
    assert problem.line == 1


def test_more_than_two_thousand_files_are_refused(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {f"flask/t{number}.yaml": "" for number in range(2001)})
    (problem,) = problems_of(root)
    assert str(problem).startswith("questions:1:1: holds more than 2000 files")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("token: abc")
    (tmp_path / "elsewhere").mkdir()
    root = bank_of(tmp_path, {"flask/routing.yaml": ROUTING})
    (root / "flask" / "leak.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "track").symlink_to(tmp_path / "elsewhere")
    problems = problems_of(root)
    assert [problem.path for problem in problems] == [
        "questions/flask/leak.yaml",
        "questions/track",
    ]
    assert all(problem.text.startswith("a link out of the bank's") for problem in problems)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/.kept/routing.yaml": ROUTING})
    (root / "flask" / "routing.yaml").symlink_to(Path(".kept") / "routing.yaml")
    assert list(load(root).questions) == ["dynamic-routes"]


def test_links_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/routing.yaml": ROUTING})
    (root / "flask" / "round.yaml").symlink_to("round.yaml")
    (root / "flask" / "up").symlink_to("..")
    assert [problem.path for problem in problems_of(root)] == [
        "questions/flask/round.yaml",
        "questions/flask/up",
    ]


def test_a_pipe_does_not_hold_the_loading_up(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/routing.yaml": ROUTING})
    os.mkfifo(root / "flask" / "pipe.yaml")
    (problem,) = problems_of(root)
    assert str(problem).startswith("questions/flask/pipe.yaml:1:1: not a file")


def test_files_in_the_wrong_place_or_with_the_wrong_ending_are_named(tmp_path: Path) -> None:
    root = bank_of(
        tmp_path,
        {
            "flask/routing.yaml": ROUTING,
            "flask/core.yml": ROUTING,
            "flask/deep/core.yaml": ROUTING,
            "core.yaml": ROUTING,
            "README.md": "# Questions",
            ".git/config.yaml": "x",
        },
    )
    assert [str(problem).split(";")[0] for problem in problems_of(root)] == [
        "questions/core.yaml:1:1: outside a track",
        "questions/flask/core.yml:1:1: isn't read under this name",
        "questions/flask/deep:1:1: a folder inside a track",
    ]


def test_a_file_name_that_is_not_text_is_shown_escaped(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"flask/routing.yaml": ROUTING})
    (root / "flask" / os.fsdecode(b"a\n\xff.yaml")).write_text(ROUTING.replace("dynamic", "other"))
    (problem,) = problems_of(root)
    assert problem.path == "questions/flask/a\\n\\udcff.yaml"
    assert str(problem).isprintable()
