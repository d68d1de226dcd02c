"""What a run would take away: passages, pages, places, versions, languages. A wrong folder is the usual cause.

Each source of the index is looked at by itself: half of a small one is little of the whole.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from os.path import commonprefix
from urllib.parse import urldefrag

from app.index.payload import METADATA, PLACES
from app.index.port import Index
from app.index.qdrant import models
from app.index.record import IndexRecord
from app.index.runs.sources import match_sources
from app.index.runs.stored import retrieve_points, scroll_points
from chains.errors import IndexMissingError, IndexUnavailableError
from indexing.planning.plan import Plan
from indexing.planning.points import PlannedPoint


@dataclass(slots=True)
class Extent:
    """Where the passages of a site stand."""

    places: set[str] = field(default_factory=set)
    """Pages with anchors."""
    pages: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    locales: set[str] = field(default_factory=set)

    def add(self, url: str, version: str, locale: str) -> None:
        """Adds a place."""
        page, anchor = urldefrag(url)
        page = page.removesuffix(".html").removesuffix("/index").rstrip("/")  # both forms lead to the same page
        self.pages.add(page)
        self.places.add(f"{page}#{anchor}")
        self.versions.add(version)
        self.locales.add(locale)

    def copy(self) -> "Extent":
        """One that grows by itself."""
        return Extent(set(self.places), set(self.pages), set(self.versions), set(self.locales))

    @property
    def root(self) -> str:
        """The address below which all pages stand."""
        prefix = commonprefix(sorted(self.pages))  # noqa: RUF071 - what stands behind its last slash is cut
        return prefix.rpartition("/")[0]


async def explain_loss_of_run(
    plan: Plan,
    points: Iterable[PlannedPoint],
    *,
    index: Index,
    base: IndexRecord | None,
    existing: int,
    names: Sequence[str],
    rebuild: bool,
    continued: bool,
) -> str:
    """Why a run must not be carried out unless that is meant; empty when it may.

    `points` are all of the run, `existing` is how many points stand where it writes, and `names` are its sources.

    Raises:
        IndexUnavailableError: what is indexed cannot be read. A rebuild is the cure, so it may go on.
    """
    loss = _explain_lost_texts(plan, base, existing)
    if loss or base is None or not (plan.moved or plan.deleted or not existing or continued):
        return loss
    kept, after = create_extents(plan, points, len(names))
    try:
        before = None if rebuild or continued or not existing else await load_extents_of_stale(index, base, plan, kept)
        before = before or await load_extents(index)
    except IndexUnavailableError:
        if not rebuild:
            raise
        return ""
    # Texts may stay and lead nowhere: what stands in many versions is one text, and a site that moved has them all.
    return explain_losses(before, base.source_names, after, names)


def create_extents(plan: Plan, points: Iterable[PlannedPoint], count: int) -> tuple[list[Extent], list[Extent]]:
    """The extents of a run's sources: of what the plan leaves as it is, and of all its points."""
    changed = {point.id for point in (*plan.added, *plan.moved)}
    kept = [Extent() for _ in range(count)]
    _add_places(kept, (point for point in points if point.id not in changed))
    after = [extent.copy() for extent in kept]
    _add_places(after, (*plan.added, *plan.moved))
    return kept, after


def _add_places(extents: Sequence[Extent], points: Iterable[PlannedPoint]) -> None:
    for point in points:
        for place in point.places:
            extents[place.source].add(place.url, place.version, place.locale)


async def load_extents_of_stale(
    index: Index, base: IndexRecord, plan: Plan, kept: Sequence[Extent]
) -> list[Extent] | None:
    """The extents of `load_extents`, of which only what the plan moves or deletes is read.

    All else stands where it stood, in the source of the same number: digests say so, and `kept` are its extents. None
    where the current generation has not all that the plan found.
    """
    stale = [*plan.deleted, *(point.id for point in plan.moved)]
    before = [kept[number].copy() if number < len(kept) else Extent() for number in range(len(base.source_names))]
    with suppress(IndexMissingError):
        async with index.reading() as live:
            records = await retrieve_points(index.client, live.collection_name, stale, with_payload=[PLACES])
            _add_stored(before, records)
            return before if len(records) == len(stale) else None
    return None


async def load_extents(index: Index) -> list[Extent]:
    """Those of the sources of the current generation, whatever its signature; none where there is none."""
    extents: list[Extent] = []
    with suppress(IndexMissingError):
        async with index.reading() as live:
            extents = [Extent() for _ in live.record.source_names]
            async for record in scroll_points(index.client, live.collection_name, with_payload=[PLACES]):
                _add_stored(extents, [record])
    return extents


def _add_stored(extents: Sequence[Extent], records: Iterable[models.Record]) -> None:
    for record in records:
        for place in (record.payload or {})[METADATA]["places"]:
            extents[place.get("source", 0)].add(place["url"], place["version"], place["locale"])


def explain_losses(
    before: Sequence[Extent], names_before: Sequence[str], after: Sequence[Extent], names: Sequence[str]
) -> str:
    """What would be gone of one source that nobody means to lose; empty when all is well.

    A page that stands in another source now is not lost.
    """
    matched = match_sources(names_before, names)
    pages = set().union(*(extent.pages for extent in after))
    places = set().union(*(extent.places for extent in after))
    for number, (extent, name) in enumerate(zip(before, names_before, strict=True)):
        if number in matched:
            own = after[matched[number]]
            loss = explain_loss(extent, replace(own, pages=pages, places=places), root=own.root)
        else:
            gone = len(extent.pages - pages)
            loss = (
                format_loss(f"{gone} {'page' if gone == 1 else 'pages'} of a source that is not named any more")
                if gone
                else ""
            )
        if loss:
            return loss if len(names_before) == len(names) == 1 else f"{name}: {loss}"
    return ""


def explain_loss(before: Extent, after: Extent, *, root: str = "") -> str:
    """A sentence about what would be gone of `before` that nobody means to lose; empty when all is well.

    Half of the pages or places may go, and old versions one after the other, but no language. `root` is where the site
    stands now, where `after` has the pages of other sources, too.
    """
    gone_pages = before.pages - after.pages
    root = root or after.root
    if len(gone_pages) * 2 > len(before.pages):
        if before.root != root and not before.pages & after.pages:
            return f"Every page has another address: the site stood below {before.root}/, and now below {root}/."
        return format_loss(f"{len(gone_pages)} of {len(before.pages)} pages")
    for noun, known, found, allowed in (
        ("languages", before.locales, after.locales, 0),
        ("versions", before.versions, after.versions, (len(before.versions) - 1) // 2),
    ):
        gone = sorted(filter(None, known - found))
        if len(gone) > allowed and len(found) < len(known):
            return format_loss(f"{len(gone)} of {len(known)} {noun} ({', '.join(gone)})")
    gone_places = len(before.places - after.places)
    if gone_places * 2 > len(before.places):
        return format_loss(f"{gone_places} of {len(before.places)} places that answers link to")
    return ""


def format_loss(loss: str) -> str:
    """The sentence about a number of things that would be gone."""
    return f"This run would remove {loss} from the index."


def _explain_lost_texts(plan: Plan, base: IndexRecord | None, existing: int) -> str:
    remaining = len(plan.added) + len(plan.moved) + plan.unchanged
    before = base.last_run.points if base else 0
    gone = max(len(plan.deleted), before - remaining if base else 0)
    of = max(existing, before)
    return format_loss(f"{gone} of {of} passages") if gone * 2 > of else ""
