"""Moving an index on a server to where it belongs. Needs no key."""

from dataclasses import dataclass

from app.index import IndexRecord, opening_index
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done."""

    record: IndexRecord
    copied: bool
    """Its points were copied; they were where they belong already else."""
    deleted: bool
    """What was there before it was removed."""


async def move_index(
    settings: Settings, site: str = DEFAULT_SITE, *, name: str = "", delete_old: bool = False
) -> Moved:
    """Copy an index of the earlier layout, or of another `QDRANT_COLLECTION_NAME`; see `Index.move`.

    `delete_old` removes what a rollback would go back to: after a move, what it was copied from.

    Raises:
        IndexMissingError, IndexBusyError, IndexUnavailableError, UsageError: see `Index.move`.
    """
    async with opening_index(settings, site) as index:
        copied = await index.move(name)
        deleted = delete_old and await index.forget_previous()
        return Moved(await index.load_record(), copied=copied, deleted=deleted)
