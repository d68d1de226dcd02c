"""Values of one generation of the index, as bytes, as many as fit: who was not asked for longest goes first.

Bytes can be counted, and nobody can change them; a tree of objects is several times larger than it tells.
"""

import math
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from app.observability.metrics import get_metrics

ENTRY_BYTES = 320
"""What an entry needs beside its key and its value: its place in the table."""
_WASTE = 16
"""Of so many bytes one more is lost between the entries, as measured with answers and vectors that come and go."""
SWEEP_SECONDS = 60.0

Loss = Literal["space", "time", "index"]


class Store:
    """At most `max_bytes`, everything included; nothing is taken before it is needed. Belongs to one event loop.

    Each call names the generation of the index that its caller sees. Another one than before drops everything.
    """

    def __init__(
        self, name: str, *, max_bytes: int, seconds: float = math.inf, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name = name
        self.bytes = 0
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._clock = clock
        self._generation = ""
        self._entries: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._next_sweep = clock() + SWEEP_SECONDS
        self._show()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, generation: str, key: bytes) -> bytes | None:
        """The value; None when it is not there or too old."""
        self._follow(generation)
        entry = self._entries.get(key)
        if entry is None:
            return None
        expires, value = entry
        if self._clock() >= expires:
            self._lose("time", [key])
            return None
        self._entries.move_to_end(key)
        return value

    def put(self, generation: str, key: bytes, value: bytes) -> None:
        """Keep a value in place of the one before; not one of a generation that is over, or larger than everything."""
        if generation != self._generation:
            return
        now = self._clock()
        self._sweep(now)
        self._remove(key)
        size = _measure(key, value)
        if size <= self._max_bytes:
            while self.bytes + size > self._max_bytes:
                self._lose("space", [next(iter(self._entries))])
            self._entries[key] = (now + self._seconds, value)
            self.bytes += size
        self._show()

    def _follow(self, generation: str) -> None:
        if generation != self._generation:
            self._generation = generation
            old, self._entries, self.bytes = self._entries, OrderedDict(), 0
            self._count_lost("index", len(old))

    def _sweep(self, now: float) -> None:
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_SECONDS
            self._lose("time", [key for key, (expires, _) in self._entries.items() if expires <= now])

    def _lose(self, why: Loss, keys: list[bytes]) -> None:
        for key in keys:
            self._remove(key)
        self._count_lost(why, len(keys))

    def _count_lost(self, why: Loss, count: int) -> None:
        if count:
            get_metrics().cache_evictions.labels(self.name, why).inc(count)
            self._show()

    def _remove(self, key: bytes) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.bytes -= _measure(key, entry[1])

    def _show(self) -> None:
        metrics = get_metrics()
        metrics.cache_bytes.labels(self.name).set(self.bytes)
        metrics.cache_entries.labels(self.name).set(len(self._entries))


def _measure(key: bytes, value: bytes) -> int:
    size = sys.getsizeof(key) + sys.getsizeof(value) + ENTRY_BYTES
    return size + size // _WASTE
