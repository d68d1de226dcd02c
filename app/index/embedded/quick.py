"""Which searches run in the event loop itself."""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import qdrant_edge as edge

T = TypeVar("T")

_QUICK_SECONDS = 0.004
"""As long as the event loop is kept by other steps of an answer."""
_PROOFS = 8
"""The first search reads all small copies of vectors from the disk, later ones less and less."""


class QuickSearches:
    """Tells by the last searches of a shard whether the next one may keep the event loop.

    A thread costs an answer more than a quick search itself, 0.8 ms of CPU: the switches there and back, and waiting
    for the interpreter, which the event loop holds. But a search that waits for the disk, or in a large index, would
    hold up everybody. So each new shard is searched in threads until eight searches in a row were quick, and again from
    the first slow one on.
    """

    def __init__(self, now: Callable[[], float] = perf_counter) -> None:
        """`now` gives seconds."""
        self._now = now
        self._shard: edge.EdgeShard | None = None
        self._quick_in_a_row = 0

    def are_quick(self, shard: edge.EdgeShard) -> bool:
        """Whether the next search of this shard may run in the event loop."""
        return shard is self._shard and self._quick_in_a_row >= _PROOFS

    def time(self, shard: edge.EdgeShard, search: Callable[[], T]) -> T:
        """What `search` returns; how long it takes is remembered. In any thread."""
        began = self._now()
        try:
            return search()
        finally:
            is_quick = self._now() - began < _QUICK_SECONDS
            before = self._quick_in_a_row if shard is self._shard else 0
            self._shard, self._quick_in_a_row = shard, before + 1 if is_quick else 0
