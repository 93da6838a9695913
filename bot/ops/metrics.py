"""What is measured, for Prometheus. Labels are few and name no member, server or question."""

import math
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

from bot import __version__
from bot.ops.health import Health
from bot.storage.errors import StorageError

# Discord waits for 3 seconds, and the bot asks it for more time after 2.
ACKNOWLEDGED_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 3)
HANDLED_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15)
GRADED_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15)
# The daily question may come 6 hours late; then the day is left out.
LATE_S = (1, 5, 15, 60, 120, 300, 900, 3600, 21600)
POSTED = "posted"


class Metrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        ProcessCollector(registry=registry)
        version = Info("greenroom", "The program that runs.", registry=registry)
        version.info({"version": __version__})
        self._interactions = Counter(
            "greenroom_interactions",
            "Interactions that ended, and how.",
            ["kind", "route", "outcome"],
            registry=registry,
        )
        self._acknowledged = Histogram(
            "greenroom_interaction_acknowledged_seconds",
            "Until Discord had taken the first answer.",
            ["kind"],
            buckets=ACKNOWLEDGED_S,
            registry=registry,
        )
        self._handled = Histogram(
            "greenroom_interaction_handled_seconds",
            "Until the interaction had ended.",
            ["kind", "route"],
            buckets=HANDLED_S,
            registry=registry,
        )
        self.grading = Histogram(
            "greenroom_grading_seconds",
            "To judge one answer.",
            buckets=GRADED_S,
            registry=registry,
        )
        self.dailies_due = Gauge(
            "greenroom_dailies_due",
            "Daily questions that waited to be posted at the last look.",
            registry=registry,
        )
        self._dailies = Counter(
            "greenroom_dailies",
            "Daily questions whose time had come, and what became of them.",
            ["outcome"],
            registry=registry,
        )
        self._dailies.labels(POSTED)
        self._daily_late = Histogram(
            "greenroom_daily_late_seconds",
            "From when a daily question was due until it was posted.",
            buckets=LATE_S,
            registry=registry,
        )
        self._model_calls = Counter(
            "greenroom_model_calls",
            "Questions to the language model, and what became of them.",
            ["outcome"],
            registry=registry,
        )
        self._state = _State(registry)

    def interaction(
        self,
        kind: str,
        route: str,
        outcome: str,
        *,
        acknowledged_s: float | None,
        handled_s: float,
    ) -> None:
        self._interactions.labels(kind, route, outcome).inc()
        self._handled.labels(kind, route).observe(handled_s)
        if acknowledged_s is not None:
            self._acknowledged.labels(kind).observe(acknowledged_s)

    def daily_posted(self, late: timedelta) -> None:
        self._dailies.labels(POSTED).inc()
        self._daily_late.observe(max(0.0, late.total_seconds()))

    def daily_missed(self, trouble: str) -> None:
        """`trouble` is one of a few words."""
        self._dailies.labels(trouble).inc()

    def model_call(self, outcome: str) -> None:
        """`outcome` is one of a few words."""
        self._model_calls.labels(outcome).inc()

    async def look(self, health: Health) -> None:
        """Measure what isn't counted as it happens."""
        await self._state.look(health)


class _State:
    """How things are at the moment; NaN is unknown."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, text: str) -> Gauge:
            return Gauge(f"greenroom_{name}", text, registry=registry)

        self._connected = gauge("gateway_connected", "Whether all shards are connected: 1 or 0.")
        self._gateway = gauge("gateway_latency_seconds", "From a heartbeat to Discord's answer.")
        self._heartbeat = gauge("gateway_heartbeat_age_seconds", "Since Discord's last answer.")
        self._database = gauge("database_latency_seconds", "To read the database's revision.")
        self._lag = gauge("event_loop_lag_seconds", "How late the event loop was just now.")

    async def look(self, health: Health) -> None:
        gateway = health.gateway
        self._connected.set(gateway.is_connected)
        self._gateway.set(_number(gateway.latency_s))
        self._heartbeat.set(_number(gateway.heartbeat_age_s))
        self._lag.set(health.lag.last_s)
        try:
            self._database.set(await health.database_latency_s())
        except StorageError:
            self._database.set(math.nan)


def _number(value: float | None) -> float:
    return math.nan if value is None else value
