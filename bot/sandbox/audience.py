"""Those who watch live: each open page, as one member."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.sandbox.store import Document

LONGEST_BACKLOG = 1000

Send = Callable[[Document], Awaitable[None]]


class Audience:
    def __init__(self) -> None:
        self._seats: list[tuple[str, asyncio.Queue[Document]]] = []

    @contextmanager
    def seat(self, member_id: str, send: Send) -> Iterator[None]:
        """While it lasts, what concerns the member is sent, in order."""
        place = (member_id, asyncio.Queue[Document](LONGEST_BACKLOG))
        self._seats.append(place)
        writer = asyncio.create_task(_write(place[1], send))
        try:
            yield
        finally:
            self._seats.remove(place)
            writer.cancel()

    def tell(self, event: Document, only: str | None = None) -> None:
        """To everyone, or to one member; whoever reads too slowly misses it."""
        for member_id, queue in self._seats:
            if only in (None, member_id) and not queue.full():
                queue.put_nowait(event)


async def _write(queue: asyncio.Queue[Document], send: Send) -> None:
    while True:
        event = await queue.get()
        try:
            await send(event)
        except ConnectionError:
            return
