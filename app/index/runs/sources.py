"""The sources of an index: where its documentation comes from, what each holds, and which was which in the last run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.index.record import SourceRecord
from indexing.model import Page, Site
from indexing.planning.plan import Plan
from indexing.planning.points import PlannedPoint


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """One source of a run: its pages, and what questions mean that name no version or language."""

    name: str
    """What the record and the summary call it: the folder or the address that was given."""
    pages: Iterable[Page]
    default_version: str = ""
    default_locale: str = ""
    default_tags: tuple[str, ...] = ()
    version_labels: Mapping[str, str] = field(default_factory=dict)
    unreadable: Collection[str] = ()
    """URLs of pages that could not be read; may grow while the pages are read. What the index has of them is kept."""


def create_source(name: str, site: Site, pages: Iterable[Page] | None = None) -> DocumentSource:
    """A site as a source; `pages` stand for those that it reads itself."""
    return DocumentSource(
        name,
        site.read_pages() if pages is None else pages,
        default_version=site.default_version,
        default_locale=site.default_locale,
        default_tags=site.default_tags,
        version_labels=site.version_labels,
        unreadable=site.unreadable_urls,
    )


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What a run does to one source. A text that stands in several of them is counted in each."""

    name: str
    pages: int
    chunks: int
    added: int
    moved: int
    unchanged: int
    deleted: int
    kept: int


@dataclass(frozen=True, slots=True)
class Defaults:
    """What questions mean that name no version or language, and how versions are called, over all sources."""

    version: str
    locale: str
    tags: tuple[str, ...]
    labels: Mapping[str, str]


def merge_defaults(sources: Sequence[DocumentSource]) -> Defaults:
    """The first source that has a default version, or a language, decides; tags and labels are all sources'."""
    labels: dict[str, str] = {}
    for source in reversed(sources):
        labels |= source.version_labels
    return Defaults(
        version=next((source.default_version for source in sources if source.default_version), ""),
        locale=next((source.default_locale for source in sources if source.default_locale), ""),
        tags=tuple(dict.fromkeys(tag for source in sources for tag in source.default_tags)),
        labels=labels,
    )


def match_sources(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which source of the last run is which of this one, by their places in the two lists.

    Those of the same name are the same; the others are the same in their order, because a folder may be called
    differently each time. A source of the last run that is missing in the result is not named any more.
    """
    matched = {old: after.index(name) for old, name in enumerate(before) if name in after}
    left = [old for old in range(len(before)) if old not in matched]
    free = [new for new in range(len(after)) if new not in matched.values()]
    return matched | dict(zip(left, free, strict=False))


def count_sources(
    plan: Plan,
    points: Iterable[PlannedPoint],
    read: Sequence[SourceRecord],
    kept: Sequence[int],
    *,
    before: Sequence[str],
    stored: Mapping[str, Sequence[int]],
) -> tuple[SourceCounts, ...]:
    """What a plan does to each source that was read, and to those of the last run that are not named any more.

    `points` are all of the run, `before` are the names in the last run, and `stored` says in which of those the texts
    stand that would be deleted.
    """
    totals, added, moved, deleted = ([0] * len(read) for _ in range(4))
    for counts, some in ((totals, points), (added, plan.added), (moved, plan.moved)):
        for point in some:
            for source in {place.source for place in point.places}:
                counts[source] += 1
    matched = match_sources(before, [source.name for source in read])
    gone = {number: 0 for number in range(len(before)) if number not in matched}
    for number in (number for identity in plan.deleted for number in stored[identity]):
        if number in gone:
            gone[number] += 1
        else:
            deleted[matched.get(number, 0)] += 1
    named = [
        SourceCounts(
            name=source.name,
            pages=source.pages,
            chunks=source.chunks,
            added=added[number],
            moved=moved[number],
            unchanged=totals[number] - added[number] - moved[number],
            deleted=deleted[number],
            kept=kept[number],
        )
        for number, source in enumerate(read)
    ]
    return (*named, *(SourceCounts(before[number], 0, 0, 0, 0, 0, count, 0) for number, count in gone.items()))
