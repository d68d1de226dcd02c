"""What only a server has: collections that builds share or that are not ours, a lock that many machines share."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from qdrant_client import AsyncQdrantClient, models

from app.index import Index, Signature, create_index
from app.index.server.client import create_server_client
from app.index.server.index import ServerIndex
from app.index.server.lock import LockTimes
from app.index.server.registry import create_lock_id
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexBusyError, IndexMissingError
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


async def count_points(client: AsyncQdrantClient, collection: str) -> int:
    return (await client.count(collection)).count


async def test_what_somebody_else_has_under_the_name_is_left_alone(
    index: Index, client: AsyncQdrantClient, name: str
) -> None:
    await client.create_collection(name, vectors_config={})
    with pytest.raises(IndexMissingError, match="askdocs index SITE"):
        await index.check()
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert (await index.check()).last_run.points == 8
    assert await count_points(client, name) == 0


async def test_an_alias_of_somebody_else_is_left_alone(index: Index, client: AsyncQdrantClient, name: str) -> None:
    theirs = f"{name}-theirs"
    await client.create_collection(theirs, vectors_config={})
    alias = models.CreateAlias(collection_name=theirs, alias_name=name)
    await client.update_collection_aliases([models.CreateAliasOperation(create_alias=alias)])
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert (await client.get_collection_aliases(theirs)).aliases[0].alias_name == name
    assert await count_points(client, theirs) == 0


def open_tidy(settings: QdrantSettings, signature: Signature = SIGNATURE) -> ServerIndex:
    """An index whose runs remove at once what is not needed."""
    return ServerIndex(create_server_client(settings), settings.collection_name, signature, lingering_seconds=0)


async def test_builds_with_one_signature_share_a_collection_and_two_of_them_are_kept(
    server_settings: QdrantSettings, client: AsyncQdrantClient, name: str
) -> None:
    index = open_tidy(server_settings)
    first = await run_index(index, create_library(5), WordEmbeddings())
    second = await run_index(index, create_library(6), WordEmbeddings())
    (collection,) = await list_collections(client, name)
    assert collection == f"{name}__{SIGNATURE.digest()}"
    assert await count_points(client, collection) == 24
    assert second.record.generation > first.record.generation
    rebuilt = [(await run_index(index, create_library(6), WordEmbeddings(), rebuild=True)).record for _ in range(3)]
    assert await list_collections(client, name) == [collection]
    assert await count_points(client, collection) == 48
    assert rebuilt[2].previous == f"{collection}/{rebuilt[1].generation}"
    await index.aclose()


async def test_what_questions_may_still_read_is_removed_by_a_later_run(
    server_settings: QdrantSettings, client: AsyncQdrantClient, name: str
) -> None:
    hasty, later = create_index(server_settings, SIGNATURE), open_tidy(server_settings)
    for _ in range(3):
        await run_index(hasty, create_library(5), WordEmbeddings(), rebuild=True)
    collection = f"{name}__{SIGNATURE.digest()}"
    assert await count_points(client, collection) == 60
    assert not (await run_index(later, create_library(5), WordEmbeddings())).changed
    assert await count_points(client, collection) == 40
    for index in (hasty, later):
        await index.aclose()


async def test_a_collection_goes_with_the_last_build_in_it(
    server_settings: QdrantSettings, client: AsyncQdrantClient, name: str
) -> None:
    other = SIGNATURE.model_copy(update={"model": "letters"})
    older, newer = open_tidy(server_settings), open_tidy(server_settings, other)
    await run_index(older, create_kitchen(), WordEmbeddings())
    for _ in range(2):
        await run_index(newer, create_kitchen(), WordEmbeddings(), rebuild=True)
    assert await list_collections(client, name) == [f"{name}__{other.digest()}"]
    for index in (older, newer):
        await index.aclose()


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


LOCK_ID = create_lock_id(DEFAULT_SITE)


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
    return ServerIndex(create_server_client(settings), settings.collection_name, SIGNATURE, lock_times=times)


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
