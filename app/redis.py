"""The way to Redis, in which several processes share what they count and keep.

Its client is imported here alone, and only where `REDIS_URL` is set.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from app.breaker import Breaker
from app.observability.metrics import get_metrics, show_circuit
from chains.errors import RedisUnavailableError, SettingsError

if TYPE_CHECKING:
    from redis.asyncio import BlockingConnectionPool, Redis

CONNECTIONS = 16
"""More are not needed for calls of a millisecond; opening forty at once took longer than Redis may."""
RETRY_SECONDS = 5.0
"""The longest pause until one call looks whether Redis is back."""
REFUSAL_SECONDS = 30.0
"""So long a refusal, such as of a full Redis, is told by the readiness check."""
Use = Literal["caches", "limits"]
T = TypeVar("T")


class RedisLink:
    """One use of Redis, with connections, a time limit and a circuit breaker of its own.

    The first failure opens the circuit: whoever has a way without Redis loses nothing by taking it at once, so that a
    dead or slow Redis costs one call its `seconds` now and then, and nobody else anything. Building it calls nobody.

    Raises:
        SettingsError: the address has options that Redis' client does not know.
    """

    def __init__(self, url: str, *, use: Use, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.pool = _create_pool(url, seconds)
        self.client = _create_client(self.pool)
        self._use = use
        self._seconds: float = self.pool.connection_kwargs["socket_timeout"]  # the address may say another
        self._clock = clock
        self._refusal = ""
        self._refused_until = 0.0
        self.breaker = Breaker(
            f"redis_{use}",
            (RedisUnavailableError,),
            failures=1,
            max_seconds=RETRY_SECONDS,
            on_change=show_circuit,
            clock=clock,
        )

    @property
    def trouble(self) -> str:
        """Why this process goes on for itself, in a few words; empty while it need not."""
        if self.breaker.state != "closed":
            return "Redis is away"
        return f"Redis takes nothing ({self._refusal})" if self._clock() < self._refused_until else ""

    async def call(self, action: "Callable[[Redis], Awaitable[T]]") -> T:
        """What `action` makes of the client.

        Raises:
            RedisUnavailableError: Redis is away, is too slow, or refuses, such as when it is full or read-only.
        """
        from redis.exceptions import RedisError, ResponseError  # noqa: PLC0415 - see the module's text

        with self.breaker.guarding():
            try:
                async with asyncio.timeout(self._seconds):
                    return await action(self.client)
            except ResponseError as error:  # it answers: whatever else it can do may go on
                refusal = error
            except (RedisError, OSError, TimeoutError, RuntimeError) as error:
                # uvloop has a RuntimeError for who writes on a connection that has just been lost.
                get_metrics().redis_failures.labels(self._use, "away").inc()
                raise RedisUnavailableError(f"Redis does not answer ({type(error).__name__}).") from error
        get_metrics().redis_failures.labels(self._use, "refused").inc()
        self._refusal, self._refused_until = type(refusal).__name__, self._clock() + REFUSAL_SECONDS
        raise RedisUnavailableError(f"Redis refuses ({self._refusal}).") from refusal

    async def aclose(self) -> None:
        """Close the connections."""
        await self.pool.disconnect()


def _create_pool(url: str, seconds: float) -> "BlockingConnectionPool":
    from redis.asyncio import BlockingConnectionPool  # noqa: PLC0415 - see the module's text

    try:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=seconds,
            socket_timeout=seconds,
            socket_connect_timeout=seconds,
            protocol=2,  # what every version of Redis speaks, without a greeting
        )
        pool.make_connection()  # type: ignore[no-untyped-call]  # it knows its options, and calls nobody yet
    except (TypeError, ValueError) as error:  # its text may hold the password
        raise SettingsError("REDIS_URL cannot be read. Check the port and the options behind its host.") from error
    return pool


def _create_client(pool: "BlockingConnectionPool") -> "Redis":
    from redis.asyncio import Redis  # noqa: PLC0415 - see the module's text

    client: Redis = Redis(connection_pool=pool)
    return client
