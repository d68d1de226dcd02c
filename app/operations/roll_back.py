"""Going back to the index before the last swap. Needs no key."""

from app.index import IndexRecord, Signature, opening_index
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE


async def roll_back(settings: Settings, site: str = DEFAULT_SITE) -> tuple[IndexRecord, Signature]:
    """Swap the previous index back in; its record, and the signature that the settings ask for.

    Raises:
        IndexMissingError: nothing is indexed, or nothing is kept to go back to.
        IndexBusyError: a run holds the lock.
    """
    async with opening_index(settings, site) as index:
        return await index.roll_back(), index.signature
