"""The laws about calls: who may ask for the time, for chance, for the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (ROOT / "bot").rglob("*.py"))

# Each exception beside the file that may have it, and why.
CLOCK = {"bot/clock.py"}
CHANCE = {
    "bot/cli.py",  # hands chance in
    "bot/sandbox/attachment.py",  # likewise
    "bot/chat/call.py",  # ids of incidents
    "bot/sandbox/objects.py",
}
ENVIRONMENT = {"bot/settings.py"}
CATCH_ALL = {
    "bot/attempts/service.py",  # one text that can't be graded doesn't stop the start
    "bot/chat/call.py",  # the one translator of errors
    "bot/daily/keeper.py",  # one server's trouble doesn't stop the others' questions
    "bot/plans/reminder.py",  # one reminder's trouble doesn't stop the others
    "bot/chat/suggestions.py",  # autocomplete answers an empty list
}


def test_the_laws_are_checked_on_real_files() -> None:
    assert {"bot/clock.py", "bot/attempts/attempt.py"} <= {_name(path) for path in FILES}
    assert {_name(path) for path in FILES} >= CLOCK | CATCH_ALL


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_time_comes_from_the_clock(path: Path) -> None:
    asked = {
        f"{name} in line {line}"
        for name, line in _calls(path)
        if name in {"now", "utcnow", "today"} and not _is_on_a_clock(path, line)
    }
    assert _name(path) in CLOCK or not asked


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_chance_is_handed_in(path: Path) -> None:
    imported = {"random", "secrets", "uuid"} & _imports(path)
    allowed = _name(path) in CHANCE or "bot/sandbox" in _name(path)
    takes_it_as_an_argument = imported <= {"random"} and not _module_calls(path, "random")
    assert allowed or takes_it_as_an_argument


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_by_the_settings_only(path: Path) -> None:
    names = {node.attr for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)}
    assert _name(path) in ENVIRONMENT or not names & {"environ", "getenv"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_error_is_caught_in_one_place_only(path: Path) -> None:
    caught = [
        node.lineno
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or "Exception" in _caught(node.type))
    ]
    assert _name(path) in CATCH_ALL or not caught


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 450


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def _is_on_a_clock(path: Path, line: int) -> bool:
    return "clock.now()" in path.read_text().splitlines()[line - 1]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def _module_calls(path: Path, module: str) -> bool:
    """Whether functions of the module are called, rather than its Random class."""
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == module
        and node.attr != "Random"
        for node in ast.walk(_tree(path))
    )


def _caught(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
