"""What the README must say, from what the program offers."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
ROOMS = sorted(path.parent.name for path in (ROOT / "bot").glob("*/__init__.py"))


def verbs(command: Any, name: str) -> list[str]:
    below = getattr(command, "commands", {})
    return [verb for sub in below for verb in verbs(below[sub], f"{name} {sub}")] or [name]


@pytest.mark.parametrize("setting", [name.upper() for name in Settings.model_fields])
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("verb", verbs(typer.main.get_command(app), "python3 -m bot"))
def test_every_command_of_the_program_is_in_the_readme(verb: str) -> None:
    assert f"`{verb}" in README


def test_the_program_has_the_commands_that_are_looked_for() -> None:
    assert "python3 -m bot db backup" in verbs(typer.main.get_command(app), "python3 -m bot")


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_in_the_readme(room: str) -> None:
    assert f"`bot/{room}`" in README


def test_the_first_screen_has_the_two_commands() -> None:
    first_screen = "\n".join(README.splitlines()[:25])
    assert "python3 -m pip install -e . && python3 -m bot sandbox" in first_screen
    assert 'python3 -m pip install -e ".[test]" && python3 -m pytest' in first_screen


def test_every_picture_in_the_readme_is_there_and_small() -> None:
    local = re.findall(r"(?:\]\(|src=\")([^)\"]+\.png)", README)
    assert len(local) >= 7
    assert all((ROOT / picture).stat().st_size < 300_000 for picture in local)
