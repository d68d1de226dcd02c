"""One value being made: in this process, unless another one makes it already and is done soon enough."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Generic, NamedTuple, TypeVar, cast

from app.caching.pace import Pace
from app.caching.port import NO_TURN, CacheStore, Key

T = TypeVar("T")
_GUESSED_SECONDS = 5.0
"""An answer takes about four."""
_GUESSED_FIRST_SECONDS = 1.0
"""Its first part comes when the passages are found."""


class Codec(NamedTuple, Generic[T]):
    """How the parts of a value become bytes in a store, and come back."""

    encode: Callable[[list[T]], bytes | None]
    """What of the parts is kept; None: nothing."""
    decode: Callable[[bytes], list[T] | None]
    """The parts; None when these bytes are no such value."""


class Paces:
    """How long the values of one cache take: until all is there, and until the first part is."""

    def __init__(self) -> None:
        self.whole = Pace(_GUESSED_SECONDS)
        self.first = Pace(_GUESSED_FIRST_SECONDS)


class Making(Generic[T]):
    """Makes a value once among all processes that share a store.

    Nobody waits for another process longer than making it oneself takes: whoever wants a stream, until its first part.
    """

    def __init__(
        self,
        key: Key,
        make: Callable[[], AsyncIterator[T]],
        *,
        store: CacheStore,
        codec: Codec[T],
        paces: Paces,
        whole: bool,
        may_wait: bool,
    ) -> None:
        self.is_found = False
        """It was made elsewhere."""
        self._key = key
        self._make = make
        self._store = store
        self._codec = codec
        self._paces = paces
        self._whole = whole
        self._may_wait = may_wait
        self._turn = NO_TURN

    async def run(self) -> AsyncGenerator[T]:
        """Yield the parts. Raises what `make` raises."""
        if self._may_wait:
            for part in await self._wait():
                yield part
            if self.is_found:
                return
        loop = asyncio.get_running_loop()
        started, has_begun = loop.time(), self._whole
        try:
            async with aclosing(cast("AsyncGenerator[T]", self._make())) as parts:
                async for part in parts:
                    if not has_begun:
                        self._paces.first.note(loop.time() - started)
                        has_begun = True
                    yield part
        except BaseException:
            await self._store.end_turn(self._key, self._turn)
            raise
        self._paces.whole.note(loop.time() - started)

    async def keep(self, parts: list[T]) -> None:
        """Put what came into the store, where it is not yet, and let those who wait have it."""
        if self.is_found:
            return
        if (value := self._codec.encode(parts)) is None:
            await self.drop()
        else:
            await self._store.put(self._key, value, self._turn)

    async def drop(self) -> None:
        """Let those who wait make it themselves."""
        await self._store.end_turn(self._key, self._turn)

    async def _wait(self) -> list[T]:
        wait = self._paces.whole.seconds if self._whole else self._paces.first.seconds
        self._turn = await self._store.take_turn(self._key, wait=wait, lease=self._paces.whole.seconds)
        parts = self._codec.decode(self._turn.value) if self._turn.value is not None else None
        self.is_found = parts is not None
        return parts or []
