"""From the id of a button, select or modal to the handler that answers it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.call import Call, answering
from bot.chat.meter import OTHER
from bot.chat.routes import Route
from bot.errors import UnknownControl

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Found:
    route: Route
    handler: Handler
    parts: dict[str, int | str]


class Router:
    """Buttons and forms may share a path: the one opens what the other sends."""

    def __init__(self) -> None:
        self._controls: list[tuple[Route, Handler]] = []
        self._forms: list[tuple[Route, Handler]] = []

    def control(self, route: Route) -> Callable[[Handler], Handler]:
        """Answer a button or select: the handler gets the call and the route's parts."""
        return self._adder(self._controls, route)

    def form(self, route: Route) -> Callable[[Handler], Handler]:
        """Answer a submitted modal."""
        return self._adder(self._forms, route)

    def pattern(self, interaction: discord.Interaction[Any]) -> str:
        """Of the route that it takes; "other" where there is none."""
        found = self._find(Call(interaction))
        return found.route.pattern if found else OTHER

    async def dispatch(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            found = self._find(call)
            if found is None:
                raise UnknownControl
            await found.handler(call, **found.parts)

    def _find(self, call: Call) -> Found | None:
        for route, handler in self._controls if call.text is None else self._forms:
            parts = route.match(call.path)
            if parts is not None:
                return Found(route, handler, parts)
        return None

    def _adder(
        self, routes: list[tuple[Route, Handler]], route: Route
    ) -> Callable[[Handler], Handler]:
        def add(handler: Handler) -> Handler:
            routes.append((route, handler))
            return handler

        return add
