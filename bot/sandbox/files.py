"""What browsers fetch: the page and the uploaded files, and who may ask for anything at all."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.sandbox.upload import content_type
from bot.sandbox.world import World

STATIC: Final = Path(__file__).parent / "static"
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keeps out other sites' pages, also those whose name was made to point here."""
    port = request.url.port if request.transport is None else _port(request)
    own = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
    origin = request.headers.get("Origin")
    if request.host not in own or (origin is not None and origin != f"http://{request.host}"):
        return web.Response(status=403, text="Only this machine's own page may ask.")
    return await handler(request)


def _port(request: web.Request) -> int:
    address = request.transport.get_extra_info("sockname") if request.transport else ("", 0)
    return int(address[1])


class Files:
    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{path:.+}", self._static)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self._attachment)

    async def _index(self, _request: web.Request) -> web.Response:
        return _page_file("index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return _page_file(request.match_info["path"])

    async def _attachment(self, request: web.Request) -> web.Response:
        match = request.match_info
        content = self._world.upload(match["id"])
        if content is None:
            return web.Response(status=404, text="There is no such file.", headers=HEADERS)
        kind = content_type(match["name"], content)
        headers = {**HEADERS, "Content-Type": kind}
        if not kind.startswith("image/"):
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=content, headers=headers)


def _page_file(name: str) -> web.Response:
    path = (STATIC / name).resolve()
    kind = TYPES.get(path.suffix)
    if kind is None or not path.is_relative_to(STATIC.resolve()) or not path.is_file():
        return web.Response(status=404, text="There is no such file.", headers=HEADERS)
    return web.Response(body=path.read_bytes(), headers={**HEADERS, "Content-Type": kind})
