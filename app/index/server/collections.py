"""The collection that all sites with one signature share."""

from dataclasses import dataclass
from typing import Any

from app.index.client import DENSE, SPARSE
from app.index.payload import INDEXED_FIELDS
from app.index.qdrant import AsyncQdrantClient, models
from app.index.record import Signature
from app.index.server.client import ServerClient
from app.index.server.slots import BUILD, SITE, count_shard_keys
from app.index.server.tuning import create_optimizers, create_vector_config
from chains.errors import IndexUnavailableError, SettingsError


@dataclass(frozen=True, slots=True)
class Sharding:
    """How a new collection is spread over the nodes of a cluster; 0: as the server does it by itself."""

    shards: int = 0
    replicas: int = 0
    keys: int = 0
    """Groups of shards, each with so many `shards`; a site lies in one of them. 0: it lies in all shards."""


def name_collection(name: str, signature: Signature, sharding: Sharding) -> str:
    """`docs__3f2a9c1e…`, of the configured name and the digest of the signature; `…__64` with 64 groups of shards."""
    return f"{name}__{signature.digest()}" + (f"__{sharding.keys}" if sharding.keys else "")


async def ensure_collection(client: ServerClient, collection: str, signature: Signature, sharding: Sharding) -> None:
    """Create it when it is not there, with the indexes of the fields that filters ask for.

    Raises:
        SettingsError: it is there and spread otherwise, which a server cannot change; or it would have groups of
            shards, and the server is no cluster.
    """
    if await client.collection_exists(collection):
        await refuse_other_sharding(client, collection, sharding)
    else:
        if count_shard_keys(collection) and (await client.cluster_status()).status == "disabled":
            raise SettingsError("QDRANT_SHARD_KEYS needs a Qdrant cluster, and the server is none. Set it to 0.")
        await create_collection(
            client,
            collection,
            sharding,
            vectors_config={DENSE: create_vector_config(signature.dimensions)},
            sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
            optimizers_config=create_optimizers(),
        )
    await _ensure_keys(client, collection)
    await ensure_field_indexes(client, collection)
    tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
    await client.create_payload_index(collection, SITE, tenant)
    await client.create_payload_index(collection, BUILD, models.PayloadSchemaType.KEYWORD)


async def create_collection(client: ServerClient, collection: str, sharding: Sharding, **options: Any) -> None:
    """Create a collection, unless another run is faster.

    Raises:
        IndexUnavailableError: the server cannot.
    """
    try:
        await client.create_collection(
            collection,
            shard_number=sharding.shards or None,
            replication_factor=sharding.replicas or None,
            sharding_method=models.ShardingMethod.CUSTOM if count_shard_keys(collection) else None,
            timeout=client.change_seconds,  # it waits for nodes that are down
            **options,
        )
    except IndexUnavailableError:
        if not await client.collection_exists(collection):
            raise


async def _ensure_keys(client: ServerClient, collection: str) -> None:
    """Create the groups of shards that are not there."""
    keys = count_shard_keys(collection)
    there = await _list_keys(client, collection) if keys else set()
    for key in set(range(keys)) - there:
        try:
            await client.create_shard_key(collection, key, timeout=client.change_seconds)
        except IndexUnavailableError:
            if key not in await _list_keys(client, collection):  # else another run was faster
                raise


async def _list_keys(client: ServerClient, collection: str) -> set[object]:
    return {one.key for one in (await client.list_shard_keys(collection)).shard_keys or ()}


async def ensure_field_indexes(client: AsyncQdrantClient, collection: str) -> None:
    """Index the fields that filters ask for; a collection may be older than one of them."""
    for field in INDEXED_FIELDS:
        await client.create_payload_index(collection, field, models.PayloadSchemaType.KEYWORD)


async def refuse_other_sharding(client: AsyncQdrantClient, collection: str, sharding: Sharding) -> None:
    """Raises SettingsError when a collection is spread otherwise; 0 is as it is."""
    params = (await client.get_collection(collection)).config.params
    for name, wanted, found in (
        ("QDRANT_SHARDS", sharding.shards, params.shard_number),
        ("QDRANT_REPLICATION", sharding.replicas, params.replication_factor),
    ):
        if wanted and found is not None and wanted != found:
            raise SettingsError(
                f"{name} is {wanted}, and the collection {collection} was created with {found}; a Qdrant server "
                "cannot change that. Set it back, or set QDRANT_COLLECTION_NAME to a new name as well and move the "
                "index there with `askdocs migrate --from NAME`: nothing is embedded anew."
            )
