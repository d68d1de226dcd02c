"""What was paid for once: kept for who asks later, and shared with who asks while it is made."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from functools import partial
from typing import Generic, TypeVar

from app.caching.flight import Flight, Register
from app.caching.making import Codec, Making, Paces
from app.caching.port import CacheStore, Key
from app.context import CacheUse, Result, get_context
from app.observability.metrics import get_metrics
from chains.errors import DeadlineError, IndexingError, ModelAccessError, ModelQuotaError

T = TypeVar("T")
LASTING = (ModelAccessError, ModelQuotaError, IndexingError)
"""What would be the same for each of the waiting callers, so that none of them tries again."""


class Cache(Generic[T]):
    """Values made of parts: a store for those that are there, and a flight for each that is being made."""

    def __init__(self, name: str, store: CacheStore, *, register: Register, is_told: bool) -> None:
        """`is_told`: `Cache-Status` speaks of this cache."""
        self._name = name
        self._store = store
        self._register = register
        self._is_told = is_told
        self._flights: dict[Key, Flight[T]] = {}
        self._paces = Paces()

    async def read(
        self,
        key: Key,
        make: Callable[[], AsyncIterator[T]],
        *,
        codec: Codec[T],
        use: CacheUse,
        whole: bool,
    ) -> AsyncGenerator[list[T]]:
        """Yield the parts as they come, or all together with `whole`.

        `make` is called when nobody has made them, and its parts are kept when they are complete. What the store holds
        and `codec` cannot read is not there.

        When a flight fails that somebody else has started, before anything came, the callers who wait for it try once
        more, together: what failed may have been that caller's alone, such as a time that was nearly over. A failure
        that would be the same for each of them (`LASTING`) is everybody's at once.

        Raises:
            DeadlineError: the request is over.
            Exception: what `make` raises.
        """
        for is_last in (False, True):
            seen = self._flights.get(key)
            # Asked even for who wants a fresh value: a store learns of a new generation when it is asked.
            kept = await self._store.get(key)
            if use.is_over:
                raise DeadlineError("The request has ended.")
            if use.may_read and kept is not None and (there := self._decode(codec, kept)) is not None:
                self.note(use, "hit")
                yield there
                return
            # From here to `join` nothing waits, so of two callers who found nothing one starts, and the other joins.
            joined = self._find(key, seen) if use.may_read else None
            making = Making(
                key,
                make,
                store=self._store,
                codec=Codec(codec.encode, partial(self._decode, codec)),
                paces=self._paces,
                whole=whole,
                may_wait=use.may_read,
            )
            flight = joined or self._start(key, making, use)
            leave = flight.join()
            use.at_end(leave)
            if joined:
                self.note(use, "collapsed")
            has_begun = False
            try:
                async for parts in flight.follow(whole=whole):
                    if not (joined or has_begun):
                        self.note(use, _tell(use, making))
                    has_begun = True
                    yield parts
            finally:
                if not (joined or has_begun):
                    self.note(use, _tell(use, making))
                leave()
            if is_last or not joined or has_begun or isinstance(flight.error, (*LASTING, type(None))):
                flight.raise_error()
                return

    def note(self, use: CacheUse, result: Result) -> None:
        """Count what became of a question, and tell its request when it is to be told."""
        get_metrics().cache_requests.labels(self._name, result, get_context().wire).inc()
        if self._is_told:
            use.note(result)

    def _decode(self, codec: Codec[T], kept: bytes) -> list[T] | None:
        if (parts := codec.decode(kept)) is None:
            get_metrics().cache_shared.labels(self._name, "rejected").inc()
        return parts

    def _find(self, key: Key, seen: Flight[T] | None) -> Flight[T] | None:
        """The flight to join: the one under way, or the one `seen` that came home while the store was asked."""
        under_way = self._flights.get(key)
        return under_way or (seen if seen and seen.is_complete else None)

    def _start(self, key: Key, making: Making[T], use: CacheUse) -> Flight[T]:
        """Start a flight that others may join from now on, in place of the one before."""
        flight = self._flights[key] = Flight(
            making.run,
            use=CacheUse(may_read=use.may_read),
            register=self._register,
            keep=partial(self._keep, key, making),
            on_end=partial(self._forget, key),
        )
        return flight

    async def _keep(self, key: Key, making: Making[T], flight: Flight[T]) -> None:
        """Put what came into the store, unless a fresher flight has taken its place."""
        if self._flights.get(key) is flight:
            await making.keep(flight.parts)
        else:
            await making.drop()

    def _forget(self, key: Key, flight: Flight[T]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]


def _tell(use: CacheUse, making: Making[T]) -> Result:
    """What became of a question that started a flight, as is known when the first part is there, or none will come."""
    if not use.may_read:
        return "request"
    return "collapsed" if making.is_found else "miss"
