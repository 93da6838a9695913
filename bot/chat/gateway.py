"""The connection to Discord in numbers."""

import math
import time

import discord


class Gateway:
    """Over all shards: the worst of them counts."""

    def __init__(self, client: discord.AutoShardedClient) -> None:
        self._client = client

    @property
    def is_connected(self) -> bool:
        shards = self._client.shards.values()
        return self._client.is_ready() and not any(shard.is_closed() for shard in shards)

    @property
    def latency_s(self) -> float | None:
        """From a heartbeat to its answer; None before the first."""
        slowest = max((latency for _, latency in self._client.latencies), default=math.inf)
        return slowest if math.isfinite(slowest) else None

    @property
    def heartbeat_age_s(self) -> float | None:
        """Since Discord last answered a heartbeat; None while not connected."""
        if not self.is_connected:
            return None
        # The library keeps it to itself.
        sockets = [shard._parent.ws for shard in self._client.shards.values()]
        answered = [socket._keep_alive._last_ack for socket in sockets if socket._keep_alive]
        return time.perf_counter() - min(answered) if answered else None
