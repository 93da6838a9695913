"""The authors' guide tells the truth: its examples are in the bank, its file loads."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from bot.bank.checking import check
from bot.bank.question import Kind
from bot.bank.sample import SampleKind
from bot.grading.lexical import LexicalGrader

QUESTIONS = Path(__file__).parents[2] / "questions"
GUIDE = (QUESTIONS / "README.md").read_text()
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
WHOLE = [block for block in BLOCKS if block.startswith("#")]
PARTS = [block for block in BLOCKS if not block.startswith("#")]


def lines(text: str) -> str:
    """The text without the indentation of its lines."""
    return "\n".join(line.strip() for line in text.splitlines())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.splitlines()[0].strip()))
def test_a_part_that_the_guide_shows_stands_in_the_worked_example(part: str) -> None:
    example = (QUESTIONS / "flask" / "blueprints.yaml").read_text()
    assert f"\n{lines(dedent(part))}\n" in f"{lines(example)}\n"


def test_the_file_to_begin_with_has_no_problems(tmp_path: Path) -> None:
    [text] = WHOLE
    file = tmp_path / "questions" / "flask" / "routing.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    report = check(file, LexicalGrader, None)
    assert report.problems == ()
    assert report.standard


@pytest.mark.parametrize("name", [*Kind, *SampleKind])
def test_the_guide_explains_every_kind(name: str) -> None:
    assert f"\n| `{name}` | " in GUIDE


@pytest.mark.parametrize("file", re.findall(r"\]\((\S+)\)", GUIDE))
def test_what_the_guide_points_to_is_there(file: str) -> None:
    assert (QUESTIONS / file).exists()
