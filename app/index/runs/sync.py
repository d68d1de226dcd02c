"""One indexing run: makes the index hold exactly the pages of its sources, embedding only what is new."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread
from langchain_core.embeddings import Embeddings

from app.index.port import Index
from app.index.record import SEARCH_VERSION, IndexRecord, LastRun
from app.index.runs.apply import BATCH_SIZE, OnProgress, Progress, apply_plan, ignore_progress
from app.index.runs.census import count_points
from app.index.runs.reading import ReadPages, read_all
from app.index.runs.shrinking import explain_loss_of_run
from app.index.runs.sources import DocumentSource, SourceCounts, count_sources, merge_defaults
from app.index.runs.stored import load_digests, load_sources
from app.index.search.vector_store import create_vector_store
from chains.errors import UsageError
from indexing.planning.plan import Plan, create_plan

SHRINK_ADVICE = (
    "Nothing was changed. If that is meant, say so with --allow-shrink; else check the site's folder and its options "
    "with `askdocs inspect SITE`."
)


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
    sources: tuple[SourceCounts, ...]
    """The same counts for each source, and what was deleted of sources that are not named any more."""
    shared_pages: tuple[str, ...]
    """URLs at which pages of several sources stand."""
    continued: bool
    """True when an earlier run had been cut off and this one went on from there."""
    embedding_calls: int = 0
    retries: int = 0
    waited_seconds: float = 0.0
    """These three are told by the model's side; the seconds were spent waiting for its quota."""


async def sync_index(
    sources: Sequence[DocumentSource],
    *,
    index: Index,
    embeddings: Embeddings,
    rebuild: bool = False,
    allow_shrink: bool = False,
    batch_size: int = BATCH_SIZE,
    concurrency: int = 4,
    on_progress: OnProgress = ignore_progress,
) -> RunSummary:
    """Lock the index, compare it with its sources, embed what is new, then publish all of it at once.

    Each batch of at most `batch_size` texts is stored as soon as it is embedded: a run that was killed, cancelled or
    refused by the model goes on from there when it is started again. What the index has of pages that cannot be read
    is kept.

    Raises:
        UsageError: the sources yield nothing, or too much of the index would go and `allow_shrink` is false, see
            `explain_loss_of_run`. Nothing was changed.
        IndexBusyError, IndexUnavailableError, SignatureMismatchError: see `Index.writing`.
        ModelError: the model failed for good; what was embedded is kept.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    async with index.writing(rebuild=rebuild) as writing:
        reading = await read_all(sources, index, on_progress, salt=writing.salt)
        existing = await load_digests(writing.client, writing.collection_name)
        plan = await anyio.to_thread.run_sync(create_plan, reading.points, existing)
        added, moved, deleted = len(plan.added), len(plan.moved), len(plan.deleted)
        _refuse_nothing(plan, len(existing))
        base = writing.base
        if not allow_shrink:
            loss = await explain_loss_of_run(
                plan,
                reading.points,
                index=index,
                base=base,
                existing=len(existing),
                names=reading.names,
                rebuild=rebuild,
                continued=writing.continued,
            )
            if loss:
                raise UsageError(f"{loss} {SHRINK_ADVICE}")
        counts = count_sources(
            plan,
            reading.points,
            reading.sources,
            reading.kept,
            before=base.source_names if base else (),
            stored=await load_sources(writing.client, writing.collection_name, plan.deleted),
        )
        held = count_points(reading.points, index.signature)
        reading.points.clear()  # the plan holds what is needed of them

        comparable = base if base and base.signature == index.signature else None
        record = IndexRecord(
            signature=index.signature,
            generation=writing.generation,
            previous=writing.previous,
            search_version=SEARCH_VERSION,
            calibration=comparable.calibration if comparable else None,
            discriminant=comparable.discriminant if comparable else None,
            sources=reading.sources,
            counts=held,
            last_run=LastRun(
                started=started,
                seconds=round(time.monotonic() - clock, 3),
                source=", ".join(reading.names),
                pages=reading.pages,
                chunks=reading.chunks,
                points=added + moved + plan.unchanged,
                added=added,
                moved=moved,
                deleted=deleted,
            ),
            **_describe_scopes(sources, reading),
        )
        is_same = base is not None and (base.scopes, base.search_version) == (record.scopes, SEARCH_VERSION)
        changed = bool(added or moved or deleted or writing.continued or rebuild or not is_same)
        if changed:
            await writing.begin(added)
            store = create_vector_store(index, embeddings)
            await apply_plan(plan, writing, store, batch_size=batch_size, concurrency=concurrency, report=on_progress)
            on_progress(Progress("publishing", 0, 1))
            seconds = round(time.monotonic() - clock, 3)
            record = record.model_copy(update={"last_run": record.last_run.model_copy(update={"seconds": seconds})})
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
        kept=sum(reading.kept),
        estimated_tokens=plan.estimated_tokens,
        sources=counts,
        shared_pages=reading.shared_pages,
        continued=writing.continued,
    )


def _describe_scopes(sources: Sequence[DocumentSource], reading: ReadPages) -> dict[str, Any]:
    """The fields of the record that say which versions and languages there are, and what is meant without one."""
    defaults = merge_defaults(sources)
    return {
        "default_version": defaults.version,
        "default_locale": defaults.locale,
        "default_tags": defaults.tags,
        "areas": reading.areas,
        "known": reading.scopes.create(defaults.labels),
    }


def _refuse_nothing(plan: Plan, existing: int) -> None:
    if not plan.added and not plan.moved and not plan.unchanged and not existing:
        raise UsageError("The site yields no text to index. Look at it with `askdocs inspect SITE`.")
