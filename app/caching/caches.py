"""The caches of one process, for all of its sites."""

from typing import Any, Protocol

from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable

from app.caching.answers import CachedChain, decode_answer
from app.caching.cache import Cache
from app.caching.embeddings import CachedEmbeddings, decode_vector
from app.caching.flight import Register
from app.caching.memory import MemoryStore
from app.settings import CacheSettings

MEGABYTE = 1_000_000


class GenerationSource(Protocol):
    """Knows the generation of the index, on which every key depends."""

    generation: str
    """As the last search saw it."""

    async def get_generation(self) -> str:
        """As it is now. Raises IndexingError."""
        ...


class Caches:
    """One of answers and one of embeddings. A size of 0 switches one off: then nothing is kept, and nothing shared."""

    def __init__(self, settings: CacheSettings, register: Register) -> None:
        self._settings = settings
        answers_bytes = settings.answers_megabytes * MEGABYTE
        self._answers = Cache[Any](
            "answers",
            MemoryStore("answers", max_bytes=answers_bytes, seconds=settings.answers_seconds),
            decode=decode_answer,
            register=register,
            is_told=True,
        )
        self._embeddings = Cache[list[float]](
            "embeddings",
            MemoryStore("embeddings", max_bytes=settings.embeddings_megabytes * MEGABYTE),
            decode=decode_vector,
            register=register,
            is_told=False,
        )

    def wrap_chain(
        self, chain: Runnable[Any, Any], site: str, index: GenerationSource, *, name: str, variant: str
    ) -> Runnable[Any, Any]:
        """The chain with the cache of answers. `name` says which chain it is, `variant` what else it answers by."""
        if not self._settings.answers_megabytes:
            return chain
        return CachedChain(
            chain, self._answers, site=site, name=name, variant=variant, get_generation=index.get_generation
        )

    def wrap_embeddings(self, embeddings: Embeddings, site: str, index: GenerationSource) -> Embeddings:
        """The embeddings with the cache of questions."""
        if not self._settings.embeddings_megabytes:
            return embeddings
        return CachedEmbeddings(embeddings, self._embeddings, site=site, get_generation=lambda: index.generation)
