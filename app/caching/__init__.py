"""Not paying twice: answers and the embeddings of questions are kept in memory, and shared while they are made.

A `Store` holds what is there, as bytes of a bounded size; a `Run` makes what is not there yet, for all who wait for it.
A `Cache` is both. `CachedChain` and `CachedEmbeddings` ask one each, as the `CacheUse` of the request allows.
"""

from typing import Any, Protocol

from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable

from app.caching.answers import CachedChain, decode_answer, encode_answer
from app.caching.cache import Cache
from app.caching.embeddings import CachedEmbeddings, decode_vector, encode_vector
from app.caching.run import Register
from app.caching.store import Store
from app.settings import CacheSettings

__all__ = ["Caches"]

MEGABYTE = 1_000_000


class GenerationSource(Protocol):
    """Knows the generation of the index, on which every key depends."""

    generation: str
    """As the last search saw it."""

    async def get_generation(self) -> str:
        """As it is now. Raises IndexingError."""
        ...


class Caches:
    """The caches of one process. A size of 0 switches one off: then nothing is kept, and nothing is shared."""

    def __init__(self, settings: CacheSettings, register: Register) -> None:
        self._settings = settings
        self._answers = Cache[Any](
            Store("answers", max_bytes=settings.answers_megabytes * MEGABYTE, seconds=settings.answers_seconds),
            encode=encode_answer,
            decode=decode_answer,
            register=register,
        )
        self._embeddings = Cache[list[float]](
            Store("embeddings", max_bytes=settings.embeddings_megabytes * MEGABYTE),
            encode=encode_vector,
            decode=decode_vector,
            register=register,
        )

    def wrap_chain(
        self, chain: Runnable[Any, Any], site: str, index: GenerationSource, *, name: str
    ) -> Runnable[Any, Any]:
        """The chain with the cache of answers; chains of one name share what they answer from one site."""
        if not self._settings.answers_megabytes:
            return chain
        return CachedChain(chain, self._answers, name=f"{site} {name}", get_generation=index.get_generation)

    def wrap_embeddings(self, embeddings: Embeddings, site: str, index: GenerationSource) -> Embeddings:
        """The embeddings with the cache of questions."""
        if not self._settings.embeddings_megabytes:
            return embeddings
        return CachedEmbeddings(embeddings, self._embeddings, site=site, get_generation=lambda: index.generation)
