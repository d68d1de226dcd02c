"""One indexing run: makes the index hold exactly the pages of a site, embedding only what is new."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from types import MappingProxyType
from typing import NoReturn

import anyio.to_thread
from langchain_core.embeddings import Embeddings

from app.index.areas import Area, AreaCollector
from app.index.known import ScopeCollector
from app.index.port import Index, Writing
from app.index.record import IndexRecord, LastRun
from app.index.runs.apply import BATCH_SIZE, OnProgress, Progress, apply_plan, ignore_progress
from app.index.runs.shrinking import create_extent, explain_loss, format_loss, load_extent
from app.index.runs.stored import load_chunks, load_digests
from app.index.search.vector_store import create_vector_store
from chains.errors import IndexUnavailableError, UsageError
from indexing.model import Page
from indexing.planning.plan import Plan, create_plan
from indexing.planning.points import PlannedPoint, PointCollector

_PAGES_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. `changed` is false when the index was already right: it was not touched then."""

    changed: bool
    record: IndexRecord
    """The index as it stands now."""
    pages: int
    chunks: int
    added: int
    moved: int
    unchanged: int
    deleted: int
    seconds: float
    kept: int
    """Chunks of pages that could not be read this time: they stay as they were."""
    estimated_tokens: int
    """Of what was embedded."""
    continued: bool
    """True when an earlier run had been cut off and this one went on from there."""
    embedding_calls: int = 0
    retries: int = 0
    waited_seconds: float = 0.0
    """These three are told by the model's side; the seconds were spent waiting for its quota."""


async def sync_index(
    pages: Iterable[Page],
    *,
    index: Index,
    embeddings: Embeddings,
    source: str,
    default_version: str,
    default_locale: str,
    default_tags: tuple[str, ...] = (),
    version_labels: Mapping[str, str] = MappingProxyType({}),
    unreadable: Collection[str] = (),
    rebuild: bool = False,
    allow_shrink: bool = False,
    batch_size: int = BATCH_SIZE,
    concurrency: int = 4,
    on_progress: OnProgress = ignore_progress,
) -> RunSummary:
    """Lock the index, compare it with `pages`, embed what is new, then publish all of it at once.

    Each batch of at most `batch_size` texts is stored as soon as it is embedded: a run that was killed, cancelled or
    refused by the model goes on from there when it is started again. `source` is what the record says was indexed.
    `unreadable` holds the URLs of pages that could not be read; it may grow while `pages` are read. What the index has
    of them is kept.

    Raises:
        UsageError: the site yields nothing, or too much of the index would go and `allow_shrink` is false, see
            `explain_loss`. Nothing was changed.
        IndexBusyError, IndexUnavailableError, SignatureMismatchError: see `Index.writing`.
        ModelError: the model failed for good; what was embedded is kept.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    async with index.writing(rebuild=rebuild) as writing:
        reading = await read_all(pages, index, unreadable, on_progress)
        existing = await load_digests(writing.client, writing.collection_name)
        plan = await anyio.to_thread.run_sync(create_plan, reading.points, existing)
        added, moved, deleted = len(plan.added), len(plan.moved), len(plan.deleted)
        _refuse_nothing(plan, len(existing))
        if not allow_shrink:
            _refuse_to_lose_texts(plan, writing, len(existing))
            if writing.base is not None and (moved or deleted or not existing or writing.continued):
                await _refuse_to_lose_places(reading.points, index, rebuild=rebuild)
        reading.points.clear()  # the plan holds what is needed of them

        base = writing.base
        known = reading.scopes.create(version_labels)
        scopes_changed = base is None or (
            (base.default_version, base.default_locale, base.default_tags, base.areas, base.known)
            != (default_version, default_locale, default_tags, reading.areas, known)
        )
        changed = bool(added or moved or deleted or writing.continued or rebuild or scopes_changed)
        if changed:
            await writing.begin(added)
            store = create_vector_store(index, embeddings)
            await apply_plan(plan, writing, store, batch_size=batch_size, concurrency=concurrency, report=on_progress)
        seconds = time.monotonic() - clock
        record = IndexRecord(
            signature=index.signature,
            generation=writing.generation,
            previous=writing.previous,
            default_version=default_version,
            default_locale=default_locale,
            default_tags=default_tags,
            areas=reading.areas,
            known=known,
            calibration=base.calibration if base and base.signature == index.signature else None,
            last_run=LastRun(
                started=started,
                seconds=round(seconds, 3),
                source=source,
                pages=reading.pages,
                chunks=reading.chunks,
                points=added + moved + plan.unchanged,
                added=added,
                moved=moved,
                deleted=deleted,
            ),
        )
        if changed:
            on_progress(Progress("publishing", 0, 1))
            await writing.finish(record)
            on_progress(Progress("publishing", 1, 1))
    return RunSummary(
        changed=changed,
        record=record if changed or base is None else base,
        pages=reading.pages,
        chunks=reading.chunks,
        added=added,
        moved=moved,
        unchanged=plan.unchanged,
        deleted=deleted,
        seconds=time.monotonic() - clock,
        kept=reading.kept,
        estimated_tokens=plan.estimated_tokens,
        continued=writing.continued,
    )


@dataclass(frozen=True, slots=True)
class ReadPages:
    """What a site holds: how many pages and chunks were read, and the points of all of them."""

    pages: int
    chunks: int
    kept: int
    """Chunks of pages that could not be read, as the index has them. They are among the points."""
    points: list[PlannedPoint]
    areas: tuple[Area, ...]
    """Where the pages of each version stand."""
    scopes: ScopeCollector


async def read_all(
    pages: Iterable[Page], index: Index, unreadable: Collection[str], report: OnProgress = ignore_progress
) -> ReadPages:
    """In a thread, some pages at a time: parsing must not keep the lock's heartbeat from beating."""
    iterator = iter(pages)
    collector = PointCollector(index.signature.digest())
    areas = AreaCollector()
    scopes = ScopeCollector()

    def read_some() -> int:
        some = list(islice(iterator, _PAGES_AT_ONCE))
        for page in some:
            collector.add(page.chunks)
            areas.add(page.url, page.version, page.locale)
            scopes.add(page.version, page.locale, page.docusaurus_tag)
        return len(some)

    count = 0
    while some := await anyio.to_thread.run_sync(read_some):
        count += some
        report(Progress("reading", count, None))
    chunks = collector.chunks
    unread = await load_chunks(index, unreadable)
    collector.add(unread)
    for chunk in unread:
        areas.add(chunk.place.url, chunk.place.version, chunk.place.locale)
        scopes.add(chunk.place.version, chunk.place.locale, chunk.place.docusaurus_tag)
    points = await anyio.to_thread.run_sync(collector.create_points)
    created = await anyio.to_thread.run_sync(areas.create_areas)
    return ReadPages(count, chunks, collector.chunks - chunks, points, created, scopes)


def _refuse_nothing(plan: Plan, existing: int) -> None:
    if not plan.added and not plan.moved and not plan.unchanged and not existing:
        raise UsageError("The site yields no text to index. Look at it with `askdocs inspect SITE`.")


def _refuse_to_lose_texts(plan: Plan, writing: Writing, existing: int) -> None:
    remaining = len(plan.added) + len(plan.moved) + plan.unchanged
    before = writing.base.last_run.points if writing.base else 0
    gone = max(len(plan.deleted), 0 if writing.base is None else before - remaining)
    of = max(existing, before)
    if gone * 2 > of:
        _refuse(format_loss(f"{gone} of {of} passages"))


async def _refuse_to_lose_places(points: list[PlannedPoint], index: Index, *, rebuild: bool) -> None:
    """Texts may stay and lead nowhere: what stands in many versions is one text, and a site that moved has them all."""
    try:
        before = await load_extent(index)
    except IndexUnavailableError:
        if not rebuild:
            raise
        return  # a damaged index cannot be compared with; building it anew is the cure
    after = create_extent((place.url, place.version, place.locale) for point in points for place in point.places)
    loss = explain_loss(before, after)
    if loss:
        _refuse(loss)


def _refuse(loss: str) -> NoReturn:
    raise UsageError(
        f"{loss} Nothing was changed. If that is meant, say so with --allow-shrink; else check the site's folder and "
        "its options with `askdocs inspect SITE`."
    )
