"""One indexing run over a site's sources."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.index import DocumentSource, OnProgress, RunSummary, sync_index
from app.parts import SiteParts


async def index_site(
    sources: Sequence[DocumentSource],
    parts: SiteParts,
    *,
    rebuild: bool = False,
    allow_shrink: bool = False,
    on_progress: OnProgress,
    on_wait: Callable[[float], None],
) -> RunSummary:
    """Make the index hold exactly the pages of `sources`.

    `on_wait` is called with the seconds when the run begins to wait for Gemini's quota.

    Raises:
        IndexingError: the index cannot be written, or the run would take away too much.
        ModelError: something could not be embedded. What was embedded is kept.
    """
    usage = parts.process.gemini.embedding_usage
    usage.on_wait = on_wait
    summary = await sync_index(
        sources,
        index=parts.index,
        embeddings=parts.process.gemini.embeddings,
        rebuild=rebuild,
        allow_shrink=allow_shrink,
        on_progress=on_progress,
    )
    return replace(
        summary,
        embedding_calls=usage.calls,
        retries=usage.retries,
        waited_seconds=round(usage.waited_seconds, 3),
    )
