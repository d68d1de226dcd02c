"""Several sites in one place: none ever sees, changes or removes what another one has."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from app.index import Index, IndexFactory, KeywordSearch, PageReader, Signature, create_index, create_keyword_search
from app.index.server.client import create_server_client
from app.settings import QdrantSettings
from chains.errors import IndexBusyError, IndexMissingError
from chains.schemas import Filters
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    create_kitchen,
    create_library,
    create_page,
    open_retriever,
    run_index,
)

OpenSite = Callable[..., Index]
SITES = ("guide", "shop", "default")
QUESTION = "kettle water press"


@pytest.fixture(params=["embedded", "server"])
async def open_site(request: pytest.FixtureRequest) -> AsyncIterator[OpenSite]:
    settings: QdrantSettings = request.getfixturevalue(f"{request.param}_settings")
    opened: list[Index] = []

    def open_one(site: str, signature: Signature = SIGNATURE) -> Index:
        opened.append(create_index(settings, signature, site))
        return opened[-1]

    yield open_one
    for index in opened:
        await index.aclose()


async def fill(open_site: OpenSite) -> None:
    """The same texts in each site, and one of its own."""
    for site in SITES:
        own = create_page("own", [f"The kettle of {site} wants water: press its {site} button."])
        await run_index(open_site(site), [*create_kitchen(), own], WordEmbeddings())


async def ask(index: Index) -> list[str]:
    documents = await open_retriever(index, WordEmbeddings(), 20).ainvoke(QUESTION, filters=Filters())
    return sorted(document.page_content for document in documents)


def is_own(text: str, site: str) -> bool:
    return not any(other in text for other in SITES if other != site)


async def test_each_site_finds_its_own_passages_by_every_way_of_reading(open_site: OpenSite) -> None:
    await fill(open_site)
    for site in SITES:
        index = open_site(site)
        found = await ask(index)
        assert len(found) == len(set(found)) > 5
        assert sum(site in text for text in found) == 1
        assert all(is_own(text, site) for text in found)
        keywords: KeywordSearch = create_keyword_search(index, index)
        snippets = [source.snippet for source in await keywords.search(QUESTION, filters=Filters(), limit=20)]
        assert any(site in text for text in snippets)
        assert all(is_own(text, site) for text in snippets)
        page = await PageReader(index, index.client).load_page("https://site.example/en/2.x/own")
        assert page is not None
        assert [is_own(chunk.text, site) for chunk in page.chunks] == [True]
        async with index.reading() as reading:
            records, _ = await index.client.scroll(reading.collection_name, limit=1000)
        assert len(records) == 9


async def test_points_of_another_site_are_neither_read_nor_deleted_by_their_ids(
    server_settings: QdrantSettings,
) -> None:
    guide, shop = (create_index(server_settings, SIGNATURE, site) for site in ("guide", "shop"))
    for index in (guide, shop):
        await run_index(index, create_kitchen(), WordEmbeddings())
    async with guide.reading() as theirs, shop.reading() as own:
        records, _ = await guide.client.scroll(theirs.collection_name, limit=1000)
        ids: list[str | int] = [str(record.id) for record in records]
        assert len(await guide.client.retrieve(theirs.collection_name, ids)) == len(ids) == 8
        assert await shop.client.retrieve(own.collection_name, ids) == []
        await shop.client.delete(own.collection_name, ids)
        assert len((await guide.client.scroll(theirs.collection_name, limit=1000))[0]) == 8
    await guide.aclose()
    await shop.aclose()


async def test_a_site_changes_goes_and_comes_back_and_the_others_stay_as_they_are(open_site: OpenSite) -> None:
    await fill(open_site)
    before = {site: await ask(open_site(site)) for site in SITES}
    records = {site: await open_site(site).load_record() for site in SITES}
    guide = open_site("guide")
    await run_index(guide, create_library(3), WordEmbeddings(), allow_shrink=True)
    await run_index(guide, create_library(4), WordEmbeddings(), rebuild=True)
    await run_index(open_site("guide"), create_library(5), WordEmbeddings(), rebuild=True)
    await guide.roll_back()
    for site in ("shop", "default"):
        assert await ask(open_site(site)) == before[site]
        assert await open_site(site).load_record() == records[site]
    assert all("volume" in text for text in await ask(open_site("guide")))


async def test_a_site_may_have_another_model_than_its_neighbours(open_site: OpenSite) -> None:
    await fill(open_site)
    other = SIGNATURE.model_copy(update={"model": "letters"})
    await run_index(open_site("guide", other), create_library(3), WordEmbeddings(), rebuild=True, allow_shrink=True)
    await run_index(open_site("guide", other), create_library(3), WordEmbeddings(), rebuild=True)
    assert all("volume" in text for text in await ask(open_site("guide", other)))
    assert len(await ask(open_site("shop"))) == 7


async def test_runs_of_two_sites_do_not_wait_for_each_other(open_site: OpenSite) -> None:
    await fill(open_site)
    async with open_site("guide").writing():
        with pytest.raises(IndexBusyError):
            await run_index(open_site("guide"), create_kitchen(), WordEmbeddings())
        await run_index(open_site("shop"), create_library(3), WordEmbeddings(), allow_shrink=True)
    assert all("volume" in text for text in await ask(open_site("shop")))


async def test_a_site_without_an_index_says_so_and_names_itself(open_site: OpenSite) -> None:
    await fill(open_site)
    with pytest.raises(IndexMissingError, match="attic"):
        await open_site("attic").check()


async def test_a_site_is_built_anew_while_all_are_asked_and_nobody_sees_another_ones_text(open_site: OpenSite) -> None:
    await fill(open_site)
    indexes = {site: open_site(site) for site in SITES}
    done = asyncio.Event()
    asked = 0

    async def keep_asking(site: str) -> None:
        nonlocal asked
        while not done.is_set():
            found = await ask(indexes[site])
            assert found
            assert all(is_own(text, site) for text in found)
            asked += 1

    async with asyncio.TaskGroup() as group:
        for site in SITES:
            group.create_task(keep_asking(site))
        for edition in ("first", "second"):
            pages = [*create_library(10, edition=edition), create_page("own", ["Press the guide button for water."])]
            await run_index(open_site("guide"), pages, WordEmbeddings(), rebuild=True, allow_shrink=True)
        done.set()
    assert asked > len(SITES)


async def test_a_site_is_forgotten_with_all_that_was_stored_of_it_and_the_others_stay(open_site: OpenSite) -> None:
    await fill(open_site)
    before = {site: await ask(open_site(site)) for site in ("shop", "default")}
    await run_index(open_site("guide"), create_library(3), WordEmbeddings(), rebuild=True, allow_shrink=True)
    guide = open_site("guide")
    async with open_site("guide").writing():
        with pytest.raises(IndexBusyError):
            await guide.forget()
    assert await guide.forget()
    assert not await open_site("guide").forget()
    with pytest.raises(IndexMissingError):
        await open_site("guide").check()
    for site, found in before.items():
        assert await ask(open_site(site)) == found
    await run_index(open_site("guide"), create_library(3), WordEmbeddings())
    assert all("volume" in text for text in await ask(open_site("guide")))


async def test_nothing_is_left_of_a_forgotten_site_on_a_server(server_settings: QdrantSettings) -> None:
    factory = IndexFactory(server_settings, SIGNATURE)
    assert await factory.list_sites() == []
    for site in ("guide", "shop"):
        index = create_index(server_settings, SIGNATURE, site)
        await run_index(index, create_kitchen(), WordEmbeddings())
        await index.aclose()
    assert await factory.list_sites() == ["guide", "shop"]
    client = create_server_client(server_settings)
    for left in (["shop"], []):
        index = create_index(server_settings, SIGNATURE, "shop" if not left else "guide")
        assert await index.forget()
        await index.aclose()
        assert await factory.list_sites() == left
    collection = f"{server_settings.collection_name}__{SIGNATURE.digest()}"
    assert not await client.collection_exists(collection)
    assert (await client.count(f"{server_settings.collection_name}__askdocs")).count == 0
    await client.close()
