"""Deletes what is kept of answers."""

from app.observability.masking import mask
from app.settings import Settings
from app.stores import open_stores, strip_protocol


async def delete_answers(settings: Settings, *, answer_id: str = "", thread: str = "", question: str = "") -> int:
    """Delete an answer, those of a thread, and those to a question, which is masked as they were; how many they were.

    Raises:
        SettingsError, StoreUnavailableError, UsageError: there is no database, or it cannot be written.
    """
    stores = open_stores(settings.stores, settings.qdrant.path, creates=False)
    try:
        return await stores.answers.delete(answer_id=strip_protocol(answer_id), thread=thread, question=mask(question))
    finally:
        await stores.database.aclose()
