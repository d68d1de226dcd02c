"""Large indexes are searched by small copies of their vectors; older ones are brought to that without embedding."""

import asyncio
import json

import httpx
import numpy as np
import pytest
from qdrant_client import models

from app.index import Index, Signature, create_index
from app.index.client import DENSE, SPARSE
from app.index.payload import SCOPES, create_point
from app.index.record import SEARCH_VERSION, IndexRecord, LastRun
from app.index.server.client import create_server_client
from app.index.server.registry import Registry
from app.index.tuning import EXACT, choose_tuning
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE
from tests.support.sites import SIGNATURE, WordEmbeddings, ask_index, create_kitchen, run_index

LONG = Signature(embedding_space="emulator", model="t", dimensions=1024, chunker_version=1, bm25_language="none")
SHORT = LONG.model_copy(update={"dimensions": 256})
POINTS, TOPICS, QUESTIONS, TAGS = 12_000, 40, 20, 60
SCOPE_SHARES = {"wide": 0.64, "narrow": 0.35, "rare": 0.01}
BATCH = 20


@pytest.fixture(params=["embedded", "server"])
def settings(request: pytest.FixtureRequest) -> QdrantSettings:
    found: QdrantSettings = request.getfixturevalue(f"{request.param}_settings")
    return found


def draw_vectors(dimensions: int, count: int, seed: int) -> np.ndarray:
    """Near one of a few topics, in a space of fewer dimensions than they have numbers, as embeddings are."""
    basis = np.random.default_rng(0).standard_normal((64, dimensions)) / np.sqrt(np.arange(1, 65))[:, None]
    topics = np.random.default_rng(1).standard_normal((TOPICS, 64))
    source = np.random.default_rng(seed)
    vectors = (topics[source.integers(TOPICS, size=count)] + source.standard_normal((count, 64))) @ basis
    normalized: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalized


async def fill(index: Index) -> None:
    """Points whose scopes have nothing to do with their topics."""
    vectors = draw_vectors(index.signature.dimensions, POINTS, 2)
    scopes = np.random.default_rng(3).choice(list(SCOPE_SHARES), size=POINTS, p=list(SCOPE_SHARES.values()))
    sparse = models.SparseVector(indices=[1], values=[1.0])
    run = LastRun(
        started="2026-11-01T00:00:00Z",
        seconds=1,
        source="s",
        pages=1,
        chunks=1,
        points=POINTS,
        added=POINTS,
        moved=0,
        deleted=0,
    )
    async with index.writing() as writing:
        await writing.begin(POINTS)
        for start in range(0, POINTS, BATCH):
            points = [
                create_point(
                    number,
                    {DENSE: vectors[number].tolist(), SPARSE: sparse},
                    {"metadata": {"scopes": [str(scopes[number]), f"tag{number % TAGS}"]}},
                )
                for number in range(start, start + BATCH)
            ]
            await writing.client.upsert(writing.collection_name, points)
        await writing.finish(
            IndexRecord(
                signature=index.signature, generation=writing.generation, search_version=SEARCH_VERSION, last_run=run
            )
        )


async def wait_until_built(settings: QdrantSettings, signature: Signature) -> None:
    """A server builds what searches need while it goes on answering."""
    if not settings.host:
        return
    async with httpx.AsyncClient(base_url=settings.host, timeout=60) as server:
        while True:
            state = (await server.get(f"/collections/{settings.collection_name}__{signature.digest()}")).json()[
                "result"
            ]
            if state["status"] == "green" and state["indexed_vectors_count"] >= POINTS * 0.8:
                return
            await asyncio.sleep(0.2)


async def measure_recall(index: Index, *scopes: str) -> float:
    """The share of the ten nearest points that a search finds."""
    condition = models.FieldCondition(key=SCOPES, match=models.MatchAny(any=list(scopes)))
    scoped = models.Filter(must=[condition]) if scopes else None
    found = []
    async with index.reading() as reading:
        for vector in draw_vectors(index.signature.dimensions, QUESTIONS, 4).tolist():
            exact, searched = [
                await index.client.query_points(
                    reading.collection_name,
                    vector,
                    using=DENSE,
                    query_filter=scoped,
                    search_params=params,
                    limit=limit,
                    with_payload=False,
                )
                for params, limit in ((EXACT, 10), (choose_tuning(len(vector)).params, 50))
            ]
            found.append(len({one.id for one in exact.points} & {one.id for one in searched.points[:10]}) / 10)
    return float(np.mean(found))


@pytest.mark.parametrize("signature", [LONG, SHORT], ids=["bits", "bytes"])
async def test_a_search_finds_what_an_exact_one_finds(settings: QdrantSettings, signature: Signature) -> None:
    index = create_index(settings, signature)
    await fill(index)
    await wait_until_built(settings, signature)
    few_tags = [f"tag{number}" for number in range(12)]  # a graph has no way into many small scopes together
    for scopes in ([], ["wide"], ["narrow"], few_tags):
        assert await measure_recall(index, *scopes) >= 0.99, scopes
    assert await measure_recall(index, "rare") == 1.0
    await index.aclose()


async def make_older(settings: QdrantSettings, record: IndexRecord) -> None:
    """Turn the record into one of a release that searched exactly."""
    older = record.model_copy(update={"search_version": 0})
    if settings.host:
        client = create_server_client(settings)
        registry = Registry(client, settings.collection_name)
        slot = await registry.load_current(DEFAULT_SITE)
        assert slot is not None
        name = slot.collection
        await client.update_collection(name, optimizers_config=models.OptimizersConfigDiff(indexing_threshold=400_000))
        await registry.save_record(slot, older)
        await client.close()
        return
    file = settings.path / settings.collection_name / "generations" / record.generation / "index.json"
    file.write_text(older.model_dump_json())
    shard = file.parent / "shard" / "edge_config.json"
    config = json.loads(shard.read_text())
    config["optimizers"]["indexing_threshold"] = 400_000
    del config["quantization_config"]
    shard.write_text(json.dumps(config))


async def test_a_run_brings_an_older_index_to_todays_searches_and_embeds_nothing(settings: QdrantSettings) -> None:
    index = create_index(settings, SIGNATURE)
    first = await run_index(index, create_kitchen(), WordEmbeddings())
    await index.aclose()
    await make_older(settings, first.record)

    index, embeddings = create_index(settings, SIGNATURE), WordEmbeddings()
    assert (await index.load_record()).search_version == 0
    second = await run_index(index, create_kitchen(), embeddings)
    assert second.changed
    assert (second.added, second.deleted, embeddings.calls) == (0, 0, 0)
    assert (await index.load_record()).search_version == SEARCH_VERSION
    assert (await read_settings(settings, second.record))["indexing_threshold"] < 400_000
    assert "Descale the kettle" in str((await ask_index(index, "descale the kettle"))[0]["text"])
    assert not (await run_index(index, create_kitchen(), embeddings)).changed
    await index.aclose()


async def read_settings(settings: QdrantSettings, record: IndexRecord) -> dict[str, int]:
    """What the engine says of its optimizers."""
    if settings.host:
        async with httpx.AsyncClient(base_url=settings.host) as server:
            state = (await server.get(f"/collections/{settings.collection_name}__{record.signature.digest()}")).json()[
                "result"
            ]["config"]
            assert "quantization_config" in state["params"]["vectors"][DENSE]
            found: dict[str, int] = state["optimizer_config"]
            return found
    shard = settings.path / settings.collection_name / "generations" / record.generation / "shard"
    state = json.loads((shard / "edge_config.json").read_text())
    assert state["quantization_config"]
    optimizers: dict[str, int] = state["optimizers"]
    return optimizers
