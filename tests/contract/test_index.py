"""What an index does, on both engines."""

import asyncio
from functools import partial

import pytest

from app.index import Index, forecast_run
from chains.errors import (
    IndexBusyError,
    IndexMissingError,
    IndexUnavailableError,
    ModelQuotaError,
    ModelResponseError,
    SignatureMismatchError,
    UsageError,
)
from chains.schemas import Filters
from tests.contract.conftest import OpenIndex
from tests.support.indexing_process import wait_until
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    create_kitchen,
    create_library,
    create_page,
    open_retriever,
    run_index,
)


async def ask(
    index: Index, query: str, *, k: int = 3, page_url: str = "", **filters: object
) -> list[dict[str, object]]:
    retriever = open_retriever(index, WordEmbeddings(), k)
    documents = await retriever.ainvoke(query, filters=Filters.model_validate(filters), page_url=page_url)
    return [{"text": document.page_content, "id": document.id, **document.metadata} for document in documents]


async def load_texts(index: Index) -> set[str]:
    async with index.reading() as reading:
        records, _ = await index.client.scroll(reading.collection_name, limit=10_000)
    return {(record.payload or {})["page_content"] for record in records}


async def test_an_empty_place_has_no_index(open_index: OpenIndex) -> None:
    index = open_index()
    for attempt in (index.check, index.load_record, lambda: ask(index, "kettle")):
        with pytest.raises(IndexMissingError, match="askdocs index"):
            await attempt()


async def test_an_indexed_text_is_found_with_its_place(open_index: OpenIndex) -> None:
    index = open_index()
    summary = await run_index(index, create_kitchen(), WordEmbeddings())
    assert (summary.changed, summary.pages, summary.chunks, summary.added) == (True, 5, 9, 8)
    best, *_ = await ask(index, "descale with vinegar")
    assert best["text"] == "Descale the kettle with vinegar every month."
    assert best["url"] == "https://site.example/en/2.x/kettle#part-1"
    assert (best["title"], best["section"]) == ("Kettle", "Kettle > Part 1")
    assert (best["version"], best["locale"]) == ("2.x", "en")
    assert 0.3 < float(str(best["score"])) <= 1
    assert (await index.check()).last_run.points == 8


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
    first = await forecast_run(create_kitchen(), index=index)
    assert (first.added, first.unchanged, len(first.added_pages)) == (8, 0, 5)
    with pytest.raises(IndexMissingError):
        await index.check()
    before = await run_index(index, create_kitchen(), WordEmbeddings())
    pages = create_kitchen()[:-1]
    second = await forecast_run(pages, index=index)
    assert (second.added, second.unchanged, second.deleted, second.batches) == (0, 7, 1, [])
    assert second.deleted_pages == ("https://site.example/en/1.x/oven",)
    rebuilt = await forecast_run(pages, index=index, rebuild=True)
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
    best, *_ = await ask(index, "Set the fridge to 5 degrees.")
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


async def test_versions_are_never_mixed(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    default = await ask(index, "descale the kettle", k=20)
    assert {hit["version"] for hit in default} == {"2.x"}
    assert len(default) == 6
    old = await ask(index, "descale the kettle", k=20, version="1.x")
    assert {hit["version"] for hit in old} == {"1.x"}
    assert all("/1.x/" in str(hit["url"]) for hit in old)
    assert {hit["text"] for hit in old} == {
        "Fill the kettle with water and press the switch.",
        "Descale the kettle with lemon juice.",
        "Preheat the oven to 180 degrees before baking bread.",
    }
    assert await ask(index, "descale the kettle", version="3.x") == []


async def test_a_condition_holds_for_one_place_as_a_whole(open_index: OpenIndex) -> None:
    """The text stands in English 2.x and in German 1.x, not in German 2.x."""
    index = open_index()
    pages = [
        create_page("kettle", ["Press the switch."], version="2.x", locale="en"),
        create_page("kettle", ["Press the switch."], version="1.x", locale="de"),
    ]
    await run_index(index, pages, WordEmbeddings())
    assert await ask(index, "switch", version="2.x", locale="de") == []
    assert await ask(index, "switch", docusaurus_tag=["docs-default-1.x"], version="2.x", locale="en") == []
    (found,) = await ask(index, "switch", docusaurus_tag=["docs-default-1.x"], locale="de")
    assert (found["version"], found["locale"]) == ("1.x", "de")


async def test_tags_choose_the_version_themselves(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    hits = await ask(index, "oven", k=20, docusaurus_tag=["docs-default-1.x", "docs-other-2.x"])
    assert {hit["version"] for hit in hits} == {"1.x"}


async def test_a_page_of_no_version_belongs_to_all(open_index: OpenIndex) -> None:
    index = open_index()
    pages = [*create_kitchen(), create_page("blog", ["We have moved house."], version="", tag="default")]
    await run_index(index, pages, WordEmbeddings())
    for version in ("", "1.x"):
        best, *_ = await ask(index, "moved house", version=version)
        assert (best["text"], best["version"]) == ("We have moved house.", "")


async def test_of_several_places_the_open_page_is_preferred(open_index: OpenIndex) -> None:
    index = open_index()
    text = "Call the service under 555."
    await run_index(index, [create_page(name, [text]) for name in ("same", "same2")], WordEmbeddings())
    pages = [create_page("a", [text]), create_page("b", [text])]
    pages = [
        type(page)(
            page.url,
            page.source,
            "T",
            "2.x",
            "en",
            "",
            (),
            tuple(type(c)("T", c.text, type(c.place)(c.place.url, "2.x", "en", "", "T > Part")) for c in page.chunks),
        )
        for page in pages
    ]
    await run_index(index, pages, WordEmbeddings(), allow_shrink=True)
    (hit,) = await ask(index, "service")
    assert hit["url"] == "https://site.example/en/2.x/a#part-0"
    (hit,) = await ask(index, "service", page_url="https://site.example/en/2.x/b/?q=1#part-9")
    assert hit["url"] == "https://site.example/en/2.x/b#part-0"


async def test_a_passage_that_only_its_words_find_has_its_cosine_too(open_index: OpenIndex) -> None:
    index = open_index()
    noise = [f"noise noise noise filler{number}" for number in range(80)]
    await run_index(
        index,
        [create_page("noise", noise), create_page("rare", ["flibbertigibbet is a long long long long word"])],
        WordEmbeddings(),
    )
    hits = await ask(index, "flibbertigibbet noise noise noise noise noise noise noise", k=20)
    (rare,) = [hit for hit in hits if str(hit["text"]).startswith("flibbertigibbet")]
    assert 0 < float(str(rare["score"])) < 0.6


async def test_scores_are_the_cosines_of_question_and_passage(open_index: OpenIndex) -> None:
    import numpy as np

    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    embeddings = WordEmbeddings()
    query = np.array(await embeddings.aembed_query("clean the oven door"))
    for hit in await ask(index, "clean the oven door", k=6):
        (passage,) = await embeddings.aembed_documents([f"{hit['section']}\n\n{hit['text']}"])
        expected = float(query @ np.array(passage) / np.linalg.norm(query) / np.linalg.norm(passage))
        assert hit["score"] == pytest.approx(max(0.0, expected), abs=1e-3)


@pytest.mark.parametrize("query", ["the", "?!", "\x00", "🫖" * 500, "安装", "' OR 1=1 --", "x" * 2000])
async def test_odd_questions_find_something(open_index: OpenIndex, query: str) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert len(await ask(index, query)) == 3


async def test_odd_texts_come_back_as_they_are(open_index: OpenIndex) -> None:
    index = open_index()
    texts = ["nul \x00 byte", "שלום עולם", "🫖 kettle", "x " * 50_000, '{"$ref": "#/x"}', "控制平面安装指南"]
    await run_index(index, [create_page("odd", texts)], WordEmbeddings())
    assert await load_texts(index) == set(texts)
    best, *_ = await ask(index, "安装指南")
    assert best["text"] == "控制平面安装指南"


async def test_another_signature_is_refused_and_the_way_out_is_named(open_index: OpenIndex) -> None:
    await run_index(open_index(), create_kitchen(), WordEmbeddings())
    index = open_index(signature=SIGNATURE.model_copy(update={"model": "letters"}))
    for attempt in (
        index.check,
        lambda: ask(index, "kettle"),
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
    assert len(await ask(new, "kettle")) == 3


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
    assert {hit["version"] for hit in await ask(index, "kettle")} == {"1.x"}


async def test_what_was_embedded_before_a_failure_is_not_embedded_again(open_index: OpenIndex) -> None:
    pages = list(create_library(30))
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 7 else None)
    index = open_index()
    with pytest.raises(ModelQuotaError, match="out of quota"):
        await run_index(index, pages, failing, batch_size=10, concurrency=2)
    with pytest.raises(IndexMissingError):
        await open_index().check()
    again = WordEmbeddings()
    summary = await run_index(open_index(), pages, again, batch_size=10, concurrency=2)
    assert summary.continued
    assert not set(failing.texts) & set(again.texts)
    assert len(failing.texts) + len(again.texts) == 120
    assert len(failing.texts) >= 50
    assert len(await load_texts(open_index())) == 120


async def test_a_failure_to_store_ends_the_run_with_its_own_error(open_index: OpenIndex) -> None:
    class Misshapen(WordEmbeddings):
        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[1.0, 2.0] for _ in texts]

    with pytest.raises(IndexUnavailableError, match=r"[Dd]imension"):
        await run_index(open_index(), create_library(40), Misshapen(), batch_size=2, concurrency=3)


async def test_what_was_embedded_is_stored_even_when_another_call_fails(open_index: OpenIndex) -> None:
    class Racing(WordEmbeddings):
        """The second call fails in the moment in which the first one has succeeded."""

        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            if self.texts:
                raise ModelQuotaError("out of quota")
            return await super().aembed_documents(texts)

    racing = Racing()
    with pytest.raises(ModelQuotaError):
        await run_index(open_index(), create_library(5), racing, batch_size=5, concurrency=2)
    embeddings = WordEmbeddings()
    await run_index(open_index(), create_library(5), embeddings)
    assert racing.texts
    assert not set(racing.texts) & set(embeddings.texts)


async def test_too_few_vectors_are_an_error_and_lose_nothing(open_index: OpenIndex) -> None:
    class Forgetful(WordEmbeddings):
        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return (await super().aembed_documents(texts))[1:]

    with pytest.raises(ModelResponseError, match="returned 7 vectors for 8 texts"):
        await run_index(open_index(), create_kitchen(), Forgetful())
    assert (await run_index(open_index(), create_kitchen(), WordEmbeddings())).added == 8


async def test_a_cancelled_run_leaves_the_index_as_it_was_and_can_be_continued(open_index: OpenIndex) -> None:
    index = open_index()
    before = await run_index(index, create_library(10), WordEmbeddings())
    pages = list(create_library(30))
    slow = WordEmbeddings(seconds=0.05)
    run = asyncio.create_task(run_index(index, pages, slow, batch_size=5, concurrency=2))
    await slow.wait_for_call(6)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert (await open_index().load_record()).last_run == before.record.last_run
    again = WordEmbeddings()
    summary = await run_index(open_index(), pages, again, batch_size=5)
    assert summary.continued
    assert not set(slow.texts) & set(again.texts)
    assert len(slow.texts) + len(again.texts) == 80
    assert summary.record.last_run.points == len(await load_texts(open_index())) == 120


async def test_an_abandoned_rebuild_is_swept_away(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_library(10), WordEmbeddings())
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 3 else None)
    with pytest.raises(ModelQuotaError):
        await run_index(index, create_library(10), failing, rebuild=True, batch_size=5, concurrency=1)
    embeddings = WordEmbeddings()
    summary = await run_index(index, create_library(10), embeddings)
    assert (summary.changed, summary.continued, embeddings.calls) == (False, False, 0)


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


async def test_questions_see_whole_generations_while_a_rebuild_is_swapped_in(open_index: OpenIndex) -> None:
    """Two editions differ in one word of every text; an answer never mixes them, and none fails."""
    index, indexer = open_index(), open_index()
    await run_index(indexer, create_library(15, edition="first"), WordEmbeddings())
    retriever = open_retriever(index, WordEmbeddings(), 8)
    seen: list[set[str]] = []
    done = asyncio.Event()

    async def keep_asking() -> None:
        while not done.is_set():
            documents = await retriever.ainvoke("volume3 topic5 about shelf2")
            assert len(documents) == 8
            seen.append({document.page_content.rsplit(" ", 1)[1] for document in documents})

    def has_been_seen(edition: str) -> bool:
        return {edition} in seen

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(keep_asking())
        for edition in ("second", "third", "fourth"):
            await run_index(indexer, create_library(15, edition=edition), WordEmbeddings(), rebuild=True)
            await wait_until(partial(has_been_seen, edition))
        done.set()
    assert all(len(editions) == 1 for editions in seen)
    assert [{edition} in seen for edition in ("first", "second", "third", "fourth")] == [True] * 4
