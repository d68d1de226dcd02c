"""Streams that stop at once when nobody wants them any more.

Closing an asynchronous generator does not reach the generators below it, and a cancellation is lost where a step of
LangChain's has just finished: a model's stream would go on, and be paid, until the garbage collector comes by. A pump
stands right above the network and reads in a task of its own; cancelling that task always interrupts the read.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self, TypeVar

from chains.errors import AskdocsError

T = TypeVar("T")


class Pumps:
    """Streams that stop together. As a context manager: with the block, whoever still holds on to their generators."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[None], asyncio.Future[AskdocsError]] = {}
        self.are_ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for task in list(self._running):
            task.cancel()

    def end(self, reason: AskdocsError) -> None:
        """Let each stream end now, with this error for its reader."""
        self.are_ended = True
        for task, interruption in list(self._running.items()):
            if not interruption.done():
                interruption.set_result(reason)
            task.cancel()

    def add(self, task: asyncio.Task[None], interruption: "asyncio.Future[AskdocsError]") -> None:
        """Take a pump in until it is done."""
        self._running[task] = interruption
        task.add_done_callback(self._running.pop)


async def pump(
    source: AsyncIterator[T], around: AbstractAsyncContextManager[object], pumps: Pumps
) -> AsyncGenerator[T]:
    """Yield what `source` yields, until `pumps` stop it.

    `around` is entered by the reading task and left when it stops, for whatever reason.

    `source` must read the network itself, with no task between. What has arrived waits for its reader without bound: a
    model's answer has one. Raises what `source` and `around` raise, and the reason given to `Pumps.end`.
    """
    waiting: asyncio.Queue[T | None] = asyncio.Queue()
    interruption: asyncio.Future[AskdocsError] = asyncio.get_running_loop().create_future()

    async def read() -> None:
        try:
            async with around:
                async for item in source:
                    waiting.put_nowait(item)
        finally:
            waiting.put_nowait(None)

    task = asyncio.create_task(read(), name="pump")
    task.add_done_callback(_retrieve_exception)
    pumps.add(task, interruption)
    try:
        while (item := await waiting.get()) is not None:
            yield item
        if interruption.done():
            raise interruption.result()
        await task
    finally:
        task.cancel()


def _retrieve_exception(task: asyncio.Task[None]) -> None:
    """A failure that comes after its reader has left is nobody's; asyncio would log it."""
    if not task.cancelled():
        task.exception()
