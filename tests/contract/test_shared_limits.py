"""Limits and the budget of tokens that several processes share in a real Redis."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis

from app.middleware.limits.budget import Budget, Reservation
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import Refusal
from app.settings import Settings
from gemini_emulator import Emulator
from tests.contract.conftest import ENVIRONMENT
from tests.support.kitchen import write_docs
from tests.support.redis_server import NoRedisError, serving_redis
from tests.support.service_process import serving_process
from tests.support.services import create_settings, index_docs

GOOD = {"query": "How is a cast-iron pan washed?"}


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        with serving_redis(ENVIRONMENT, tmp_path_factory.mktemp("redis")) as address:
            yield address
    except NoRedisError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def settings(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Those of a service over the indexed handbook, without caches."""
    folder = tmp_path_factory.mktemp("kitchen")
    created = create_settings(emulator, folder / "data")
    asyncio.run(index_docs(write_docs(folder / "docs"), created))
    return created


@pytest.fixture
async def address(redis: str) -> AsyncIterator[str]:
    """A database of Redis that is empty before and afterwards."""
    async with Redis.from_url(f"{redis}/5") as client:
        await client.flushdb()
        yield f"{redis}/5"
        await client.flushdb()


def ask(address: str) -> httpx.Response:
    return httpx.post(f"{address}/chat", json=GOOD, timeout=30)


def test_two_processes_share_the_limits_of_an_address(settings: Settings, redis: str, tmp_path: Path) -> None:
    shared = {"REDIS_URL": f"{redis}/1", "LIMIT_ADDRESS_PER_MINUTE": "6", "LIMIT_TOKENS_PER_DAY": "1000000"}
    with (
        serving_process(settings, tmp_path, **shared) as (first, _),
        serving_process(settings, tmp_path, **shared) as (second, _),
    ):
        turns = (first, second, first, second, second, second, first, second)
        assert [ask(address).status_code for address in turns] == [200] * 6 + [429] * 2
        assert httpx.get(f"{first}/health/ready").json()["dependencies"]["limits"]["detail"] == "counted in Redis"


def test_two_processes_share_the_budget(settings: Settings, redis: str, tmp_path: Path) -> None:
    budget = {"REDIS_URL": f"{redis}/2", "LIMIT_TOKENS_PER_DAY": "50"}
    with (
        serving_process(settings, tmp_path, **budget) as (first, _),
        serving_process(settings, tmp_path, **budget) as (second, _),
    ):
        assert ask(first).status_code == 200
        refused = ask(second)
        assert refused.status_code == 429
        assert "tokens for today" in refused.json()["detail"]


def create_budget(counters: Counters) -> Budget:
    return Budget(counters, tokens_per_day=1_000, tokens_per_question=100, request_seconds=60)


async def test_of_forty_at_once_in_two_processes_no_more_are_let_in_than_can_be_paid(address: str) -> None:
    counters = [Counters(address), Counters(address)]
    budgets = [create_budget(each) for each in counters]
    results = await asyncio.gather(*(budgets[n % 2].reserve(1) for n in range(40)))
    reserved = [result for result in results if isinstance(result, Reservation)]
    assert 1 <= len(reserved) <= 10
    for number, reservation in enumerate(reserved):
        await budgets[number % 2].settle(reservation, 50)
    again = [await budgets[n % 2].reserve(1) for n in range(20)]
    free = (1_000 - 50 * len(reserved)) // 100
    assert [type(each) for each in again] == [Reservation] * free + [Refusal] * (20 - free)
    assert all(each.is_shared for each in counters)
    for each in counters:
        await each.aclose()


async def test_what_is_reserved_in_redis_does_not_stay_for_ever(address: str) -> None:
    counters = Counters(address)
    await create_budget(counters).reserve(1)
    await create_budget(counters).spend(7)
    async with Redis.from_url(address, decode_responses=True) as client:
        keys = {str(key): await client.ttl(key) for key in await client.keys()}
    assert {name.partition("/")[0]: 0 < seconds <= 86_400 for name, seconds in keys.items()} == {
        "askdocs:tokens reserved": True,
        "askdocs:tokens": True,
    }
    await counters.aclose()
