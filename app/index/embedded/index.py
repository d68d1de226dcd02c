"""The index in a folder, read and written in this process.

The engine and Qdrant's packages cost a second of CPU. They are imported by what asks or changes the points: who only
reads the record waits for none of it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from app.index.embedded.files import measure_folder
from app.index.embedded.generations import Generations, PointerState
from app.index.port import Index, Reading, Writing
from app.index.record import IndexRecord, Signature, ensure_same_signature
from chains.errors import IndexUnavailableError, UsageError

if TYPE_CHECKING:
    import qdrant_edge

    from app.index.client import VectorClient
    from app.index.embedded.open_generation import OpenGeneration


class EmbeddedIndex(Index):
    """Opens the current generation at the first question, and each new one at the first question after its swap.

    Belongs to one event loop.
    """

    def __init__(self, generations: Generations, collection_name: str, signature: Signature) -> None:
        self.signature = signature
        self._generations = generations
        self.collection_name = collection_name
        self._open: dict[str, OpenGeneration] = {}
        self._current: OpenGeneration | None = None
        self._pointer_state: PointerState | None = None
        self._opening: asyncio.Task[OpenGeneration] | None = None

    @cached_property
    def client(self) -> "VectorClient":
        """See `Index.client`."""
        from app.index.embedded.edge import EdgeClient  # noqa: PLC0415 - see above

        return EdgeClient(self._lease_shard)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """See `Index.reading`. Costs one stat while nothing was swapped."""
        async with self._leasing(await self._ensure_current()) as opened:
            yield Reading(f"{self.collection_name}__{opened.record.generation}", opened.record)

    def writing(self, *, rebuild: bool = False) -> AbstractAsyncContextManager[Writing]:
        """See `Index.writing`."""
        from app.index.embedded.writing import writing_embedded  # noqa: PLC0415 - see above

        return writing_embedded(self._generations, self.collection_name, self.signature, rebuild=rebuild)

    async def roll_back(self) -> IndexRecord:
        """See `Index.roll_back`."""
        from app.index.embedded.rollback import roll_back_embedded  # noqa: PLC0415 - see above

        return await anyio.to_thread.run_sync(roll_back_embedded, self._generations)

    async def move(self, name: str = "") -> bool:
        """See `Index.move`. A folder needs none."""
        if name:
            raise UsageError(
                "The index lies in a folder (QDRANT_HOST is not set): rename its folder in QDRANT_PATH instead."
            )
        return False

    async def forget_previous(self) -> bool:
        """See `Index.forget_previous`."""
        from app.index.embedded.rollback import forget_embedded  # noqa: PLC0415 - see above

        return await anyio.to_thread.run_sync(forget_embedded, self._generations)

    async def forget(self) -> bool:
        """See `Index.forget`."""
        from app.index.embedded.rollback import forget_site  # noqa: PLC0415 - see above

        return await anyio.to_thread.run_sync(forget_site, self._generations)

    async def measure(self, generation: str) -> int | None:
        """See `Index.measure`. Holes in files do not count."""
        folder = self._generations.get_shard_folder(generation)
        return await anyio.to_thread.run_sync(measure_folder, folder)

    async def load_record(self) -> IndexRecord:
        """See `Index.load_record`. Reads a small file and opens nothing."""

        def load() -> IndexRecord:
            return self._generations.load_record(self._generations.require_current())

        return await anyio.to_thread.run_sync(load)

    async def load_answering_record(self) -> IndexRecord:
        """See `Index.load_answering_record`. Reads two small files and opens nothing."""
        return await anyio.to_thread.run_sync(lambda: self._generations.load_record(self._find_fitting()))

    async def check(self) -> IndexRecord:
        """See `Index.check`."""
        async with self.reading() as reading:
            ensure_same_signature(reading.record, self.signature)
            return reading.record

    async def aclose(self) -> None:
        """Close every generation, each as soon as its last question is done."""
        if self._opening is not None:
            await asyncio.wait([self._opening])
        self._current = None
        for opened in list(self._open.values()):
            await self._retire(opened)

    @asynccontextmanager
    async def _lease_shard(self, collection_name: str) -> "AsyncIterator[qdrant_edge.EdgeShard]":
        generation = collection_name.removeprefix(self.collection_name).removeprefix("__")
        opened = self._open.get(generation) if generation else await self._ensure_current()
        if opened is None:
            raise IndexUnavailableError(f"The generation {collection_name} is not open any more. Ask again.")
        async with self._leasing(opened):
            yield opened.shard

    @asynccontextmanager
    async def _leasing(self, opened: "OpenGeneration") -> "AsyncIterator[OpenGeneration]":
        opened.readers += 1
        try:
            yield opened
        finally:
            opened.readers -= 1
            if opened.is_retired:
                await self._retire(opened)

    async def _ensure_current(self) -> "OpenGeneration":
        if self._current is not None:
            swapped = self._generations.get_pointer_state() != self._pointer_state
            if not swapped or self._opening is not None:  # while the new one opens, the old one goes on answering
                return self._current
        if self._opening is None:
            self._opening = asyncio.create_task(self._reopen())
        return await asyncio.shield(self._opening)  # others wait for it, too, when this question is cancelled

    async def _reopen(self) -> "OpenGeneration":
        try:
            state, old = self._generations.get_pointer_state(), self._current
            new = await anyio.to_thread.run_sync(self._open_current, old)
            self._pointer_state = state
            if new is not old:
                self._current = self._open[new.record.generation] = new
                if old is not None:
                    await self._retire(old)
            return new
        finally:
            self._opening = None

    def _open_current(self, old: "OpenGeneration | None") -> "OpenGeneration":
        from app.index.embedded.open_generation import open_generation  # noqa: PLC0415 - see above

        generation = self._find_fitting()
        if old is not None and old.record.generation == generation:
            return old
        try:
            return open_generation(self._generations, generation)
        except IndexUnavailableError:
            # Two swaps in a row may have removed it after the pointer was read.
            following = self._find_fitting()
            if following == generation:
                raise
            return open_generation(self._generations, following)

    def _find_fitting(self) -> str:
        """The current generation, or the one before it where that alone has the signature of the settings."""
        generation = self._generations.require_current()
        record = self._generations.load_record(generation)
        if record.signature == self.signature or not record.previous:
            return generation
        with suppress(IndexUnavailableError):  # it is gone, or was never there
            if self._generations.load_record(record.previous).signature == self.signature:
                return record.previous
        return generation

    async def _retire(self, opened: "OpenGeneration") -> None:
        opened.is_retired = True
        if not opened.readers and not opened.is_closed:
            opened.is_closed = True
            if self._open.get(opened.record.generation) is opened:  # after a rollback it may be open a second time
                del self._open[opened.record.generation]
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(opened.close)
