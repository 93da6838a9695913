"""A program that lives inside this one: all its tasks, so that they can end together."""

import asyncio
from collections.abc import Coroutine, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any
from weakref import WeakSet

STUBBORN_S = 1.0
_CURRENT: ContextVar["Lifetime | None"] = ContextVar("lifetime", default=None)


class Lifetime:
    """Knows each task that `program` starts, and those that they start in turn.

    To be made inside `lifetimes`.
    """

    def __init__(self, program: Coroutine[Any, Any, None]) -> None:
        self._tasks: WeakSet[asyncio.Task[Any]] = WeakSet()
        self.killed = False
        context = copy_context()
        context.run(_CURRENT.set, self)
        self.main: asyncio.Task[None] = context.run(asyncio.create_task, program)

    def adopt(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)

    async def kill(self) -> None:
        """Cancel everything at once; whatever the tasks still raise is nobody's concern."""
        self.killed = True
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.wait([self.main])
        done, _ = await asyncio.wait([self.main, *self._tasks], timeout=STUBBORN_S)
        for task in done:
            if not task.cancelled():
                task.exception()


@contextmanager
def lifetimes() -> Iterator[None]:
    """While it lasts, each task of the running loop belongs to the lifetime that started it."""
    loop = asyncio.get_running_loop()
    before = loop.get_task_factory()
    loop.set_task_factory(_task)
    try:
        yield
    finally:
        loop.set_task_factory(before)


def _task(
    loop: asyncio.AbstractEventLoop,
    program: Coroutine[Any, Any, Any] | Generator[Any, None, Any],
    **options: Any,
) -> asyncio.Task[Any]:
    task = asyncio.Task(program, loop=loop, **options)
    lifetime = _CURRENT.get()
    if lifetime is not None:
        lifetime.adopt(task)
    return task
