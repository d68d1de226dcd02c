"""Values in the memory of this process, as many as fit."""

import math
import sys
import time
from collections.abc import Callable
from typing import Literal, NamedTuple

from cachetools import TTLCache

from app.caching.port import NO_TURN, Key, Turn
from app.observability.metrics import get_metrics

ENTRY_BYTES = 600
"""What an entry needs beside its value: its digest and its places in the tables of cachetools.

Measured: 340 to 480 while a store fills, the most when its tables have just grown; up to 600 while values come and go.
"""
_WASTE = 16
"""Of so many bytes one more is lost between the entries, as measured with answers and vectors that come and go."""

Loss = Literal["space", "time", "index"]


class _Site(NamedTuple):
    """What is held of one site: values of one generation, by their digests."""

    generation: str
    entries: TTLCache[bytes, bytes]


class MemoryStore:
    """At most `max_bytes`, everything included; nothing is taken before it is needed. Belongs to one event loop.

    When space is short, the site that holds most gives up what was not asked for longest, so that a busy site never
    empties a quiet one. Of each site the generation is held that was asked for last: another one drops the site's
    values, and no others.
    """

    def __init__(
        self, name: str, *, max_bytes: int, seconds: float = math.inf, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._name = name
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._clock = clock
        self._now = clock()
        self._sites: dict[str, _Site] = {}
        metrics = get_metrics()
        self._shown_bytes, self._shown_entries = metrics.cache_bytes.labels(name), metrics.cache_entries.labels(name)
        self._show()

    async def get(self, key: Key) -> bytes | None:
        """The value; None when it is not there or too old."""
        self._now = self._clock()
        site = self._sites.get(key.site)
        if site is None or site.generation != key.generation:
            self._begin(key.site, key.generation)
            return None
        self._count_lost("time", len(site.entries.expire()))
        return site.entries.get(key.digest)

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:  # noqa: ARG002 - the port's signature
        """Who else is in this process waits for the same flight: it is always our turn."""
        return NO_TURN

    async def end_turn(self, key: Key, turn: Turn) -> None:
        """Nobody waits for it."""

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:  # noqa: ARG002 - the port's signature
        """Keep a value, but not one of a generation that is over, or one that is larger than everything."""
        self._now = self._clock()
        site = self._sites.get(key.site)
        if site is None or site.generation != key.generation:
            return
        site.entries.pop(key.digest, None)
        self._count_lost("time", sum(len(each.entries.expire()) for each in self._sites.values()))
        if (size := _measure(value)) <= self._max_bytes:
            self._make_room(size)
            site.entries[key.digest] = value
        self._show()

    def _begin(self, name: str, generation: str) -> None:
        before = self._sites.get(name)
        entries: TTLCache[bytes, bytes] = TTLCache(self._max_bytes, self._seconds, self._get_now, _measure)
        self._sites[name] = _Site(generation, entries)
        if before is not None:
            self._count_lost("time", len(before.entries.expire()))
            # One by one, as what is only forgotten waits in a ring for the garbage collector. 3 ms for 5,000 answers.
            self._count_lost("index", len(before.entries.expire(math.inf)))

    def _make_room(self, size: int) -> None:
        excess, lost = self._count_bytes() + size - self._max_bytes, 0
        while excess > 0:
            largest = max((site.entries for site in self._sites.values()), key=lambda entries: entries.currsize)
            _, value = largest.popitem()
            excess -= _measure(value)
            lost += 1
        self._count_lost("space", lost)

    def _count_lost(self, why: Loss, count: int) -> None:
        if count:
            get_metrics().cache_evictions.labels(self._name, why).inc(count)
            self._show()

    def _count_bytes(self) -> int:
        return int(sum(site.entries.currsize for site in self._sites.values()))

    def _show(self) -> None:
        self._shown_bytes.set(self._count_bytes())
        self._shown_entries.set(sum(len(site.entries) for site in self._sites.values()))

    def _get_now(self) -> float:
        """One time for all of a call, so that nothing grows old, uncounted, in the middle of it."""
        return self._now


def _measure(value: bytes) -> int:
    size = sys.getsizeof(value) + ENTRY_BYTES
    return size + size // _WASTE
