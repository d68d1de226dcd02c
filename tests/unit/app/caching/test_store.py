"""The store of the caches: bounded, by age and by generation."""

import gc
import tracemalloc

import pytest

from app.caching.store import ENTRY_BYTES, Store
from app.observability.metrics import get_metrics


class Clock:
    """Time that passes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def put(store: Store, *names: str, size: int = 1000, generation: str = "one") -> None:
    for name in names:
        store.get(generation, name.encode())
        store.put(generation, name.encode(), bytes(size))


def names_in(store: Store, *names: str) -> set[str]:
    return {name for name in names if store.get("one", name.encode()) is not None}


def test_what_was_not_asked_for_longest_goes_first() -> None:
    store = Store("answers", max_bytes=3 * (1000 + ENTRY_BYTES + 200))
    put(store, "a", "b", "c")
    assert store.get("one", b"a") == bytes(1000)
    put(store, "d")
    assert names_in(store, "a", "b", "c", "d") == {"a", "c", "d"}


def test_a_value_replaces_the_one_before_it() -> None:
    store = Store("answers", max_bytes=100_000)
    put(store, "a", size=50_000)
    put(store, "a", size=10)
    assert len(store) == 1
    assert store.bytes < 1000


def test_a_value_that_is_larger_than_everything_is_not_kept_and_drives_nobody_out() -> None:
    store = Store("answers", max_bytes=5000)
    put(store, "a")
    put(store, "b", size=5000)
    assert names_in(store, "a", "b") == {"a"}


def test_a_value_is_gone_when_its_time_is_over() -> None:
    clock = Clock()
    store = Store("answers", max_bytes=100_000, seconds=60, clock=clock)
    put(store, "a")
    clock.now += 59
    assert names_in(store, "a") == {"a"}
    clock.now += 1
    assert names_in(store, "a") == set()
    assert store.bytes == 0


def test_what_nobody_asks_for_any_more_is_released_when_its_time_is_over() -> None:
    clock = Clock()
    store = Store("answers", max_bytes=100_000, seconds=60, clock=clock)
    put(store, "a", "b", "c")
    clock.now += 61
    put(store, "d")
    assert len(store) == 1


def test_another_generation_drops_everything() -> None:
    store = Store("answers", max_bytes=100_000)
    put(store, "a", "b")
    assert store.get("two", b"a") is None
    assert (len(store), store.bytes) == (0, 0)


def test_an_answer_that_was_begun_with_the_generation_before_is_not_kept() -> None:
    store = Store("answers", max_bytes=100_000)
    store.get("one", b"a")
    store.get("two", b"b")
    store.put("one", b"a", b"old")
    assert len(store) == 0


def test_the_metrics_tell_what_is_held_and_why_the_rest_was_dropped() -> None:
    clock = Clock()
    metrics = get_metrics()

    def count(reason: str) -> float:
        value: float = metrics.cache_evictions.labels("answers", reason)._value.get()
        return value

    before = {reason: count(reason) for reason in ("space", "time", "index")}
    store = Store("answers", max_bytes=3000, seconds=60, clock=clock)
    put(store, "a", "b", "c")
    assert metrics.cache_bytes.labels("answers")._value.get() == store.bytes
    assert metrics.cache_entries.labels("answers")._value.get() == 2
    clock.now += 60
    assert store.get("one", b"c") is None
    store.get("two", b"b")
    assert {reason: count(reason) - before[reason] for reason in before} == {"space": 1, "time": 1, "index": 1}
    assert metrics.cache_entries.labels("answers")._value.get() == 0


@pytest.mark.parametrize("size", [40, 700, 7000])
def test_no_more_memory_is_held_than_is_counted_and_all_of_it_is_given_back(size: int) -> None:
    bound = 2_000_000
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        store = Store("answers", max_bytes=bound)
        for number in range(3 * bound // (size + ENTRY_BYTES)):
            key = number.to_bytes(32)
            store.get("one", key)
            store.put("one", key, bytes(size))
        held = tracemalloc.get_traced_memory()[0] - before
        assert store.bytes <= bound
        assert 0.6 * bound < held <= store.bytes + 200_000  # free lists of Python's own
        store.get("two", b"")
        assert tracemalloc.get_traced_memory()[0] - before < bound / 8  # Python keeps some small objects for the next
    finally:
        tracemalloc.stop()
