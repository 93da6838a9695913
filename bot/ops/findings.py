"""What an examination finds: one line each, with what to do about what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

WITHIN_S = 10.0


class Mark(StrEnum):
    GOOD = "✓"
    DOUBTFUL = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    mark: Mark
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


def good(text: str) -> Finding:
    return Finding(Mark.GOOD, text)


def doubtful(text: str) -> Finding:
    return Finding(Mark.DOUBTFUL, text)


def wrong(text: str) -> Finding:
    return Finding(Mark.WRONG, text)


Check = Callable[[], Iterable[Finding]]


def found(checks: Mapping[str, Check]) -> Iterator[Finding]:
    """What the checks find, in their order; they run at once, for 10 seconds at most.

    A disk or a name server that doesn't answer can't be interrupted, so each check has a thread
    that doesn't keep the program from ending.
    """
    results = {name: _begun(name, check) for name, check in checks.items()}
    deadline = monotonic() + WITHIN_S
    for name, result in results.items():
        try:
            yield from result.get(timeout=max(0.01, deadline - monotonic()))
        except Empty:
            yield wrong(f"{name}: still unknown after {WITHIN_S:.0f} s. What it needs hangs.")


def _begun(name: str, check: Check) -> SimpleQueue[list[Finding]]:
    result: SimpleQueue[list[Finding]] = SimpleQueue()

    def run() -> None:
        findings = [wrong(f"{name}: the check itself failed, as printed. Please report it.")]
        try:
            findings = list(check())
        finally:
            result.put(findings)

    Thread(target=run, daemon=True).start()
    return result
