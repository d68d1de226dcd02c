"""The layout of earlier versions: a collection for each build, and an alias that names the current one.

It is read as it is. The first run on it, or `askdocs migrate`, copies its points into the collection that sites share.
"""

from dataclasses import replace
from typing import Any, cast

from app.index.client import VectorClient
from app.index.payload import create_point
from app.index.qdrant import AsyncQdrantClient, models
from app.index.record import create_generation
from app.index.server.cleaning import remove_unfinished
from app.index.server.collections import ensure_collection, name_collection
from app.index.server.lock import creating_collection
from app.index.server.registry import ServerStaging
from app.index.server.server_site import Published, ServerSite
from app.index.server.slots import Slot
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexUnavailableError
from indexing.planning.points import salt_point_id

_AT_ONCE = 256
"""Points: 256 × 3072 numbers are 3 MB."""


async def find_earlier(client: AsyncQdrantClient, name: str) -> Slot | None:
    """What the alias names; None when there is no such alias."""
    for alias in (await client.get_aliases()).aliases:
        if alias.alias_name == name:
            return Slot(DEFAULT_SITE, alias.collection_name)
    return None


async def forget_earlier(client: AsyncQdrantClient, name: str) -> None:
    """Remove the alias, if there is one."""
    if await find_earlier(client, name) is not None:
        alias = models.DeleteAlias(alias_name=name)
        await client.update_collection_aliases([models.DeleteAliasOperation(delete_alias=alias)])


async def copy_build(site: ServerSite, source: VectorClient, published: Published) -> Published:
    """Copy a build, which `source` reads, into the collection that sites share, and publish it there. Call it locked.

    It is called like the build or the generation that it had, so that a copy that was cut off is continued. Where a
    copy of that name was finished, from which somebody has gone back, that one stays as it is; but the points of a
    build have their ids of its name, so its copy is made anew. What it was copied from stays, too: if it is this index,
    the record names it as what a rollback goes back to, and processes of an earlier version go on reading it.

    Raises:
        IndexUnavailableError: the copy has not as many points as the original.
    """
    record, source_slot = published.record, published.slot
    collection = name_collection(site.name, record.signature, site.sharding)
    slot = Slot(site.site, collection, source_slot.build or record.generation)
    if await site.registry.load_record(slot) is not None:
        if source_slot.build:  # the ids of its points are made of that
            await site.registry.delete_record(slot)
            await remove_unfinished(site.server, site.registry, slot)
        else:
            slot = replace(slot, build=create_generation())
    begun = await site.registry.load_staging(site.site)
    if begun is not None and begun.slot != str(slot):
        await remove_unfinished(site.server, site.registry, Slot.parse(site.site, begun.slot))
    staging = ServerStaging(slot=str(slot), signature=record.signature, in_place=False)
    async with creating_collection(site.server, site.registry):
        await site.registry.save_staging(site.site, staging)
        await ensure_collection(site.server, slot.collection, record.signature, site.sharding)
    count = await _copy_points(site, source, published.slot, slot)
    found = await site.server.count(slot.collection, count_filter=slot.narrow(), shard_key_selector=slot.shard_key)
    if found.count != count:
        raise IndexUnavailableError(
            f"Of {count} points, {found.count} are in {slot} after they were copied. Run the command again: it goes on."
        )
    copied = record.model_copy(update={"previous": str(published.slot) if source is site.client else ""})
    await site.registry.save_record(slot, copied)
    await site.registry.save_current(slot)
    await site.registry.delete_staging(site.site)
    return Published(slot, copied)


async def _copy_points(site: ServerSite, source: VectorClient, origin: Slot, slot: Slot) -> int:
    salt = "" if origin.salt else slot.salt  # those of a build have theirs
    count = 0
    offset: str | int | None = None
    while True:
        records, offset = await source.scroll(str(origin), limit=_AT_ONCE, offset=offset, with_vectors=True)
        points = [
            create_point(salt_point_id(str(record.id), salt), cast("Any", record.vector), record.payload or {})
            for record in records
        ]
        if points:
            await site.client.upsert(str(slot), points)
        count += len(points)
        if offset is None:
            return count
