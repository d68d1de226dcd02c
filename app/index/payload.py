"""What stands beside the vectors of a point, and how it is filtered.

    {"page_content": text,
     "metadata": {"title": …, "places": [{url, version, locale, docusaurus_tag, section, position, parts?, source?}, …],
                  "scopes": ["en/2.x", "en#docs-default-2.x", "en/2.x#docs-default-2.x", …],
                  "pages": [url without an anchor, …], "places_digest": …, "sources"?: [0, 1], "language"?: "german"}}

A text that stands in several versions is one point with several places. Conditions on several fields must hold for one
and the same place. A nested condition says so, but costs 40 to 60 ms in 20,000 points, because it reads the payloads.
Nearly every question names a language together with a version, with tags or with both. These combinations are stored as
indexed values, the scopes, and filtering by them costs nothing. Questions without a language use the nested condition.

A place has `parts`, [[offset, anchor, section], …], only where its text holds several short sections, and `source` only
where it is not from the first source of the index. The `sources` of a point are missing where all of it is from there,
and its `language`, in which the endings of its words are folded, where that is English or the one of the whole index.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.index.addresses import PageAddress
from app.index.qdrant import models
from indexing.model import Part, Place

CONTENT = "page_content"
METADATA = "metadata"
PLACES = f"{METADATA}.places"
SCOPES = f"{METADATA}.scopes"
PAGES = f"{METADATA}.pages"
DIGEST = f"{METADATA}.places_digest"
SOURCES = f"{METADATA}.sources"
INDEXED_FIELDS = (SCOPES, PAGES, *(f"{PLACES}[].{field}" for field in ("version", "locale", "docusaurus_tag")))


def create_metadata(title: str, places: Sequence[Place], digest: str, language: str = "") -> dict[str, Any]:
    """The `metadata` of a point's payload."""
    metadata: dict[str, Any] = {
        "title": title,
        "places": [_format_place(place) for place in places],
        "scopes": sorted({scope for place in places for scope in _create_scopes(place)}),
        "pages": sorted({get_page_url(place.url) for place in places}),
        "places_digest": digest,
    }
    sources = sorted({place.source for place in places})
    if any(sources):
        metadata["sources"] = sources
    if language:
        metadata["language"] = language
    return metadata


def get_page_url(url: str) -> str:
    """The page on which a place stands: its URL without the anchor."""
    return url.partition("#")[0]


def _format_place(place: Place) -> dict[str, Any]:
    """Like `dataclasses.asdict`, in a tenth of the time."""
    formatted: dict[str, Any] = {
        "url": place.url,
        "version": place.version,
        "locale": place.locale,
        "docusaurus_tag": place.docusaurus_tag,
        "section": place.section,
        "position": place.position,
    }
    if place.parts:
        formatted["parts"] = [[part.offset, part.anchor, part.section] for part in place.parts]
    if place.source:
        formatted["source"] = place.source
    return formatted


def parse_place(stored: Mapping[str, Any]) -> Place:
    """The place of a payload."""
    parts = tuple(Part(offset, anchor, section) for offset, anchor, section in stored.get("parts", ()))
    return Place(**{**stored, "parts": parts})


def _create_scopes(place: Place) -> Iterator[str]:
    yield _format_scope(place.locale, place.version)
    yield _format_scope(place.locale, None, place.docusaurus_tag)
    if place.docusaurus_tag:
        yield _format_scope(place.locale, place.version, place.docusaurus_tag)


def _format_scope(locale: str, version: str | None, tag: str = "") -> str:
    scope = locale if version is None else f"{locale}/{version}"
    return f"{scope}#{tag}" if tag or version is None else scope


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Which places may be cited. An empty field lets every place through.

    Pages that belong to no version (a blog, an unversioned plugin's docs) are part of every version.
    """

    version: str = ""
    locale: str = ""
    docusaurus_tags: tuple[str, ...] = ()
    further_versions: tuple[str, ...] = ()
    """What else may be cited beside `version`: the default versions of the other sources of the index."""

    def matches(self, place: Mapping[str, Any]) -> bool:
        """True for a place that the condition below lets through."""
        return (
            (not self.version or place["version"] in {self.version, *self.further_versions, ""})
            and (not self.locale or place["locale"] in {self.locale, ""})
            and (not self.docusaurus_tags or place["docusaurus_tag"] in self.docusaurus_tags)
        )

    def create_condition(self) -> models.Filter | None:
        """The same as a filter for Qdrant; None when every place counts."""
        versions = [self.version, *self.further_versions, ""] if self.version else [None]
        if self.locale and (self.version or self.docusaurus_tags):
            scopes = [
                _format_scope(locale, version, tag)
                for locale in (self.locale, "")
                for version in versions
                for tag in self.docusaurus_tags or ("",)
            ]
            return models.Filter(must=[_match(SCOPES, scopes)])
        fields: dict[str, list[str]] = {}
        if self.version:
            fields["version"] = [self.version, *self.further_versions, ""]
        if self.locale:
            fields["locale"] = [self.locale, ""]
        if self.docusaurus_tags:
            fields["docusaurus_tag"] = list(self.docusaurus_tags)
        if not fields:
            return None
        must: list[models.Condition] = [_match(f"{PLACES}[].{name}", values) for name, values in fields.items()]
        if len(fields) > 1:
            same_place = models.Filter(must=[_match(name, values) for name, values in fields.items()])
            must.append(models.NestedCondition(nested=models.Nested(key=PLACES, filter=same_place)))
        return models.Filter(must=must)


PointFilter = PlaceFilter | models.Filter | None
"""Which points a search may find; those of a place filter are made ready once, for all questions that have it."""


def _match(key: str, values: list[str]) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchAny(any=values))


def choose_place(
    places: Sequence[Mapping[str, Any]], place_filter: PlaceFilter, page: PageAddress | None
) -> Mapping[str, Any] | None:
    """The place to cite: a matching one on the page that is open, else the first that matches, else None."""
    matching = [place for place in places if place_filter.matches(place)]
    if page is not None:
        for place in matching:
            if page.is_page_of(place["url"]):
                return place
    return matching[0] if matching else None


def create_point(point_id: str | int, vectors: dict[str, Any], payload: dict[str, Any]) -> models.PointStruct:
    """A point, built without validation: pydantic would look at every number of every vector."""
    return models.PointStruct.model_construct(id=point_id, vector=vectors, payload=payload)
