"""Embeddings of questions, kept and shared."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Sequence
from struct import pack
from typing import NoReturn

import numpy as np
from langchain_core.embeddings import Embeddings

from app.caching.cache import Cache
from app.caching.making import Codec
from app.caching.port import Key, create_digest
from app.context import get_context

_NUMBER = np.dtype("<f2")


class CachedEmbeddings(Embeddings):
    """The same vectors as the model's, as exactly as `codec` keeps them. Only questions are kept; documents pass."""

    def __init__(
        self,
        embeddings: Embeddings,
        cache: Cache[array[float]],
        *,
        codec: Codec[array[float]],
        site: str,
        get_generation: Callable[[], str],
    ) -> None:
        self._embeddings = embeddings
        self._cache = cache
        self._codec = codec
        self._site = site
        self._get_generation = get_generation

    async def aembed_query(self, text: str) -> array[float]:  # type: ignore[override] # a sequence, as LangChain's
        """The vector of a question, which nobody may change: others may have it too.

        As an array of eight bytes a number: 64 questions that wait for their searches hold lists of 6 MB otherwise.
        """
        use = get_context().cache
        if not use.may_store:
            return _create_array(await self._embeddings.aembed_query(text))
        key = Key(self._site, self._get_generation(), create_digest(text))

        async def embed() -> AsyncIterator[array[float]]:
            yield _create_array(await self._embeddings.aembed_query(text))

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


def create_codec(dimensions: int) -> Codec[array[float]]:
    """Two bytes a number, as in the index. Vectors have length 1: a cosine changes by less than 0.0001."""

    def encode(vectors: list[array[float]]) -> bytes | None:
        [vector] = vectors
        with np.errstate(over="ignore"):
            kept = np.asarray(vector, dtype=np.float64).astype(_NUMBER)
        return kept.tobytes() if np.isfinite(kept).all() else None

    def decode(value: bytes) -> list[array[float]] | None:
        if len(value) != dimensions * _NUMBER.itemsize:
            return None
        kept = np.frombuffer(value, dtype=_NUMBER)
        if not np.isfinite(kept).all():
            return None
        return [array("d", kept.astype(np.float64).tobytes())]

    return Codec(encode, decode)


def _create_array(vector: Sequence[float]) -> array[float]:
    return array("d", pack(f"{len(vector)}d", *vector))  # array and numpy take twice as long over Python's numbers
