"""What a store of a cache does, in memory and in a real Redis; and what only a shared one does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from redis.asyncio import Redis

from app.caching.memory import MemoryStore
from app.caching.port import NO_TURN, CacheStore, Key
from app.caching.redis import FORMAT, MAX_VALUE_BYTES, RedisStore
from app.redis import RedisLink
from tests.support.metrics import read_metric

KEY = Key("default", "one", b"How hot?")
PATIENT = {"wait": 5.0, "lease": 10.0}
IMPATIENT = {"wait": 0.05, "lease": 10.0}

Open = Callable[..., RedisStore]
"""Opens a store as another process would, with connections of its own."""


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[Any]:
    """Of an empty database, which `open_store` uses too."""
    async with Redis.from_url(f"{redis_url}/3") as client:
        await client.flushdb()
        yield client
        await client.flushdb()


@pytest.fixture
async def open_store(redis_url: str, client: Any) -> AsyncIterator[Open]:
    links: list[RedisLink] = []

    def open_one(*, name: str = "answers", seconds: float = 60, version: str = "1") -> RedisStore:
        links.append(RedisLink(f"{redis_url}/3", use="caches", seconds=5))  # this machine may be busy
        return RedisStore(name, links[-1], seconds=seconds, version=version)

    yield open_one
    for link in links:
        await link.aclose()


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest) -> CacheStore:
    if request.param == "memory":
        return MemoryStore("answers", max_bytes=1_000_000, seconds=60)
    opened: RedisStore = request.getfixturevalue("open_store")()
    return opened


def count(result: str) -> float:
    return read_metric("askdocs_cache_shared_total", cache="answers", result=result)


async def put(store: CacheStore, key: Key, value: bytes) -> None:
    await store.get(key)  # as a cache does
    await store.put(key, value)


async def test_a_value_comes_back_as_it_was_put(store: CacheStore) -> None:
    assert await store.get(KEY) is None
    await put(store, KEY, b"Very hot.\0\xff")
    assert await store.get(KEY) == b"Very hot.\0\xff"
    await put(store, KEY, b"")
    assert await store.get(KEY) == b""


async def test_each_site_generation_and_digest_has_a_value_of_its_own(store: CacheStore) -> None:
    keys = [
        Key(site, generation, digest)
        for site in ("default", "other")
        for generation in ("one",)
        for digest in (b"a", b"b")
    ]
    for key in keys:
        await put(store, key, repr(key).encode())
    assert [await store.get(key) for key in keys] == [repr(key).encode() for key in keys]
    assert await store.get(KEY._replace(generation="two")) is None


async def test_whoever_finds_nothing_gets_the_turn_at_once(store: CacheStore) -> None:
    assert await store.get(KEY) is None
    turn = await store.take_turn(KEY, **PATIENT)
    assert turn.value is None
    await store.put(KEY, b"made", turn)
    assert await store.get(KEY) == b"made"
    await store.end_turn(KEY, turn)  # twice is no harm
    assert await store.get(KEY) == b"made"


async def test_what_one_process_keeps_another_one_finds(open_store: Open) -> None:
    one, other = open_store(), open_store()
    await one.put(KEY, b"made")
    assert await other.get(KEY) == b"made"
    assert await open_store(name="embeddings").get(KEY) is None
    assert await open_store(version="2").get(KEY) is None, "another release may answer otherwise"


async def test_whoever_waits_gets_the_value_as_soon_as_it_is_put(open_store: Open) -> None:
    one, other = open_store(), open_store()
    turn = await one.take_turn(KEY, **PATIENT)
    assert turn.token
    waiting = asyncio.create_task(other.take_turn(KEY, **PATIENT))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await one.put(KEY, b"made", turn)
    assert (await waiting).value == b"made"


async def test_whoever_waits_gets_the_turn_when_nothing_was_made(open_store: Open) -> None:
    one, other = open_store(), open_store()
    turn = await one.take_turn(KEY, **PATIENT)
    waiting = asyncio.create_task(other.take_turn(KEY, **PATIENT))
    await asyncio.sleep(0.1)
    await one.end_turn(KEY, turn)
    assert (await waiting).token not in {"", turn.token}


async def test_the_turn_of_a_process_that_has_died_ends_by_itself(open_store: Open) -> None:
    await open_store().take_turn(KEY, wait=5, lease=0.2)
    assert (await open_store().take_turn(KEY, **PATIENT)).token


async def test_nobody_waits_longer_than_he_wants(open_store: Open) -> None:
    one, other = open_store(), open_store()
    turn = await one.take_turn(KEY, **PATIENT)
    before = count("gave_up")
    assert await other.take_turn(KEY, **IMPATIENT) == NO_TURN
    assert count("gave_up") == before + 1
    await other.put(KEY, b"made without a turn")
    assert (await one.take_turn(KEY, **PATIENT)).value == b"made without a turn"
    await one.end_turn(KEY, turn)


async def test_a_turn_that_has_ended_by_itself_ends_nobody_elses(open_store: Open) -> None:
    slow, next_one, third = open_store(), open_store(), open_store()
    lost = await slow.take_turn(KEY, wait=5, lease=0.05)
    await asyncio.sleep(0.1)
    assert (await next_one.take_turn(KEY, **PATIENT)).token
    await slow.end_turn(KEY, lost)
    assert await third.take_turn(KEY, **IMPATIENT) == NO_TURN
    await slow.put(KEY, b"late", lost)
    assert (await third.take_turn(KEY, **PATIENT)).value == b"late"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value[:-1],
        lambda value: value[: len(FORMAT) + 3],
        lambda value: value + b"x",
        lambda value: b"\x02" + value[1:],
        lambda value: value.replace(b"hot", b"hat"),
        lambda _: b"",
        lambda _: b"{}",
        lambda _: b'{"id": "", "sources": [], "response": "Planted."}',
    ],
)
async def test_what_is_no_value_of_ours_is_not_there_and_is_counted(
    spoil: Callable[[bytes], bytes], open_store: Open, client: Any
) -> None:
    store = open_store()
    await store.put(KEY, b"Very hot.")
    [name] = await client.keys("*")
    await client.set(name, spoil(await client.get(name)))
    before = count("rejected")
    assert await store.get(KEY) is None
    assert (await store.take_turn(KEY, **IMPATIENT)) == NO_TURN
    assert count("rejected") == before + 2
    await store.put(KEY, b"Very hot.")
    assert await store.get(KEY) == b"Very hot."


async def test_a_value_under_the_name_of_another_question_is_not_there(open_store: Open, client: Any) -> None:
    store, other = open_store(), KEY._replace(digest=b"How cold?")
    await store.put(KEY, b"Very hot.")
    [name] = await client.keys("*")
    await client.rename(name, name.replace(KEY.digest.hex().encode(), other.digest.hex().encode()))
    assert await store.get(other) is None


async def test_something_else_under_the_name_of_a_value_harms_nobody(open_store: Open, client: Any) -> None:
    store = open_store()
    await store.put(KEY, b"Very hot.")
    [name] = await client.keys("*")
    await client.delete(name)
    await client.rpush(name, "a", "list")
    assert await store.get(KEY) is None
    assert await store.take_turn(KEY, **PATIENT) == NO_TURN
    await store.put(KEY, b"Very hot.")
    assert await store.get(KEY) == b"Very hot."


async def test_everything_in_redis_has_an_end_and_a_bound(open_store: Open, client: Any) -> None:
    store = open_store(seconds=0.3)
    large = KEY._replace(digest=b"large")
    await store.put(large, bytes(MAX_VALUE_BYTES + 1), await store.take_turn(large, **PATIENT))
    assert await client.keys("*") == [], "neither kept, nor does anybody wait for it"
    await store.put(KEY, bytes(MAX_VALUE_BYTES))
    await store.take_turn(KEY._replace(digest=b"under way"), wait=1, lease=10)
    ends = {name.endswith(b":turn"): await client.pttl(name) for name in await client.keys("*")}
    assert 0 < ends[False] <= 300
    assert 0 < ends[True] <= 10_000
    await asyncio.sleep(0.35)
    assert await store.get(KEY) is None
