"""The collection that all sites with one signature share."""

from dataclasses import dataclass

from qdrant_client import AsyncQdrantClient, models

from app.index.client import DENSE, SPARSE
from app.index.payload import INDEXED_FIELDS
from app.index.record import Signature
from app.index.server.slots import BUILD, SITE
from app.index.server.tuning import create_optimizers, create_vector_config
from chains.errors import IndexUnavailableError, SettingsError


@dataclass(frozen=True, slots=True)
class Sharding:
    """How a new collection is spread over the nodes of a cluster; 0: as the server does it by itself."""

    shards: int = 0
    replicas: int = 0


def name_collection(name: str, signature: Signature) -> str:
    """`docs__3f2a9c1e…`, of the configured name and the digest of the signature."""
    return f"{name}__{signature.digest()}"


async def ensure_collection(
    client: AsyncQdrantClient, collection: str, signature: Signature, sharding: Sharding
) -> None:
    """Create it when it is not there, with the indexes of the fields that filters ask for.

    Raises:
        SettingsError: it is there and spread otherwise: a server cannot change that.
    """
    if await client.collection_exists(collection):
        await _refuse_other_sharding(client, collection, sharding)
    else:
        try:
            await client.create_collection(
                collection,
                vectors_config={DENSE: create_vector_config(signature.dimensions)},
                sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
                optimizers_config=create_optimizers(),
                shard_number=sharding.shards or None,
                replication_factor=sharding.replicas or None,
            )
        except IndexUnavailableError:
            if not await client.collection_exists(collection):  # else a run of another site was faster
                raise
    await ensure_field_indexes(client, collection)
    tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
    await client.create_payload_index(collection, SITE, tenant)
    await client.create_payload_index(collection, BUILD, models.PayloadSchemaType.KEYWORD)


async def ensure_field_indexes(client: AsyncQdrantClient, collection: str) -> None:
    """Index the fields that filters ask for; a collection may be older than one of them."""
    for field in INDEXED_FIELDS:
        await client.create_payload_index(collection, field, models.PayloadSchemaType.KEYWORD)


async def _refuse_other_sharding(client: AsyncQdrantClient, collection: str, sharding: Sharding) -> None:
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
