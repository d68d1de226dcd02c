"""The store in memory: bounded, by age, by site and by generation."""

import gc
import random
import tracemalloc

import pytest

from app.caching.memory import ENTRY_BYTES, MemoryStore
from app.caching.port import Key
from tests.support.metrics import read_metric


class Clock:
    """Time that passes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def create_key(name: str, *, site: str = "default", generation: str = "one") -> Key:
    return Key(site, generation, name.encode())


async def put(
    store: MemoryStore, *names: str, size: int = 1000, site: str = "default", generation: str = "one"
) -> None:
    for name in names:
        key = create_key(name, site=site, generation=generation)
        await store.get(key)
        await store.put(key, bytes(size))


async def find(store: MemoryStore, *names: str, site: str = "default", generation: str = "one") -> set[str]:
    keys = {name: create_key(name, site=site, generation=generation) for name in names}
    return {name for name, key in keys.items() if await store.get(key) is not None}


def count_entries() -> float:
    return read_metric("askdocs_cache_entries", cache="answers")


def count_bytes() -> float:
    return read_metric("askdocs_cache_bytes", cache="answers")


def count_lost(reason: str) -> float:
    return read_metric("askdocs_cache_evictions_total", cache="answers", reason=reason)


async def test_what_was_not_asked_for_longest_goes_first() -> None:
    store = MemoryStore("answers", max_bytes=3 * (1000 + ENTRY_BYTES + 200))
    await put(store, "a", "b", "c")
    assert await store.get(create_key("a")) == bytes(1000)
    await put(store, "d")
    assert await find(store, "a", "b", "c", "d") == {"a", "c", "d"}


async def test_a_value_replaces_the_one_before_it() -> None:
    store = MemoryStore("answers", max_bytes=100_000)
    await put(store, "a", size=50_000)
    await put(store, "a", size=10)
    assert await store.get(create_key("a")) == bytes(10)
    assert count_entries() == 1
    assert count_bytes() < 1000


async def test_a_value_that_is_larger_than_everything_is_not_kept_and_drives_nobody_out() -> None:
    store = MemoryStore("answers", max_bytes=5000)
    await put(store, "a")
    await put(store, "b", size=5000)
    assert await find(store, "a", "b") == {"a"}
    await put(store, "a", size=5000)
    assert await find(store, "a") == set(), "the value before is out of date"


async def test_a_value_that_fills_everything_is_the_only_one() -> None:
    store = MemoryStore("answers", max_bytes=1_000_000)
    await put(store, "a", "b", "c")
    await put(store, "large", size=940_000)
    assert await find(store, "a", "b", "c", "large") == {"large"}
    await put(store, "a")
    assert await find(store, "a", "large") == {"a"}


async def test_a_value_is_gone_when_its_time_is_over() -> None:
    clock = Clock()
    store = MemoryStore("answers", max_bytes=100_000, seconds=60, clock=clock)
    await put(store, "a")
    clock.now += 59
    assert await find(store, "a") == {"a"}
    clock.now += 1
    assert await find(store, "a") == set()
    assert count_bytes() == 0


async def test_what_nobody_asks_for_any_more_is_released_when_its_time_is_over() -> None:
    clock = Clock()
    store = MemoryStore("answers", max_bytes=100_000, seconds=60, clock=clock)
    await put(store, "a", "b", "c", site="of a site that was removed")
    clock.now += 61
    await put(store, "d")
    assert count_entries() == 1


async def test_a_clock_that_is_set_back_breaks_nothing() -> None:
    clock = Clock()
    store = MemoryStore("answers", max_bytes=100_000, seconds=60, clock=clock)
    await put(store, "a")
    clock.now -= 90
    await put(store, "b")
    assert await find(store, "a", "b") == {"a", "b"}
    clock.now += 61
    assert await find(store, "a", "b") == {"a"}, "each value is as old as its own time says"


async def test_another_generation_drops_the_values_of_its_site_alone() -> None:
    store = MemoryStore("answers", max_bytes=100_000)
    await put(store, "a", "b")
    await put(store, "a", "c", site="other", generation="ten")
    assert await store.get(create_key("a", generation="two")) is None
    assert await find(store, "a", "b") == set()
    assert await find(store, "a", "c", site="other", generation="ten") == {"a", "c"}
    assert count_entries() == 2


async def test_a_value_that_was_begun_with_the_generation_before_is_not_kept() -> None:
    store = MemoryStore("answers", max_bytes=100_000)
    await store.get(create_key("a"))
    await store.get(create_key("b", generation="two"))
    await store.put(create_key("a"), b"old")
    assert count_entries() == 0


async def test_a_busy_site_does_not_empty_a_quiet_one() -> None:
    store = MemoryStore("answers", max_bytes=20_000)
    await put(store, "a", "b", "c", site="quiet")
    await put(store, *(str(number) for number in range(100)), site="busy")
    assert await find(store, "a", "b", "c", site="quiet") == {"a", "b", "c"}
    assert await find(store, "97", "98", "99", site="busy") == {"97", "98", "99"}


async def test_a_site_whose_generation_flaps_gets_nothing_of_the_other_one() -> None:
    rng = random.Random(1)
    store = MemoryStore("answers", max_bytes=50_000)
    await put(store, "steady", site="other")
    hits = 0
    for _ in range(5000):
        generation = rng.choice(("one", "two"))
        key = create_key(str(rng.randrange(20)), generation=generation)
        value = await store.get(key)
        assert value in {None, generation.encode() * 300}
        hits += value is not None
        await store.put(key._replace(generation=rng.choice(("one", "two"))), generation.encode() * 300)
        await store.put(key, generation.encode() * 300)
    assert hits
    assert count_bytes() <= 50_000
    assert await find(store, "steady", site="other") == {"steady"}


async def test_the_metrics_tell_what_is_held_and_why_the_rest_was_dropped() -> None:
    clock = Clock()
    before = {reason: count_lost(reason) for reason in ("space", "time", "index")}
    store = MemoryStore("answers", max_bytes=3500, seconds=60, clock=clock)
    await put(store, "a", "b", "c")
    assert count_entries() == 2
    assert 2000 < count_bytes() <= 3500
    clock.now += 30
    await put(store, "d")
    clock.now += 30
    assert await store.get(create_key("c")) is None
    await store.get(create_key("b", generation="two"))
    lost = {reason: count_lost(reason) - before[reason] for reason in before}
    assert lost == {"space": 2, "time": 1, "index": 1}
    assert (count_entries(), count_bytes()) == (0, 0)


@pytest.mark.parametrize("size", [400, 7000])
async def test_no_more_memory_is_held_than_is_counted_and_all_of_it_is_given_back(size: int) -> None:
    bound = 2_000_000
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        store = MemoryStore("answers", max_bytes=bound)
        for number in range(3 * bound // 2 // (size + ENTRY_BYTES)):
            key = Key("default", "one", number.to_bytes(32))
            await store.get(key)
            await store.put(key, bytes(size))
        held = tracemalloc.get_traced_memory()[0] - before
        assert count_bytes() <= bound
        assert 0.6 * bound < held <= count_bytes() + 200_000  # what Python frees later
        await store.get(create_key("a", generation="two"))
        assert tracemalloc.get_traced_memory()[0] - before < bound / 8  # Python keeps some small objects for the next
    finally:
        tracemalloc.stop()
