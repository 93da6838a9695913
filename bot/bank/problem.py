"""What is wrong with a bank, and where: one line for each fault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a file of the bank; line and column count from 1, columns in characters.

    `text` says what is wrong and what to do about it.
    """

    path: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text}"


class BrokenBank(Exception):
    """A bank, or a file of it, that can't be used as it stands."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def escaped(text: str) -> str:
    """A stranger's text on one line: what can't be printed is written as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def quoted(text: str) -> str:
    """A stranger's text inside a sentence: short, escaped, in quotes."""
    return f"'{escaped(text if len(text) <= 60 else f'{text[:59]}…')}'"
