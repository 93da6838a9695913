"""Programs run by themselves, bounded, and are held to what they say."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from bot.bank.outcome import Outcome, code_faults, unlike
from bot.bank.program import Program
from bot.bank.question import Question
from bot.bank.running import MOST_BYTES, run
from tests.bank.samples import question


def program(source: str, *requires: str, **expect: Any) -> Program:
    expected = expect or {"output": "1"}
    return Program.model_validate(
        {"id": "it", "run": source, "expect": expected, "requires": requires}
    )


def wrong(source: str, **expect: Any) -> str | None:
    tried = program(source, **expect)
    return unlike(tried, run(tried))


def test_a_program_prints_what_it_expects() -> None:
    assert wrong("print(1)\n", output="1") is None
    assert wrong("print('é', '😀')", output="é 😀") is None
    assert wrong("print(2)", output="1") == "printed '2'; mend it, or what it expects"


def test_a_program_raises_what_it_expects() -> None:
    source = "import json\njson.loads('{')"
    for name in ("JSONDecodeError", "json.decoder.JSONDecodeError"):
        assert wrong(source, raises={"name": name}) is None
    assert wrong(source, raises={"name": "JSONDecodeError", "message": "property name"}) is None
    told = wrong(source, raises={"name": "JSONDecodeError", "message": "an array"})
    assert told is not None
    assert told.startswith("failed: 'json.decoder.JSONDecodeError: Expecting property name")
    assert wrong(source, raises={"name": "DecodeError"}) is not None
    assert wrong("print(1)", raises={"name": "KeyError"}) == (
        "ended well, expected KeyError; mend it, or what it expects"
    )


@pytest.mark.parametrize(
    ("source", "raises"),
    [
        ("raise ValueError('one\\ntwo: three')", {"name": "ValueError", "message": "three"}),
        ("raise KeyError", {"name": "KeyError"}),
        ("print('a'", {"name": "SyntaxError", "message": "never closed"}),
        (
            "try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise RuntimeError('later')",
            {"name": "RuntimeError", "message": "later"},
        ),
    ],
)
def test_the_last_error_is_found_in_every_traceback(source: str, raises: dict[str, str]) -> None:
    assert wrong(source, raises=raises) is None


def test_a_warning_is_an_error() -> None:
    told = wrong("import warnings\nwarnings.warn('old', DeprecationWarning)\nprint(1)")
    assert told == "failed: 'DeprecationWarning: old'; mend it, or expect that it raises"


def test_a_program_that_ends_itself_is_told() -> None:
    assert wrong("import sys\nsys.exit(3)") == (
        "failed: 'status 3'; mend it, or expect that it raises"
    )


def test_a_program_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    source = "import os\nprint(sorted(name for name in os.environ if name != 'LC_CTYPE'))"
    assert wrong(source, output="[]") is None


def test_a_program_works_in_a_folder_that_goes_with_it() -> None:
    source = "from pathlib import Path\nPath('x').write_text('x')\nprint(Path.cwd())"
    folder = Path(run(program(source)).output.strip())
    assert folder.name.startswith("greenroom-")
    assert not folder.exists()


def test_a_program_without_end_is_ended_with_what_it_started() -> None:
    source = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "while True: pass"
    )
    started = time.monotonic()
    outcome = run(program(source), limit_s=2)
    assert time.monotonic() - started < 10
    assert outcome.status is None
    assert unlike(program(source), outcome) == "didn't end in time; make it short"
    assert _ends(int(outcome.output))


def _ends(pid: int) -> bool:
    """Whether the process goes away, or is but a zombie whose parent doesn't look."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            if ") Z " in Path(f"/proc/{pid}/stat").read_text():
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_a_program_that_waits_for_input_gets_none() -> None:
    assert wrong("input()", raises={"name": "EOFError"}) is None


def test_a_flood_of_output_is_cut() -> None:
    outcome = run(program("print('x' * 10_000_000)"))
    assert len(outcome.output) <= 2 * MOST_BYTES


def test_a_package_that_is_not_here_is_named_with_its_cure() -> None:
    tried = program("print(1)", "no-such-package-here", "pytest")
    assert unlike(tried, run(tried)) == (
        "needs packages that aren't here; python3 -m pip install no-such-package-here"
    )


def debugging(broken: dict[str, Any], fixed: dict[str, Any]) -> Question:
    fails = {"fails": True, "fixed_by": "fixed"}
    programs = [
        {"id": "broken", "run": "print(1)", "expect": broken | fails},
        {"id": "fixed", "run": "print(2)", "expect": fixed},
    ]
    return Question.model_validate(question("x").model_dump() | {"code": programs})


def outcome_of(given: Program) -> Outcome:
    return Outcome(0, given.run.removeprefix("print(").removesuffix(")"))


def test_a_broken_program_fails_as_claimed_and_its_fix_passes() -> None:
    assert list(code_faults(debugging({"output": "1"}, {"output": "2"}), outcome_of)) == []
    raises = {"raises": {"name": "KeyError"}}
    [fault] = code_faults(debugging(raises, {"output": "2"}), outcome_of)
    assert fault.where == ("code", 0, "expect")
    assert fault.text.startswith("the program 'broken' ended well, expected KeyError")


def test_a_fix_that_changes_nothing_is_told() -> None:
    found = [fault.text for fault in code_faults(debugging({"output": "1"}, {"output": "1"}), run)]
    assert found == [
        "'broken' and its fix expect the same; show what the fix changes",
        "the program 'fixed' printed '2'; mend it, or what it expects",
    ]
