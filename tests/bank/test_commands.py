"""`python3 -m bot bank …`, as somebody who writes questions uses it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.bank.samples import bank_of
from tests.bank.test_check import LINKS, SOUND


def said(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["bank", *map(str, arguments)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bank_of(tmp_path, {"flask/routing.yaml": SOUND, "links.txt": LINKS})


def test_a_check_without_problems_ends_well_though_the_standard_is_not_met(root: Path) -> None:
    result = said("check", root)
    assert result.exit_code == 0
    assert result.output.startswith("Below the standard:\nquestions/flask/routing.yaml:3:5: ")


def test_a_strict_check_wants_the_standard(root: Path) -> None:
    assert said("check", root, "--strict").exit_code == 1


def test_a_check_with_problems_ends_with_one(root: Path) -> None:
    bank_of(root.parent, {"flask/routing.yaml": SOUND.replace("/en/", "/de/")})
    result = said("check", root / "flask" / "routing.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("questions/flask/routing.yaml:")


def test_the_programs_run_unless_they_must_not(root: Path) -> None:
    code = "    code: [{id: greet, run: 'print(1)', expect: {output: '2'}}]\n"
    bank_of(root.parent, {"flask/routing.yaml": SOUND + code})
    result = said("check", root)
    assert (result.exit_code, "'greet' printed '1'" in result.output) == (1, True)
    assert said("check", root, "--no-run").exit_code == 0
