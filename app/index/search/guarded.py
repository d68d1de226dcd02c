"""The index as questions see it: measured, and left alone for a while when it keeps failing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.breaker import Breaker
from app.index.port import Index, IndexReader, Reading
from app.observability.metrics import show_circuit
from app.observability.openinference import describe_retrieval
from app.observability.steps import step
from chains.errors import IndexUnavailableError


class GuardedIndex(IndexReader):
    """Reads an index through a circuit breaker."""

    def __init__(self, index: Index) -> None:
        self.breaker = Breaker("qdrant", (IndexUnavailableError,), on_change=show_circuit)
        self.signature = index.signature
        self.generation = ""
        """The generation that the last search used."""
        self._index = index

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """See `IndexReader.reading`. The block holds the whole search: embedding of the question, and query."""
        with self.breaker.guarding(), step("retrieve", "retrieval", describe_retrieval()):
            async with self._index.reading() as reading:
                self.generation = reading.record.generation
                yield reading

    async def get_generation(self) -> str:
        """The generation of the current index, on which the keys of caches depend.

        The breaker does not count this call: the record may come from memory, and then tells nothing about the index.

        Raises:
            IndexingError: the index cannot be read, or is left alone.
        """
        self.breaker.raise_if_open()
        async with self._index.reading() as reading:
            return reading.record.generation
