"""Reads all sources of a run: their pages become points, each with the number of its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import anyio.to_thread

from app.index.areas import Area, AreaCollector
from app.index.known import ScopeCollector
from app.index.port import Index
from app.index.record import SourceRecord
from app.index.runs.apply import OnProgress, Progress, ignore_progress
from app.index.runs.sources import DocumentSource, merge_defaults
from app.index.runs.stored import load_chunks
from app.index.search.languages import find_language, is_by_page
from indexing.model import Chunk, Page
from indexing.planning.points import PlannedPoint, PointCollector

_PAGES_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class ReadPages:
    """What the sources hold, and the points of all of them."""

    sources: tuple[SourceRecord, ...]
    """How many pages and chunks were read of each."""
    kept: tuple[int, ...]
    """Chunks of each source's pages that could not be read, as the index has them. They are among the points."""
    points: list[PlannedPoint]
    areas: tuple[Area, ...]
    """Where the pages of each version stand."""
    scopes: ScopeCollector
    shared_pages: tuple[str, ...]
    """URLs at which pages of several sources stand, sorted: those of an API's description and of answers may do so."""

    @property
    def pages(self) -> int:
        """Of all sources."""
        return sum(source.pages for source in self.sources)

    @property
    def chunks(self) -> int:
        """Of all sources."""
        return sum(source.chunks for source in self.sources)

    @property
    def names(self) -> tuple[str, ...]:
        """What the sources are called."""
        return tuple(source.name for source in self.sources)


async def read_all(
    sources: Sequence[DocumentSource], index: Index, report: OnProgress = ignore_progress, *, salt: str = ""
) -> ReadPages:
    """In a thread, some pages at a time: parsing must not keep the lock's heartbeat from beating.

    `salt` is that of the build to which the points belong.
    """
    language_of = find_language if is_by_page(index.signature) else _find_none
    collector = PointCollector(index.signature.digest(), language_of, merge_defaults(sources).locale, salt=salt)
    areas = AreaCollector()
    scopes = ScopeCollector()
    owners: dict[tuple[str, str, str], int] = {}
    shared: set[str] = set()

    def read_some(pages: Iterator[Page], number: int) -> int:
        some = list(islice(pages, _PAGES_AT_ONCE))
        for page in some:
            collector.add(_number(page.chunks, number))
            areas.add(page.url, page.version, page.locale)
            scopes.add(page.version, page.locale, page.docusaurus_tag)
            if owners.setdefault((page.url, page.version, page.locale), number) != number:
                shared.add(page.url)
        return len(some)

    read: list[SourceRecord] = []
    count = 0
    for number, source in enumerate(sources):
        pages, before, chunks_before = iter(source.pages), count, collector.chunks
        while some := await anyio.to_thread.run_sync(read_some, pages, number):
            count += some
            report(Progress("reading", count, None))
        read.append(
            SourceRecord(
                name=source.name,
                pages=count - before,
                chunks=collector.chunks - chunks_before,
                default_version=source.default_version,
            )
        )
    unread = await load_chunks(index, [source.unreadable for source in sources], [source.name for source in sources])
    collector.add(unread)
    kept = [0] * len(sources)
    for chunk in unread:
        kept[chunk.place.source] += 1
        areas.add(chunk.place.url, chunk.place.version, chunk.place.locale)
        scopes.add(chunk.place.version, chunk.place.locale, chunk.place.docusaurus_tag)
    points = await anyio.to_thread.run_sync(collector.create_points)
    created = await anyio.to_thread.run_sync(areas.create_areas)
    return ReadPages(tuple(read), tuple(kept), points, created, scopes, tuple(sorted(shared)))


def _find_none(_locale: str) -> str:
    """All pages have the language of the index."""
    return ""


def _number(chunks: tuple[Chunk, ...], source: int) -> Iterator[Chunk]:
    """The chunks as those of a source."""
    for chunk in chunks:
        yield replace(chunk, place=replace(chunk.place, source=source)) if source else chunk
