"""When a language model isn't asked: after failures, and once the day's calls are used up."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Breaker:
    """After `most` failures in a row nothing is asked for `pause`; then one more failure is enough
    for the next pause, and one success closes it."""

    most: int
    pause: timedelta
    failures: int = 0
    until: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.until is not None and now < self.until

    def failed(self, now: datetime) -> "Breaker":
        failures = self.failures + 1
        return replace(
            self, failures=failures, until=now + self.pause if failures >= self.most else None
        )

    def succeeded(self) -> "Breaker":
        return replace(self, failures=0, until=None)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` calls on each day in UTC, of which `used` were made on `day`."""

    most: int
    day: date | None = None
    used: int = 0

    def left(self, now: datetime) -> int:
        return self.most - (self.used if now.date() == self.day else 0)

    def taken(self, now: datetime) -> "Allowance":
        """One call fewer; for use while one is left."""
        return replace(self, day=now.date(), used=self.most - self.left(now) + 1)
