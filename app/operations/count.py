"""What is indexed, counted. Needs no key."""

from contextlib import suppress

from app.index import Census, Signature, count_index
from app.opening import opening_index
from app.settings import Settings
from chains.errors import SignatureMismatchError


async def count(settings: Settings) -> tuple[Census, Signature, str]:
    """Count the current generation; also the signature that the settings ask for, and from what they are answered.

    That is the generation before while an embedding model is being changed; empty when the settings fit neither.

    Raises:
        IndexMissingError, IndexUnavailableError: there is nothing to count.
    """
    async with opening_index(settings) as index:
        census = await count_index(index)
        answering = census.record.generation
        if census.record.signature != index.signature:
            answering = ""
            with suppress(SignatureMismatchError):
                answering = (await index.check()).generation
        return census, index.signature, answering
