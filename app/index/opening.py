"""The index alone, for what needs neither Gemini nor a service: its commands start in half of the time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.index.factory import create_index
from app.index.port import Index
from app.index.record import Signature
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE
from indexing.model import CHUNKER_VERSION


def create_signature(settings: Settings) -> Signature:
    """What makes vectors comparable under these settings."""
    return Signature(
        embedding_space="emulator" if settings.gemini.is_emulated else "gemini",
        model=settings.gemini.embedding_model,
        dimensions=settings.gemini.embedding_dimensions,
        prefix_style=settings.gemini.prefix_style,
        chunker_version=CHUNKER_VERSION,
        bm25_language=settings.bm25.language,
    )


@asynccontextmanager
async def opening_index(settings: Settings, site: str = DEFAULT_SITE) -> AsyncIterator[Index]:
    """The index of a site, closed behind the block. Raises SettingsError."""
    index = create_index(settings.qdrant, create_signature(settings), site)
    try:
        yield index
    finally:
        await index.aclose()
