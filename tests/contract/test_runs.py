"""What a run adds, changes and takes away, on both engines."""

import pytest

from app.index import forecast_run
from chains.errors import (
    IndexBusyError,
    IndexMissingError,
    SignatureMismatchError,
    UsageError,
)
from tests.contract.conftest import OpenIndex
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    ask_index,
    create_kitchen,
    create_page,
    create_source,
    load_texts,
    run_index,
)


async def test_an_unchanged_run_embeds_nothing_and_changes_nothing(open_index: OpenIndex) -> None:
    first = await run_index(open_index(), create_kitchen(), WordEmbeddings())
    embeddings = WordEmbeddings()
    index = open_index()
    second = await run_index(index, create_kitchen(), embeddings)
    assert embeddings.calls == 0
    assert not second.changed
    assert second.record == first.record == await index.load_record()
    assert second.unchanged == 8


async def test_a_plan_tells_what_a_run_would_do_and_does_nothing(open_index: OpenIndex) -> None:
    index = open_index()
    first = await forecast_run([create_source(create_kitchen())], index=index)
    assert (first.added, first.unchanged, len(first.added_pages)) == (8, 0, 5)
    with pytest.raises(IndexMissingError):
        await index.check()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    pages = create_kitchen()[:-1]
    second = await forecast_run([create_source(pages)], index=index)
    assert (second.added, second.unchanged, second.deleted, second.batches) == (0, 7, 1, [])
    assert second.deleted_pages == ("https://site.example/en/1.x/oven",)
    rebuilt = await forecast_run([create_source(pages)], index=index, rebuild=True)
    assert sum(map(len, rebuilt.batches)) == rebuilt.added + rebuilt.changed == 7
    assert await index.load_record() == before.record


async def test_only_a_changed_text_is_embedded_and_the_old_one_goes(open_index: OpenIndex) -> None:
    index = open_index()
    first = await run_index(index, create_kitchen(), WordEmbeddings())
    pages = create_kitchen()
    pages[1] = create_page("oven", ["Preheat the oven to 220 degrees before baking bread.", "Clean it with salt."])
    embeddings = WordEmbeddings()
    second = await run_index(index, pages, embeddings)
    assert embeddings.texts == ["Oven > Part 1\n\nClean it with salt."]
    assert (second.added, second.moved, second.deleted) == (1, 0, 1)
    assert second.record.generation > first.record.generation
    texts = await load_texts(index)
    assert "Clean it with salt." in texts
    assert "Clean the oven door with soda." not in texts


async def test_a_text_that_moves_is_cited_at_its_new_place_without_embedding(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    pages = create_kitchen()
    place = pages[2].chunks[0].place
    moved = type(place)(
        place.url.replace("fridge#part-0", "cold#settings"), "2.x", "en", place.docusaurus_tag, place.section
    )
    first, second = pages[2].chunks
    pages[2] = type(pages[2])(
        "https://site.example/en/2.x/cold",
        "cold.md",
        "Fridge",
        "2.x",
        "en",
        "",
        (),
        (type(first)("Fridge", first.text, moved), second),
    )
    embeddings = WordEmbeddings()
    summary = await run_index(index, pages, embeddings)
    assert (summary.added, summary.moved, summary.deleted, embeddings.calls) == (0, 1, 0, 0)
    best, *_ = await ask_index(index, "Set the fridge to 5 degrees.")
    assert best["url"] == "https://site.example/en/2.x/cold#settings"


async def test_removing_most_of_a_site_is_refused_unless_allowed(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    few = create_kitchen()[:1]
    with pytest.raises(UsageError, match=r"remove 6 of 8 .*--allow-shrink"):
        await run_index(index, few, WordEmbeddings())
    assert await index.load_record() == before.record
    assert len(await load_texts(index)) == 8
    after = await run_index(index, few, WordEmbeddings(), allow_shrink=True)
    assert (after.deleted, after.record.last_run.points) == (6, 2)
    assert len(await load_texts(index)) == 2


async def test_a_site_without_text_is_refused(open_index: OpenIndex) -> None:
    index = open_index()
    with pytest.raises(UsageError, match="no text"):
        await run_index(index, [create_page("empty", [])], WordEmbeddings())
    with pytest.raises(IndexMissingError):
        await index.check()


async def test_another_signature_is_refused_and_the_way_out_is_named(open_index: OpenIndex) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    index = open_index(signature=SIGNATURE.model_copy(update={"model": "letters"}))
    for attempt in (
        index.check,
        lambda: ask_index(index, "kettle"),
        lambda: run_index(index, create_kitchen(), WordEmbeddings()),
    ):
        with pytest.raises(SignatureMismatchError, match=r"model words → letters.*--rebuild"):
            await attempt()
    assert (await index.load_record()).signature == SIGNATURE


async def test_a_rebuild_replaces_the_index_at_once_and_names_the_one_before(open_index: OpenIndex) -> None:
    old = open_index()
    before = await run_index(old, create_kitchen(), WordEmbeddings())
    async with old.reading() as reading:
        name_before = reading.collection_name
    new = open_index(signature=SIGNATURE.model_copy(update={"chunker_version": 2}))
    embeddings = WordEmbeddings()
    after = await run_index(new, create_kitchen(), embeddings, rebuild=True)
    assert len(embeddings.texts) == after.added == 8
    assert after.record.previous
    assert after.record.previous in {before.record.generation, name_before}
    assert len(await ask_index(new, "kettle")) == 3


async def test_a_rebuild_that_would_lose_most_of_the_index_is_refused(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    with pytest.raises(UsageError, match="--allow-shrink"):
        await run_index(index, create_kitchen()[:1], WordEmbeddings(), rebuild=True)
    assert await index.load_record() == before.record


async def test_new_defaults_are_published_without_embedding(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_kitchen(), embeddings, default_version="1.x")
    assert summary.changed
    assert embeddings.calls == 0
    assert {hit["version"] for hit in await ask_index(index, "kettle")} == {"1.x"}


async def test_a_second_writer_is_refused_and_told_who_holds_the_index(open_index: OpenIndex) -> None:
    import os

    index, other = open_index(), open_index()
    async with index.writing():
        with pytest.raises(IndexBusyError, match=f"process {os.getpid()} on "):
            await run_index(other, create_kitchen(), WordEmbeddings())
    await run_index(other, create_kitchen(), WordEmbeddings())


async def test_a_writing_session_that_changes_nothing_leaves_nothing(open_index: OpenIndex) -> None:
    index = open_index()
    async with index.writing() as writing:
        assert writing.base is None
    with pytest.raises(IndexMissingError):
        await index.check()
