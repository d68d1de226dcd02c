"""Going back to the build before the last one. The one that is left is kept, so that it can be undone in turn."""

from app.index.port import NO_PREVIOUS
from app.index.record import IndexRecord
from app.index.server.server_site import ServerSite
from app.index.server.slots import Slot
from chains.errors import IndexMissingError


async def roll_back_server(site: ServerSite) -> IndexRecord:
    """See `Index.roll_back`."""
    async with site.locking():
        current = await site.load_current()
        previous = Slot.parse(site.site, current.record.previous) if current else None
        found = await site.registry.load_record(previous) if previous and previous.collection else None
        if current is None or previous is None or found is None:
            raise IndexMissingError(NO_PREVIOUS)
        if not await site.server.collection_exists(previous.collection):
            raise IndexMissingError(NO_PREVIOUS)
        record = found.model_copy(update={"previous": str(current.slot)})
        staging = await site.registry.load_staging(site.site)
        if staging is not None and staging.slot == str(current.slot):  # the same
            await site.registry.delete_staging(site.site)
        await site.registry.save_record(previous, record)
        await site.registry.save_current(previous)
    return record
