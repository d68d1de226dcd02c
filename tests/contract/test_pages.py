"""Whole pages are read back from an index, on both engines."""

from dataclasses import replace

import pytest
from qdrant_client import models

from app.index import Index, IndexedPage, PageReader
from app.index.payload import METADATA
from chains.errors import IndexMissingError
from tests.contract.conftest import OpenIndex
from tests.support.sites import SITE, WordEmbeddings, create_kitchen, create_library, create_page, run_index

KETTLE = f"{SITE}/en/2.x/kettle"


async def load(index: Index, url: str) -> IndexedPage | None:
    return await PageReader(index, index.client).load_page(url)


async def read(index: Index, url: str) -> list[str]:
    page = await load(index, url)
    return [] if page is None else [chunk.text for chunk in page.chunks]


async def test_a_page_is_read_in_its_own_order(open_index: OpenIndex) -> None:
    index = open_index()
    texts = [f"The step of {word}." for word in ("salt", "oil", "flour", "yeast", "water", "time", "heat", "rest")]
    await run_index(index, [create_page("steps", texts), *create_library(5)], WordEmbeddings())
    assert await read(index, f"{SITE}/en/2.x/steps") == texts


async def test_each_version_of_a_page_has_its_own_text(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    kettle = "Fill the kettle with water and press the switch."
    assert await read(index, KETTLE) == [kettle, "Descale the kettle with vinegar every month."]
    page = await load(index, f"{SITE}/en/1.x/kettle#part-1")
    assert page is not None
    assert (page.url, page.chunks[0].place.version) == (f"{SITE}/en/1.x/kettle", "1.x")
    assert [chunk.text for chunk in page.chunks] == [kettle, "Descale the kettle with lemon juice."]


async def test_a_text_that_stands_twice_on_a_page_is_read_twice(open_index: OpenIndex) -> None:
    index = open_index()
    page = create_page("oven", ["Wait.", "Bake.", "Wait."])
    twin = replace(page.chunks[2], place=replace(page.chunks[0].place, position=2))
    await run_index(index, [replace(page, chunks=(*page.chunks[:2], twin))], WordEmbeddings())
    assert await read(index, page.url) == ["Wait.", "Bake.", "Wait."]


@pytest.mark.parametrize("twin", [KETTLE, f"{KETTLE}/", f"{KETTLE}#part-0", f"{KETTLE}/#nowhere"])
async def test_neither_an_anchor_nor_a_slash_at_the_end_makes_another_page(twin: str, open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    page = await load(index, twin)
    assert page is not None
    assert (page.url, len(page.chunks)) == (KETTLE, 2)


@pytest.mark.parametrize(
    "unknown",
    ["", "#", "/", "kettle", f"{KETTLE}?q=1", "https://else.example/", "file:///etc/passwd", "\0", "x" * 9_999],
)
async def test_what_is_not_indexed_is_no_page(unknown: str, open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert await load(index, unknown) is None


async def test_a_chunk_that_comes_first_moves_the_others_without_embedding_them_again(open_index: OpenIndex) -> None:
    index, embeddings = open_index(), WordEmbeddings()
    texts = ["Preheat the oven.", "Clean the oven."]
    await run_index(index, [create_page("oven", texts)], embeddings)
    page = create_page("oven", texts)
    moved = [replace(chunk, place=replace(chunk.place, position=number)) for number, chunk in enumerate(page.chunks, 1)]
    first = replace(page.chunks[0], text="Unpack it.", place=replace(page.chunks[0].place, url=f"{page.url}#unpack"))
    summary = await run_index(index, [replace(page, chunks=(first, *moved))], embeddings)
    assert (summary.added, summary.moved, summary.deleted) == (1, 2, 0)
    assert embeddings.texts[2:] == [first.embedded_text]
    assert await read(index, page.url) == ["Unpack it.", *texts]


async def test_an_index_of_before_pages_were_kept_gets_them_with_its_next_run(open_index: OpenIndex) -> None:
    index, embeddings = open_index(), WordEmbeddings()
    await run_index(index, create_kitchen(), embeddings)
    async with index.reading() as reading:
        records, _ = await index.client.scroll(reading.collection_name, limit=100)
        for record in records:
            metadata = (record.payload or {})[METADATA] | {"places_digest": "of before"}
            del metadata["pages"]
            metadata["places"] = [
                {name: value for name, value in place.items() if name != "position"} for place in metadata["places"]
            ]
            change = models.SetPayload(payload={METADATA: metadata}, points=[record.id])
            await index.client.batch_update_points(
                reading.collection_name, [models.SetPayloadOperation(set_payload=change)]
            )
    assert await read(index, KETTLE) == []
    summary = await run_index(index, create_kitchen(), embeddings)
    assert (summary.added, summary.moved, embeddings.calls) == (0, 8, 1)
    assert len(await read(index, KETTLE)) == 2


async def test_an_empty_index_says_so(open_index: OpenIndex) -> None:
    with pytest.raises(IndexMissingError, match="askdocs index"):
        await load(open_index(), KETTLE)
