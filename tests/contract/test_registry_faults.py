"""What a run has begun is found again or removed, and what is wrong in the registry harms no site."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from qdrant_client import AsyncQdrantClient, models

from app.index.server.client import create_server_client
from app.index.server.index import ServerIndex
from app.index.server.registry import create_lock_id, create_registry_id
from app.settings import QdrantSettings
from chains.errors import IndexBusyError, IndexMissingError, ModelQuotaError
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, create_library, load_texts, run_index

OTHER = SIGNATURE.model_copy(update={"model": "letters"})


@pytest.fixture
async def client(server_settings: QdrantSettings) -> AsyncIterator[AsyncQdrantClient]:
    client = AsyncQdrantClient(url=server_settings.host, check_compatibility=False)
    yield client
    await client.close()


@pytest.fixture
async def guide(server_settings: QdrantSettings) -> AsyncIterator[ServerIndex]:
    index = ServerIndex(create_server_client(server_settings), server_settings.collection_name, SIGNATURE, site="guide")
    await run_index(index, create_kitchen(), WordEmbeddings())
    yield index
    await index.aclose()


@pytest.fixture
async def shop(server_settings: QdrantSettings) -> AsyncIterator[ServerIndex]:
    index = ServerIndex(
        create_server_client(server_settings),
        server_settings.collection_name,
        SIGNATURE,
        site="shop",
        lingering_seconds=0,
    )
    yield index
    await index.aclose()


async def break_off_rebuild(index: ServerIndex) -> WordEmbeddings:
    failing = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 2 else None)
    with pytest.raises(ModelQuotaError):
        await run_index(index, create_kitchen(), failing, rebuild=True, batch_size=4, concurrency=1)
    assert failing.texts
    return failing


async def test_a_rebuild_that_is_given_up_leaves_no_points_even_right_after_a_run(
    guide: ServerIndex, client: AsyncQdrantClient
) -> None:
    await break_off_rebuild(guide)
    collection = f"{guide.collection_name}__{SIGNATURE.digest()}"
    assert (await client.count(collection)).count > 8
    await run_index(guide, create_kitchen(), WordEmbeddings())
    assert (await client.count(collection)).count == 8


async def test_a_rebuild_with_other_settings_removes_what_one_has_begun(
    guide: ServerIndex, client: AsyncQdrantClient, server_settings: QdrantSettings
) -> None:
    await break_off_rebuild(guide)
    other = ServerIndex(create_server_client(server_settings), guide.collection_name, OTHER, site="guide")
    await run_index(other, create_kitchen(), WordEmbeddings(), rebuild=True)
    assert (await client.count(f"{guide.collection_name}__{SIGNATURE.digest()}")).count == 8
    await other.aclose()


async def test_a_rebuild_that_is_continued_has_a_generation_of_its_own(guide: ServerIndex) -> None:
    failing = await break_off_rebuild(guide)
    again = WordEmbeddings()
    summary = await run_index(guide, create_kitchen(), again, rebuild=True)
    assert summary.continued
    assert not set(failing.texts) & set(again.texts)
    async with guide.reading() as reading:
        assert not reading.collection_name.endswith(summary.record.generation)
    assert len(await load_texts(guide)) == 8


async def test_what_a_rebuild_has_begun_outlives_the_removal_of_the_build_before(guide: ServerIndex) -> None:
    await run_index(guide, create_kitchen(), WordEmbeddings(), rebuild=True)
    failing = await break_off_rebuild(guide)
    assert await guide.forget_previous()
    again = WordEmbeddings()
    await run_index(guide, create_kitchen(), again, rebuild=True)
    assert not set(failing.texts) & set(again.texts)


async def test_a_run_that_lost_its_lock_removes_nothing_of_the_one_that_has_it(
    shop: ServerIndex, client: AsyncQdrantClient, server_settings: QdrantSettings
) -> None:
    """A machine slept over its lock, and another one has published meanwhile."""
    await run_index(shop, create_kitchen(), WordEmbeddings())
    other = ServerIndex(create_server_client(server_settings), shop.collection_name, SIGNATURE, site="shop")
    async with shop.writing(rebuild=True):
        await client.delete(f"{shop.collection_name}__askdocs", [create_lock_id("shop")])
        await run_index(other, create_library(3), WordEmbeddings(), rebuild=True, allow_shrink=True)
        slow = WordEmbeddings(fail=lambda call: ModelQuotaError("out of quota") if call == 2 else None)
        with pytest.raises(ModelQuotaError):
            await run_index(other, create_library(3), slow, rebuild=True, batch_size=4, concurrency=1)
    assert len(await load_texts(other)) == 12
    again = WordEmbeddings()
    await run_index(other, create_library(3), again, rebuild=True)
    assert not set(slow.texts) & set(again.texts)
    await other.aclose()


async def test_a_run_that_lost_its_lock_publishes_nothing(
    shop: ServerIndex, client: AsyncQdrantClient, server_settings: QdrantSettings
) -> None:
    await run_index(shop, create_kitchen(), WordEmbeddings())
    other = ServerIndex(create_server_client(server_settings), shop.collection_name, SIGNATURE, site="shop")
    before = await other.load_record()
    async with shop.writing(rebuild=True) as writing:
        await writing.begin()
        await client.delete(f"{shop.collection_name}__askdocs", [create_lock_id("shop")])
        async with other.writing():
            with pytest.raises(IndexBusyError, match="publishes nothing"):
                await writing.finish(before)
    assert await other.load_record() == before
    assert len(await load_texts(other)) == 8
    await other.aclose()


async def test_no_collection_is_removed_in_which_another_site_begins(
    shop: ServerIndex, server_settings: QdrantSettings
) -> None:
    """Three sites change between four models, so that collections empty and fill all the time."""
    signatures = [SIGNATURE.model_copy(update={"model": f"model {number}"}) for number in range(4)]

    async def change(site: str) -> None:
        server = create_server_client(server_settings)
        for turn in range(8):
            signature = signatures[(turn + int(site[-1])) % 4]
            index = ServerIndex(server, shop.collection_name, signature, site=site, lingering_seconds=0)
            pages = create_library(2, edition=f"{site} {turn}")
            await run_index(index, pages, WordEmbeddings(), rebuild=True, allow_shrink=True)
            assert all(f"{site} {turn}" in text for text in await load_texts(index))
        await server.close()

    await asyncio.gather(*(change(f"site{number}") for number in range(3)))


@pytest.mark.parametrize("named", ["all", "another site's", "nothing"])
async def test_a_site_that_the_registry_leads_astray_sees_and_removes_nothing_of_another(
    guide: ServerIndex, shop: ServerIndex, client: AsyncQdrantClient, named: str
) -> None:
    record = await guide.load_record()
    async with guide.reading() as reading:
        slot = {"all": reading.collection_name.partition("/")[0], "nothing": None}.get(named, reading.collection_name)
    registry = f"{guide.collection_name}__askdocs"
    payload = {"site": "shop", "slot": slot, "collection": f"{guide.collection_name}__{SIGNATURE.digest()}"}
    for kind in ("current", "staging"):
        point = models.PointStruct(id=create_registry_id(kind, "shop"), vector={}, payload=payload)
        await client.upsert(registry, [point])
    with pytest.raises(IndexMissingError, match="of the site shop"):
        await shop.check()
    for _ in range(2):
        await run_index(shop, create_library(3), WordEmbeddings(), rebuild=True)
    assert len(await load_texts(shop)) == 12
    assert await guide.load_record() == record
    assert len(await load_texts(guide)) == 8
