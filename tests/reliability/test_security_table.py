"""What deploy/SECURITY.md promises is tested, under the names that it gives."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "deploy" / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and " --- " not in line]
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)


def test_every_row_names_a_test() -> None:
    rows = [row for row in ROWS if not row.startswith("| who ")]
    assert len(rows) > 40
    assert [row for row in rows if not re.search(r"`[\w/]+\.py::test_\w+` \|$", row)] == []
    assert len(NAMED) == len(rows)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_in_the_table_exists(file: str, name: str) -> None:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert name in {node.name for node in tree.body if isinstance(node, functions)}
