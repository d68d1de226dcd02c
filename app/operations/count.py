"""What is indexed, counted. Needs no key."""

from app.index import Census, IndexRecord, Signature, count_index
from app.opening import opening_index
from app.settings import Settings


async def count(settings: Settings) -> tuple[Census, Signature, IndexRecord]:
    """Count what answers come from; also the signature that the settings ask for, and the newest record.

    The newest is another one while an embedding model is being changed: the settings still fit the index before it.

    Raises:
        IndexMissingError, IndexUnavailableError: there is nothing to count.
    """
    async with opening_index(settings) as index:
        return await count_index(index), index.signature, await index.load_record()
