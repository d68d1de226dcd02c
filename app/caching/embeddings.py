"""Embeddings of questions, kept and shared."""

from collections.abc import AsyncIterator, Callable
from typing import NoReturn

import numpy as np
from langchain_core.embeddings import Embeddings

from app.caching.cache import Cache
from app.caching.port import Key, create_digest
from app.context import get_context


class CachedEmbeddings(Embeddings):
    """The same vectors as the model's, to the last bit. Only questions are kept; documents pass."""

    def __init__(
        self, embeddings: Embeddings, cache: Cache[list[float]], *, site: str, get_generation: Callable[[], str]
    ) -> None:
        self._embeddings = embeddings
        self._cache = cache
        self._site = site
        self._get_generation = get_generation

    async def aembed_query(self, text: str) -> list[float]:
        """The vector of a question, which nobody may change: others may have it too."""
        use = get_context().cache
        if not use.may_store:
            return await self._embeddings.aembed_query(text)
        key = Key(self._site, self._get_generation(), create_digest(text))

        async def embed() -> AsyncIterator[list[float]]:
            yield await self._embeddings.aembed_query(text)

        source = self._cache.read(key, embed, encode=encode_vector, use=use, whole=True)
        [vector] = [vector async for vectors in source for vector in vectors]
        return vector

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """The model's."""
        return await self._embeddings.aembed_documents(texts)

    def embed_query(self, text: str) -> NoReturn:
        """Requests are answered asynchronously."""
        raise NotImplementedError("It would block the event loop: use `await embeddings.aembed_query(…)`.")

    def embed_documents(self, texts: list[str]) -> NoReturn:
        """Requests are answered asynchronously."""
        raise NotImplementedError("It would block the event loop: use `await embeddings.aembed_documents(…)`.")


def encode_vector(vectors: list[list[float]]) -> bytes:
    """Eight bytes a number, a third of what a list of Python's numbers needs."""
    return np.asarray(vectors[0], dtype=np.float64).tobytes()


def decode_vector(value: bytes) -> list[list[float]]:
    """The same numbers."""
    vector: list[float] = np.frombuffer(value, dtype=np.float64).tolist()
    return [vector]
