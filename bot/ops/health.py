"""Whether the bot works: what is measured, and what is too much."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from bot.storage.database import Database, StorageError

# Discord waits 3 seconds for an answer, so that a loop this late answers nobody.
LONGEST_LAG_S = 3.0
# The library gives a silent connection up after a minute: by now it has forgotten it.
OLDEST_HEARTBEAT_S = 120.0
SAMPLE_EVERY_S = 0.5
# Shorter than whoever asks is patient, so that they get the reason.
DATABASE_WITHIN_S = 0.7


class Gateway(Protocol):
    """The connection to Discord, over all of its shards."""

    @property
    def is_connected(self) -> bool: ...

    @property
    def latency_s(self) -> float | None:
        """From a heartbeat to Discord's answer; None before the first."""

    @property
    def heartbeat_age_s(self) -> float | None:
        """Since Discord last answered a heartbeat; None while not connected."""


@dataclass(frozen=True, slots=True)
class Report:
    """`reasons` say what is wrong, a sentence each; `measured` is in the unit of its name."""

    reasons: tuple[str, ...] = ()
    measured: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return not self.reasons


class Lag:
    """How much later than it should the event loop comes back to a task."""

    def __init__(self) -> None:
        self.last_s = 0.0

    async def watch(self) -> None:
        """Until it is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + SAMPLE_EVERY_S
            await asyncio.sleep(SAMPLE_EVERY_S)
            self.last_s = max(0.0, loop.time() - due)


class Health:
    def __init__(self, gateway: Gateway, database: Database, lag: Lag) -> None:
        self.gateway = gateway
        self.lag = lag
        self._database = database

    def live(self) -> Report:
        """Whether the process does its work: if not, only a restart helps."""
        lag_s, age_s = self.lag.last_s, self.gateway.heartbeat_age_s
        reasons = []
        if lag_s > LONGEST_LAG_S:
            reasons.append(f"The event loop is {lag_s:.1f} s late.")
        if age_s is not None and age_s > OLDEST_HEARTBEAT_S:
            reasons.append(f"Discord's last heartbeat is {age_s:.0f} s old.")
        return Report(tuple(reasons), {"loop_lag_s": lag_s, "heartbeat_age_s": age_s})

    async def ready(self) -> Report:
        """Whether it can answer a member now."""
        reasons = [] if self.gateway.is_connected else ["Discord's gateway isn't connected."]
        latency_s = None
        try:
            latency_s = await self.database_latency_s()
        except StorageError as error:
            reasons.append(str(error))
        measured = {"gateway_latency_s": self.gateway.latency_s, "database_latency_s": latency_s}
        return Report(tuple(reasons), measured)

    async def database_latency_s(self) -> float:
        """How long it takes to read its revision; raises StorageError, also for a wrong one."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        with suppress(TimeoutError):
            async with asyncio.timeout(DATABASE_WITHIN_S):
                await self._database.must_be_current()
                return loop.time() - began
        raise StorageError(f"The database didn't answer within {DATABASE_WITHIN_S} s.")
