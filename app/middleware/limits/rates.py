"""How often who may ask."""

import time
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from app.context import Caller
from app.middleware.limits.counters import Counters, Storage
from app.middleware.proxies import parse_client
from app.settings import LimitSettings

SITE_MULTIPLE = 10
"""How much more than one address all of an IPv6 network of 48 bits may ask.

Providers give such a network to one customer, who has 65,536 networks of 64 bits in it; but some spread the phones of
many customers over one.
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered; `limit` names the limit in the metrics."""

    limit: str
    detail: str
    retry_after: float


@dataclass(frozen=True, slots=True)
class _Limit:
    name: str
    item: RateLimitItem
    key: tuple[str, ...]
    text: str


class Limits:
    """Counts what callers ask."""

    def __init__(self, settings: LimitSettings, counters: Counters) -> None:
        self._settings = settings
        self._counters = counters

    async def take(self, caller: Caller, questions: int, site: str = "") -> Refusal | None:
        """Count questions that a caller asks a site; a refusal when that is too many."""
        return await self._take(self._find_limits(caller), questions, site)

    async def take_searches(self, caller: Caller, searches: int, site: str = "") -> Refusal | None:
        """Count searches of a caller, whether it has a key or an address; a refusal when that is too many."""
        return await self._take(_list_limits("search", caller, self._settings.search_per_minute), searches, site)

    async def take_votes(self, caller: Caller, votes: int) -> Refusal | None:
        """The same for votes."""
        return await self._take(_list_limits("vote", caller, self._settings.votes_per_minute), votes)

    async def _take(self, limits: list[_Limit], amount: int, site: str = "") -> Refusal | None:
        for limit in limits:

            async def hit(storage: Storage, limit: _Limit = limit) -> float | None:
                return await _hit(SlidingWindowCounterRateLimiter(storage), limit, amount, site)

            if (wait := await self._counters.count(hit)) is not None:
                return Refusal(limit.name, f"{limit.text} Try again in {max(1, round(wait))} s.", wait)
        return None

    def _find_limits(self, caller: Caller) -> list[_Limit]:
        settings = self._settings
        match caller.kind:
            case "key":
                return _create_limits(
                    "key", caller.name, settings.key_per_minute, settings.key_per_day, "with this key"
                )
            case "address":
                per_minute, per_day = settings.address_per_minute, settings.address_per_day
                client, site = _find_networks(caller.name)
                limits = _create_limits("address", client, per_minute, per_day, "from your address")
                if site:
                    per_minute, per_day = per_minute * SITE_MULTIPLE, per_day * SITE_MULTIPLE
                    limits += _create_limits("address", site, per_minute, per_day, f"from your network ({site})")
                return limits
            case _:
                return []


def find_actor(caller: Caller) -> str:
    """Who counts as one: the holders of a key, or a client's network."""
    return f"{caller.kind}/{_find_networks(caller.name)[0] if caller.kind == 'address' else caller.name}"


def _list_limits(kind: str, caller: Caller, per_minute: int) -> list[_Limit]:
    if caller.kind not in {"key", "address"}:
        return []
    return _create_limits(kind, find_actor(caller), per_minute, 0, "from you")


def _create_limits(kind: str, name: str, per_minute: int, per_day: int, whose: str) -> list[_Limit]:
    limits, what = [], {"search": "searches", "vote": "votes"}.get(kind, "questions")
    if per_minute:
        text = f"At most {per_minute} {what} a minute may come {whose}."
        limits.append(_Limit(f"{kind}_per_minute", RateLimitItemPerMinute(per_minute), (kind, name), text))
    if per_day:
        text = f"At most {per_day} {what} a day may come {whose}."
        limits.append(_Limit(f"{kind}_per_day", RateLimitItemPerDay(per_day), (kind, name), text))
    return limits


async def _hit(limiter: SlidingWindowCounterRateLimiter, limit: _Limit, amount: int, site: str) -> float | None:
    """The seconds to wait when that is too much, else None. Each site counts for itself."""
    key = (*limit.key, site)
    if await limiter.hit(limit.item, *key, cost=amount):
        return None
    stats = await limiter.get_window_stats(limit.item, *key)
    return max(1.0, stats.reset_time - time.time())


@lru_cache(maxsize=4096)
def _find_networks(address: str) -> tuple[str, str]:
    """Who is counted as one client, and who together; the second is empty for IPv4.

    One client has all addresses of an IPv6 network of 64 bits.
    """
    parsed = parse_client(address)
    if not isinstance(parsed, IPv6Address):
        return (address if parsed is None else str(parsed)), ""
    groups = parsed.exploded.split(":")
    return ":".join(groups[:4]), f"{':'.join(groups[:3])}::/48"
