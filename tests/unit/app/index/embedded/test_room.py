"""A disk without room is a sentence, not a signal of the system."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.index import Index, create_index
from app.index.embedded.files import DiskFullError, ensure_room, estimate_opening
from app.settings import QdrantSettings
from chains.errors import IndexUnavailableError
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, open_retriever, run_index

SetFree = Callable[[int], None]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def set_free(monkeypatch: pytest.MonkeyPatch) -> SetFree:
    def set_free(free: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12 - free, free))

    return set_free


def create(tmp_path: Path) -> Index:
    return create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)


async def test_a_first_run_on_a_full_disk_is_refused_with_what_it_needs(tmp_path: Path, set_free: SetFree) -> None:
    index = create(tmp_path)
    set_free(20_000_000)
    with pytest.raises(DiskFullError, match=r"The disk is full: .* needs about 68 MB, and 20 MB are free\. Make room"):
        await run_index(index, create_kitchen(), WordEmbeddings())
    set_free(10**12)
    assert (await run_index(index, create_kitchen(), WordEmbeddings())).added == 8
    await index.aclose()


async def test_a_later_run_a_question_and_the_service_say_it_too_and_go_on_afterwards(
    tmp_path: Path, set_free: SetFree
) -> None:
    index = create(tmp_path)
    await run_index(index, create_kitchen(), WordEmbeddings())
    set_free(1_000_000)
    retriever = open_retriever(index, WordEmbeddings(), 3)
    for attempt in (
        lambda: run_index(index, create_kitchen(), WordEmbeddings(), rebuild=True),
        lambda: retriever.ainvoke("kettle"),
        index.check,
    ):
        with pytest.raises(DiskFullError, match="The disk is full") as caught:
            await attempt()
        assert (caught.value.exit_code, caught.value.status) == (5, 503)
    set_free(10**12)
    assert len(await retriever.ainvoke("kettle")) == 3
    await index.aclose()


async def test_many_new_texts_need_room_before_the_first_is_embedded(tmp_path: Path, set_free: SetFree) -> None:
    index = create(tmp_path)
    async with index.writing() as writing:
        set_free(100_000_000)
        await writing.begin(1_000)
        with pytest.raises(DiskFullError, match="this run"):
            await writing.begin(20_000)
    await index.aclose()


def test_a_folder_that_is_not_there_yet_is_measured_by_the_one_around_it(tmp_path: Path) -> None:
    ensure_room(tmp_path / "a" / "b", 1, "x")
    assert estimate_opening(tmp_path / "a") == 68_000_000


async def test_generations_without_a_pointer_are_named_and_kept(tmp_path: Path) -> None:
    index = create(tmp_path)
    await run_index(index, create_kitchen(), WordEmbeddings())
    await run_index(index, create_kitchen()[:4], WordEmbeddings())
    await index.aclose()
    (pointer,) = (tmp_path / "data").glob("*/CURRENT")
    name = pointer.read_text()
    pointer.unlink()
    fresh = create(tmp_path)
    for attempt in (fresh.check, lambda: run_index(fresh, create_kitchen(), WordEmbeddings())):
        with pytest.raises(IndexUnavailableError, match=r"2 generations lie in .* and none is current"):
            await attempt()
    pointer.write_text(name)
    assert len(await open_retriever(fresh, WordEmbeddings(), 3).ainvoke("kettle")) == 3
    await fresh.aclose()
