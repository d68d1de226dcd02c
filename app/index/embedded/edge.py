"""Qdrant Edge, the engine in this process, behind the methods of `AsyncQdrantClient` that we call."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import qdrant_edge as edge

from app.index.client import DENSE, SPARSE, Hit, QueryVector, choose_best
from app.index.embedded import convert
from app.index.embedded.files import ensure_room, estimate_opening
from app.index.embedded.flush import GroupFlush
from app.index.langchain_store import SparseVector
from app.index.payload import INDEXED_FIELDS, PlaceFilter, PointFilter
from app.index.qdrant import QueryResponse, models
from app.index.tuning import EXACT, NO_GRAPH, QUANTIZED_FROM_KB, RRF_K, SEGMENTS, choose_tuning
from chains.errors import IndexUnavailableError

T = TypeVar("T")
Lease = Callable[[str], AbstractAsyncContextManager[edge.EdgeShard]]
"""Opens the shard that a collection's name means, and keeps it open as long as the block runs."""

_MAX_THREADS = 4
_SEARCH_THREADS = 1
"""So the engine searches in the thread that calls it. Its own pool of many threads wakes them for each segment of a
search: that is 120 switches an answer, and 0.2 ms of CPU (decision 0031)."""
_EXACT = convert.to_params(EXACT)
_UPDATED = models.UpdateResult(operation_id=None, status=models.UpdateStatus.COMPLETED)


class EdgeClient:
    """The methods are those of `VectorClient`, documented there.

    The engine's calls run in threads of their own (they release the GIL), at most four at once. What a method has
    written when it returns survives a `kill -9`.

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

    async def _run(self, collection_name: str, call: Callable[[edge.EdgeShard], T]) -> T:
        async with self._lease(collection_name) as shard:
            return await anyio.to_thread.run_sync(_call_engine, call, shard, limiter=self._threads)

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
        """See `VectorClient.search`. Both queries are asked in one turn of a thread, with one copy of the vector."""
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
            request = edge.QueryRequest(len(best), query=near, filter=these, params=_EXACT, with_payload=True)
            return [Hit(str(one.id), one.score, one.payload or {}, scores[one.id]) for one in shard.query(request)]

        return await self._run(collection_name, search)

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


def create_shard(folder: Path, dimensions: int) -> edge.EdgeShard:
    """A new, empty shard with both vectors and the payload indexes. Blocks.

    It has no write-ahead log: the engine never shortens it, so that it would hold every vector a second time, on the
    disk and mapped into memory, and go along into every copy. `EdgeClient` flushes after each update instead.
    """
    ensure_room(folder, estimate_opening(folder), "an index")
    folder.mkdir(parents=True, exist_ok=True)

    def create(path: str) -> edge.EdgeShard:
        return edge.EdgeShard.create(path, _create_config(dimensions, is_new=True))

    shard = _call_engine(create, str(folder))
    ensure_field_indexes(shard)
    return shard


def _create_config(dimensions: int, *, is_new: bool = False) -> edge.EdgeConfig:
    """Vectors and their small copies are mapped, not read in advance: a search touches few of them.

    The vectors of an existing shard stay as they were stored; those of a new one get two bytes a number.
    """
    tuning = choose_tuning(dimensions)
    cold = edge.Memory.Cold
    dense = edge.EdgeVectorParams(
        size=dimensions,
        distance=edge.Distance.Cosine,
        memory=cold,
        datatype=edge.VectorStorageDatatype.Float16,
    )
    return edge.EdgeConfig(
        vectors={DENSE: dense} if is_new else None,
        sparse_vectors=_create_sparse(),
        max_search_threads=_SEARCH_THREADS,
        hnsw_config=edge.HnswIndexConfig(m=NO_GRAPH, ef_construct=1, full_scan_threshold=0),
        quantization_config=edge.BinaryQuantizationConfig(memory=cold)
        if tuning.is_binary
        else edge.ScalarQuantizationConfig(edge.ScalarType.Int8, quantile=0.99, memory=cold),
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=QUANTIZED_FROM_KB, default_segment_number=SEGMENTS),
        wal_enabled=False,
    )


def _create_reading_config() -> edge.EdgeConfig:
    """What it does not say stays as the shard has it; without sparse vectors the engine would refuse it."""
    return edge.EdgeConfig(sparse_vectors=_create_sparse(), max_search_threads=_SEARCH_THREADS)


def _create_sparse() -> dict[str, edge.EdgeSparseVectorParams]:
    return {SPARSE: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)}


def ensure_field_indexes(shard: edge.EdgeShard) -> None:
    """Index the fields that filters ask for; those that are indexed cost nothing. Blocks."""
    for field in INDEXED_FIELDS:
        _call_engine(shard.update, edge.UpdateOperation.create_field_index(field, edge.PayloadSchemaType.Keyword))


def load_shard(folder: Path, dimensions: int = 0) -> edge.EdgeShard:
    """Open an existing shard, after a crash without what was not flushed. Blocks.

    With its vectors' dimensions, `optimize_shard` will bring it to today's search settings; else it keeps its own.

    Raises:
        DiskFullError: there is no room for the files that the engine fills when it opens a shard.
    """
    ensure_room(folder, estimate_opening(folder), "opening the index")
    config = _create_config(dimensions) if dimensions else _create_reading_config()
    return _call_engine(edge.EdgeShard.load, str(folder), config)


def ensure_payloads(shard: edge.EdgeShard) -> None:
    """Raise IndexUnavailableError for a shard whose points have lost what stands beside their vectors.

    The engine opens one whose folders are not all there, as after half a restore, and makes new ones without a word.
    """
    records, _ = _call_engine(shard.scroll, edge.ScrollRequest(limit=1, with_payload=True, with_vector=False))
    if any(not record.payload for record in records):
        raise IndexUnavailableError("its texts are missing")


def close_shard(shard: edge.EdgeShard) -> None:
    """Flush and let go of the folder. Blocks."""
    _call_engine(edge.EdgeShard.close, shard)


def optimize_shard(shard: edge.EdgeShard) -> None:
    """Merge segments, drop deleted points and build what searches need, then make it all durable.

    Blocks, for minutes in a very large index.
    """
    _call_engine(edge.EdgeShard.optimize, shard)
    _call_engine(edge.EdgeShard.flush, shard)


def _call_engine(call: Callable[..., T], *arguments: Any) -> T:
    try:
        return call(*arguments)
    except BaseException as error:
        # The engine raises bare Exceptions; a panic of its Rust code is a BaseException whose class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise IndexUnavailableError(f"The embedded Qdrant failed: {error}") from error
        raise
