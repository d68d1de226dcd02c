"""Where counts are kept: in Redis for all processes together, or in this process."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from limits.aio.storage import MemoryStorage, RedisStorage

from app.redis import RedisLink
from chains.errors import RedisUnavailableError

REDIS_SECONDS = 0.5
Storage = MemoryStorage | RedisStorage
T = TypeVar("T")


class Counters:
    """Storages of limits' library. While Redis is away or refuses, this process counts for itself."""

    def __init__(self, redis_url: str) -> None:
        self._local = MemoryStorage()
        self._link = RedisLink(redis_url, use="limits", seconds=REDIS_SECONDS) if redis_url else None
        self._shared = create_redis_storage(redis_url, self._link) if self._link else None

    @property
    def is_shared(self) -> bool:
        """False while each process counts for itself."""
        return self._link is not None and not self._link.trouble

    @property
    def trouble(self) -> str:
        """Why this process counts for itself although others are there; empty while it does not."""
        return self._link.trouble if self._link else ""

    async def count(self, action: Callable[[Storage], Awaitable[T]]) -> T:
        """What `action` makes of the storage of all processes, or of this one's when that cannot be had."""
        if self._link is not None and self._shared is not None:
            shared = self._shared
            with suppress(RedisUnavailableError):
                return await self._link.call(lambda _: action(shared))
        return await action(self._local)

    async def give_back(self, storage: Storage, action: Callable[[Storage], Awaitable[object]]) -> None:
        """Run `action` in the storage that was counted in; what Redis cannot be told, it forgets by itself."""
        if storage is self._local or self._link is None:
            await action(storage)
            return
        with suppress(RedisUnavailableError):
            await self._link.call(lambda _: action(storage))

    async def aclose(self) -> None:
        """Close the connections to Redis."""
        if self._link is not None:
            await self._link.aclose()


def create_redis_storage(url: str, link: RedisLink) -> RedisStorage:
    """Counters over the connections of a link."""
    return RedisStorage(
        f"async+{url}",
        implementation="redispy",
        key_prefix="askdocs",
        connection_pool=link.pool,  # type: ignore[arg-type]  # its annotation forgets the parameter that it documents
    )
