"""One indexing run over a site."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.index import OnProgress, RunSummary, sync_index
from app.parts import SiteParts
from indexing.model import Page, Site


async def index_site(
    site: Site,
    parts: SiteParts,
    *,
    source: str,
    pages: Iterable[Page] | None = None,
    rebuild: bool = False,
    allow_shrink: bool = False,
    on_progress: OnProgress,
    on_wait: Callable[[float], None],
) -> RunSummary:
    """Make the index hold exactly `pages`, those of `site` by default.

    `source` says in the index record where they are from. `on_wait` is called with the seconds when the run begins to
    wait for Gemini's quota.

    Raises:
        IndexingError: the index cannot be written, or the run would take away too much.
        ModelError: something could not be embedded. What was embedded is kept.
    """
    usage = parts.process.gemini.embedding_usage
    usage.on_wait = on_wait
    summary = await sync_index(
        site.read_pages() if pages is None else pages,
        index=parts.index,
        embeddings=parts.process.gemini.embeddings,
        source=source,
        default_version=site.default_version,
        default_locale=site.default_locale,
        default_tags=site.default_tags,
        version_labels=site.version_labels,
        unreadable=site.unreadable_urls,
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
