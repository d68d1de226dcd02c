"""Updates of several threads that one flush makes durable."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from app.index.embedded.flush import GroupFlush


class SlowShard:
    """Remembers, for each flush, what had been written when it began."""

    def __init__(self, writers: int) -> None:
        self._writers = writers
        """So many write before the first flush ends."""
        self.written: set[int] = set()
        self.flushes: list[set[int]] = []
        self._one_at_a_time = threading.Lock()

    def flush(self) -> None:
        assert self._one_at_a_time.acquire(blocking=False)
        begun_with = set(self.written)
        while not self.flushes and len(self.written) < self._writers:
            time.sleep(0.01)
        time.sleep(0.05)  # for the other threads to wait by now
        self.flushes.append(begun_with)
        self._one_at_a_time.release()


def test_every_update_is_durable_when_its_thread_goes_on_and_waiting_threads_share_a_flush() -> None:
    shard, group = SlowShard(8), GroupFlush()

    def update(number: int) -> None:
        shard.written.add(number)
        group.flush(cast("Any", shard))
        assert any(number in flushed for flushed in shard.flushes)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(update, range(8)))
    assert len(shard.flushes) <= 4


def test_a_single_thread_flushes_each_time() -> None:
    shard, group = SlowShard(1), GroupFlush()
    shard.written.add(0)
    for _ in range(3):
        group.flush(cast("Any", shard))
    assert len(shard.flushes) == 3
