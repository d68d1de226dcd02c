"""Removes what no build of a site needs any more."""

import re
from collections.abc import Collection
from contextlib import suppress

from app.index.qdrant import AsyncQdrantClient, models
from app.index.record import GENERATION_PATTERN
from app.index.server.lock import removing_collection
from app.index.server.registry import Registry
from app.index.server.slots import SHARED_PATTERN, Slot
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexBusyError, IndexMissingError


async def remove_slots(
    client: AsyncQdrantClient, registry: Registry, name: str, site: str, needed: Collection[Slot]
) -> None:
    """Remove the points of a site's builds that are not needed, and the collections of `name` that are empty then.

    What is cut off half-way is removed by the next call: a build is forgotten after its points are gone.
    """
    for slot in await registry.list_slots(site):
        if slot not in needed:
            await _remove_points(client, slot)
            await registry.delete_record(slot)
    if site == DEFAULT_SITE:
        await _remove_earlier(client, registry, name, {slot.collection for slot in needed})
    await _remove_empty(client, registry, name)


async def remove_unfinished(client: AsyncQdrantClient, registry: Registry, slot: Slot) -> None:
    """Remove what a run has begun, and nobody goes on with. Nobody has read it, so it need not linger."""
    if slot.build and await registry.load_record(slot) is None:
        await _remove_points(client, slot)


async def _remove_points(client: AsyncQdrantClient, slot: Slot) -> None:
    """A slot without a build that is no collection of its own is a mistake: nothing of it may go."""
    if slot.is_collection:
        await client.delete_collection(slot.collection)
        return
    condition = slot.narrow() if slot.build else None
    if condition is None:
        return
    try:
        await client.delete(slot.collection, models.FilterSelector(filter=condition), shard_key_selector=slot.shard_key)
    except IndexMissingError:  # the collection is gone already
        return


async def _remove_earlier(client: AsyncQdrantClient, registry: Registry, name: str, needed: Collection[str]) -> None:
    """Remove collections that earlier versions made, of one build each, also those that have no record."""
    earlier = re.compile(rf"{re.escape(name)}__{GENERATION_PATTERN}")
    for collection in (await client.get_collections()).collections:
        if earlier.fullmatch(collection.name) and collection.name not in needed:
            await client.delete_collection(collection.name)
            await registry.delete_record(Slot(DEFAULT_SITE, collection.name))


async def _remove_empty(client: AsyncQdrantClient, registry: Registry, name: str) -> None:
    """Remove shared collections without any point, of which no site has a record or a run.

    Where a run of another site is creating one, or removing, a later run does it.
    """
    shared = re.compile(rf"{re.escape(name)}{SHARED_PATTERN}")
    for collection in (await client.get_collections()).collections:
        if not shared.fullmatch(collection.name) or not await _is_empty(client, registry, collection.name):
            continue
        with suppress(IndexBusyError):
            async with removing_collection(client, registry):
                if await _is_empty(client, registry, collection.name):
                    await client.delete_collection(collection.name)


async def _is_empty(client: AsyncQdrantClient, registry: Registry, collection: str) -> bool:
    if await registry.is_used(collection):
        return False
    try:
        return not (await client.count(collection)).count
    except IndexMissingError:  # another run has removed it
        return False
