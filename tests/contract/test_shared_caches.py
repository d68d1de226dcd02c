"""Two service processes with one Redis: one of them pays, both answer, and nobody fails when one of the three dies."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from gemini_emulator import Emulator
from tests.support.kitchen import write_docs
from tests.support.redis_server import RedisServer
from tests.support.service_process import serving_process, wait_until
from tests.support.services import Control, create_settings, index_docs

CACHES = {"CACHE_ANSWERS_MEGABYTES": "4", "CACHE_EMBEDDINGS_MEGABYTES": "4", "LIMIT_ADDRESS_PER_MINUTE": "0"}
WASHED, CLEANED = "How is a cast-iron pan washed?", "How is the oven cleaned?"
ONE_OF_EACH = {"embeddings": 1, "generations": 1}


@pytest.fixture(scope="module")
def settings(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Those of a service over the indexed handbook."""
    folder = tmp_path_factory.mktemp("kitchen")
    created = create_settings(emulator, folder / "data")
    asyncio.run(index_docs(write_docs(folder / "docs"), created))
    return created


@pytest.fixture(scope="module")
def addresses(
    settings: Settings, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """Two services that have opened everything."""
    environment = CACHES | {"REDIS_URL": f"{redis_server.url}?socket_timeout=5"}  # this machine may be busy
    with ExitStack() as running:
        folder = tmp_path_factory.mktemp("services")
        found = [running.enter_context(serving_process(settings, folder, **environment))[0] for _ in range(2)]
        for number, address in enumerate(found):
            httpx.post(f"{address}/chat", json={"query": f"Open, {number}!"}, timeout=60).raise_for_status()
        yield found


@pytest.fixture
async def pair(addresses: list[str], control: Control) -> AsyncIterator[list[httpx.AsyncClient]]:
    control.reset()
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=60)) for address in addresses
        ]


async def ask(client: httpx.AsyncClient, query: str = WASHED, path: str = "/chat") -> tuple[str, str]:
    body = {"query": query} if path == "/chat" else {"input": {"query": query}}
    answer = (await client.post(path, json=body)).raise_for_status()
    return answer.headers["cache-status"], answer.text


def answer_slowly(control: Control, seconds: float) -> None:
    """The model's next answer takes so long."""
    for method in ("streamGenerateContent", "generateContent"):
        control.fail(method=method, chunk_delay=seconds / 10)
    control.script(*(f"Pans are washed by hand [1], word {number}. " for number in range(10)))


def count_calls(control: Control) -> dict[str, int]:
    calls = control.calls()["by_method"]
    generations = calls.get("streamGenerateContent", 0) + calls.get("generateContent", 0)
    return {"embeddings": calls.get("batchEmbedContents", 0), "generations": generations}


async def read_readiness(client: httpx.AsyncClient) -> dict[str, str]:
    ready = (await client.get("/health/ready")).raise_for_status()
    return {name: entry["detail"] for name, entry in ready.json()["dependencies"].items()}


async def test_two_identical_questions_in_two_processes_cost_one_call_of_each_kind(
    pair: list[httpx.AsyncClient], control: Control
) -> None:
    for number in range(3):  # each learns how long answers take, which is how long it waits for the other
        for each, client in enumerate(pair):
            control.reset()
            answer_slowly(control, 1)
            await ask(client, f"{WASHED} {each}, {number}?")
    control.reset()
    answer_slowly(control, 0.5)
    query = f"{WASHED} Twice?"
    answers = await asyncio.gather(*(ask(client, query) for client in pair * 3))
    assert sorted({status for status, _ in answers}) == ["askdocs; fwd=miss", "askdocs; fwd=miss; collapsed"]
    assert [status for status, _ in answers].count("askdocs; fwd=miss") == 1
    assert count_calls(control) == ONE_OF_EACH
    paths = ("/chat", "/chat/stream")
    assert {(await ask(client, query, path))[0] for client in pair for path in paths} == {"askdocs; hit"}
    assert count_calls(control) == ONE_OF_EACH


async def test_a_question_of_the_other_process_with_other_filters_pays_for_no_embedding(
    pair: list[httpx.AsyncClient], control: Control
) -> None:
    one, other = pair
    query = f"{WASHED} With filters?"
    await ask(one, query)
    await other.post("/chat", json={"query": query, "page_url": "https://kitchen.example/ovens"})
    assert count_calls(control) == {"embeddings": 1, "generations": 2}


async def test_a_fresh_answer_replaces_what_the_others_find(pair: list[httpx.AsyncClient], control: Control) -> None:
    one, other = pair
    query = f"{WASHED} Freshly?"
    await ask(one, query)
    control.script("A cast-iron pan is washed by hand with hot water [1].")
    fresh = await one.post("/chat", json={"query": query}, headers={"cache-control": "no-cache"})
    made = fresh.json()["response"]
    status, text = await ask(other, query)
    assert (status, json.loads(text)["response"]) == ("askdocs; hit", made)


async def test_redis_is_killed_while_readers_ask_and_nobody_notices(
    pair: list[httpx.AsyncClient], redis_server: RedisServer
) -> None:
    one, other = pair
    assert (await read_readiness(one))["caches"] == "shared in Redis"
    asking = [asyncio.create_task(ask(client, f"{WASHED} {number}")) for number in range(30) for client in pair]
    await asyncio.sleep(0.2)
    redis_server.kill()
    assert all("Pans" in text or "pan" in text for _, text in await asyncio.gather(*asking))
    await ask(one, CLEANED)
    assert (await read_readiness(one))["caches"] == "Redis is away: each process keeps for itself"
    assert (await ask(other, CLEANED))[0] == "askdocs; fwd=miss"
    assert [(await ask(client, CLEANED))[0] for client in pair] == ["askdocs; hit"] * 2, "each has its own"
    redis_server.start()

    async def share(number: int) -> bool:
        await ask(one, f"{CLEANED} {number}")
        return (await ask(other, f"{CLEANED} {number}"))[0] == "askdocs; hit"

    async with asyncio.timeout(30):
        number = 0
        while not await share(number):
            number += 1
            await asyncio.sleep(0.5)
    assert (await read_readiness(other))["caches"] == "shared in Redis"


async def test_the_process_that_answers_is_killed_and_the_one_that_waits_answers_itself(
    settings: Settings, redis_server: RedisServer, control: Control, tmp_path: Path
) -> None:
    environment = CACHES | {"REDIS_URL": f"{redis_server.url}?socket_timeout=5"}
    with (
        serving_process(settings, tmp_path, **environment) as (dying, process),
        serving_process(settings, tmp_path, **environment) as (living, _),
    ):
        async with httpx.AsyncClient(timeout=30) as client:
            await client.post(f"{living}/chat", json={"query": CLEANED})
            control.reset()
            answer_slowly(control, 60)
            lost = asyncio.create_task(client.post(f"{dying}/chat", json={"query": WASHED}))
            await asyncio.to_thread(wait_until, lambda: count_calls(control)["generations"] == 1)
            started = time.monotonic()
            waiting = asyncio.create_task(client.post(f"{living}/chat", json={"query": WASHED}))
            await asyncio.sleep(0.1)
            process.kill()
            answer = (await waiting).raise_for_status()
            assert answer.json()["outcome"] == "answered"
            assert time.monotonic() - started < 15, "it waited no longer than an answer takes"
            assert isinstance((await asyncio.gather(lost, return_exceptions=True))[0], httpx.TransportError)
