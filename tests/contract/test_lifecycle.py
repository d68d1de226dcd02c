"""Over the life of an index, on both engines: what a run would do, what is there, going back, pages that fail."""

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest

from app.index import AreaCount, Index, count_index, forecast_run
from chains.errors import IndexBusyError, IndexMissingError, SignatureMismatchError
from chains.schemas import Filters
from indexing.model import Page
from tests.contract.conftest import OpenIndex
from tests.support.indexing_process import wait_until
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    create_kitchen,
    create_library,
    create_page,
    create_source,
    open_retriever,
    run_index,
)

OTHER = SIGNATURE.model_copy(update={"model": "letters"})
KETTLE = "https://site.example/en/2.x/kettle"


async def load_places(index: Index) -> dict[str, set[str]]:
    """Where each text stands."""
    async with index.reading() as reading:
        records, _ = await index.client.scroll(reading.collection_name, limit=10_000)
    payloads = [record.payload or {} for record in records]
    return {payload["page_content"]: {place["url"] for place in payload["metadata"]["places"]} for payload in payloads}


async def test_a_forecast_tells_new_texts_from_changed_ones(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    pages = create_kitchen()
    pages[1] = create_page("oven", ["Preheat the oven to 240 degrees.", "Clean the oven door with soda."])
    pages[2] = create_page("sink", ["Pull the plug."])
    found = await forecast_run([create_source(pages)], index=index)
    assert (found.added, found.changed, found.moved, found.unchanged, found.deleted) == (1, 1, 0, 5, 2)
    assert found.added_pages == ("https://site.example/en/2.x/sink",)
    assert found.changed_pages == ("https://site.example/en/2.x/oven",)
    assert found.deleted_pages == ("https://site.example/en/2.x/fridge",)
    assert [len(batch) for batch in found.batches] == [2]
    summary = await run_index(index, pages, WordEmbeddings())
    assert summary.added == found.added + found.changed
    assert summary.estimated_tokens == found.plan.estimated_tokens


async def test_what_is_indexed_is_counted_by_version_and_language(open_index: OpenIndex) -> None:
    index = open_index()
    with pytest.raises(IndexMissingError):
        await count_index(index)
    german = create_page("kettle", ["Wasser einfüllen."], version="1.x", locale="de")
    await run_index(index, [*create_kitchen(), german], WordEmbeddings())
    census = await count_index(open_index(signature=OTHER))
    assert census.passages == 9
    assert census.areas == (
        AreaCount("1.x", "de", 1, 1, "english"),
        AreaCount("1.x", "en", 2, 3, "english"),
        AreaCount("2.x", "en", 3, 6, "english"),
    )
    assert census.record.last_run.pages == 6
    assert census.bytes is None or census.bytes > 1000


async def test_an_index_whose_record_does_not_say_what_it_holds_is_read_to_be_counted(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    noted = await count_index(index)
    async with index.writing() as writing:
        assert writing.base is not None
        await writing.begin()
        names = {"generation": writing.generation, "previous": writing.previous}
        await writing.finish(writing.base.model_copy(update={"counts": None, **names}))
    counted = await count_index(index)
    assert counted.record.counts is None
    assert (counted.areas, counted.passages) == (noted.areas, noted.passages)


async def test_a_rebuild_is_rolled_back_and_forward_again(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    other = open_index(signature=OTHER)
    after = await run_index(other, create_kitchen(), WordEmbeddings(), rebuild=True)
    record = await other.roll_back()
    assert record.generation == before.record.generation
    assert record.signature == SIGNATURE
    assert (await open_index().check()).last_run == before.record.last_run
    hits = await open_retriever(open_index(), WordEmbeddings(), 3).ainvoke("kettle")
    assert len(hits) == 3
    assert (await open_index().roll_back()).generation == after.record.generation
    assert (await open_index(signature=OTHER).check()).signature == OTHER


async def test_while_the_model_is_changed_a_service_with_the_old_settings_answers_from_the_old_index(
    open_index: OpenIndex,
) -> None:
    service = open_index()
    before = await run_index(service, create_kitchen(), WordEmbeddings())
    retriever = open_retriever(service, WordEmbeddings(), 3)
    assert len(await retriever.ainvoke("kettle")) == 3
    other = open_index(signature=OTHER)
    after = await run_index(other, create_library(5), WordEmbeddings(), rebuild=True, allow_shrink=True)

    restarted = open_index()
    for index in (service, restarted):
        assert await index.check() == before.record
        async with index.reading() as reading:
            assert reading.record == before.record
        hits = await open_retriever(index, WordEmbeddings(), 3).ainvoke("kettle")
        assert all("kettle" in hit.page_content.lower() for hit in hits[:2])
    assert (await service.load_record()).generation == after.record.generation
    with pytest.raises(SignatureMismatchError):
        await run_index(restarted, create_kitchen(), WordEmbeddings())
    assert (await other.check()).generation == after.record.generation
    assert (await open_retriever(other, WordEmbeddings(), 3).ainvoke("volume3"))[0].page_content.endswith("first")


async def test_settings_that_fit_neither_the_index_nor_the_one_before_it_are_refused(open_index: OpenIndex) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    await run_index(open_index(signature=OTHER), create_kitchen(), WordEmbeddings(), rebuild=True)
    third = open_index(signature=SIGNATURE.model_copy(update={"model": "syllables"}))
    with pytest.raises(SignatureMismatchError, match="letters → syllables"):
        await third.check()
    with pytest.raises(SignatureMismatchError, match="letters → syllables"):
        await open_retriever(third, WordEmbeddings(), 3).ainvoke("kettle")


async def test_after_a_rollback_runs_go_on_and_what_was_left_is_kept(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_library(5, edition="first"), WordEmbeddings())
    await run_index(index, create_library(5, edition="second"), WordEmbeddings(), rebuild=True)
    await index.roll_back()
    embeddings = WordEmbeddings()
    unchanged = await run_index(open_index(), create_library(5, edition="first"), embeddings)
    assert (unchanged.changed, embeddings.calls) == (False, 0)
    await index.roll_back()
    assert all(text.endswith("second") for text in await load_places(open_index()))
    summary = await run_index(open_index(), create_library(6, edition="second"), WordEmbeddings())
    assert (summary.added, summary.unchanged) == (4, 20)


async def test_with_nothing_to_go_back_to_a_rollback_says_so_and_changes_nothing(open_index: OpenIndex) -> None:
    index = open_index()
    with pytest.raises(IndexMissingError, match="askdocs index SITE"):
        await index.roll_back()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    with pytest.raises(IndexMissingError, match="no earlier index"):
        await index.roll_back()
    assert await open_index().load_record() == before.record


async def test_nothing_is_rolled_back_while_a_run_writes(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    await run_index(index, create_kitchen(), WordEmbeddings(), rebuild=True)
    async with open_index().writing():
        with pytest.raises(IndexBusyError, match="process"):
            await index.roll_back()


async def test_questions_see_whole_generations_through_rollbacks(open_index: OpenIndex) -> None:
    index, indexer = open_index(), open_index()
    for edition in ("first", "second"):
        await run_index(indexer, create_library(15, edition=edition), WordEmbeddings(), rebuild=True)
    retriever = open_retriever(index, WordEmbeddings(), 8)
    seen: list[set[str]] = []
    done = asyncio.Event()

    async def keep_asking() -> None:
        while not done.is_set():
            documents = await retriever.ainvoke("volume3 topic5 about shelf2", filters=Filters())
            assert len(documents) == 8
            seen.append({document.page_content.rsplit(" ", 1)[1] for document in documents})

    def is_last(edition: str) -> bool:
        return seen[-1:] == [{edition}]

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(keep_asking())
        for edition in ("first", "second", "first"):
            await indexer.roll_back()
            await wait_until(partial(is_last, edition))
        done.set()
    assert all(len(editions) == 1 for editions in seen)


def read_with_failures(pages: list[Page], failing: set[str], unreadable: set[str]) -> Iterator[Page]:
    """The pages but those that fail, which get known while the others are read."""
    for page in pages:
        if page.url in failing:
            unreadable.add(page.url)
        else:
            yield page


async def index_with_failures(index: Index, pages: list[Page], failing: set[str], **options: object) -> WordEmbeddings:
    unreadable: set[str] = set()
    embeddings = WordEmbeddings()
    await run_index(index, read_with_failures(pages, failing, unreadable), embeddings, unreadable=unreadable, **options)
    return embeddings


async def test_what_is_indexed_of_a_page_that_cannot_be_read_this_time_stays(open_index: OpenIndex) -> None:
    """One of its texts stands in another version too, and one of them has moved away from there meanwhile."""
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    before = await load_places(index)
    embeddings = await index_with_failures(index, create_kitchen(), {KETTLE})
    assert embeddings.calls == 0
    assert await load_places(open_index()) == before
    fewer = [page for page in create_kitchen() if (page.version, page.title) != ("1.x", "Kettle")]
    await index_with_failures(index, fewer, {KETTLE})
    places = await load_places(open_index())
    assert places["Fill the kettle with water and press the switch."] == {f"{KETTLE}#part-0"}
    assert places["Descale the kettle with vinegar every month."] == {f"{KETTLE}#part-1"}
    assert "Descale the kettle with lemon juice." not in places


async def test_a_page_that_is_gone_goes_although_another_one_cannot_be_read(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    pages = [page for page in create_kitchen() if page.title != "Fridge"]
    await index_with_failures(index, pages, {KETTLE})
    urls = set().union(*(await load_places(open_index())).values())
    assert not any("fridge" in url for url in urls)
    assert {f"{KETTLE}#part-0", f"{KETTLE}#part-1"} <= urls


async def test_a_site_of_which_no_page_can_be_read_stays_indexed(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    await index_with_failures(index, create_kitchen(), {page.url for page in create_kitchen()})
    assert await open_index().load_record() == before.record


async def test_a_rebuild_embeds_anew_what_it_cannot_read(open_index: OpenIndex) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    before = await load_places(open_index())
    other = open_index(signature=OTHER)
    embeddings = await index_with_failures(other, create_kitchen(), {KETTLE}, rebuild=True)
    assert await load_places(other) == before
    assert "Kettle > Part 1\n\nDescale the kettle with vinegar every month." in embeddings.texts


async def test_a_page_that_fails_in_the_first_run_is_indexed_in_the_second(open_index: OpenIndex) -> None:
    index = open_index()
    await index_with_failures(index, create_kitchen(), {KETTLE})
    assert not any(f"{KETTLE}#part-0" in urls for urls in (await load_places(index)).values())
    summary = await run_index(index, create_kitchen(), WordEmbeddings())
    assert (summary.added, summary.moved) == (1, 1)


async def test_a_forecast_knows_what_stays(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    unreadable: set[str] = set()
    pages = read_with_failures(create_kitchen(), {KETTLE}, unreadable)
    found = await forecast_run([create_source(pages, unreadable=unreadable)], index=index)
    assert (found.added, found.changed, found.moved, found.deleted, found.kept) == (0, 0, 0, 0, 2)
