"""Qdrant Edge, the engine in this process, behind the methods of `AsyncQdrantClient` that we call."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache, lru_cache, partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import qdrant_edge as edge

from app.index.client import DENSE, SPARSE, Hit, QueryVector, choose_best
from app.index.embedded import convert
from app.index.embedded.flush import GroupFlush
from app.index.embedded.quick import QuickSearches
from app.index.embedded.shard import call_engine
from app.index.langchain_store import SparseVector
from app.index.payload import PlaceFilter, PointFilter
from app.index.qdrant import QueryResponse, models
from app.index.tuning import EXACT, RRF_K, choose_tuning

T = TypeVar("T")
Lease = Callable[[str], AbstractAsyncContextManager[edge.EdgeShard]]
"""Opens the shard that a collection's name means, and keeps it open as long as the block runs."""

_MAX_THREADS = 4
_EXACT = convert.to_params(EXACT)
_UPDATED = models.UpdateResult(operation_id=None, status=models.UpdateStatus.COMPLETED)


class EdgeClient:
    """The methods are those of `VectorClient`, documented there.

    The engine's calls run in threads of their own (they release the GIL), at most four at once, but for searches that
    are quick. What a method has written when it returns survives a `kill -9`.

    `ensure_room` is called before each change, and raises when the disk is full.

    Raises:
        IndexUnavailableError: the engine failed; the message holds its reason.
        UsageError: a filter or query that the embedded index does not know.
    """

    def __init__(self, lease: Lease, ensure_room: Callable[[], None] | None = None) -> None:
        self._lease = lease
        self._ensure_room = ensure_room
        self._threads = anyio.CapacityLimiter(_MAX_THREADS)
        self._flushes: defaultdict[int, GroupFlush] = defaultdict(GroupFlush)
        self._searches = QuickSearches()

    async def _run(self, collection_name: str, call: Callable[[edge.EdgeShard], T]) -> T:
        async with self._lease(collection_name) as shard:
            return await anyio.to_thread.run_sync(call_engine, call, shard, limiter=self._threads)

    async def query_points(
        self,
        collection_name: str,
        query: Any = None,
        *,
        using: str | None = None,
        query_filter: models.Filter | None = None,
        search_params: models.SearchParams | None = None,
        limit: int = 10,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> QueryResponse:
        """See `VectorClient.query_points`."""
        request = models.QueryRequest.model_construct(
            query=query,
            using=using,
            filter=query_filter,
            params=search_params,
            limit=limit,
            with_payload=with_payload,
            with_vector=with_vectors,
        )
        converted = convert.to_query_request(request)
        # The engine lets go of the interpreter; what needs it is done here, where it is held anyway.
        return convert.from_scored_points(await self._run(collection_name, lambda shard: shard.query(converted)))

    async def search(
        self,
        collection_name: str,
        dense: QueryVector,
        words: SparseVector,
        condition: PointFilter,
        *,
        depth: int,
        limit: int,
        wanted: int,
    ) -> list[Hit]:
        """See `VectorClient.search`. Both queries are asked in one turn, with one copy of the vector."""
        scope = _create_filter(condition) if isinstance(condition, PlaceFilter) else convert.to_filter(condition)
        near = convert.to_nearest(dense, DENSE)
        halves = [edge.Prefetch(depth, near, params=_create_params(len(dense)), filter=scope)]
        if words.indices:  # a question of stopwords alone has no keywords
            keywords = edge.SparseVector(words.indices, words.values)
            halves.append(edge.Prefetch(depth, edge.Query.Nearest(keywords, SPARSE), filter=scope))
        fusion: Any = edge.Fusion.Rrf(k=RRF_K)
        ranking = edge.QueryRequest(limit, query=fusion, prefetches=halves)

        def search(shard: edge.EdgeShard) -> list[Hit]:
            scores = {point.id: point.score for point in shard.query(ranking)}
            best = choose_best(scores, wanted)
            if not best:
                return []
            these = edge.Filter(must=[edge.HasIdCondition(set(best))])
            request = edge.QueryRequest(len(best), query=near, filter=these, params=_EXACT)
            cosines = {point.id: point.score for point in shard.query(request)}
            # The query takes 0.03 ms, and fetching the passages 0.04; a query that brings them takes 0.21.
            hits = []
            for record in shard.retrieve([*cosines], with_payload=True, with_vector=False):
                name = record.id  # made anew whenever it is asked for
                hits.append(Hit(str(name), cosines[name], record.payload or {}, scores[name]))
            return hits

        async with self._lease(collection_name) as shard:
            timed = partial(self._searches.time, shard, partial(call_engine, search, shard))
            if self._searches.are_quick(shard):
                await asyncio.sleep(0)  # who asks without end leaves room for others, as behind a thread
                return timed()
            return await anyio.to_thread.run_sync(timed, limiter=self._threads)

    async def retrieve(
        self,
        collection_name: str,
        ids: Sequence[str | int],
        *,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> list[models.Record]:
        """See `VectorClient.retrieve`."""
        return await self._run(
            collection_name,
            lambda shard: convert.from_records(shard.retrieve(convert.to_ids(ids), with_payload, with_vectors)),
        )

    async def scroll(
        self,
        collection_name: str,
        *,
        scroll_filter: models.Filter | None = None,
        limit: int = 10,
        offset: str | int | None = None,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> tuple[list[models.Record], str | int | None]:
        """See `VectorClient.scroll`."""
        request = edge.ScrollRequest(
            offset=offset,
            limit=limit,
            filter=convert.to_filter(scroll_filter),
            with_payload=with_payload,
            with_vector=with_vectors,
        )
        records, following = await self._run(collection_name, lambda shard: shard.scroll(request))
        return convert.from_records(records), None if following is None else convert.from_id(following)

    async def upsert(self, collection_name: str, points: list[models.PointStruct]) -> models.UpdateResult:
        """See `VectorClient.upsert`."""
        # converted in the thread, too: 7 ms for a hundred points
        await self._update(collection_name, lambda: [edge.UpdateOperation.upsert_points(convert.to_points(points))])
        return _UPDATED

    async def delete(self, collection_name: str, points_selector: list[str | int]) -> models.UpdateResult:
        """See `VectorClient.delete`."""
        operation = edge.UpdateOperation.delete_points(convert.to_ids(points_selector))
        await self._update(collection_name, lambda: [operation])
        return _UPDATED

    async def batch_update_points(
        self, collection_name: str, update_operations: Sequence[models.UpdateOperation]
    ) -> list[models.UpdateResult]:
        """See `VectorClient.batch_update_points`."""
        operations = [convert.to_update(operation) for operation in update_operations]
        await self._update(collection_name, lambda: operations)
        return [_UPDATED] * len(operations)

    async def _update(self, collection_name: str, create: Callable[[], list[edge.UpdateOperation]]) -> None:
        def apply(shard: edge.EdgeShard) -> None:
            if self._ensure_room:
                self._ensure_room()
            for operation in create():
                shard.update(operation)
            self._flushes[id(shard)].flush(shard)

        await self._run(collection_name, apply)

    async def close(self) -> None:
        """Nothing of its own is open: whoever leases the shards closes them."""


@cache
def _create_params(dimensions: int) -> edge.SearchParams | None:
    return convert.to_params(choose_tuning(dimensions).params)


@lru_cache(maxsize=1024)
def _create_filter(places: PlaceFilter) -> edge.Filter | None:
    return convert.to_filter(places.create_condition())
