"""Carries a plan out on a generation that is being written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import anyio
from qdrant_client import models

from app.qdrant.index import Writing
from app.qdrant.payload import CONTENT, METADATA, create_metadata
from app.qdrant.vector_store import DocsVectorStore, create_point
from chains.errors import AskdocsError
from indexing.plan import Plan, PlannedPoint, digest_places

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
    """New points first, then those that stand elsewhere now, the stale ones last: no page is ever missing."""
    await _add(plan.added, writing, store, batch_size=batch_size, concurrency=concurrency, report=report)
    for done, points in _batch(plan.moved, _UPDATES_AT_ONCE):
        await writing.client.batch_update_points(writing.collection_name, [_create_move(point) for point in points])
        report(Progress("moving", done, len(plan.moved)))
    for done, ids in _batch(plan.deleted, _UPDATES_AT_ONCE):
        await writing.client.delete(writing.collection_name, list(ids))
        report(Progress("deleting", done, len(plan.deleted)))


async def _add(
    added: Sequence[PlannedPoint],
    writing: Writing,
    store: DocsVectorStore,
    *,
    batch_size: int,
    concurrency: int,
    report: OnProgress,
) -> None:
    done = 0
    batches = _batch(added, batch_size)
    waiting = anyio.Semaphore(concurrency)

    async def embed() -> None:
        for _, points in batches:  # shared: each batch goes to whoever is free
            dense = await store.aembed_dense([point.text for point in points])
            with anyio.CancelScope(shield=True):  # what was paid for is kept
                await waiting.acquire()
            group.start_soon(upsert, points, dense)  # storing does not keep the model waiting

    async def upsert(points: Sequence[PlannedPoint], dense: list[list[float]]) -> None:
        nonlocal done
        try:
            with anyio.CancelScope(shield=True):
                vectors = store.create_vectors([point.text for point in points], dense)
                created = [
                    create_point(point.id, vector, _create_payload(point))
                    for point, vector in zip(points, vectors, strict=True)
                ]
                await writing.client.upsert(writing.collection_name, created)
        finally:
            waiting.release()
        done += len(points)
        report(Progress("embedding", done, len(added)))

    try:
        async with anyio.create_task_group() as group:
            for _ in range(concurrency):
                group.start_soon(embed)
    except ExceptionGroup as group_error:
        cause = _find_cause(group_error)
        raise cause from cause.__cause__


def _find_cause(group: ExceptionGroup[Exception]) -> Exception:
    """The first of our own errors: one failed call cancels the others, and one sentence is enough."""
    ours = group.subgroup(AskdocsError)
    cause: Exception = ours or group
    while isinstance(cause, ExceptionGroup):
        cause = cause.exceptions[0]
    return cause


def _create_payload(point: PlannedPoint) -> dict[str, Any]:
    return {CONTENT: point.content, METADATA: create_metadata(point.title, point.places, digest_places(point.places))}


def _create_move(point: PlannedPoint) -> models.SetPayloadOperation:
    payload = {METADATA: create_metadata(point.title, point.places, digest_places(point.places))}
    return models.SetPayloadOperation(set_payload=models.SetPayload(payload=payload, points=[point.id]))


def _batch(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Slices of `size`, each with the number of items up to its end."""
    for start in range(0, len(items), size):
        yield min(start + size, len(items)), items[start : start + size]
