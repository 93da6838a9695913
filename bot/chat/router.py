"""From the id of a button, select or modal to the handler that answers it."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.call import Call, answering
from bot.chat.routes import Route
from bot.errors import UnknownControl

Handler = Callable[..., Awaitable[None]]


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

    async def dispatch(self, interaction: discord.Interaction[Any]) -> None:
        async with answering(interaction) as call:
            handler, parts = self._find(call)
            await handler(call, **parts)

    def _find(self, call: Call) -> tuple[Handler, dict[str, int | str]]:
        for route, handler in self._controls if call.text is None else self._forms:
            parts = route.match(call.path)
            if parts is not None:
                return handler, parts
        raise UnknownControl

    def _adder(
        self, routes: list[tuple[Route, Handler]], route: Route
    ) -> Callable[[Handler], Handler]:
        def add(handler: Handler) -> Handler:
            routes.append((route, handler))
            return handler

        return add
