"""Files made to hurt: each ends in problems, soon, and within a bounded memory."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.bank.files import MOST_BYTES
from bot.bank.lists import MOST_PROBLEMS as MOST_OF_A_LIST
from bot.bank.lists import read_lists
from bot.bank.loading import MOST_PROBLEMS, MOST_PROBLEMS_OF_A_FILE
from tests.bank.samples import ROUTING, bank_of, only_problem, problems_in, problems_of

ROOT = Path(__file__).parents[2]
LIMIT_S = 5.0
LIMIT_MB = 300


def filled(start: str, repeated: str, end: str = "") -> str:
    """As much as a file may hold."""
    times = (MOST_BYTES - len(start) - len(end)) // len(repeated)
    return start + repeated * times + end


def numbered(line: str, times: int) -> str:
    return "".join(line.replace("#", str(number)) for number in range(times))


QUESTIONS = "topic: Bombs\nquestions:\n"
BOMBS = {
    "brackets": filled("topic: Bombs\nquestions: ", "["),
    "braces": filled("", "{"),
    "dashes": filled("", "- "),
    "question marks": filled("", "? "),
    "empty lists": filled("topic: Bombs\nquestions: [", "[],", "]"),
    "empty entries": filled(QUESTIONS, "  -\n"),
    "empty questions": filled(QUESTIONS, "  - {}\n"),
    "five hundred empty questions": QUESTIONS + "  - {}\n" * 500,
    "ever deeper": "".join(" " * number + "a:\n" for number in range(700)),
    "billion laughs": "a: &a [x]\n" + numbered("b#: &b# [*a, *a, *a, *a, *a, *a]\n", 6000),
    "anchors": numbered("k#: &k# x\n", 14_000),
    "merge keys": "a: &a {k: v}\n" + numbered("m#: {<<: [*a, *a, *a], k: v}\n", 7000),
    "tags": numbered("k#: !!python/object/apply:os.system x\n", 5000),
    "the same key": filled("", "topic: Bombs\n"),
    "the same id": filled(QUESTIONS, "  - id: a\n"),
    "unknown keys": numbered("k#: x\n", 24_000),
    "one long key": filled("", "k", ": x\n"),
    "one long number": filled(f"{QUESTIONS}  - minutes: ", "9"),
    "an open quote": filled("topic: '", "x\n"),
    "escapes": filled('topic: "', "\\x00", '"'),
    "colons": filled("", "a: b: "),
    "documents": filled("", "---\n"),
    "directives": filled("", "%TAG ! tag:x,2000:\n", "--- x"),
    "tabs": filled("", "\t"),
    "line ends": filled("", "\r"),
    "scores": filled(f"{QUESTIONS}  - samples:\n", "    - score: [9, 9, 9]\n"),
    "programs": filled(f"{QUESTIONS}  - code:\n", "    - {id: a, run: x, expect: {}}\n"),
    "packages": f"{QUESTIONS}  - checked:\n" + numbered("      'a b#': x\n", 12_000),
}

# The most memory that the process ever had, in KiB. Not ru_maxrss: Linux lets a child begin with
# its parent's.
LOOK = """
import sys
from contextlib import suppress
from pathlib import Path
from bot.bank.loading import load
from bot.bank.problem import BrokenBank
for folder in sys.argv[1:]:
    with suppress(BrokenBank):
        load(Path(folder))
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_of_a_file_ends_in_a_few_problems_soon(tmp_path: Path, bomb: str) -> None:
    started = time.process_time()
    problems = problems_in(tmp_path, BOMBS[bomb])
    assert time.process_time() - started < LIMIT_S
    assert 1 <= len(problems) <= MOST_PROBLEMS_OF_A_FILE + 1
    assert all(len(str(problem)) < 500 and str(problem).isprintable() for problem in problems)


def test_the_bombs_together_take_a_bounded_memory(tmp_path: Path) -> None:
    folders = [_folder(tmp_path, number, bomb) for number, bomb in enumerate(BOMBS.values())]
    command = [sys.executable, "-c", LOOK, *map(str, folders)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) < LIMIT_MB * 1024


def _folder(around: Path, number: int, bomb: str) -> Path:
    (around / str(number)).mkdir()
    return bank_of(around / str(number), {"t/x.yaml": bomb})


def test_a_bank_full_of_bombs_is_given_up_after_the_first(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {f"t/f{n}.yaml": BOMBS["unknown keys"] for n in range(40)})
    problems = problems_of(root)
    assert len(problems) <= MOST_PROBLEMS + MOST_PROBLEMS_OF_A_FILE + 1
    assert sum(problem.text.startswith("not read, since") for problem in problems) == 1


def test_a_list_full_of_nonsense_tells_the_first_lines(tmp_path: Path) -> None:
    root = bank_of(tmp_path, {"retired.txt": "A B\n" * 100_000, "links.txt": b"\xff"})
    told = read_lists(root).problems
    assert len(told) == MOST_OF_A_LIST + 1
    bank_of(tmp_path, {"retired.txt": b"a\n\xff", "links.txt": ""})
    assert [str(each) for each in read_lists(root).problems] == [
        "questions/retired.txt:2:1: not UTF-8 from here on; save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: junior", "level: no", "'level' is 'no', expected 'fresher', 'junior' or"),
        ("minutes: 4", "minutes: 1:30", "'minutes' is '1:30', expected a whole number"),
        ("minutes: 4", "minutes: 0x10", "'minutes' is '0x10', expected a whole number"),
        ("minutes: 4", "minutes: yes", "'minutes' is 'yes', expected a whole number"),
        ("id: dynamic-routes", "id: ~", "'id' is '~'; use small letters and digits"),
        ("kind: practical", "kind: .inf", "'kind' is '.inf', expected 'conceptual'"),
        ("hints: [", "hints: no\n    origins: [", "'hints' is 'no', expected a list"),
    ],
)
def test_what_yaml_would_take_for_something_else_is_told_as_written(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ROUTING
    problems = problems_in(tmp_path, ROUTING.replace(old, new))
    assert any(problem.text.startswith(said) for problem in problems), problems


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "cp1252", "shift_jis"])
def test_a_wrong_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    letter = "日" if encoding == "shift_jis" else "é"
    problem = only_problem(tmp_path, ROUTING.replace("argument", letter).encode(encoding))
    assert problem.text.endswith(("save the file as UTF-8", "not allowed in a bank; delete it"))
