"""Trouble on demand: failed requests, swallowed answers, dropped gateways."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from bot.sandbox.gateway import Gateway

CALLBACK: Final = "/callback"
SUGGESTIONS: Final = 8
MESSAGES: Final = {
    403: (50001, "Missing Access"),
    404: (10003, "Unknown Channel"),
    429: (0, "You are being rate limited."),
    500: (0, "500: Internal Server Error"),
    503: (0, "503: Service Unavailable"),
}
CODES: Final = {
    10062: "Unknown interaction",
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


TOO_LATE: Final = _Failure(1, 404, 10062, 0, CALLBACK)


class Faults:
    """They strike the bot's own requests to the API, and leave no mark in `refusals`.

    `armed` is whether the next answer will be lost; `changed` is called when that changes.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._failures: list[_Failure] = []
        self._swallows: list[str] = []
        self._lost: set[str] = set()
        self.armed = False
        self.changed: Callable[[], None] = lambda: None

    def lose_next_answer(self) -> None:
        """The next answer that a member waits for comes too late, whatever the bot tries.

        Discord has given that interaction up: it answers each try with 404 and code 10062, as it
        does to a bot that took more than 3 seconds, and the member reads that it failed. A 500
        would teach less: discord.py gets over it by itself, and the member sees only a pause.
        Suggestions while one types don't count. Asked for twice, it still strikes once.
        """
        if not self.armed:
            self._arm(armed=True)

    def _arm(self, *, armed: bool) -> None:
        self.armed = armed
        self.changed()

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

    def swallow_next(self, path_contains: str = "") -> None:
        """The next such request is carried out, but its answer never arrives."""
        self._swallows.append(path_contains)

    async def drop_gateway(self, resumable: bool = True) -> None:
        await self._gateway.drop(resumable=resumable)

    def refuse_next_session(self) -> None:
        """The gateway closes the next connection as for a token that was reset meanwhile."""
        self._gateway.refuses_next = True

    def failure_for(self, path: str, body: Any) -> web.Response | None:
        if self._loses(path, body):
            return _response(TOO_LATE)
        for failure in self._failures:
            if failure.path_contains in path:
                failure.count -= 1
                if failure.count <= 0:
                    self._failures.remove(failure)
                return _response(failure)
        return None

    def _loses(self, path: str, body: Any) -> bool:
        answers = path.endswith(CALLBACK) and isinstance(body, dict)
        if self.armed and answers and body.get("type") != SUGGESTIONS:
            self._lost.add(path)
            self._arm(armed=False)
        return path in self._lost

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
