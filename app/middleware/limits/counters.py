"""Where counts are kept: in Redis for all processes together, or in this process."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.errors import StorageError

REDIS_SECONDS = 0.5
REDIS_CONNECTIONS = 16
"""More are not needed for calls of a millisecond; opening forty at once took longer than Redis may."""
RETRY_REDIS_SECONDS = 5.0
Storage = MemoryStorage | RedisStorage
T = TypeVar("T")


class Counters:
    """Storages of limits' library. While Redis is away, this process counts for itself."""

    def __init__(self, redis_url: str) -> None:
        self._local = MemoryStorage()
        self._redis = create_redis_storage(redis_url) if redis_url else None
        self._away_until = 0.0

    @property
    def is_shared(self) -> bool:
        """False while each process counts for itself."""
        return self._redis is not None and time.monotonic() >= self._away_until

    async def count(self, action: Callable[[Storage], Awaitable[T]]) -> T:
        """What `action` makes of the storage of all processes, or of this one's when that cannot be had."""
        if self._redis is not None and self.is_shared:
            try:
                return await action(self._redis)
            except StorageError as error:
                self.leave(error)
        return await action(self._local)

    def leave(self, error: StorageError) -> None:
        """Count in this process for a while."""
        self._away_until = time.monotonic() + RETRY_REDIS_SECONDS
        structlog.stdlib.get_logger("askdocs.limits").warning(
            "redis_away", error=type(error.__cause__ or error).__name__, retry_seconds=RETRY_REDIS_SECONDS
        )

    async def aclose(self) -> None:
        """Close the connections to Redis."""
        if self._redis is not None:
            await self._redis.bridge.storage.connection_pool.disconnect()  # type: ignore[attr-defined]  # redispy's has it


def create_redis_storage(url: str) -> RedisStorage:
    """Counters in Redis; every failure of it is a StorageError within half a second."""
    from redis.asyncio import BlockingConnectionPool  # noqa: PLC0415 - only who shares counts pays for its import

    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=REDIS_CONNECTIONS,
        timeout=REDIS_SECONDS,
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
    )
    return RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="askdocs",
        connection_pool=pool,  # type: ignore[arg-type]  # its annotation forgets the parameter that it documents
    )
