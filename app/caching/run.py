"""Work that several callers wait for: done once, in a task of its own, and stopped when the last of them has left."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Generic, Protocol, TypeVar, cast

from app.context import CacheUse, entering, get_context
from app.pump import Pumps
from chains.errors import ModelUnavailableError

T = TypeVar("T")


class Register(Protocol):
    """Where what is under way in this process can be found, so that a shutdown can end it."""

    def add(self, pumps: Pumps) -> None:
        """It has begun."""
        ...

    def discard(self, pumps: Pumps) -> None:
        """It has ended."""
        ...


class Run(Generic[T]):
    """The parts that `source` yields. It runs in a copy of the context of the caller who starts it.

    So its steps and tokens go into that caller's log line and trace, even after that caller has left. What it asks of
    other caches is `use`, a use of its own.
    """

    def __init__(
        self,
        source: Callable[[], AsyncIterator[T]],
        *,
        use: CacheUse,
        register: Register,
        on_end: "Callable[[Run[T]], None]",
    ) -> None:
        self.parts: list[T] = []
        self.error: BaseException | None = None
        self.is_complete = False
        self._seats: set[object] = set()
        self._news = asyncio.Event()
        self._ended = asyncio.Event()
        self._pumps = Pumps()
        self._is_abandoned = False
        self._on_end = on_end
        self._task = asyncio.create_task(self._run(source, use, register), name="shared run")
        _running.add(self._task)
        self._task.add_done_callback(self._end)

    def join(self) -> Callable[[], None]:
        """Wait for it too. Whoever leaves calls what this returns; twice is no harm."""
        seat = object()
        self._seats.add(seat)

        def leave() -> None:
            self._seats.discard(seat)
            if not self._seats:
                self._abandon()

        return leave

    async def follow(self, *, whole: bool) -> AsyncGenerator[list[T]]:
        """What has come since the last time, from the first part on; with `whole`, all of it at the end.

        It ends with the run, however that ends: look at `error` then.
        """
        if whole:
            await self._ended.wait()
        position = 0
        while True:
            if parts := self.parts[position:]:
                position += len(parts)
                yield parts
            elif self._ended.is_set():
                return
            else:
                await self._news.wait()

    def raise_error(self) -> None:
        """Raise what ended the run, for one of several callers."""
        if self.error is not None:
            raise self.error.with_traceback(None)  # it would grow with each caller

    async def _run(self, source: Callable[[], AsyncIterator[T]], use: CacheUse, register: Register) -> None:
        register.add(self._pumps)
        try:
            with entering(replace(get_context(), cache=use, departures=self._pumps)), self._pumps:
                async with aclosing(cast("AsyncGenerator[T]", source())) as parts:
                    async for part in parts:
                        if self._is_abandoned:  # a cancellation may be lost on its way
                            return
                        self.parts.append(part)
                        self._tell()
            self.is_complete = True
        finally:
            use.end()
            register.discard(self._pumps)

    def _abandon(self) -> None:
        if not self._is_abandoned and not self._task.done():
            self._is_abandoned = True
            self._task.cancel()  # once: a second time would interrupt the closing of connections
            self._on_end(self)

    def _end(self, task: asyncio.Task[None]) -> None:
        _running.discard(task)
        if task.cancelled():
            self.error = ModelUnavailableError("The answer was cut off. Ask again.")
        else:
            self.error = task.exception()
        self._ended.set()
        self._tell()
        if not self._is_abandoned:
            self._on_end(self)

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


_running: set[asyncio.Task[None]] = set()
"""The event loop itself forgets tasks that nobody holds."""
