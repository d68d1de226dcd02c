"""Embeddings of questions, kept and shared."""

from collections.abc import AsyncIterator, Callable
from struct import pack
from typing import Any, NoReturn

import numpy as np
from langchain_core.embeddings import Embeddings

from app.caching.cache import Cache
from app.caching.making import Codec
from app.caching.port import Key, create_digest
from app.context import get_context


class CachedEmbeddings(Embeddings):
    """The same vectors as the model's, as exactly as `codec` keeps them. Only questions are kept; documents pass."""

    def __init__(
        self,
        embeddings: Embeddings,
        cache: Cache[list[float]],
        *,
        codec: Codec[list[float]],
        site: str,
        get_generation: Callable[[], str],
    ) -> None:
        self._embeddings = embeddings
        self._cache = cache
        self._codec = codec
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

        source = self._cache.read(key, embed, codec=self._codec, use=use, whole=True)
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


def create_exact_codec(dimensions: int) -> Codec[list[float]]:
    """Four bytes a number, an eighth of what a list of Python's numbers needs: both engines compare no more of it."""
    return _create_codec(np.dtype(np.float32), dimensions)


def create_small_codec(dimensions: int) -> Codec[list[float]]:
    """Two bytes a number, for Redis. Vectors have length 1: a cosine changes by less than 0.0001."""
    return _create_codec(np.dtype("<f2"), dimensions)


def _create_codec(dtype: np.dtype[Any], dimensions: int) -> Codec[list[float]]:
    def encode(vectors: list[list[float]]) -> bytes | None:
        [vector] = vectors
        packed = pack(f"{len(vector)}d", *vector)  # numpy itself takes twice as long over Python's numbers
        with np.errstate(over="ignore"):
            kept = np.frombuffer(packed).astype(dtype)
        return kept.tobytes() if np.isfinite(kept).all() else None

    def decode(value: bytes) -> list[list[float]] | None:
        if len(value) != dimensions * dtype.itemsize:
            return None
        kept = np.frombuffer(value, dtype=dtype)
        if not np.isfinite(kept).all():
            return None
        vector: list[float] = kept.astype(np.float64).tolist()
        return [vector]

    return Codec(encode, decode)
