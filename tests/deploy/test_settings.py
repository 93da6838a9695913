"""deploy/env.example has each setting of the program, with its default, and no other."""

import re

import pytest

from bot.settings import Settings
from tests.deploy.files import text

LINES = text("env.example").splitlines()
SETTING = re.compile(r"#?([A-Z_]+)=(.*)")


def examples() -> dict[str, str]:
    found = [match for line in LINES if (match := SETTING.fullmatch(line))]
    return {match[1]: match[2] for match in found}


def test_it_has_every_setting_and_no_other() -> None:
    assert set(examples()) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_shown_with_its_default(name: str) -> None:
    default = Settings.model_fields[name].default
    # The default of a folder depends on where the program is installed.
    has_one = default is not None and not Settings.model_fields[name].default_factory
    assert examples()[name.upper()] == (str(default) if has_one else "")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_line_says_what_a_setting_is(name: str) -> None:
    [place] = [n for n, line in enumerate(LINES) if re.match(f"#?{name.upper()}=", line)]
    assert re.match(r"# [A-Z].*\.$", LINES[place - 1])


def test_nothing_but_the_token_is_set() -> None:
    set_here = [line for line in LINES if line and not line.startswith("#")]
    assert set_here == ["DISCORD_TOKEN="]
