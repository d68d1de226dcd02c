"""Carries a plan out on a generation that is being written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import anyio
import anyio.to_thread

from app.index.payload import CONTENT, METADATA, create_metadata, create_point
from app.index.port import Writing
from app.index.qdrant import models
from app.index.search.vector_store import DocsVectorStore
from chains.errors import AskdocsError, IndexUnavailableError
from indexing.planning.plan import Plan
from indexing.planning.points import PlannedPoint, digest_places

T = TypeVar("T")
Stage = Literal["reading", "embedding", "moving", "deleting", "publishing"]
BATCH_SIZE = 100
"""Texts embedded and stored together."""

_UPDATES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` pages (reading), points, or generations (publishing); `total` is None while it is not known."""

    stage: Stage
    done: int
    total: int | None


OnProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """For runs that nobody watches."""


async def apply_plan(
    plan: Plan,
    writing: Writing,
    store: DocsVectorStore,
    *,
    batch_size: int,
    concurrency: int,
    report: OnProgress,
) -> None:
    """Add new points first, then move those that stand elsewhere now, and delete the stale ones last.

    In this order no page is ever missing.
    """
    await _add(plan.added, writing, store, batch_size=batch_size, concurrency=concurrency, report=report)
    for done, points in _batch(plan.moved, _UPDATES_AT_ONCE):
        await _move(points, writing)
        report(Progress("moving", done, len(plan.moved)))
    for done, ids in _batch(plan.deleted, _UPDATES_AT_ONCE):
        _ensure_done(await writing.client.delete(writing.collection_name, list(ids)))
        report(Progress("deleting", done, len(plan.deleted)))


async def _move(points: Sequence[PlannedPoint], writing: Writing) -> None:
    """Empty the digests of the points, write their places, then write the digests: three updates, one after the other.

    Each is durable before the next begins, so a digest that fits proves that the places were stored. One update would
    not do: a kill in its midst may leave a payload that is stored, and that the engine's index does not know yet.
    """
    ids = [point.id for point in points]
    steps = (
        [_set_payload(ids, {"places_digest": ""}, METADATA)],
        [_set_payload([point.id], {METADATA: _create_metadata(point, digest="")}) for point in points],
        [_set_payload([point.id], {"places_digest": digest_places(point.places)}, METADATA) for point in points],
    )
    for operations in steps:
        _ensure_done(*await writing.client.batch_update_points(writing.collection_name, operations))


async def _add(
    added: list[PlannedPoint],
    writing: Writing,
    store: DocsVectorStore,
    *,
    batch_size: int,
    concurrency: int,
    report: OnProgress,
) -> None:
    done, total = 0, len(added)
    batches = _take(added, batch_size)
    waiting = anyio.Semaphore(concurrency)

    async def embed() -> None:
        for points in batches:  # shared: each batch goes to whoever is free
            dense = await store.aembed_dense([point.embedded_text for point in points])
            with anyio.CancelScope(shield=True):  # what was paid for is kept
                await waiting.acquire()
            group.start_soon(upsert, points, dense)  # storing does not keep the model waiting

    def create_points(points: Sequence[PlannedPoint], dense: list[list[float]]) -> list[models.PointStruct]:
        texts, languages = [point.embedded_text for point in points], [point.language for point in points]
        vectors = store.create_vectors(texts, dense, languages)
        return [
            create_point(point.id, vector, _create_payload(point))
            for point, vector in zip(points, vectors, strict=True)
        ]

    async def upsert(points: Sequence[PlannedPoint], dense: list[list[float]]) -> None:
        nonlocal done
        try:
            with anyio.CancelScope(shield=True):
                created = await anyio.to_thread.run_sync(create_points, points, dense)
                _ensure_done(await writing.client.upsert(writing.collection_name, created))
        finally:
            waiting.release()
        done += len(points)
        report(Progress("embedding", done, total))

    try:
        async with anyio.create_task_group() as group:
            for _ in range(concurrency):
                group.start_soon(embed)
    except ExceptionGroup as group_error:
        cause = _find_cause(group_error)
        raise cause from cause.__cause__


def _ensure_done(*results: models.UpdateResult) -> None:
    """A server may answer 200 and mean that it has not done it yet, or not at all."""
    for result in results:
        if result.status != models.UpdateStatus.COMPLETED:
            raise IndexUnavailableError(
                f"Qdrant did not carry a change out in time (it says {result.status.value}). Run the command again: "
                "it goes on. QDRANT_TIMEOUT_SECONDS says how long a call may take."
            )


def _find_cause(group: ExceptionGroup[Exception]) -> Exception:
    """The first of our own errors: one failed call cancels the others, and one sentence is enough."""
    ours = group.subgroup(AskdocsError)
    cause: Exception = ours or group
    while isinstance(cause, ExceptionGroup):
        cause = cause.exceptions[0]
    return cause


def _create_payload(point: PlannedPoint) -> dict[str, Any]:
    return {CONTENT: point.content, METADATA: _create_metadata(point, digest=digest_places(point.places))}


def _create_metadata(point: PlannedPoint, *, digest: str) -> dict[str, Any]:
    return create_metadata(point.title, point.places, digest, point.language)


def _set_payload(ids: list[str], payload: dict[str, Any], key: str | None = None) -> models.SetPayloadOperation:
    return models.SetPayloadOperation(set_payload=models.SetPayload(payload=payload, points=ids, key=key))


def _take(items: list[T], size: int) -> Iterator[list[T]]:
    """Take slices of `size` out of the list, from its start, so that nobody holds what is done."""
    items.reverse()
    while items:
        taken = items[: -size - 1 : -1]
        del items[-size:]
        yield taken


def _batch(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Slices of `size`, each with the number of items up to its end."""
    for start in range(0, len(items), size):
        yield min(start + size, len(items)), items[start : start + size]
