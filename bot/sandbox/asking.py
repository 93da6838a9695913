"""What the page's requests carry, and how they are answered."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.client import Unable
from bot.sandbox.store import Document

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def sentences(handler: Handler) -> Handler:
    """What the client refuses becomes a 400 with its sentence."""

    async def answered(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Unable as error:
            return json_answer({"error": str(error)}, 400)

    return answered


async def body_of(request: web.Request) -> Document:
    # A form of a foreign page cannot send this type without asking first.
    if request.content_type != "application/json":
        raise Unable("The body must be application/json.")
    try:
        body = await request.json()
    except ValueError as error:
        raise Unable("The body must be JSON.") from error
    if not isinstance(body, dict):
        raise Unable("The body must be an object.")
    return body


def text(body: Document, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise Unable(f"{key} must be a text.")
    return value


def texts(body: Document, key: str) -> list[str] | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Unable(f"{key} must be a list of texts.")
    return value


def boolean(body: Document, key: str) -> bool:
    value = body.get(key)
    if not isinstance(value, bool):
        raise Unable(f"{key} must be true or false.")
    return value


def mapping(body: Document, key: str) -> Document:
    value = body.get(key, {})
    if not isinstance(value, dict):
        raise Unable(f"{key} must be an object.")
    return value


def json_answer(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
