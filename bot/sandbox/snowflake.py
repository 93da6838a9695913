"""Discord's ids: milliseconds since 2015 in the upper bits, so that they sort by time."""

from bot.clock import Clock

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Ever growing ids, as decimal strings."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def take(self) -> str:
        since_epoch_ms = int(self._clock.now().timestamp() * 1000) - EPOCH_MS
        self._last = max(self._last + 1, since_epoch_ms << 22)
        return str(self._last)
