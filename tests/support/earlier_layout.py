"""Turns an index on a server into one as earlier versions made it: a collection of its own, which an alias names."""

from typing import Any, cast

from qdrant_client import models

from app.index import IndexRecord, Signature
from app.index.client import DENSE, SPARSE
from app.index.payload import create_point
from app.index.server.client import ServerClient, create_server_client
from app.index.server.collections import Sharding
from app.index.server.registry import Registry
from app.index.server.slots import Slot
from app.index.server.tuning import create_optimizers, create_vector_config
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE
from indexing.planning.points import create_point_id
from tests.support.sites import SIGNATURE


async def make_earlier(settings: QdrantSettings, signature: Signature = SIGNATURE) -> str:
    """The name of the collection behind the alias."""
    client = create_server_client(settings)
    registry = Registry(client, settings.collection_name)
    slot = await registry.load_current(DEFAULT_SITE)
    assert slot is not None
    record = await registry.load_record(slot)
    assert record is not None
    earlier = f"{settings.collection_name}__{record.generation}"
    await _copy(client, slot, earlier, signature)
    alias = models.CreateAlias(collection_name=earlier, alias_name=settings.collection_name)
    await client.update_collection_aliases([models.CreateAliasOperation(create_alias=alias)])
    await client.delete_collection(registry.name)
    await client.delete_collection(slot.collection)
    await _save_record(client, settings, earlier, record)
    await client.close()
    return earlier


async def _copy(client: ServerClient, slot: Slot, earlier: str, signature: Signature) -> None:
    await client.create_collection(
        earlier,
        vectors_config={DENSE: create_vector_config(signature.dimensions)},
        optimizers_config=create_optimizers(),
        sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
    )
    offset: Any = None
    while True:
        records, offset = await client.scroll(slot.collection, limit=500, offset=offset, with_vectors=True)
        points = []
        for record in records:
            payload = {key: value for key, value in (record.payload or {}).items() if key not in slot.fields}
            section = payload["metadata"]["places"][0]["section"]
            text = f"{section}\n\n{payload['page_content']}"
            identity = create_point_id(text, signature=signature.digest())
            points.append(create_point(identity, cast("Any", record.vector), payload))
        await client.upsert(earlier, points)
        if offset is None:
            return


async def _save_record(client: ServerClient, settings: QdrantSettings, earlier: str, record: IndexRecord) -> None:
    registry = Registry(client, settings.collection_name)
    await registry.ensure(Sharding())
    await registry.save_record(Slot(DEFAULT_SITE, earlier), record)
