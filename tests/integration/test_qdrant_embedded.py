"""The folder of an embedded index: copies, generations, damage."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.index import Index, Signature, create_index
from app.settings import QdrantSettings
from chains.errors import IndexMissingError, IndexUnavailableError, ModelQuotaError
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, create_library, open_retriever, run_index

OpenIndex = Callable[..., Index]


@pytest.fixture
def settings(tmp_path: Path) -> QdrantSettings:
    return QdrantSettings(path=tmp_path / "data")


@pytest.fixture
def root(settings: QdrantSettings) -> Path:
    return settings.path / "docs"


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


def list_generations(root: Path) -> list[str]:
    return sorted(folder.name for folder in (root / "generations").iterdir())


def damage(folder: Path, name: str) -> None:
    (file,) = folder.rglob(name)
    file.write_bytes(b"\xff" * 10)


async def test_building_and_asking_an_index_that_is_not_there_makes_no_folder(
    open_index: OpenIndex, root: Path
) -> None:
    with pytest.raises(IndexMissingError, match=str(root)):
        await open_index().check()
    assert not root.parent.exists()


async def test_a_second_reader_uses_a_copy_that_goes_with_it(open_index: OpenIndex, root: Path) -> None:
    first, second = open_index(), open_index()
    await run_index(first, create_kitchen(), WordEmbeddings())
    assert await ask(first, "kettle") == await ask(second, "kettle")
    assert len(list((root / "copies").iterdir())) == 1
    await second.aclose()
    assert list((root / "copies").iterdir()) == []
    assert len(await ask(first, "kettle")) == 3


async def test_the_copy_of_a_dead_process_is_swept_up_and_that_of_a_living_one_is_not(
    open_index: OpenIndex, root: Path
) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    dead, alive = root / "copies" / "dead", root / "copies" / "alive"
    for folder in (dead, alive):
        (folder / "shard").mkdir(parents=True)
        (folder / "IN_USE").touch()
    with (alive / "IN_USE").open("r+") as marker:
        fcntl.flock(marker, fcntl.LOCK_EX)
        first, second = open_index(), open_index()
        await ask(first, "kettle")
        await ask(second, "kettle")
        assert not dead.exists()
        assert alive.exists()


async def test_the_generation_before_is_kept_and_older_ones_go(open_index: OpenIndex, root: Path) -> None:
    index = open_index()
    generations = []
    for edition in ("first", "second", "third"):
        summary = await run_index(index, create_library(3, edition=edition), WordEmbeddings(), allow_shrink=True)
        generations.append(summary.record.generation)
    assert list_generations(root) == generations[1:]
    assert summary.record.previous == generations[1]


async def test_a_closed_index_opens_again(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    before = await ask(index, "kettle")
    await index.aclose()
    assert await ask(index, "kettle") == before


async def test_a_cancelled_question_leaves_the_index_usable(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    questions = [asyncio.create_task(ask(index, "kettle")) for _ in range(20)]
    await asyncio.sleep(0.002)
    for question in questions:
        question.cancel()
    await asyncio.gather(*questions, return_exceptions=True)
    await run_index(index, create_library(3), WordEmbeddings(), allow_shrink=True)
    assert len(await ask(index, "volume1")) == 3


@pytest.mark.parametrize("content", ["", "../../etc", "20261120t081500123456-00000000", "\x00\xff" * 50])
async def test_a_pointer_that_names_nothing_is_reported(open_index: OpenIndex, root: Path, content: str) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    (root / "CURRENT").write_text(content, encoding="latin-1")
    with pytest.raises(IndexUnavailableError, match=str(root)):
        await open_index().check()


@pytest.mark.parametrize("content", ["", "{}", '{"signature": 1}', "\x00" * 100])
async def test_a_damaged_record_is_reported(open_index: OpenIndex, root: Path, content: str) -> None:
    summary = await run_index(open_index(), create_kitchen(), WordEmbeddings())
    (root / "generations" / summary.record.generation / "index.json").write_text(content)
    with pytest.raises(IndexUnavailableError, match=r"index\.json"):
        await open_index().check()


async def test_a_missing_shard_is_reported(open_index: OpenIndex, root: Path) -> None:
    summary = await run_index(open_index(), create_kitchen(), WordEmbeddings())
    shutil.rmtree(root / "generations" / summary.record.generation / "shard")
    with pytest.raises(IndexUnavailableError, match="is missing"):
        await open_index().check()


@pytest.mark.parametrize("name", ["edge_config.json", "segment.json"])
async def test_a_damaged_shard_is_reported(open_index: OpenIndex, root: Path, name: str) -> None:
    summary = await run_index(open_index(), create_kitchen(), WordEmbeddings())
    damage(root / "generations" / summary.record.generation, name)
    with pytest.raises(IndexUnavailableError, match="--rebuild"):
        await open_index().check()
    assert list((root / "copies").iterdir()) == []
    await run_index(open_index(), create_kitchen(), WordEmbeddings(), rebuild=True)
    assert len(await ask(open_index(), "kettle")) == 3


async def test_a_shard_that_lost_its_texts_is_reported(open_index: OpenIndex, root: Path) -> None:
    summary = await run_index(open_index(), create_kitchen(), WordEmbeddings())
    for lost in (root / "generations" / summary.record.generation).rglob("payload_storage"):
        shutil.rmtree(lost)
    with pytest.raises(IndexUnavailableError, match=r"texts are missing.*--rebuild"):
        await open_index().check()
    with pytest.raises(IndexUnavailableError, match=r"texts are missing.*--rebuild"):
        await ask(open_index(), "kettle")
    await run_index(open_index(), create_kitchen(), WordEmbeddings(), rebuild=True)
    assert len(await ask(open_index(), "kettle")) == 3


async def test_a_damaged_staging_generation_is_made_anew(open_index: OpenIndex, root: Path) -> None:
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 2 else None)
    with pytest.raises(ModelQuotaError):
        await run_index(open_index(), create_library(5), failing, batch_size=10, concurrency=1)
    damage(root, "segment.json")
    summary = await run_index(open_index(), create_library(5), WordEmbeddings())
    assert (summary.continued, summary.added) == (False, 20)
    assert list_generations(root) == [summary.record.generation]


async def test_a_file_in_the_place_of_the_folder_is_reported(open_index: OpenIndex, settings: QdrantSettings) -> None:
    settings.path.write_text("not a folder")
    with pytest.raises(IndexUnavailableError, match="QDRANT_PATH"):
        await open_index().check()
    with pytest.raises(IndexUnavailableError, match="QDRANT_PATH"):
        await run_index(open_index(), create_kitchen(), WordEmbeddings())


async def test_a_full_disk_is_reported(open_index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(IndexUnavailableError, match="No space left"):
        await run_index(open_index(), create_library(3), WordEmbeddings(), allow_shrink=True)
    assert len(await ask(index, "kettle")) == 3
