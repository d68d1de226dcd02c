"""The index as questions see it: measured, and left alone for a while when it keeps failing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from langchain_core.embeddings import Embeddings

from app.breaker import Breaker
from app.observations import step
from app.qdrant import DocsRetriever, Index, Reading
from chains.errors import IndexUnavailableError


class WatchedIndex:
    """Reads through a circuit breaker. Only what `DocsRetriever` asks of an index is here."""

    def __init__(self, index: Index) -> None:
        self.breaker = Breaker("qdrant", (IndexUnavailableError,))
        self.signature = index.signature
        self.generation = ""
        self._index = index

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """See `Index.reading`. The block holds the whole search: embedding of the question, and query."""
        attributes = {"gen_ai.operation.name": "retrieval", "db.system.name": "qdrant"}
        with self.breaker.guarding(), step("retrieve", "retrieval", attributes):
            async with self._index.reading() as reading:
                self.generation = reading.record.generation
                yield reading

    async def get_generation(self) -> str:
        """That of the current index, on which caches depend; `generation` is as the last search saw it.

        The breaker does not count it: a record that is kept for a while tells nothing about the index.

        Raises:
            IndexingError: the index cannot be read, or is left alone.
        """
        self.breaker.raise_if_open()
        async with self._index.reading() as reading:
            return reading.record.generation

    def create_retriever(self, embeddings: Embeddings, k: int) -> DocsRetriever:
        """The retriever that chains receive: `k` passages a question."""
        return DocsRetriever(index=self, store=self._index.create_vector_store(embeddings), k=k)
