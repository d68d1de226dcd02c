"""Single flight: what several callers wait for is made once, and stopped when the last of them has left."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
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


class Flight(Generic[T]):
    """The parts that `make` yields, made in a task of its own, in a copy of the context of the caller who starts it.

    So its steps and tokens go into that caller's log line and trace, even after that caller has left. What it asks of
    other caches is `use`, a use of its own.
    """

    def __init__(
        self,
        make: Callable[[], AsyncIterator[T]],
        *,
        use: CacheUse,
        register: Register,
        keep: "Callable[[Flight[T]], Awaitable[None]]",
        on_end: "Callable[[Flight[T]], None]",
    ) -> None:
        """`keep` is called with all parts, when nobody waits for them any more; `on_end` when nobody may join."""
        self.parts: list[T] = []
        self.error: BaseException | None = None
        self.is_complete = False
        self._keep = keep
        self._on_end = on_end
        self._seats: set[object] = set()
        self._news: asyncio.Event | None = None
        self._ended = asyncio.Event()
        self._pumps = Pumps()
        self._is_abandoned = False
        self._task = asyncio.create_task(self._fly(make, use, register), name="flight")
        _running.add(self._task)
        self._task.add_done_callback(self._end)

    def join(self) -> Callable[[], None]:
        """Wait for it too. Whoever leaves calls what this returns; twice is no harm."""
        seat = object()
        self._seats.add(seat)
        joined = [self]  # who has left holds it no more: a request would hold the parts, such as a vector, to its end

        def leave() -> None:
            for flight in joined:
                flight.leave(seat)
            joined.clear()

        return leave

    def leave(self, seat: object) -> None:
        """Wait for it no more; when nobody does, it is stopped."""
        self._seats.discard(seat)
        if not self._seats:
            self._abandon()

    async def follow(self, *, whole: bool) -> AsyncGenerator[list[T]]:
        """What has come since the last time, from the first part on; with `whole`, all of it at the end.

        It ends when all parts are there or no more will come: look at `error` then.
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
                self._news = self._news or asyncio.Event()
                await self._news.wait()

    def raise_error(self) -> None:
        """Raise what ended the flight, for one of several callers."""
        if self.error is not None:
            raise self.error.with_traceback(None)  # it would grow with each caller

    async def _fly(self, make: Callable[[], AsyncIterator[T]], use: CacheUse, register: Register) -> None:
        await self._gather(make, use, register)
        if self.is_complete:
            self._tell_end()
            try:
                await self._keep(self)
            finally:
                self._on_end(self)

    async def _gather(self, make: Callable[[], AsyncIterator[T]], use: CacheUse, register: Register) -> None:
        register.add(self._pumps)
        try:
            with entering(replace(get_context(), cache=use, departures=self._pumps)), self._pumps:
                async with aclosing(cast("AsyncGenerator[T]", make())) as parts:
                    async for part in parts:
                        if self._is_abandoned:  # a cancellation may be lost on its way
                            return
                        self.parts.append(part)
                        self._tell()
            self.is_complete = not self._is_abandoned
        finally:
            use.end()
            register.discard(self._pumps)

    def _abandon(self) -> None:
        if not (self.is_complete or self._is_abandoned or self._task.done()):
            self._is_abandoned = True
            self._task.cancel()  # once: a second time would interrupt the closing of connections
            self._on_end(self)

    def _end(self, task: asyncio.Task[None]) -> None:
        _running.discard(task)
        if self.is_complete:  # what `keep` raises is nobody's answer; asyncio logs it
            return
        error = None if task.cancelled() else task.exception()
        self.error = error or ModelUnavailableError("The answer was cut off. Ask again.")
        self._tell_end()
        if not self._is_abandoned:
            self._on_end(self)

    def _tell_end(self) -> None:
        self._ended.set()
        self._tell()

    def _tell(self) -> None:
        if self._news is not None:
            self._news.set()
            self._news = None


_running: set[asyncio.Task[None]] = set()
"""The event loop itself forgets tasks that nobody holds."""
