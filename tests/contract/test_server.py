"""What only a server has: aliases, collections of others, a lock that many machines share."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from qdrant_client import AsyncQdrantClient, models

from app.index import Index, create_index
from app.index.server.client import create_server_client
from app.index.server.companion import LOCK_ID
from app.index.server.index import ServerIndex
from app.index.server.lock import LockTimes
from app.settings import QdrantSettings
from chains.errors import IndexBusyError, IndexUnavailableError, SettingsError
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, create_library, open_retriever, run_index


@pytest.fixture
async def client(server_settings: QdrantSettings) -> AsyncIterator[AsyncQdrantClient]:
    client = AsyncQdrantClient(url=server_settings.host, check_compatibility=False)
    yield client
    await client.close()


@pytest.fixture
async def index(server_settings: QdrantSettings) -> AsyncIterator[Index]:
    index = create_index(server_settings, SIGNATURE)
    yield index
    await index.aclose()


@pytest.fixture
def name(server_settings: QdrantSettings) -> str:
    return server_settings.collection_name


async def list_collections(client: AsyncQdrantClient, name: str) -> list[str]:
    found = (await client.get_collections()).collections
    return sorted(
        collection.name
        for collection in found
        if collection.name.startswith(f"{name}__") and not collection.name.endswith("__askdocs")
    )


async def test_a_collection_that_bears_the_name_itself_is_left_alone(
    index: Index, client: AsyncQdrantClient, name: str
) -> None:
    await client.create_collection(name, vectors_config={})
    with pytest.raises(SettingsError, match="QDRANT_COLLECTION_NAME"):
        await index.check()
    with pytest.raises(SettingsError, match="QDRANT_COLLECTION_NAME"):
        await run_index(index, create_kitchen(), WordEmbeddings())
    assert await client.collection_exists(name)
    assert not await client.collection_exists(f"{name}__askdocs")


async def test_an_alias_of_somebody_else_is_left_alone(index: Index, client: AsyncQdrantClient, name: str) -> None:
    theirs = f"{name}-theirs"
    await client.create_collection(theirs, vectors_config={})
    alias = models.CreateAlias(collection_name=theirs, alias_name=name)
    await client.update_collection_aliases([models.CreateAliasOperation(create_alias=alias)])
    with pytest.raises(IndexUnavailableError, match="no index record"):
        await run_index(index, create_kitchen(), WordEmbeddings())
    assert (await client.get_collection_aliases(theirs)).aliases[0].alias_name == name


async def test_the_same_signature_is_synced_in_place_and_another_one_beside(
    index: Index, client: AsyncQdrantClient, name: str
) -> None:
    first = await run_index(index, create_library(5), WordEmbeddings())
    before = await list_collections(client, name)
    second = await run_index(index, create_library(6), WordEmbeddings())
    assert before == await list_collections(client, name) == [f"{name}__{first.record.generation}"]
    assert second.record.generation > first.record.generation
    rebuilt = [(await run_index(index, create_library(6), WordEmbeddings(), rebuild=True)).record for _ in range(3)]
    assert await list_collections(client, name) == [f"{name}__{record.generation}" for record in rebuilt[1:]]
    assert rebuilt[2].previous == f"{name}__{rebuilt[1].generation}"


async def test_the_generation_changes_as_soon_as_the_live_collection_does(index: Index) -> None:
    await run_index(index, create_library(10), WordEmbeddings())
    before = await index.load_record()
    slow = WordEmbeddings(seconds=30)
    run = asyncio.create_task(run_index(index, create_library(20), slow))
    await slow.wait_for_call(1)
    during = await index.load_record()
    assert during.generation > before.generation
    assert during.last_run == before.last_run
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run


async def test_no_page_is_ever_missing_while_it_is_replaced(index: Index, server_settings: QdrantSettings) -> None:
    await run_index(index, create_library(10, edition="first"), WordEmbeddings())
    reader = create_index(server_settings, SIGNATURE)
    retriever = open_retriever(reader, WordEmbeddings(), 30)
    sizes = []

    async def keep_asking() -> None:
        while True:
            hits = await retriever.ainvoke("volume3 chapter1 shelf3")
            sizes.append(len({hit.metadata["url"] for hit in hits if "/book3#" in hit.metadata["url"]}))

    asking = asyncio.create_task(keep_asking())
    pages = create_library(10, edition="second")
    await run_index(index, pages, WordEmbeddings(seconds=0.05), batch_size=5, allow_shrink=True)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert set(sizes) == {4}
    await reader.aclose()


async def test_another_service_notices_a_swap(index: Index, server_settings: QdrantSettings) -> None:
    reader = create_index(server_settings, SIGNATURE)
    await run_index(index, create_library(5, edition="first"), WordEmbeddings())
    retriever = open_retriever(reader, WordEmbeddings(), 1)
    assert (await retriever.ainvoke("volume3"))[0].page_content.endswith("first")
    await run_index(index, create_library(5, edition="second"), WordEmbeddings(), rebuild=True)
    await asyncio.sleep(2.1)
    assert (await retriever.ainvoke("volume3"))[0].page_content.endswith("second")
    await reader.aclose()


async def lock_for(client: AsyncQdrantClient, name: str, **holder: object) -> None:
    payload = {"token": "theirs", "pid": 1, "host": "elsewhere", "started": "2026-01-02T03:04:05+00:00"} | holder
    await client.upsert(f"{name}__askdocs", [models.PointStruct(id=LOCK_ID, vector={}, payload=payload)])


async def test_the_lock_of_another_machine_counts_until_it_expires(
    index: Index, client: AsyncQdrantClient, name: str
) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    await lock_for(client, name, expires_at=time.time() + 50)
    with pytest.raises(IndexBusyError, match="process 1 on elsewhere, since 2026-01-02"):
        await run_index(index, create_library(3), WordEmbeddings(), allow_shrink=True)
    await lock_for(client, name, expires_at=time.time() - 1)
    assert (await run_index(index, create_library(3), WordEmbeddings(), allow_shrink=True)).changed


def open_with_times(settings: QdrantSettings, times: LockTimes) -> ServerIndex:
    return ServerIndex(create_server_client(settings), settings.collection_name, SIGNATURE, times)


async def test_a_lock_is_kept_as_long_as_the_run_lives(
    server_settings: QdrantSettings, client: AsyncQdrantClient, name: str
) -> None:
    index = open_with_times(server_settings, LockTimes(lifetime_seconds=1.0, heartbeat_seconds=0.1))
    async with index.writing():
        await asyncio.sleep(1.5)
        ((lock,),) = [await client.retrieve(f"{name}__askdocs", [LOCK_ID])]
        assert (lock.payload or {})["expires_at"] > time.time()
    assert await client.retrieve(f"{name}__askdocs", [LOCK_ID]) == []
    await index.aclose()


async def test_a_run_that_lost_its_lock_is_stopped_and_leaves_the_new_holder_alone(
    server_settings: QdrantSettings, client: AsyncQdrantClient, name: str
) -> None:
    index = open_with_times(server_settings, LockTimes(heartbeat_seconds=0.1))
    slow = WordEmbeddings(seconds=30)
    run = asyncio.create_task(run_index(index, create_library(3), slow))
    await slow.wait_for_call(1)
    await lock_for(client, name, expires_at=time.time() + 50)
    with pytest.raises(IndexBusyError, match="elsewhere"):
        await run
    (lock,) = await client.retrieve(f"{name}__askdocs", [LOCK_ID])
    assert (lock.payload or {})["token"] == "theirs"
    await index.aclose()


async def test_of_many_writers_at_once_one_gets_the_lock(server_settings: QdrantSettings) -> None:
    """Also when none of them finds the collection of the lock yet."""
    indexes = [create_index(server_settings, SIGNATURE) for _ in range(8)]
    holders = 0

    async def write(index: Index) -> str:
        nonlocal holders
        try:
            async with index.writing():
                holders += 1
                assert holders == 1
                await asyncio.sleep(0.3)
                holders -= 1
        except IndexBusyError:
            return "busy"
        return "wrote"

    results = await asyncio.gather(*(write(index) for index in indexes))
    assert sorted(results) == ["busy"] * 7 + ["wrote"]
    for index in indexes:
        await index.aclose()
