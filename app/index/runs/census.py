"""What is indexed, counted by version and language."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urldefrag

from app.index.payload import METADATA, PLACES
from app.index.port import Index
from app.index.record import IndexRecord
from app.index.runs.stored import scroll_points
from app.index.search.languages import name_language


@dataclass(frozen=True, slots=True)
class AreaCount:
    """Pages and passages of one version in one language. A passage that stands in several counts in each."""

    version: str
    locale: str
    pages: int
    passages: int
    language: str
    """In which the endings of its words are folded."""


@dataclass(frozen=True, slots=True)
class Census:
    """The current generation, counted."""

    record: IndexRecord
    passages: int
    """Each text once."""
    areas: tuple[AreaCount, ...]
    """Sorted by language and version."""
    bytes: int | None
    """On disk; None where the server does not tell."""


async def count_index(index: Index) -> Census:
    """Count the current generation, whatever its signature: 20,000 passages take about a second.

    Raises:
        IndexMissingError, IndexUnavailableError: see `Index.reading`.
    """
    pages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    passages: Counter[tuple[str, str]] = Counter()
    total = 0
    async with index.reading() as reading:
        async for record in scroll_points(index.client, reading.collection_name, with_payload=[PLACES]):
            total += 1
            places = (record.payload or {})[METADATA]["places"]
            passages.update({(place["locale"], place["version"]) for place in places})
            for place in places:
                pages[place["locale"], place["version"]].add(urldefrag(place["url"]).url)
        size = await index.measure(reading)
    return Census(
        record=reading.record,
        passages=total,
        areas=tuple(
            AreaCount(
                version,
                locale,
                len(pages[locale, version]),
                passages[locale, version],
                name_language(reading.record.signature, locale),
            )
            for locale, version in sorted(pages)
        ),
        bytes=size,
    )
