"""The caches of one process, for all of its sites."""

from typing import Any, Protocol

from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable

from app.caching.answers import CachedChain
from app.caching.cache import Cache
from app.caching.embeddings import CachedEmbeddings, create_codec
from app.caching.flight import Register
from app.caching.memory import MemoryStore
from app.caching.port import CacheStore
from app.caching.redis import RedisStore
from app.caching.tiers import TieredStore
from app.redis import RedisLink
from app.settings import CacheSettings

MEGABYTE = 1_000_000
REDIS_SECONDS = 0.1
"""An answer is kept to save seconds; a Redis that is slower than this saves none of an embedding's."""
EMBEDDINGS_SECONDS = 7 * 86_400.0
"""In Redis: a vector is as good as the index that it belongs to, which may be gone by then."""


class GenerationSource(Protocol):
    """Knows the generation of the index, on which every key depends."""

    generation: str
    """As the last search saw it."""

    async def get_generation(self) -> str:
        """As it is now. Raises IndexingError."""
        ...


class Caches:
    """One of answers and one of embeddings. A size of 0 switches one off: then nothing is kept, and nothing shared."""

    def __init__(self, settings: CacheSettings, register: Register, redis_url: str = "") -> None:
        """With `redis_url`, all processes that name it have them together."""
        self._settings = settings
        self._link = RedisLink(redis_url, use="caches", seconds=REDIS_SECONDS) if redis_url else None
        answers = MemoryStore(
            "answers", max_bytes=settings.answers_megabytes * MEGABYTE, seconds=settings.answers_seconds
        )
        embeddings = MemoryStore("embeddings", max_bytes=settings.embeddings_megabytes * MEGABYTE)
        self._answers = Cache[Any](
            "answers",
            self._share("answers", answers, settings.answers_seconds),
            register=register,
            is_told=True,
        )
        self._embeddings = Cache[Any](
            "embeddings",
            self._share("embeddings", embeddings, EMBEDDINGS_SECONDS),
            register=register,
            is_told=False,
        )

    @property
    def trouble(self) -> str:
        """Why this process keeps for itself although others are there; empty while it does not."""
        return self._link.trouble if self._link else ""

    def wrap_chain(
        self, chain: Runnable[Any, Any], site: str, index: GenerationSource, *, name: str, variant: str
    ) -> Runnable[Any, Any]:
        """The chain with the cache of answers. `name` says which chain it is, `variant` what else it answers by."""
        if not self._settings.answers_megabytes:
            return chain
        return CachedChain(
            chain, self._answers, site=site, name=name, variant=variant, get_generation=index.get_generation
        )

    def wrap_embeddings(
        self, embeddings: Embeddings, site: str, index: GenerationSource, *, dimensions: int
    ) -> Embeddings:
        """The embeddings with the cache of questions; their vectors have so many dimensions."""
        if not self._settings.embeddings_megabytes:
            return embeddings
        return CachedEmbeddings(
            embeddings,
            self._embeddings,
            codec=create_codec(dimensions),
            site=site,
            get_generation=lambda: index.generation,
        )

    async def aclose(self) -> None:
        """Close the connections to Redis."""
        if self._link is not None:
            await self._link.aclose()

    def _share(self, name: str, memory: MemoryStore, seconds: float) -> CacheStore:
        return TieredStore(memory, RedisStore(name, self._link, seconds=seconds)) if self._link else memory
