"""Three nodes, two copies of everything: questions are answered and sites indexed while any node is dead."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from qdrant_client import AsyncQdrantClient, models

from app.index import IndexFactory, create_index
from app.index.server.client import create_server_client
from app.settings import QdrantSettings
from chains.errors import SettingsError
from tests.contract.conftest import ENVIRONMENT
from tests.support.qdrant_cluster import NODES, Cluster, serving_cluster
from tests.support.qdrant_server import NoServerError
from tests.support.sites import (
    SIGNATURE,
    WordEmbeddings,
    create_kitchen,
    create_library,
    load_texts,
    open_retriever,
    run_index,
)

pytestmark = pytest.mark.timeout(600)
"""Nodes that are started, killed and started again, and every change of a collection is agreed on by all of them."""
SITES = ("guide", "shop", "wiki")
QUESTION = "press the kettle"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    try:
        with serving_cluster(ENVIRONMENT) as cluster:
            yield cluster
    except NoServerError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
async def settings(cluster: Cluster) -> AsyncIterator[QdrantSettings]:
    settings = QdrantSettings(
        host=cluster.host, collection_name=f"test-{uuid4().hex[:12]}", shards=3, replication=2, timeout_seconds=20
    )
    for site in SITES:
        await index_site(settings, site)
    yield settings
    client = create_server_client(settings)
    for collection in (await client.get_collections()).collections:
        await client.delete_collection(collection.name)
    await client.close()


async def index_site(settings: QdrantSettings, site: str, *, books: int = 0, rebuild: bool = False) -> None:
    index = create_index(settings, SIGNATURE, site)
    pages = [*create_kitchen(), *create_library(books, edition=site)]
    try:
        await run_index(index, pages, WordEmbeddings(), rebuild=rebuild, allow_shrink=True)
    finally:
        await index.aclose()


def list_collections(settings: QdrantSettings) -> list[str]:
    return [f"{settings.collection_name}__{SIGNATURE.digest()}", f"{settings.collection_name}__askdocs"]


async def wait_until_whole(cluster: Cluster, settings: QdrantSettings) -> None:
    for _ in range(300):
        states = [state for name in list_collections(settings) for _, state in cluster.list_replicas(name)]
        if set(states) == {"Active"}:
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"the copies are not in use again: {states}")


async def read_points(settings: QdrantSettings, collection: str, consistency: models.ReadConsistency) -> dict[str, str]:
    client = create_server_client(settings)
    records, _ = await AsyncQdrantClient.scroll(client, collection, limit=1000, consistency=consistency)
    await client.close()
    return {str(record.id): json.dumps(record.payload, sort_keys=True) for record in records}


@pytest.mark.parametrize("number", range(NODES))
async def test_a_node_dies_and_questions_and_runs_go_on_and_it_comes_back_with_what_all_have(
    cluster: Cluster, settings: QdrantSettings, number: int
) -> None:
    factories = [IndexFactory(settings, SIGNATURE) for _ in range(3)]
    indexes = [{site: factory.create(site) for site in SITES} for factory in factories]
    done = asyncio.Event()
    asked = 0

    async def keep_asking(opened: int, site: str) -> None:
        nonlocal asked
        retriever = open_retriever(indexes[opened][site], WordEmbeddings(), 5)
        expected = {hit.page_content for hit in await retriever.ainvoke(QUESTION)}
        assert len(expected) == 5
        while not done.is_set():
            assert {hit.page_content for hit in await retriever.ainvoke(QUESTION)} == expected
            asked += 1
            await asyncio.sleep(0.1)

    async with asyncio.TaskGroup() as group:
        for opened in range(len(factories)):
            for site in SITES[:2]:
                group.create_task(keep_asking(opened, site))
        await asyncio.sleep(0.5)
        cluster.nodes[number].kill()
        await index_site(settings, "wiki", books=3)
        await index_site(settings, "late", books=2)
        await index_site(settings, "shop", rebuild=True)
        await asyncio.to_thread(cluster.start, number)
        await wait_until_whole(cluster, settings)
        await index_site(settings, "wiki", books=4)
        done.set()
    assert asked > 2 * len(factories)
    for indexed in indexes:
        for index in indexed.values():
            await index.aclose()
    for collection in list_collections(settings):
        agreed = await read_points(settings, collection, models.ReadConsistencyType.ALL)
        assert agreed
        for node in cluster.nodes:
            assert await read_points(settings.model_copy(update={"host": node.url}), collection, 1) == agreed
    index = create_index(settings, SIGNATURE, "wiki")
    assert len(await load_texts(index)) == 8 + 16
    await index.aclose()


async def test_the_registry_has_as_many_copies_as_the_points_and_other_numbers_are_refused(
    cluster: Cluster, settings: QdrantSettings
) -> None:
    for collection, shards in zip(list_collections(settings), (3, 1), strict=True):
        assert [shard for shard, _ in cluster.list_replicas(collection)] == sorted([*range(shards)] * 2)
    with pytest.raises(SettingsError, match=r"QDRANT_REPLICATION is 3.*created with 2.*askdocs migrate --from"):
        await index_site(settings.model_copy(update={"replication": 3}), "guide")


async def test_two_runs_of_a_site_through_two_nodes_do_not_both_get_the_lock(
    cluster: Cluster, settings: QdrantSettings
) -> None:
    indexes = [
        create_index(settings.model_copy(update={"host": node.url}), SIGNATURE, "guide") for node in cluster.nodes
    ]
    held = 0

    async def write(number: int) -> str:
        nonlocal held
        try:
            async with indexes[number].writing():
                held += 1
                assert held == 1
                await asyncio.sleep(0.3)
                held -= 1
        except Exception as error:  # noqa: BLE001 - its name is what is looked at
            return type(error).__name__
        return "written"

    results = await asyncio.gather(*[write(number) for number in range(NODES)])
    assert results.count("written") >= 1
    assert set(results) <= {"written", "IndexBusyError"}
    for index in indexes:
        await index.aclose()


def with_keys(settings: QdrantSettings) -> QdrantSettings:
    return settings.model_copy(update={"shards": 1, "shard_keys": 4, "collection_name": settings.collection_name + "k"})


async def test_a_site_lies_in_one_group_of_shards_and_is_read_written_and_removed_there(
    cluster: Cluster, settings: QdrantSettings
) -> None:
    keyed = with_keys(settings)
    sites = [f"site{number}" for number in range(6)]
    for site in sites:
        await index_site(keyed, site, books=1)
    collection = f"{keyed.collection_name}__{SIGNATURE.digest()}__4"
    client = create_server_client(keyed)
    assert len(cluster.list_replicas(collection)) == 4 * 2
    places: dict[str, set[int]] = {}
    for key in range(4):
        records, _ = await client.scroll(collection, limit=1000, shard_key=key)
        for record in records:
            places.setdefault((record.payload or {})["site"], set()).add(key)
    assert set(places) == set(sites)
    assert all(len(keys) == 1 for keys in places.values())
    assert len({min(keys) for keys in places.values()}) > 1
    await index_site(keyed, "site0", books=2)
    await index_site(keyed, "site0", books=3, rebuild=True)
    plain = keyed.model_copy(update={"shard_keys": 0})  # who only reads need not know of them
    for number, site in enumerate(sites):
        index = create_index(plain, SIGNATURE, site)
        assert len(await load_texts(index)) == 8 + (4 if number else 12)
        found = await open_retriever(index, WordEmbeddings(), 5).ainvoke(QUESTION)
        assert len(found) == 5
        await index.aclose()
    await client.close()


async def test_an_index_is_moved_into_groups_of_shards_and_out_of_them(settings: QdrantSettings) -> None:
    for chosen in (settings.model_copy(update={"shard_keys": 4, "shards": 1}), settings):
        for site in SITES:
            index = create_index(chosen, SIGNATURE, site)
            assert await index.move()
            assert not await index.move()
            assert len(await load_texts(index)) == 8
            assert len(await open_retriever(index, WordEmbeddings(), 5).ainvoke(QUESTION)) == 5
            assert (await run_index(index, create_kitchen(), WordEmbeddings())).unchanged == 8
            await index.aclose()


async def test_groups_of_shards_on_a_server_alone_are_refused_with_a_reason(server_settings: QdrantSettings) -> None:
    with pytest.raises(SettingsError, match="QDRANT_SHARD_KEYS needs a Qdrant cluster"):
        await index_site(server_settings.model_copy(update={"shard_keys": 2}), "guide")
    await index_site(server_settings, "guide")
