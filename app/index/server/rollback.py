"""Going back to the index before the last swap. The one that is left is kept, so that it can be undone in turn."""

from collections.abc import Awaitable, Callable

from qdrant_client import AsyncQdrantClient

from app.index.port import NO_PREVIOUS, Reading
from app.index.record import IndexRecord
from app.index.server.companion import Companion
from app.index.server.lock import LockTimes, locking_server
from app.index.server.writing import swap_alias
from chains.errors import IndexMissingError


async def roll_back_server(
    client: AsyncQdrantClient,
    companion: Companion,
    alias: str,
    require_current: Callable[[], Awaitable[Reading]],
    lock_times: LockTimes,
) -> IndexRecord:
    """See `Index.roll_back`."""
    await require_current()
    async with locking_server(client, companion, lock_times):
        current = await require_current()
        previous = current.record.previous
        found = await companion.load_record(previous) if previous else None
        if found is None or not await client.collection_exists(previous):
            raise IndexMissingError(NO_PREVIOUS)
        record = found.model_copy(update={"previous": current.collection_name})
        staging = await companion.load_staging()
        if staging is not None and staging.collection == current.collection_name:  # the same
            await companion.delete_staging()
        await companion.save_record(previous, record)
        await swap_alias(client, alias, previous, replaces=True)
    return record
