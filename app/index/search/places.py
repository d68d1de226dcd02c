"""Which places a search may find, and a point that was found at one of them."""

from typing import Any

from langchain_core.documents import Document

from app.index.addresses import PageAddress
from app.index.areas import find_area
from app.index.payload import CONTENT, METADATA, PlaceFilter, choose_place
from app.index.record import IndexRecord
from app.index.search.parts import PartChooser
from chains.retrieval import OFFSET
from chains.schemas import Filters

_UNVERSIONED = ("default", "")
"""The tags of pages that belong to no version: Docusaurus' own for them, and the empty one of a site without tags."""


def create_place_filter(filters: Filters, page_url: str, record: IndexRecord) -> PlaceFilter:
    """What is asked for, else what the page being read belongs to, else the site's defaults.

    Raises UnknownScopeError for a version, language or tag that the index does not have.
    """
    filters = record.known.resolve(filters, record.default_version)
    area = find_area(record.areas, page_url)
    locale = filters.locale or (area.locale if area else "") or record.default_locale
    if filters.version or filters.docusaurus_tag:
        return PlaceFilter(filters.version, locale, tuple(filters.docusaurus_tag))
    further = record.further_default_versions
    if area and area.version not in {"", record.default_version, *further}:  # no version means the default one
        return PlaceFilter(area.version, locale)
    if len(record.default_tags) > 1 and not further:  # each plugin has a last version of its own
        return PlaceFilter("", locale, (*record.default_tags, *_UNVERSIONED))
    return PlaceFilter(record.default_version, locale, further_versions=further)


def create_document(
    point_id: str,
    payload: dict[str, Any],
    cosine: float,
    places: PlaceFilter,
    page: PageAddress | None,
    *,
    chooser: PartChooser,
) -> Document | None:
    """A point as LangChain knows it, at the place to cite; None when none of its places may be cited.

    Of a passage that holds several short sections, `chooser` says which is cited; its text begins at `OFFSET`.
    """
    metadata = payload[METADATA]
    place = choose_place(metadata["places"], places, page)
    if place is None:
        return None
    cited = chooser.choose(payload[CONTENT], place, metadata.get("language", ""))
    return Document(
        id=point_id,
        page_content=payload[CONTENT],
        metadata={
            "title": metadata["title"],
            "section": cited.section,
            "url": cited.url,
            OFFSET: cited.offset,
            "version": place["version"],
            "locale": place["locale"],
            "score": min(1.0, max(0.0, cosine)),
        },
    )
