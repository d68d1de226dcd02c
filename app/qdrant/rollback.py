"""Going back to the index before the last swap. The one that is left is kept, so that it can be undone in turn."""

from collections.abc import Awaitable, Callable

from qdrant_client import AsyncQdrantClient

from app.qdrant.companion import Companion
from app.qdrant.generations import Generations
from app.qdrant.index import Reading
from app.qdrant.lock import locking
from app.qdrant.record import IndexRecord
from app.qdrant.server_lock import locking_server
from app.qdrant.server_writing import swap_alias
from chains.errors import IndexMissingError

_NOTHING = (
    "There is no earlier index to go back to: none was replaced yet, or it is gone. To have the old pages again, index "
    "them again."
)


def roll_back_embedded(generations: Generations) -> IndexRecord:
    """See `Index.roll_back`. Blocks."""
    generations.require_current()
    with locking(generations.lock_file):
        current = generations.require_current()
        previous = generations.load_record(current).previous
        if not previous or not generations.get_shard_folder(previous).is_dir():
            raise IndexMissingError(_NOTHING)
        record = generations.load_record(previous).model_copy(update={"previous": current})
        generations.take_marker(current)  # a run killed right after its swap: nobody may go on writing what is kept
        generations.publish(record)
    return record


async def roll_back_server(
    client: AsyncQdrantClient, companion: Companion, alias: str, require_current: Callable[[], Awaitable[Reading]]
) -> IndexRecord:
    """See `Index.roll_back`."""
    await require_current()
    async with locking_server(client, companion):
        current = await require_current()
        previous = current.record.previous
        found = await companion.load_record(previous) if previous else None
        if found is None or not await client.collection_exists(previous):
            raise IndexMissingError(_NOTHING)
        record = found.model_copy(update={"previous": current.collection_name})
        staging = await companion.load_staging()
        if staging is not None and staging.collection == current.collection_name:  # the same
            await companion.delete_staging()
        await companion.save_record(previous, record)
        await swap_alias(client, alias, previous, replaces=True)
    return record
