"""Pictures for cards, drawn beside the event loop."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class Painter:
    """Draws one picture at a time, so that interactions keep a processor to themselves."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def draw(self, drawing: Callable[[Value], bytes], value: Value) -> bytes:
        """`drawing` makes a PNG of the value; it runs in a thread."""
        async with self._turn:
            return await asyncio.to_thread(drawing, value)
