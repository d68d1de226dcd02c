"""What a run would take away: passages, pages, places, versions, languages. A wrong folder is the usual cause."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from os.path import commonprefix
from urllib.parse import urldefrag

from app.index.payload import METADATA, PLACES
from app.index.port import Index
from app.index.runs.stored import scroll_points
from chains.errors import IndexMissingError


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

    @property
    def root(self) -> str:
        """The address below which all pages stand."""
        prefix = commonprefix(sorted(self.pages))  # noqa: RUF071 - what stands behind its last slash is cut
        return prefix.rpartition("/")[0]


def create_extent(places: Iterable[tuple[str, str, str]]) -> Extent:
    """The extent of places, given as URL, version and language."""
    extent = Extent()
    for url, version, locale in places:
        extent.add(url, version, locale)
    return extent


async def load_extent(index: Index) -> Extent:
    """That of the current generation, whatever its signature; empty where there is none."""
    extent = Extent()
    with suppress(IndexMissingError):
        async with index.reading() as live:
            async for record in scroll_points(index.client, live.collection_name, with_payload=[PLACES]):
                for place in (record.payload or {})[METADATA]["places"]:
                    extent.add(place["url"], place["version"], place["locale"])
    return extent


def explain_loss(before: Extent, after: Extent) -> str:
    """A sentence about what would be gone of `before` that nobody means to lose; empty when all is well.

    Half of the pages or places may go, and old versions one after the other, but no language.
    """
    gone_pages = before.pages - after.pages
    if len(gone_pages) * 2 > len(before.pages):
        if before.root != after.root and not before.pages & after.pages:
            return f"Every page has another address: the site stood below {before.root}/, and now below {after.root}/."
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
