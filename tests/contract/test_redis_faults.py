"""Redis killed, held still, full, and back with old data: each process goes on for itself, and comes back by itself."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from redis.asyncio import Redis

from app.caching.port import NO_TURN, Key
from app.caching.redis import RedisStore
from app.context import Caller
from app.middleware.limits.budget import Budget, Reservation
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import Limits
from app.redis import RETRY_SECONDS, RedisLink
from app.settings import LimitSettings
from chains.errors import RedisUnavailableError
from tests.support.metrics import read_metric
from tests.support.redis_server import RedisServer

KEY = Key("default", "one", b"How hot?")
PATIENT = {"wait": 5.0, "lease": 10.0}
SECONDS = 0.5
"""Of a call: this machine may be busy."""
PAGE = Caller("address", "192.0.2.1")


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[RedisServer]:
    """A running server without data, whatever the test before has done to it."""
    redis_server.kill()
    redis_server.start()
    yield redis_server
    redis_server.go_on()


@pytest.fixture
async def client(redis: RedisServer) -> AsyncIterator[Any]:
    async with Redis.from_url(redis.url) as client:
        await client.flushall()
        await client.config_set("maxmemory", 0)
        yield client


@pytest.fixture
async def link(redis: RedisServer) -> AsyncIterator[RedisLink]:
    link = RedisLink(redis.url, use="caches", seconds=SECONDS)
    yield link
    await link.aclose()


@pytest.fixture
async def counters(redis: RedisServer) -> AsyncIterator[Counters]:
    counters = Counters(redis.url)
    yield counters
    await counters.aclose()


def count_failures(reason: str) -> float:
    return read_metric("askdocs_redis_failures_total", use="caches", reason=reason)


async def come_back(link: RedisLink) -> None:
    """Wait until a call is let through and succeeds; it never takes longer than the longest pause."""
    async with asyncio.timeout(4 * RETRY_SECONDS):
        while True:
            try:
                await link.call(lambda client: client.ping())
            except RedisUnavailableError:
                await asyncio.sleep(0.1)
            else:
                return


async def test_a_killed_redis_costs_one_call_and_is_used_again_when_it_is_back(
    redis: RedisServer, link: RedisLink
) -> None:
    store = RedisStore("answers", link, seconds=60)
    await store.put(KEY, b"made")
    assert link.trouble == ""
    before = count_failures("away")
    redis.kill()
    for _ in range(50):
        assert await store.get(KEY) is None
        assert await store.take_turn(KEY, **PATIENT) == NO_TURN
        await store.put(KEY, b"made")
    assert link.trouble == "Redis is away"
    assert count_failures("away") <= before + 2, "the circuit is open: nobody calls"
    redis.start()
    await come_back(link)
    assert link.trouble == ""
    await store.put(KEY, b"made again")
    assert await store.get(KEY) == b"made again"


async def test_a_redis_that_answers_nothing_costs_one_call_its_time(redis: RedisServer, link: RedisLink) -> None:
    store, loop = RedisStore("answers", link, seconds=60), asyncio.get_running_loop()
    await store.put(KEY, b"made")
    redis.hold()
    started = loop.time()
    for _ in range(50):
        assert await store.get(KEY) is None
    assert loop.time() - started < 4 * SECONDS, "fifty calls took no longer than one or two"
    assert link.trouble == "Redis is away"
    redis.go_on()
    await come_back(link)
    assert await store.get(KEY) == b"made"


async def test_whoever_waits_for_a_turn_when_redis_dies_makes_it_himself(redis: RedisServer, link: RedisLink) -> None:
    store, neighbour = RedisStore("answers", link, seconds=60), RedisStore("answers", link, seconds=60)
    turn = await store.take_turn(KEY, **PATIENT)
    waiting = asyncio.create_task(neighbour.take_turn(KEY, wait=60, lease=60))
    await asyncio.sleep(0.1)
    redis.kill()
    assert await asyncio.wait_for(waiting, 5) == NO_TURN
    await store.put(KEY, b"made", turn)
    await store.end_turn(KEY, turn)


async def test_a_full_redis_still_gives_what_it_has_and_says_that_it_takes_nothing(
    client: Any, link: RedisLink
) -> None:
    store, other = RedisStore("answers", link, seconds=60), KEY._replace(digest=b"other")
    await store.put(KEY, b"made")
    await client.config_set("maxmemory-policy", "noeviction")
    await client.config_set("maxmemory", 1)
    before = count_failures("refused")
    assert await store.take_turn(other, **PATIENT) == NO_TURN
    await store.put(other, b"made")
    assert await store.get(KEY) == b"made", "reading goes on"
    assert await store.get(other) is None
    assert count_failures("refused") == before + 2
    assert link.trouble == "Redis takes nothing (OutOfMemoryError)"
    assert link.breaker.state == "closed"


async def test_a_full_redis_lets_each_process_count_for_itself(client: Any, counters: Counters) -> None:
    limits = Limits(LimitSettings(address_per_minute=2), counters)
    await client.config_set("maxmemory-policy", "noeviction")
    await client.config_set("maxmemory", 1)
    assert [await limits.take(PAGE, 1) is None for _ in range(3)] == [True, True, False]
    assert counters.trouble == "Redis takes nothing (OutOfMemoryError)"


async def test_a_held_redis_lets_each_process_count_for_itself_and_counts_again_afterwards(
    redis: RedisServer, client: Any, counters: Counters
) -> None:
    budget = Budget(counters, tokens_per_day=1_000, tokens_per_question=100, request_seconds=60)
    first = await budget.reserve(1)
    assert isinstance(first, Reservation)
    redis.hold()
    assert isinstance(await budget.reserve(1), Reservation)
    await budget.settle(first, 80)
    assert not counters.is_shared
    redis.go_on()
    async with asyncio.timeout(4 * RETRY_SECONDS):
        while not counters.is_shared or not await client.keys("askdocs:tokens/*"):
            await budget.spend(1)
            await asyncio.sleep(0.1)


async def test_a_redis_that_is_back_with_old_data_gives_nothing_that_is_over(
    redis: RedisServer, client: Any, link: RedisLink
) -> None:
    store, brief = RedisStore("answers", link, seconds=60), RedisStore("brief", link, seconds=0.3)
    newer = KEY._replace(generation="two")
    await store.put(KEY, b"of the index before")
    await brief.put(KEY, b"soon over")
    turn = await store.take_turn(newer, wait=1, lease=0.3)
    assert turn.token
    await client.save()
    redis.kill()
    await asyncio.sleep(0.5)
    redis.start()
    await come_back(link)
    assert await store.get(newer) is None, "who sees another index asks for another name"
    assert await brief.get(KEY) is None
    assert (await store.take_turn(newer, **PATIENT)).token, "the turn of before is over"
    assert await store.get(KEY) == b"of the index before"


async def test_a_wrong_password_is_told_and_stops_nobody(client: Any, redis: RedisServer) -> None:
    await client.config_set("requirepass", "secret")
    try:
        link = RedisLink(redis.url, use="caches", seconds=SECONDS)
        assert await RedisStore("answers", link, seconds=60).get(KEY) is None
        assert link.trouble == "Redis is away"
        await link.aclose()
        right = RedisLink(redis.url.replace("//", "//:secret@"), use="caches", seconds=SECONDS)
        await RedisStore("answers", right, seconds=60).put(KEY, b"made")
        assert await RedisStore("answers", right, seconds=60).get(KEY) == b"made"
        await right.aclose()
    finally:
        await client.config_set("requirepass", "")
