"""A shard of Qdrant Edge in its folder: made, opened, optimized, closed. Everything here blocks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import qdrant_edge as edge

from app.index.client import DENSE, SPARSE
from app.index.embedded.files import ensure_room, estimate_opening
from app.index.payload import INDEXED_FIELDS
from app.index.tuning import NO_GRAPH, QUANTIZED_FROM_KB, SEGMENTS, choose_tuning
from chains.errors import IndexUnavailableError

T = TypeVar("T")
_SEARCH_THREADS = 1
"""So the engine searches in the thread that calls it. Its own pool of many threads wakes them for each segment of a
search: that is 120 switches an answer, and 0.2 ms of CPU (decision 0031)."""


def call_engine(call: Callable[..., T], *arguments: Any) -> T:
    """What the engine's call returns. Raises IndexUnavailableError with the engine's reason."""
    try:
        return call(*arguments)
    except BaseException as error:
        # The engine raises bare Exceptions; a panic of its Rust code is a BaseException whose class cannot be imported.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise IndexUnavailableError(f"The embedded Qdrant failed: {error}") from error
        raise


def create_shard(folder: Path, dimensions: int) -> edge.EdgeShard:
    """A new, empty shard with both vectors and the payload indexes. Blocks.

    It has no write-ahead log: the engine never shortens it, so that it would hold every vector a second time, on the
    disk and mapped into memory, and go along into every copy. `EdgeClient` flushes after each update instead.
    """
    ensure_room(folder, estimate_opening(folder), "an index")
    folder.mkdir(parents=True, exist_ok=True)

    def create(path: str) -> edge.EdgeShard:
        return edge.EdgeShard.create(path, _create_config(dimensions, is_new=True))

    shard = call_engine(create, str(folder))
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
        call_engine(shard.update, edge.UpdateOperation.create_field_index(field, edge.PayloadSchemaType.Keyword))


def load_shard(folder: Path, dimensions: int = 0) -> edge.EdgeShard:
    """Open an existing shard, after a crash without what was not flushed. Blocks.

    With its vectors' dimensions, `optimize_shard` will bring it to today's search settings; else it keeps its own.

    Raises:
        DiskFullError: there is no room for the files that the engine fills when it opens a shard.
    """
    ensure_room(folder, estimate_opening(folder), "opening the index")
    config = _create_config(dimensions) if dimensions else _create_reading_config()
    return call_engine(edge.EdgeShard.load, str(folder), config)


def ensure_payloads(shard: edge.EdgeShard) -> None:
    """Raise IndexUnavailableError for a shard whose points have lost what stands beside their vectors.

    The engine opens one whose folders are not all there, as after half a restore, and makes new ones without a word.
    """
    records, _ = call_engine(shard.scroll, edge.ScrollRequest(limit=1, with_payload=True, with_vector=False))
    if any(not record.payload for record in records):
        raise IndexUnavailableError("its texts are missing")


def close_shard(shard: edge.EdgeShard) -> None:
    """Flush and let go of the folder. Blocks."""
    call_engine(edge.EdgeShard.close, shard)


def optimize_shard(shard: edge.EdgeShard) -> None:
    """Merge segments, drop deleted points and build what searches need, then make it all durable.

    Blocks, for minutes in a very large index.
    """
    call_engine(edge.EdgeShard.optimize, shard)
    call_engine(edge.EdgeShard.flush, shard)
