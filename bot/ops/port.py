"""Health for supervisors and metrics for Prometheus, on one port of 127.0.0.1."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client.aiohttp import make_aiohttp_handler

from bot.ops.asking import HOST, LIVE, READY
from bot.ops.health import Health, Report
from bot.ops.metrics import Metrics

METRICS: Final = "/metrics"
CLOSE_S: Final = 0.5
_log = logging.getLogger(__name__)


@asynccontextmanager
async def watched(port: int | None, health: Health, metrics: Metrics) -> AsyncIterator[None]:
    """While it lasts, the port answers; without one, or where it is taken, nothing does."""
    if port is None:
        yield
        return
    app = _application(port, health, metrics)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_S)
    await runner.setup()
    lag = asyncio.create_task(health.lag.watch())
    try:
        await _listen(runner, port)
        yield
    finally:
        lag.cancel()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError as error:
        # Members come first: the bot does its work without anybody watching.
        _log.warning(
            "OPS_PORT %d can't be used, so nobody is told of health or metrics: %s", port, error
        )
    else:
        _log.info("health and metrics are on http://%s:%d", HOST, port)


def _application(port: int, health: Health, metrics: Metrics) -> web.Application:
    async def live(_request: web.Request) -> web.Response:
        return _told(health.live())

    async def ready(_request: web.Request) -> web.Response:
        return _told(await health.ready())

    expose = make_aiohttp_handler(metrics.registry)

    async def measured(request: web.Request) -> web.StreamResponse:
        await metrics.look(health)
        return await expose(request)

    app = web.Application(middlewares=[_by_its_own_name(port)])
    app.router.add_get(LIVE, live)
    app.router.add_get(READY, ready)
    app.router.add_get(METRICS, measured)
    return app


def _told(report: Report) -> web.Response:
    body = {"ok": report.is_well, "reasons": report.reasons, **report.measured}
    return web.json_response(body, status=200 if report.is_well else 503)


def _by_its_own_name(port: int) -> Middleware:
    """Keeps out web pages whose site's name was made to point here."""
    names = {f"{name}:{port}" for name in (HOST, "localhost")}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host not in names:
            return web.Response(status=403, text=f"Ask for one of {', '.join(sorted(names))}.\n")
        return await handler(request)

    return check
