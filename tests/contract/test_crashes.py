"""`kill -9` at any moment, then the same command again: nothing is lost and nothing is embedded twice."""

import asyncio
import random
import signal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.index import Index, create_index
from app.settings import QdrantSettings
from tests.support.indexing_process import load_embedded_texts, start, wait_until
from tests.support.sites import SIGNATURE, WordEmbeddings, create_library, open_retriever, run_index

PAGES = 100
CHUNKS = PAGES * 4
IN_FLIGHT = 40
"""Texts that a kill may cost: two batches of ten are stored, and two are embedded and wait for their turn."""


async def load_points(settings: QdrantSettings) -> dict[str, Any]:
    """Everything that is indexed, by its text; vectors to four places."""
    index = create_index(settings, SIGNATURE)
    async with index.reading() as reading:
        records, _ = await index.client.scroll(reading.collection_name, limit=10_000, with_vectors=["dense", "bm25"])
    await index.aclose()
    payloads = [record.payload or {} for record in records]
    return {
        payload["page_content"]: (payload["metadata"], *describe_vectors(record.vector))
        for payload, record in zip(payloads, records, strict=True)
    }


def describe_vectors(vector: Any) -> tuple[list[float], dict[int, float]]:
    dense = [round(number, 4) for number in vector["dense"]]
    sparse = dict(zip(vector["bm25"].indices, (round(value, 4) for value in vector["bm25"].values), strict=True))
    return dense, sparse


async def index_library(settings: QdrantSettings, edition: str) -> None:
    index = create_index(settings, SIGNATURE)
    await run_index(index, create_library(PAGES, edition=edition), WordEmbeddings(), allow_shrink=True)
    await index.aclose()


@pytest.fixture(params=["embedded", "server"])
def settings(request: pytest.FixtureRequest) -> QdrantSettings:
    settings: QdrantSettings = request.getfixturevalue(f"{request.param}_settings")
    return settings


@pytest.mark.parametrize("edition_before", ["", "first"])
async def test_a_run_that_is_killed_again_and_again_ends_like_one_that_was_not(
    settings: QdrantSettings, edition_before: str, tmp_path: Path
) -> None:
    expected_settings = settings.model_copy(
        update={"collection_name": f"{settings.collection_name}-whole", "path": tmp_path / "whole"}
    )
    if edition_before:
        await index_library(settings, edition_before)
    await index_library(expected_settings, "second")
    generator = random.Random(5)
    log, ends = tmp_path / "log", [0]
    for _ in range(4):
        until = ends[-1] + IN_FLIGHT + generator.choice([5, 10, 20])
        process = start(settings, log, pages=PAGES, edition="second", seconds=0.1)
        await wait_until(lambda: len(load_embedded_texts(log)) >= until or process.poll() is not None)  # noqa: B023
        await asyncio.sleep(generator.uniform(0, 0.1))  # while a batch is in flight, or being written
        process.kill()
        assert process.wait() == -signal.SIGKILL, log.with_suffix(".errors").read_text()
        ends.append(len(load_embedded_texts(log)))
    process = start(settings, log, pages=PAGES, edition="second")
    assert process.wait(60) == 0, log.with_suffix(".errors").read_text()
    embedded = load_embedded_texts(log)
    for start_of_run, end in pairwise(ends):
        assert len(set(embedded[start_of_run:end]) & set(embedded[end:])) <= IN_FLIGHT
    assert len(set(embedded)) == CHUNKS
    assert await load_points(settings) == await load_points(expected_settings)


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
async def test_an_embedded_run_killed_at_any_step_of_its_swap_is_finished_by_the_next_one(
    embedded_settings: QdrantSettings, tmp_path: Path, step: int
) -> None:
    """The steps: the staging marker, the staging folder, the record, the pointer, the marker's end. A service reads."""
    service = create_index(embedded_settings, SIGNATURE)
    before = await run_index(service, create_library(5, edition="first"), WordEmbeddings())
    retriever = open_retriever(service, WordEmbeddings(), 3)
    killed = start(embedded_settings, tmp_path / "log", pages=5, edition="second", die_at=step)
    assert killed.wait(60) == 9
    is_swapped = step == 5
    assert ((await service.load_record()).generation == before.record.generation) != is_swapped
    edition = "second" if is_swapped else "first"
    assert all(hit.page_content.endswith(edition) for hit in await retriever.ainvoke("volume3"))
    embeddings = WordEmbeddings()
    indexer = create_index(embedded_settings, SIGNATURE)
    await run_index(indexer, create_library(5, edition="second"), embeddings, allow_shrink=True)
    texts = [*load_embedded_texts(tmp_path / "log"), *embeddings.texts]
    assert sorted(texts) == sorted(set(texts))
    assert len(texts) == 20
    assert all(hit.page_content.endswith("second") for hit in await retriever.ainvoke("volume3"))
    assert len(list((embedded_settings.path / "docs" / "generations").iterdir())) == 2
    await service.aclose()


@pytest.mark.parametrize(
    "step",
    [
        "askdocs$",
        "askdocs/points$",
        "__[0-9a-f]{16}$",
        "__[0-9a-f]{16}/index",
        "__[0-9a-f]{16}/points",
        "askdocs/points/delete#2",
    ],
)
async def test_a_run_on_a_server_killed_at_any_step_is_finished_by_the_next_one(
    server_settings: QdrantSettings, tmp_path: Path, step: str
) -> None:
    killed = start(server_settings, tmp_path / "log", pages=5, die_at=step)
    assert killed.wait(60) == 9
    embeddings = WordEmbeddings()
    index = create_index(server_settings, SIGNATURE)
    summary = await run_index(index, create_library(5), embeddings)
    assert summary.record.last_run.points == len(await load_points(server_settings)) == 20
    if step == "askdocs/points/delete#2":
        assert embeddings.calls == 0
    await index.aclose()


@pytest.mark.parametrize("engine", ["embedded", "server"])
async def test_a_rebuild_killed_right_after_its_swap_is_not_done_again(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path
) -> None:
    settings: QdrantSettings = request.getfixturevalue(f"{engine}_settings")
    index = create_index(settings, SIGNATURE)
    await run_index(index, create_library(5), WordEmbeddings())
    steps: dict[str, int | str] = {"embedded": 5, "server": "askdocs/points/delete#2"}
    killed = start(settings, tmp_path / "log", pages=5, rebuild=True, die_at=steps[engine])
    assert killed.wait(60) == 9
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_library(5), embeddings, rebuild=True)
    assert (embeddings.calls, summary.record.last_run.points) == (0, 20)
    again = await run_index(index, create_library(5), embeddings, rebuild=True)
    assert (embeddings.calls > 0, again.added) == (True, 20)
    await index.aclose()


@pytest.mark.parametrize(
    ("engine", "step", "live"),
    [
        ("embedded", 1, "second"),  # the record of the index that comes back
        ("embedded", 2, "second"),  # the pointer
        ("embedded", 3, "first"),  # the staging marker
        ("embedded", 0, "first"),
        ("server", 1, "second"),  # the lock
        ("server", 2, "second"),  # the record
        ("server", 3, "second"),  # what is current
        ("server", 4, "first"),  # the lock's end
        ("server", 0, "first"),
    ],
)
async def test_a_rollback_killed_at_any_step_leaves_both_indexes_whole(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, step: int, live: str
) -> None:
    settings: QdrantSettings = request.getfixturevalue(f"{engine}_settings")
    index = create_index(settings, SIGNATURE)
    for edition in ("first", "second"):
        await run_index(index, create_library(5, edition=edition), WordEmbeddings(), rebuild=edition == "second")
    killed = start(settings, tmp_path / "log", pages=5, roll_back=True, die_at=step or 99)
    assert killed.wait(60) == (9 if step else 0), (tmp_path / "log").with_suffix(".errors").read_text()
    assert await load_edition(index) == live
    for expected in ("second", "first") if live == "first" else ("first", "second"):
        await index.roll_back()
        assert await load_edition(index) == expected
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_library(5, edition=live), embeddings)
    assert (embeddings.calls, summary.record.last_run.points) == (0, 20)
    await index.aclose()


@pytest.mark.parametrize("engine", ["embedded", "server"])
async def test_what_a_rollback_left_is_never_written_again(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path
) -> None:
    """Not even when the run that made it was killed right after its swap, and the next one after the rollback, too."""
    settings: QdrantSettings = request.getfixturevalue(f"{engine}_settings")
    index = create_index(settings, SIGNATURE)
    await run_index(index, create_library(5, edition="first"), WordEmbeddings())
    steps: dict[str, int | str] = {"embedded": 5, "server": "askdocs/points/delete#2"}
    killed = start(settings, tmp_path / "log", pages=5, edition="second", rebuild=True, die_at=steps[engine])
    assert killed.wait(60) == 9
    await index.roll_back()
    log = tmp_path / "third"
    killed = start(settings, log, pages=50, edition="third", rebuild=True, seconds=0.2)
    await wait_until(lambda: len(load_embedded_texts(log)) >= 40 or killed.poll() is not None)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert await load_edition(index) == "first"
    await index.roll_back()
    assert await load_edition(index) == "second"
    await index.aclose()


async def load_edition(index: Index) -> str:
    """Of all passages that a question may find: there are twenty, of one edition."""
    hits = await open_retriever(index, WordEmbeddings(), 30).ainvoke("volume3")
    (edition,) = {hit.page_content.rpartition(" ")[2] for hit in hits}
    assert len(hits) == 20
    return edition
