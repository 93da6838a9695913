"""What a program did when it ran, beside what it says it does."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.bank.fault import Fault
from bot.bank.problem import quoted
from bot.bank.program import Program, Raises
from bot.bank.question import Question


class Outcome(NamedTuple):
    """`status` is the process's, negative for a signal; None if it ran out of time. The texts are
    what it wrote, cut where they get long. `missing` are required packages that aren't installed:
    it wasn't started then.
    """

    status: int | None
    output: str = ""
    errors: str = ""
    missing: tuple[str, ...] = ()


Run = Callable[[Program], Outcome]


def code_faults(question: Question, run: Run) -> Iterator[Fault]:
    """Each program does what it expects; a broken one fails as claimed, and differs from its fix.

    `fails` is checked like any other expectation: what it shows is the failure. Its fix runs by
    itself too, and what it expects must not be the same.
    """
    expected = {program.id: program.expect for program in question.code}
    for number, program in enumerate(question.code):
        where = ("code", number)
        if wrong := unlike(program, run(program)):
            yield Fault("code", (*where, "expect"), f"the program '{program.id}' {wrong}")
        fix = expected.get(program.expect.fixed_by or "")
        if fix and (fix.output, fix.raises) == (program.expect.output, program.expect.raises):
            text = f"'{program.id}' and its fix expect the same; show what the fix changes"
            yield Fault("code", (*where, "expect"), text)


def unlike(program: Program, outcome: Outcome) -> str | None:
    """How the outcome differs from what is expected, and what to do; None if it doesn't."""
    if outcome.missing:
        packages = " ".join(outcome.missing)
        return f"needs packages that aren't here; python3 -m pip install {packages}"
    if outcome.status is None:
        return "didn't end in time; make it short"
    expect = program.expect
    if expect.raises is not None:
        return _unlike_error(expect.raises, outcome)
    if outcome.status:
        return f"failed: {_shown(outcome)}; mend it, or expect that it raises"
    if outcome.output.strip() != (expect.output or ""):
        return f"printed {quoted(outcome.output.strip())}; mend it, or what it expects"
    return None


def _unlike_error(raises: Raises, outcome: Outcome) -> str | None:
    if not outcome.status:
        return f"ended well, expected {raises.name}; mend it, or what it expects"
    name, _, message = _raised(outcome.errors).partition(": ")
    named = raises.name in (name, name.rpartition(".")[2])
    if named and (raises.message or "") in message:
        return None
    said = f"{raises.name} ({raises.message})" if raises.message else raises.name
    return f"failed: {_shown(outcome)}, expected {said}; mend it, or what it expects"


def _raised(errors: str) -> str:
    """What a traceback says at its end: the error's name, ': ' and its message."""
    _, _, last = errors.rpartition('\n  File "')
    lines = last.splitlines()[1:]
    at = next((number for number, line in enumerate(lines) if line[:1].strip()), len(lines))
    return "\n".join(lines[at:]).strip()


def _shown(outcome: Outcome) -> str:
    return quoted(_raised(outcome.errors) or f"status {outcome.status}")
