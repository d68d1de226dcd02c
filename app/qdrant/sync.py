"""One indexing run: makes the index hold exactly the pages of a site, embedding only what is new."""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import anyio.to_thread
from langchain_core.embeddings import Embeddings

from app.qdrant.areas import find_areas
from app.qdrant.client import VectorClient
from app.qdrant.index import Index, Writing
from app.qdrant.payload import DIGEST
from app.qdrant.record import IndexRecord, LastRun, Signature, ensure_same_signature
from app.qdrant.sync_apply import OnProgress, Progress, apply_plan, ignore_progress
from chains.errors import IndexMissingError, UsageError
from indexing.model import Chunk, Page
from indexing.plan import Plan, create_plan, create_points

_PAGES_AT_ONCE = 20
_SCROLL_LIMIT = 1000


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
    continued: bool
    """True when an earlier run had been cut off and this one went on from there."""


async def index_site(
    pages: Iterable[Page],
    *,
    index: Index,
    embeddings: Embeddings,
    source: str,
    default_version: str,
    default_locale: str,
    default_tags: tuple[str, ...] = (),
    rebuild: bool = False,
    allow_shrink: bool = False,
    batch_size: int = 100,
    concurrency: int = 4,
    on_progress: OnProgress = ignore_progress,
) -> RunSummary:
    """Lock the index, compare it with `pages`, embed what is new, then publish all of it at once.

    Each batch of at most `batch_size` texts is stored as soon as it is embedded: a run that was killed, cancelled or
    refused by the model goes on from there when it is started again. `source` is what the record says was indexed.

    Raises:
        UsageError: the site yields nothing, or more than half of the index would go and `allow_shrink` is false.
            Nothing was changed.
        IndexBusyError, IndexUnavailableError, SignatureMismatchError: see `Index.writing`.
        ModelError: the model failed for good; what was embedded is kept.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    async with index.writing(rebuild=rebuild) as writing:
        reading = await _read(pages, on_progress)
        existing = await load_digests(writing.client, writing.collection_name)
        plan = await anyio.to_thread.run_sync(_create_plan, reading.chunks, existing, index.signature)
        _refuse_to_shrink(plan, writing, len(existing), allow_shrink=allow_shrink)

        base = writing.base
        defaults_changed = base is None or (base.default_version, base.default_locale, base.default_tags) != (
            default_version,
            default_locale,
            default_tags,
        )
        changed = bool(plan.added or plan.moved or plan.deleted or writing.continued or rebuild or defaults_changed)
        if changed:
            await writing.begin()
            store = index.create_vector_store(embeddings)
            await apply_plan(plan, writing, store, batch_size=batch_size, concurrency=concurrency, report=on_progress)
        seconds = time.monotonic() - clock
        record = IndexRecord(
            signature=index.signature,
            generation=writing.generation,
            previous=writing.previous,
            default_version=default_version,
            default_locale=default_locale,
            default_tags=default_tags,
            areas=find_areas(chunk.place for chunk in reading.chunks),
            calibration=base.calibration if base and base.signature == index.signature else None,
            last_run=LastRun(
                started=started,
                seconds=round(seconds, 3),
                source=source,
                pages=reading.pages,
                chunks=len(reading.chunks),
                points=len(plan.added) + len(plan.moved) + plan.unchanged,
                added=len(plan.added),
                moved=len(plan.moved),
                deleted=len(plan.deleted),
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
        chunks=len(reading.chunks),
        added=len(plan.added),
        moved=len(plan.moved),
        unchanged=plan.unchanged,
        deleted=len(plan.deleted),
        seconds=time.monotonic() - clock,
        continued=writing.continued,
    )


async def plan_site(pages: Iterable[Page], *, index: Index, rebuild: bool = False) -> Plan:
    """What `index_site` would do, without writing and without a call to the model.

    Raises:
        IndexUnavailableError, SignatureMismatchError: see `Index.writing`.
    """
    reading = await _read(pages, ignore_progress)
    existing: dict[str, str] = {}
    if not rebuild:
        with suppress(IndexMissingError):
            async with index.reading() as live:
                ensure_same_signature(live.record, index.signature)
                existing = await load_digests(index.client, live.collection_name)
    return await anyio.to_thread.run_sync(_create_plan, reading.chunks, existing, index.signature)


async def load_digests(client: VectorClient, collection_name: str) -> dict[str, str]:
    """Every point's id, with the digest of its places."""
    digests: dict[str, str] = {}
    offset: str | int | None = None
    while True:
        records, offset = await client.scroll(
            collection_name, limit=_SCROLL_LIMIT, offset=offset, with_payload=[DIGEST]
        )
        for record in records:
            digests[str(record.id)] = (record.payload or {}).get("metadata", {}).get("places_digest", "")
        if offset is None:
            return digests


@dataclass(frozen=True, slots=True)
class _Read:
    pages: int
    chunks: list[Chunk]


async def _read(pages: Iterable[Page], report: OnProgress) -> _Read:
    """In a thread, some pages at a time: parsing must not keep the lock's heartbeat from beating."""
    iterator = iter(pages)
    count, chunks = 0, list[Chunk]()
    while some := await anyio.to_thread.run_sync(lambda: list(islice(iterator, _PAGES_AT_ONCE))):
        count += len(some)
        chunks += (chunk for page in some for chunk in page.chunks)
        report(Progress("reading", count, None))
    return _Read(count, chunks)


def _create_plan(chunks: list[Chunk], existing: dict[str, str], signature: Signature) -> Plan:
    return create_plan(create_points(chunks, signature=signature.digest()), existing)


def _refuse_to_shrink(plan: Plan, writing: Writing, existing: int, *, allow_shrink: bool) -> None:
    remaining = len(plan.added) + len(plan.moved) + plan.unchanged
    if not remaining and not existing:
        raise UsageError("The site yields no text to index. Look at it with `askdocs inspect SITE`.")
    before = writing.base.last_run.points if writing.base else 0
    gone = max(len(plan.deleted), 0 if writing.base is None else before - remaining)
    of = max(existing, before)
    if not allow_shrink and gone * 2 > of:
        raise UsageError(
            f"This run would remove {gone} of {of} passages from the index. Nothing was changed. If that is meant, say "
            "so with --allow-shrink; else check the site's folder and its options with `askdocs inspect SITE`."
        )
