"""Where searches of the embedded engine run."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
import qdrant_edge as edge

from app.index.client import QueryVector
from app.index.embedded.edge import EdgeClient
from app.index.embedded.quick import QuickSearches
from app.index.langchain_store import SparseVector
from chains.errors import IndexUnavailableError

PROOFS = 8
QUICK_SECONDS, SLOW_SECONDS = 0.001, 0.1


class Clock:
    """Searches that take as long as they are told."""

    def __init__(self) -> None:
        self._now = 0.0
        self.searches = QuickSearches(lambda: self._now)

    def search(self, shard: object, seconds: float, times: int = 1) -> list[bool]:
        """Whether each one might have kept the event loop."""

        def take() -> None:
            self._now += seconds

        found = []
        for _ in range(times):
            found.append(self.searches.are_quick(cast("edge.EdgeShard", shard)))
            self.searches.time(cast("edge.EdgeShard", shard), take)
        return found


def test_several_quick_searches_in_a_row_prove_the_next_ones() -> None:
    clock, shard = Clock(), object()
    assert clock.search(shard, QUICK_SECONDS, PROOFS + 2) == [False] * PROOFS + [True] * 2


def test_a_slow_search_takes_the_proof_away() -> None:
    clock, shard = Clock(), object()
    clock.search(shard, QUICK_SECONDS, PROOFS)
    assert clock.search(shard, SLOW_SECONDS, 2) == [True, False]
    clock.search(shard, QUICK_SECONDS, PROOFS - 1)
    assert clock.search(shard, SLOW_SECONDS) == [False]
    assert clock.search(shard, QUICK_SECONDS, PROOFS + 1) == [False] * PROOFS + [True]


def test_what_was_quick_says_nothing_of_a_new_shard() -> None:
    clock, shard, new = Clock(), object(), object()
    clock.search(shard, QUICK_SECONDS, PROOFS)
    assert clock.search(new, QUICK_SECONDS, PROOFS + 1) == [False] * PROOFS + [True]


def test_a_search_that_fails_counts_and_its_error_comes_through() -> None:
    clock, shard = Clock(), cast("edge.EdgeShard", object())

    def fail() -> None:
        raise ValueError("broken")

    for _ in range(PROOFS):
        with pytest.raises(ValueError, match="broken"):
            clock.searches.time(shard, fail)
    assert clock.searches.are_quick(shard)


class Shard:
    """Finds nothing, and remembers in which threads it was asked."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.error: Exception | None = None
        self.asked_here: list[bool] = []
        self._thread = threading.current_thread()

    def query(self, _: edge.QueryRequest) -> list[Any]:
        self.asked_here.append(threading.current_thread() is self._thread)
        time.sleep(self._seconds)
        if self.error:
            raise self.error
        return []


def create_client(shard: Shard) -> EdgeClient:
    @asynccontextmanager
    async def lease(_: str) -> AsyncIterator[edge.EdgeShard]:
        yield cast("edge.EdgeShard", shard)

    return EdgeClient(lease)


async def search(client: EdgeClient) -> None:
    vector, words = QueryVector([1.0, 0.0]), SparseVector(indices=[], values=[])
    assert await client.search("docs", vector, words, None, depth=5, limit=5, wanted=2) == []


async def test_quick_searches_come_to_run_in_the_event_loop() -> None:
    shard = Shard(0)
    client = create_client(shard)
    async with asyncio.timeout(30):
        while not any(shard.asked_here):  # a busy machine may make some of them slow
            await search(client)
    assert shard.asked_here[:PROOFS] == [False] * PROOFS


async def test_who_searches_without_end_leaves_room_for_others() -> None:
    shard = Shard(0)
    client = create_client(shard)
    async with asyncio.timeout(30):
        while not any(shard.asked_here):
            await search(client)
        other = asyncio.create_task(asyncio.sleep(0))
        for _ in range(100):
            await search(client)
        assert other.done()


async def test_slow_searches_never_run_in_the_event_loop() -> None:
    shard = Shard(0.005)
    client = create_client(shard)
    for _ in range(2 * PROOFS):
        await search(client)
    assert not any(shard.asked_here)


async def test_an_engine_that_fails_is_told_of_wherever_it_runs() -> None:
    shard = Shard(0)
    shard.error = RuntimeError("a segment is broken")
    client = create_client(shard)
    async with asyncio.timeout(30):
        while not any(shard.asked_here):
            with pytest.raises(IndexUnavailableError, match="a segment is broken"):
                await search(client)
