"""Trouble on demand: failed requests, swallowed answers, dropped gateways."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.sandbox.gateway import Gateway

CALLBACK: Final = "/callback"
MESSAGES: Final = {
    403: (50001, "Missing Access"),
    404: (10003, "Unknown Channel"),
    429: (0, "You are being rate limited."),
    500: (0, "500: Internal Server Error"),
    503: (0, "503: Service Unavailable"),
}


CODES: Final = {
    50013: "Missing Permissions",
    160006: "Maximum number of active threads reached",
}


@dataclass
class _Failure:
    count: int
    status: int
    code: int
    retry_after_s: float
    path_contains: str


class Faults:
    """They strike the bot's own requests to the API, and leave no mark in `refusals`.

    `changed` is called when a fault is armed or has struck.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._failures: list[_Failure] = []
        self._swallows: list[str] = []
        self.changed: Callable[[], None] = lambda: None

    @property
    def armed(self) -> bool:
        """The bot's next answer to an interaction will fail."""
        return any(failure.path_contains == CALLBACK for failure in self._failures)

    def arm(self) -> None:
        """Fail the next callback, and only that one however often this is asked for."""
        if not self.armed:
            self.fail_next(path_contains=CALLBACK)

    def fail_next(
        self,
        count: int = 1,
        status: int = 500,
        code: int | None = None,
        retry_after_s: float = 0.2,
        path_contains: str = "",
    ) -> None:
        """The next `count` requests whose path contains the text fail, and do nothing."""
        known = MESSAGES.get(status, (0, ""))[0]
        failure = _Failure(
            count, status, known if code is None else code, retry_after_s, path_contains
        )
        self._failures.append(failure)
        self.changed()

    def swallow_next(self, path_contains: str = "") -> None:
        """The next such request is carried out, but its answer never arrives."""
        self._swallows.append(path_contains)

    async def drop_gateway(self, resumable: bool = True) -> None:
        await self._gateway.drop(resumable=resumable)

    def refuse_next_session(self) -> None:
        """The gateway closes the next connection as for a token that was reset meanwhile."""
        self._gateway.refuses_next = True

    def failure_for(self, path: str) -> web.Response | None:
        for failure in self._failures:
            if failure.path_contains in path:
                failure.count -= 1
                if failure.count <= 0:
                    self._failures.remove(failure)
                    self.changed()
                return _response(failure)
        return None

    def swallows(self, path: str) -> bool:
        for wanted in self._swallows:
            if wanted in path:
                self._swallows.remove(wanted)
                return True
        return False


def _response(failure: _Failure) -> web.Response:
    usual = MESSAGES.get(failure.status, (0, f"{failure.status}: Injected"))[1]
    message = CODES.get(failure.code, usual)
    body: dict[str, object] = {"message": message, "code": failure.code}
    headers = {"Content-Type": "application/json"}
    if failure.status == 429:
        body |= {"retry_after": failure.retry_after_s, "global": False}
        headers |= {"Via": "1.1 sandbox", "Retry-After": str(max(1, round(failure.retry_after_s)))}
    return web.Response(status=failure.status, body=json.dumps(body).encode(), headers=headers)
