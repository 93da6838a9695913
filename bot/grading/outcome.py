"""What becomes of asking a language model."""

from enum import StrEnum


class Outcome(StrEnum):
    ANSWERED = "answered"
    MISLED = "misled"  # it did what the member's answer told it
    UNREADABLE = "unreadable"  # an answer that isn't what was asked for
    LATE = "late"  # nothing within the time
    FAILED = "failed"  # no connection, too many requests, or an error of the server's
    REFUSED = "refused"  # it doesn't take the request: a wrong key, model or address
    PAUSED = "paused"  # not asked, as it failed several times in a row
    OVER_CAP = "over-cap"  # not asked, as the day's calls are used up


# What says that the endpoint, rather than one answer of it, is in trouble.
TROUBLES = frozenset({Outcome.LATE, Outcome.FAILED, Outcome.REFUSED})
# What says nothing about it, as it wasn't asked.
UNASKED = frozenset({Outcome.PAUSED, Outcome.OVER_CAP})


class NoAnswer(Exception):
    """Nothing that can be used came back; `why` is a few words with no text of anybody's."""

    def __init__(self, outcome: Outcome, why: str) -> None:
        super().__init__(f"{outcome.value}: {why}")
        self.outcome = outcome
        self.why = why


class Unreadable(Exception):
    """A reply of another shape than asked for. It carries nothing: the reply quotes members."""
