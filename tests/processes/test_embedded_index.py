"""An embedded index that several processes use, and one that is killed."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.index import Index, Signature, create_index
from app.settings import QdrantSettings
from chains.errors import IndexBusyError
from tests.support.indexing_process import load_embedded_texts, start, wait_until
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, create_library, open_retriever, run_index

OpenIndex = Callable[..., Index]


@pytest.fixture
def settings(tmp_path: Path) -> QdrantSettings:
    return QdrantSettings(path=tmp_path / "data")


@pytest.fixture
async def open_index(settings: QdrantSettings) -> AsyncIterator[OpenIndex]:
    opened: list[Index] = []

    def open_one(signature: Signature = SIGNATURE) -> Index:
        opened.append(create_index(settings, signature))
        return opened[-1]

    yield open_one
    for index in opened:
        await index.aclose()


async def ask(index: Index, query: str) -> list[str]:
    return [document.page_content for document in await open_retriever(index, WordEmbeddings(), 3).ainvoke(query)]


async def test_a_service_goes_on_answering_while_another_process_indexes(
    open_index: OpenIndex, settings: QdrantSettings, tmp_path: Path
) -> None:
    service = open_index()
    await run_index(service, create_library(10, edition="first"), WordEmbeddings())
    assert all(text.endswith("first") for text in await ask(service, "volume3"))
    process = start(settings, tmp_path / "log", pages=10, edition="second")
    editions = set()
    while process.poll() is None:
        texts = await ask(service, "volume3")
        assert len({text.rsplit(" ", 1)[1] for text in texts}) == 1
        editions.add(texts[0].rsplit(" ", 1)[1])
        await asyncio.sleep(0.01)
    assert process.returncode == 0
    assert all(text.endswith("second") for text in await ask(service, "volume3"))
    assert "first" in editions


async def test_the_lock_of_a_killed_run_is_free_and_that_of_a_running_one_names_it(
    open_index: OpenIndex, settings: QdrantSettings, tmp_path: Path
) -> None:
    process = start(settings, tmp_path / "log", pages=50, seconds=0.5)
    lock = settings.path / "docs" / "LOCK"
    await wait_until(lambda: lock.exists() and lock.read_text())
    with pytest.raises(IndexBusyError, match=f"process {process.pid} on "):
        await run_index(open_index(), create_kitchen(), WordEmbeddings())
    process.kill()
    process.wait()
    assert (await run_index(open_index(), create_kitchen(), WordEmbeddings())).changed


async def test_ctrl_c_ends_a_run_so_that_the_next_one_continues_it(
    open_index: OpenIndex, settings: QdrantSettings, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    process = start(settings, log, pages=200, seconds=0.3)
    await wait_until(lambda: len(load_embedded_texts(log)) >= 40)
    process.send_signal(signal.SIGINT)
    process.wait(20)
    before = load_embedded_texts(log)
    assert len(before) < 800
    embeddings = WordEmbeddings()
    summary = await run_index(open_index(), create_library(200), embeddings)
    assert summary.continued
    assert not set(before) & set(embeddings.texts)
    assert len(before) + len(embeddings.texts) == 800
