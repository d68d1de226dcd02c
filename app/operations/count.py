"""What is indexed, counted. Needs no key."""

from app.index import Census, Signature, count_index
from app.opening import opening_index
from app.settings import Settings


async def count(settings: Settings) -> tuple[Census, Signature]:
    """Count the current generation; also the signature that the settings ask for.

    Raises:
        IndexMissingError, IndexUnavailableError: there is nothing to count.
    """
    async with opening_index(settings) as index:
        return await count_index(index), index.signature
