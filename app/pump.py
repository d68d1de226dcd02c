"""Work that stops at once when nobody wants it any more.

Closing an asynchronous generator does not reach the generators below it, and a cancellation is lost where a step of
LangChain's has just finished: a model's stream would go on, and be paid, until the garbage collector comes by. A pump
stands right above the network and reads in a task of its own; cancelling that task always interrupts the read.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from chains.errors import AskdocsError

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class _Work:
    task: asyncio.Task[Any]
    cancelled_before: int
    """How often somebody had asked to cancel the task when this work began."""
    is_ended: bool = False


class Pumps:
    """Work that stops together. As a context manager: with the block, whoever still holds on to its generators."""

    def __init__(self) -> None:
        self._running: set[_Work] = set()
        self._reason: AskdocsError | None = None
        self._is_left = False

    @property
    def are_ended(self) -> bool:
        """True from `end` on: nothing more may begin."""
        return self._reason is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_left = True
        for work in list(self._running):
            work.task.cancel()

    def end(self, reason: AskdocsError) -> None:
        """Let all work end now, with this error for whoever waits for it."""
        self._reason = self._reason or reason
        for work in list(self._running):
            if not work.is_ended:
                work.is_ended = True
                work.task.cancel()

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let what the running task does inside stop when it is not wanted any more. Raises the reason of `end`."""
        if self._reason is not None:
            raise self._reason.with_traceback(None)
        task = asyncio.current_task()
        if task is None or self._is_left:
            raise asyncio.CancelledError
        work = _Work(task, task.cancelling())
        self._running.add(work)
        try:
            yield
        except asyncio.CancelledError as error:
            if _takes_back(work) and self._reason is not None:
                raise self._reason.with_traceback(None) from error
            raise
        except BaseException:
            _takes_back(work)
            raise
        else:
            _takes_back(work)
        finally:
            self._running.discard(work)


def _takes_back(work: _Work) -> bool:
    """Take back the cancellation by `end`, as asyncio's time limits do; False when somebody else cancelled too."""
    return work.is_ended and work.task.uncancel() <= work.cancelled_before


async def pump(source: AsyncIterator[T], pumps: Pumps) -> AsyncGenerator[T]:
    """Yield what `source` yields, until `pumps` stop it.

    `source` runs in the reading task, from its first line to its last; it must read the network itself, with no task
    between. What has arrived waits for its reader without bound: a model's answer has one. Raises what `source` raises,
    and the reason given to `Pumps.end`.
    """
    waiting: asyncio.Queue[T | None] = asyncio.Queue()

    async def read() -> None:
        try:
            with pumps.interruptible():
                async for item in source:
                    waiting.put_nowait(item)
        finally:
            waiting.put_nowait(None)

    task = asyncio.create_task(read(), name="pump")
    task.add_done_callback(_retrieve_exception)
    try:
        while (item := await waiting.get()) is not None:
            yield item
        await task
    finally:
        task.cancel()


def _retrieve_exception(task: asyncio.Task[None]) -> None:
    """A failure that comes after its reader has left is nobody's; asyncio would log it."""
    if not task.cancelled():
        task.exception()
