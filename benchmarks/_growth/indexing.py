"""Runs over a growing index, and searches in it. Each function is called in a process of its own."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from statistics import median

import httpx

from app.index import (
    DocumentSource,
    Index,
    create_index,
    create_retriever,
    create_signature,
    create_vector_store,
    sync_index,
)
from app.index.client import DENSE, QueryVector
from app.index.payload import PLACES
from app.index.qdrant import models
from app.index.tuning import EXACT, choose_tuning
from app.settings import Settings
from benchmarks._growth.figures import Figures
from benchmarks._load.points import COLLECTION, Points, create_pages, load_settings_of
from benchmarks._load.vectors import PreparedEmbeddings
from indexing.model import Page

SEARCHES = 100
NEAREST, CANDIDATES = 10, 50
_EXACT = 40_000_000
"""Passages that are compared exactly in each scope to find the recall: 100 searches among up to 400,000."""
_BUILD_SECONDS = 7200
_SEARCH_SECONDS = 300
"""What the slowest exact search may take; a server's own limit is made for searches of readers."""


def index_points(points: Points, qdrant: str = "", *, changed: bool = False) -> int:
    """One run; with `changed`, a page in the middle has another text. Returns how many passages were embedded."""
    return asyncio.run(_index(points, load_settings_of(points.create_environment(qdrant)), changed=changed))


async def _index(points: Points, settings: Settings, *, changed: bool) -> int:
    async with _opening(settings) as index:
        pages = create_pages(points.count, points.versions)
        source = DocumentSource("benchmark", _change(pages, points.count // 20) if changed else pages)
        summary = await sync_index([source], index=index, embeddings=PreparedEmbeddings(points.dimensions))
        if settings.qdrant.host:
            await wait_until_built(settings.qdrant.host)
        return summary.added


def _change(pages: Iterator[Page], which: int) -> Iterator[Page]:
    for number, page in enumerate(pages):
        if number == which:
            chunks = tuple(replace(chunk, text=f"Changed. {chunk.text}") for chunk in page.chunks)
            yield replace(page, chunks=chunks)
        else:
            yield page


async def wait_until_built(url: str) -> None:
    """Return when the server has built what its searches need: it answers meanwhile, and works."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as server, asyncio.timeout(_BUILD_SECONDS):
        for collection in (await server.get("/collections")).json()["result"]["collections"]:
            url = f"/collections/{collection['name']}"
            while (await server.get(url)).json()["result"]["status"] != "green":  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.5)


def search_points(points: Points, qdrant: str = "") -> Figures:
    """Searches one after the other; the CPU is that of this process, threads of the engine included."""
    environment = points.create_environment(qdrant) | {"QDRANT_TIMEOUT_SECONDS": str(_SEARCH_SECONDS)}
    return asyncio.run(_search(points, load_settings_of(environment)))


async def _search(points: Points, settings: Settings) -> Figures:
    embeddings = PreparedEmbeddings(points.dimensions)
    async with _opening(settings) as index:
        vectors = [QueryVector(embeddings.embed_query(f"question {number}")) for number in range(SEARCHES)]
        compared = vectors[: max(1, min(SEARCHES, _EXACT // points.count))]
        scopes = [None, *map(_create_scope, points.versions)]
        recalls = [await _measure_recall(index, compared, scope) for scope in scopes]  # reads all that is measured now
        started = _read_cpu()
        for vector in vectors:
            await _find(index, vector, None, choose_tuning(points.dimensions).params)
        dense = _read_cpu() - started
        retriever = create_retriever(index, create_vector_store(index, embeddings), k=settings.answer.passages)
        seconds, started = [], _read_cpu()
        for number in range(SEARCHES):
            asked = time.perf_counter()
            await retriever.ainvoke(f"How does word{number} of part {number} work?")
            seconds.append(time.perf_counter() - asked)
        cpu = _read_cpu() - started
        return {
            "dense": dense / SEARCHES * 1e3,
            "search": cpu / SEARCHES * 1e3,
            "search_p50": median(seconds) * 1e3,
            "recall": min(recalls),
        }


def _create_scope(version: str) -> models.Filter:
    match = models.MatchAny(any=[version])
    return models.Filter(must=[models.FieldCondition(key=f"{PLACES}[].version", match=match)])


async def _measure_recall(index: Index, vectors: list[QueryVector], scope: models.Filter | None) -> float:
    found = 0
    for vector in vectors:
        exact = await _find(index, vector, scope, EXACT, NEAREST)
        searched = await _find(index, vector, scope, choose_tuning(len(vector)).params)
        found += len(set(exact) & set(searched[:NEAREST]))
    return found / NEAREST / len(vectors)


async def _find(
    index: Index,
    vector: QueryVector,
    scope: models.Filter | None,
    params: models.SearchParams,
    limit: int = CANDIDATES,
) -> list[str]:
    found = await index.client.query_points(
        COLLECTION, vector, using=DENSE, query_filter=scope, search_params=params, limit=limit, with_payload=False
    )
    return [str(point.id) for point in found.points]


def _read_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@asynccontextmanager
async def _opening(settings: Settings) -> AsyncIterator[Index]:
    index = create_index(settings.qdrant, create_signature(settings))
    try:
        yield index
    finally:
        await index.aclose()
