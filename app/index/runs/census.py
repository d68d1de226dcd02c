"""What is indexed, counted by version and language."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.index.areas import AreaCount
from app.index.port import Index, Reading
from app.index.record import IndexRecord, Signature
from app.index.search.languages import name_language

if TYPE_CHECKING:
    from indexing.planning.points import PlannedPoint


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
    """Count the current generation, whatever its signature. Its record says it; only of an older one all is read.

    Raises:
        IndexMissingError, IndexUnavailableError: see `Index.reading`.
    """
    record = await index.load_record()
    passages, areas = record.last_run.points, record.counts
    if areas is None:
        async with index.reading() as reading:
            record = reading.record
            passages, areas = await _count_stored(index, reading)
    size = await index.measure(record.generation)
    return Census(record, passages, areas, size)


def count_points(points: "Iterable[PlannedPoint]", signature: Signature) -> tuple[AreaCount, ...]:
    """What an index of these points holds."""
    counter = _Counter()
    for point in points:
        counter.add([(place.locale, place.version, place.url) for place in point.places])
    return counter.create(signature)


async def _count_stored(index: Index, reading: Reading) -> tuple[int, tuple[AreaCount, ...]]:
    """20,000 passages take about a second."""
    from app.index.payload import METADATA, PLACES  # noqa: PLC0415 - they bring the engine's packages
    from app.index.runs.stored import scroll_points  # noqa: PLC0415

    counter, total = _Counter(), 0
    async for record in scroll_points(index.client, reading.collection_name, with_payload=[PLACES]):
        total += 1
        places = (record.payload or {})[METADATA]["places"]
        counter.add([(place["locale"], place["version"], place["url"]) for place in places])
    return total, counter.create(reading.record.signature)


class _Counter:
    def __init__(self) -> None:
        self._pages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._passages: Counter[tuple[str, str]] = Counter()

    def add(self, places: Iterable[tuple[str, str, str]]) -> None:
        """Count a passage that stands at these places: language, version and URL of each."""
        scopes = set()
        for locale, version, url in places:
            scopes.add((locale, version))
            self._pages[locale, version].add(url.partition("#")[0])
        self._passages.update(scopes)

    def create(self, signature: Signature) -> tuple[AreaCount, ...]:
        return tuple(
            AreaCount(version, locale, len(pages), self._passages[locale, version], name_language(signature, locale))
            for (locale, version), pages in sorted(self._pages.items())
        )
