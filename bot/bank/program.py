"""The small programs that show a question's facts, and what each must do when it runs."""

from pydantic import model_validator

from bot.bank.values import Line, LongText, Package, Slug, Value


class Raises(Value):
    """`name` is the exception's, with or without its module; `message` a part of what it says."""

    name: Line
    message: Line | None = None


class Expect(Value):
    """What must happen: either this output (blank ends aside) or this exception.

    `fails` marks the broken half of a debugging question: what is expected then is the failure
    that it shows, and `fixed_by` names the program that is the fix.
    """

    output: LongText | None = None
    raises: Raises | None = None
    fails: bool = False
    fixed_by: Slug | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Expect":
        if (self.output is None) == (self.raises is None):
            raise ValueError("expect: write exactly one of 'output' and 'raises'")
        if self.fails != (self.fixed_by is not None):
            raise ValueError("expect: 'fails' and 'fixed_by' go together; write both or neither")
        return self


class Program(Value):
    """Python source that runs by itself; `requires` names the packages that it needs."""

    id: Slug
    run: LongText
    expect: Expect
    requires: tuple[Package, ...] = ()


def misfits(programs: tuple[Program, ...]) -> str | None:
    """What keeps the programs of one question from fitting together."""
    whole = {program.id for program in programs if not program.expect.fails}
    if len({program.id for program in programs}) != len(programs):
        return "code: two have the same id"
    for program in programs:
        fix = program.expect.fixed_by
        if fix is not None and fix not in whole:
            return f"code: '{fix}' is not the id of a program that works; name the fix"
    return None
