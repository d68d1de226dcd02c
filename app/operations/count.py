"""What is indexed, counted. Needs no key."""

from app.index import Census, Signature, count_index, opening_index
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE


async def count(settings: Settings, site: str = DEFAULT_SITE) -> tuple[Census, Signature, str]:
    """Count the current generation; also the signature that the settings ask for, and from what they are answered.

    That is the generation before while an embedding model is being changed; empty when the settings fit neither.

    Raises:
        IndexMissingError, IndexUnavailableError: there is nothing to count.
    """
    async with opening_index(settings, site) as index:
        answering = await index.load_answering_record()
        fits = answering.signature == index.signature
        return await count_index(index), index.signature, answering.generation if fits else ""
