"""How often who may ask: counts of questions and tokens, in this process or in Redis for all of them together."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

import structlog
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter, SlidingWindowCounterRateLimiter
from limits.errors import StorageError

from app.context import Caller
from app.settings import LimitSettings

REDIS_SECONDS = 0.5
RETRY_REDIS_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered; `limit` names the limit in the metrics."""

    limit: str
    detail: str
    retry_after: float


class Limits:
    """Counts what callers ask and what the service spends. While Redis is away, this process counts for itself."""

    def __init__(self, settings: LimitSettings) -> None:
        self._settings = settings
        self._local = _Counts(MemoryStorage())
        url = settings.redis_url.get_secret_value()
        self._redis = create_redis_storage(url) if url else None
        self._shared = _Counts(self._redis) if self._redis is not None else None
        self._away_until = 0.0

    @property
    def is_shared(self) -> bool:
        """False while each process counts for itself."""
        return self._shared is not None and time.monotonic() >= self._away_until

    async def take(self, caller: Caller, questions: int) -> Refusal | None:
        """Count questions of a caller; a refusal when that is too many, of them or of tokens that day."""
        if self._settings.tokens_per_day and (refusal := await self._check_budget()):
            return refusal
        for limit, item, text in self._items(caller):
            wait = await self._count("hit", item, (caller.kind, _network(caller.name)), questions)
            if wait is not None:
                return Refusal(limit, f"{text} Try again in {max(1, round(wait))} s.", wait)
        return None

    async def spend(self, tokens: int) -> None:
        """Count tokens that an answer has cost."""
        if self._settings.tokens_per_day and tokens:
            await self._count("spend", RateLimitItemPerDay(self._settings.tokens_per_day), _today(), tokens)

    async def aclose(self) -> None:
        """Close the connections to Redis."""
        if self._redis is not None:
            await self._redis.bridge.storage.aclose()  # type: ignore[attr-defined]  # that of redispy has it

    async def _check_budget(self) -> Refusal | None:
        wait = await self._count("check", RateLimitItemPerDay(self._settings.tokens_per_day), _today(), 1)
        if wait is None:
            return None
        midnight = datetime.combine(datetime.now(UTC) + timedelta(days=1), datetime.min.time(), UTC)
        seconds = (midnight - datetime.now(UTC)).total_seconds()
        return Refusal(
            "tokens_per_day", "The service has used its tokens for today. Try again after midnight UTC.", seconds
        )

    def _items(self, caller: Caller) -> list[tuple[str, RateLimitItem, str]]:
        settings = self._settings
        match caller.kind:
            case "key":
                per_minute, per_day, whose = settings.key_per_minute, settings.key_per_day, "with this key"
            case "address":
                per_minute, per_day, whose = settings.address_per_minute, settings.address_per_day, "from your address"
            case _:
                return []
        items: list[tuple[str, RateLimitItem, str]] = []
        if per_minute:
            text = f"At most {per_minute} questions a minute may come {whose}."
            items.append((f"{caller.kind}_per_minute", RateLimitItemPerMinute(per_minute), text))
        if per_day:
            text = f"At most {per_day} questions a day may come {whose}."
            items.append((f"{caller.kind}_per_day", RateLimitItemPerDay(per_day), text))
        return items

    async def _count(self, action: str, item: RateLimitItem, key: tuple[str, ...], amount: int) -> float | None:
        """The seconds to wait when that is too much, else None."""
        if self._shared is not None and self.is_shared:
            try:
                return await self._shared.count(action, item, key, amount)
            except StorageError as error:
                self._away_until = time.monotonic() + RETRY_REDIS_SECONDS
                structlog.stdlib.get_logger("askdocs.limits").warning(
                    "redis_away", error=type(error.__cause__ or error).__name__, retry_seconds=RETRY_REDIS_SECONDS
                )
        return await self._local.count(action, item, key, amount)


class _Counts:
    def __init__(self, storage: Any) -> None:
        self._questions = SlidingWindowCounterRateLimiter(storage)
        self._tokens = FixedWindowRateLimiter(storage)

    async def count(self, action: str, item: RateLimitItem, key: tuple[str, ...], amount: int) -> float | None:
        match action:
            case "spend":
                await self._tokens.hit(item, *key, cost=amount)
                return None
            case "check":
                return None if await self._tokens.test(item, *key) else 0.0
        if await self._questions.hit(item, *key, cost=amount):
            return None
        stats = await self._questions.get_window_stats(item, *key)
        return max(1.0, stats.reset_time - time.time())


def create_redis_storage(url: str) -> RedisStorage:
    """Counters in Redis; every failure of it is a StorageError within half a second."""
    return RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="askdocs",
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
    )


def _network(address: str) -> str:
    """One client has all addresses of an IPv6 network of 64 bits."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return parsed.exploded[:19]


def _today() -> tuple[str, ...]:
    return ("tokens", f"{datetime.now(UTC):%F}")
