"""The search by keywords alone, on both engines."""

from dataclasses import replace

import pytest

from app.index import create_keyword_search
from chains.errors import IndexMissingError, SignatureMismatchError, UnknownScopeError
from chains.schemas import Filters, Source
from tests.contract.conftest import OpenIndex
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, create_page, run_index


async def find(index: object, query: str, *, limit: int = 10, page_url: str = "", **filters: object) -> list[Source]:
    search = create_keyword_search(index, index)  # type: ignore[arg-type]  # an index is its own reader
    return await search.search(query, filters=Filters.model_validate(filters), page_url=page_url, limit=limit)


async def test_pages_are_found_by_their_words_each_by_its_best_passage(open_index: OpenIndex) -> None:
    index, embeddings = open_index(), WordEmbeddings()
    await run_index(index, create_kitchen(), embeddings)
    embedded = len(embeddings.texts)
    kettle, *others = await find(index, "descaling kettles with vinegar")
    assert kettle.url == "https://site.example/en/2.x/kettle#part-1"
    assert (kettle.number, kettle.score, kettle.version, kettle.locale) == (1, 1.0, "2.x", "en")
    assert kettle.snippet == "Descale the kettle with vinegar every month."
    pages = [source.url.partition("#")[0] for source in (kettle, *others)]
    assert len(set(pages)) == len(pages)
    assert all(0 < source.score <= 1 for source in others)
    assert len(embeddings.texts) == embedded


async def test_versions_languages_and_the_open_page_count_as_for_a_question(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    (old,) = [source.url for source in await find(index, "descale lemon", version="1.x")]
    assert old == "https://site.example/en/1.x/kettle#part-1"
    opened = await find(index, "oven degrees", page_url="https://site.example/en/1.x/kettle")
    assert [source.version for source in opened] == ["1.x"]
    with pytest.raises(UnknownScopeError, match=r"no version 9\.x\. It has: 1\.x, 2\.x"):
        await find(index, "oven", version="9.x")


async def test_as_many_pages_come_as_are_wanted_in_the_same_order_each_time(open_index: OpenIndex) -> None:
    index = open_index()
    pages = [create_page(f"shelf{number}", ["Jars stand here."] * 4) for number in range(9)]
    pages = [*pages, create_page("jars", ["Jars, jars and more jars stand here."])]
    await run_index(index, pages, WordEmbeddings())
    first = await find(index, "jars", limit=3)
    assert len(first) == 3
    assert first == await find(index, "jars", limit=3)
    assert first[0].title == "Jars"


async def test_pages_are_listed_without_their_texts_in_the_order_in_which_they_are_found(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    search = create_keyword_search(index, index)
    found = [source.url.partition("#")[0] for source in await find(index, "descaling kettles with vinegar")]
    pages = await search.list_pages("descaling kettles with vinegar", filters=Filters(version="2.x", locale="en"))
    assert pages[0] == found[0] == "https://site.example/en/2.x/kettle"
    assert set(found) <= set(pages)
    assert await search.list_pages("the of and", filters=Filters()) == []


async def test_operations_of_an_api_that_are_shown_on_one_page_are_found_one_by_one(open_index: OpenIndex) -> None:
    index = open_index()
    page = create_page("api", ["Boil a kettle.", "Boil an egg.", "Boil an egg of a goose."])
    operations = ["Boil (POST /kettles/{id})", "Boil (POST /eggs)", "Boil (POST /eggs) > Egg (schema)"]
    chunks = [
        replace(chunk, place=replace(chunk.place, section=f"Api > {name}"))
        for chunk, name in zip(page.chunks, operations, strict=True)
    ]
    await run_index(index, [replace(page, chunks=tuple(chunks))], WordEmbeddings())
    found = await find(index, "boil")
    assert sorted(source.url.rpartition("#")[2] for source in found) in (["part-0", "part-1"], ["part-0", "part-2"])


async def test_words_that_say_nothing_find_nothing(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    for query in ("the of and", "???", "flibbertigibbet", " "):
        assert await find(index, query) == []


async def test_what_cannot_be_searched_says_so(open_index: OpenIndex) -> None:
    index = open_index()
    with pytest.raises(IndexMissingError, match="askdocs index"):
        await find(index, "kettle")
    await run_index(index, create_kitchen(), WordEmbeddings())
    other = open_index(SIGNATURE.model_copy(update={"bm25_language": "german"}))
    with pytest.raises(SignatureMismatchError):
        await find(other, "kettle")
