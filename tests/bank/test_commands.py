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


def test_the_numbers_tell_what_there_is_and_what_is_whole(root: Path) -> None:
    result = said("stats", root)
    assert result.exit_code == 0
    lines = [line.replace("│", " ").split() for line in result.output.splitlines()]
    assert ["junior", "1", "0", "0", "0", "0"] in lines
    assert ["practical", "1", "0", "0", "0", "0"] in lines
    assert ["routing", "1", "0", "0", "0", "0"] in lines
    assert result.output.endswith("0 of 1 meet the whole standard.\n")


def test_a_question_is_shown_from_what_is_asked_to_the_model_answer(root: Path) -> None:
    result = said("show", "dynamic-routes", root)
    assert result.exit_code == 0
    parts = (
        "1–3 years · Routing · Practical · about 4 min",
        "How do you take a part of the address",
        "1 Look at the rule.",
        "Angle brackets mark the variable part of the rule. (must)",
        "I write angle brackets around",
        "https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules",
    )
    places = [result.output.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_an_id_that_is_not_there_is_answered_with_the_nearest(root: Path) -> None:
    result = said("show", "dynamic-route", root)
    assert result.exit_code == 2
    assert "near it are: dynamic-routes." in result.output


def test_a_broken_bank_has_no_numbers_but_its_problems(root: Path) -> None:
    bank_of(root.parent, {"flask/other.yaml": "topic: ["})
    for verb in (("stats",), ("show", "dynamic-routes")):
        result = said(*verb, root)
        assert result.exit_code == 2
        assert result.output.startswith("questions/flask/other.yaml:2:1: ")
