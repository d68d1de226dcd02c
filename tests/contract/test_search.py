"""What a search finds and cites, on both engines."""

import asyncio
from functools import partial

import pytest

from chains.errors import IndexMissingError, UnknownScopeError
from tests.contract.conftest import OpenIndex
from tests.support.indexing_process import wait_until
from tests.support.sites import (
    WordEmbeddings,
    ask_index,
    create_kitchen,
    create_library,
    create_page,
    load_texts,
    open_retriever,
    run_index,
)


async def test_an_empty_place_has_no_index(open_index: OpenIndex) -> None:
    index = open_index()
    for attempt in (index.check, index.load_record, lambda: ask_index(index, "kettle")):
        with pytest.raises(IndexMissingError, match="askdocs index"):
            await attempt()


async def test_an_indexed_text_is_found_with_its_place(open_index: OpenIndex) -> None:
    index = open_index()
    summary = await run_index(index, create_kitchen(), WordEmbeddings())
    assert (summary.changed, summary.pages, summary.chunks, summary.added) == (True, 5, 9, 8)
    best, *_ = await ask_index(index, "descale with vinegar")
    assert best["text"] == "Descale the kettle with vinegar every month."
    assert best["url"] == "https://site.example/en/2.x/kettle#part-1"
    assert (best["title"], best["section"]) == ("Kettle", "Kettle > Part 1")
    assert (best["version"], best["locale"]) == ("2.x", "en")
    assert 0.3 < float(str(best["score"])) <= 1
    assert (await index.check()).last_run.points == 8


async def test_versions_are_never_mixed(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    default = await ask_index(index, "descale the kettle", k=20)
    assert {hit["version"] for hit in default} == {"2.x"}
    assert len(default) == 6
    old = await ask_index(index, "descale the kettle", k=20, version="1.x")
    assert {hit["version"] for hit in old} == {"1.x"}
    assert all("/1.x/" in str(hit["url"]) for hit in old)
    assert {hit["text"] for hit in old} == {
        "Fill the kettle with water and press the switch.",
        "Descale the kettle with lemon juice.",
        "Preheat the oven to 180 degrees before baking bread.",
    }
    with pytest.raises(UnknownScopeError, match=r"no version 3\.x\. It has: 1\.x, 2\.x"):
        await ask_index(index, "descale the kettle", version="3.x")


async def test_a_condition_holds_for_one_place_as_a_whole(open_index: OpenIndex) -> None:
    """The text stands in English 2.x and in German 1.x, not in German 2.x."""
    index = open_index()
    pages = [
        create_page("kettle", ["Press the switch."], version="2.x", locale="en"),
        create_page("kettle", ["Press the switch."], version="1.x", locale="de"),
    ]
    await run_index(index, pages, WordEmbeddings())
    assert await ask_index(index, "switch", version="2.x", locale="de") == []
    assert await ask_index(index, "switch", docusaurus_tag=["docs-default-1.x"], version="2.x", locale="en") == []
    (found,) = await ask_index(index, "switch", docusaurus_tag=["docs-default-1.x"], locale="de")
    assert (found["version"], found["locale"]) == ("1.x", "de")


async def test_tags_choose_the_version_themselves(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    hits = await ask_index(index, "oven", k=20, docusaurus_tag=["docs-default-1.x", "docs-other-2.x"])
    assert {hit["version"] for hit in hits} == {"1.x"}


async def test_a_page_of_no_version_belongs_to_all(open_index: OpenIndex) -> None:
    index = open_index()
    pages = [*create_kitchen(), create_page("blog", ["We have moved house."], version="", tag="default")]
    await run_index(index, pages, WordEmbeddings())
    for version in ("", "1.x"):
        best, *_ = await ask_index(index, "moved house", version=version)
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
    (hit,) = await ask_index(index, "service")
    assert hit["url"] == "https://site.example/en/2.x/a#part-0"
    (hit,) = await ask_index(index, "service", page_url="https://site.example/en/2.x/b/?q=1#part-9")
    assert hit["url"] == "https://site.example/en/2.x/b#part-0"


async def test_a_passage_that_only_its_words_find_has_its_cosine_too(open_index: OpenIndex) -> None:
    index = open_index()
    noise = [f"noise noise noise filler{number}" for number in range(80)]
    await run_index(
        index,
        [create_page("noise", noise), create_page("rare", ["flibbertigibbet is a long long long long word"])],
        WordEmbeddings(),
    )
    hits = await ask_index(index, "flibbertigibbet noise noise noise noise noise noise noise", k=20)
    (rare,) = [hit for hit in hits if str(hit["text"]).startswith("flibbertigibbet")]
    assert 0 < float(str(rare["score"])) < 0.6


async def test_scores_are_the_cosines_of_question_and_passage(open_index: OpenIndex) -> None:
    import numpy as np

    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    embeddings = WordEmbeddings()
    query = np.array(await embeddings.aembed_query("clean the oven door"))
    for hit in await ask_index(index, "clean the oven door", k=6):
        (passage,) = await embeddings.aembed_documents([f"{hit['section']}\n\n{hit['text']}"])
        expected = float(query @ np.array(passage) / np.linalg.norm(query) / np.linalg.norm(passage))
        assert hit["score"] == pytest.approx(max(0.0, expected), abs=1e-3)


@pytest.mark.parametrize("query", ["the", "?!", "\x00", "🫖" * 500, "安装", "' OR 1=1 --", "x" * 2000])
async def test_odd_questions_find_something(open_index: OpenIndex, query: str) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert len(await ask_index(index, query)) == 3


async def test_odd_texts_come_back_as_they_are(open_index: OpenIndex) -> None:
    index = open_index()
    texts = ["nul \x00 byte", "שלום עולם", "🫖 kettle", "x " * 50_000, '{"$ref": "#/x"}', "控制平面安装指南"]
    await run_index(index, [create_page("odd", texts)], WordEmbeddings())
    assert await load_texts(index) == set(texts)
    best, *_ = await ask_index(index, "安装指南")
    assert best["text"] == "控制平面安装指南"


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
