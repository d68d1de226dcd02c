"""What a run would do, without writing and without a call to the model."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag

import anyio.to_thread

from app.index.payload import DIGEST, METADATA, PLACES, SOURCES
from app.index.port import Index
from app.index.record import IndexRecord, ensure_same_signature
from app.index.runs.apply import BATCH_SIZE, OnProgress, ignore_progress
from app.index.runs.reading import read_all
from app.index.runs.shrinking import explain_loss_of_run
from app.index.runs.sources import DocumentSource, SourceCounts, count_sources
from app.index.runs.stored import scroll_points
from chains.errors import IndexMissingError
from indexing.planning.plan import Plan, create_plan


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run would do. Texts are counted, pages are named by their URLs, sorted."""

    plan: Plan
    pages: int
    chunks: int
    added: int
    """New texts at new places."""
    changed: int
    """New texts at places where another text stands now."""
    moved: int
    """Texts that are embedded already and only stand elsewhere."""
    unchanged: int
    deleted: int
    """Texts that go, without those that a changed one replaces."""
    kept: int
    """Chunks of pages that could not be read: they would stay as they are."""
    added_pages: tuple[str, ...]
    changed_pages: tuple[str, ...]
    deleted_pages: tuple[str, ...]
    sources: tuple[SourceCounts, ...]
    """The same for each source; a changed text counts as one that is added and one that is deleted."""
    refusal: str
    """Why the run would be refused without `allow_shrink`; empty when it would not."""

    @property
    def batches(self) -> list[list[str]]:
        """The texts that would be embedded, as a run hands them to the embeddings."""
        texts = [point.embedded_text for point in self.plan.added]
        return [texts[start : start + BATCH_SIZE] for start in range(0, len(texts), BATCH_SIZE)]


async def forecast_run(
    sources: Sequence[DocumentSource],
    *,
    index: Index,
    rebuild: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> Forecast:
    """What `sync_index` would do with the same arguments.

    Raises:
        IndexUnavailableError, SignatureMismatchError: see `Index.writing`.
    """
    salt = ""
    with suppress(IndexMissingError):
        async with index.reading() as live:
            salt = live.salt
    reading = await read_all(sources, index, on_progress, salt=salt)
    base: IndexRecord | None = None
    numbers: dict[str, tuple[int, ...]] = {}
    digests: dict[str, str] = {}
    urls: dict[str, list[str]] = {}
    with suppress(IndexMissingError):
        async with index.reading() as live:
            base = live.record
            if not rebuild:
                ensure_same_signature(base, index.signature)
            async for record in scroll_points(
                index.client, live.collection_name, with_payload=[DIGEST, PLACES, SOURCES]
            ):
                metadata = (record.payload or {})[METADATA]
                digests[str(record.id)] = metadata["places_digest"]
                urls[str(record.id)] = [place["url"] for place in metadata["places"]]
                numbers[str(record.id)] = tuple(metadata.get("sources", (0,)))
    existing = {} if rebuild else digests
    plan = await anyio.to_thread.run_sync(create_plan, reading.points, existing)
    before = {url for of_point in urls.values() for url in of_point}
    after = {place.url for point in reading.points for place in point.places}
    taken = {url for point in plan.added for place in point.places if (url := place.url) in before}
    changed = sum(any(place.url in taken for place in point.places) for point in plan.added)
    replaced = sum(any(url in taken for url in urls[identity]) for identity in plan.deleted)
    pages_before, pages_after = _find_pages(before), _find_pages(after)
    touched = {place.url for point in (*plan.added, *plan.moved) for place in point.places}
    touched |= {url for identity in plan.deleted for url in urls[identity]}
    return Forecast(
        plan=plan,
        pages=reading.pages,
        chunks=reading.chunks,
        added=len(plan.added) - changed,
        changed=changed,
        moved=len(plan.moved),
        unchanged=plan.unchanged,
        deleted=len(plan.deleted) - replaced,
        kept=sum(reading.kept),
        added_pages=tuple(sorted(pages_after - pages_before)),
        changed_pages=tuple(sorted(_find_pages(touched) & pages_before & pages_after)),
        deleted_pages=tuple(sorted(pages_before - pages_after)),
        sources=count_sources(
            plan,
            reading.points,
            reading.sources,
            reading.kept,
            before=base.source_names if base else (),
            stored=numbers,
        ),
        refusal=await explain_loss_of_run(
            plan,
            reading.points,
            index=index,
            base=base,
            existing=len(existing),
            names=reading.names,
            rebuild=rebuild,
            continued=False,
        ),
    )


def _find_pages(urls: Iterable[str]) -> set[str]:
    return {urldefrag(url).url for url in urls}
