"""Calls of the database that end: one that hangs is left alone, and counts as one that failed."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from chains.errors import StoreUnavailableError

CALL_SECONDS = 5.0
"""Two calls that hang, with a pause between them, end before the 18 s after which a worker must end its run."""
P = ParamSpec("P")
T = TypeVar("T")
_left_alone: set["asyncio.Task[Any]"] = set()


def bounded(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Awaitable[T]]:
    """The same method, which raises StoreUnavailableError when it takes too long.

    The driver waits for the server also when its call is cancelled, so nobody waits for the driver.
    """

    @wraps(method)
    async def call(*arguments: P.args, **options: P.kwargs) -> T:
        task = asyncio.create_task(method(*arguments, **options))
        try:
            done, _ = await asyncio.wait({task}, timeout=CALL_SECONDS)
        except asyncio.CancelledError:
            _leave_alone(task)
            raise
        if not done:
            _leave_alone(task)
            raise StoreUnavailableError(
                "The queue of indexing runs cannot be reached now. Try again later.",
                advice=f"The database did not answer within {CALL_SECONDS:g} s.",
            )
        return task.result()

    return call


def _leave_alone(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    _left_alone.add(task)
    task.add_done_callback(_forget)


def _forget(task: "asyncio.Task[Any]") -> None:
    _left_alone.discard(task)
    if not task.cancelled():
        task.exception()  # it was told as one that hangs
