"""Whole pages, put together again from what is indexed of them."""

from dataclasses import dataclass
from typing import Any

from app.index.client import VectorClient
from app.index.payload import CONTENT, METADATA, PAGES, get_page_url, parse_place
from app.index.port import IndexReader
from app.index.qdrant import models
from indexing.model import Chunk

MAX_CHUNKS = 10_000
"""No page has so many: they would be twenty megabytes of text."""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """What the index holds of one page: at least one chunk, in the order in which they stand on the page."""

    url: str
    """Without an anchor."""
    chunks: tuple[Chunk, ...]


class PageReader:
    """Reads pages of an index, by their URLs alone: neither the site is asked, nor the model."""

    def __init__(self, index: IndexReader, client: VectorClient) -> None:
        self._index = index
        self._client = client

    async def load_page(self, url: str) -> IndexedPage | None:
        """The page on which a URL stands, with or without an anchor; None when nothing of it is indexed.

        A slash at the end makes no difference.

        Raises:
            IndexMissingError, IndexUnavailableError: there is nothing to ask.
        """
        page = get_page_url(url)
        twins = [page.rstrip("/"), f"{page.rstrip('/')}/"]
        condition = models.FieldCondition(key=PAGES, match=models.MatchAny(any=twins))
        async with self._index.reading() as reading:
            records, _ = await self._client.scroll(
                reading.collection_name,
                scroll_filter=models.Filter(must=[condition]),
                limit=MAX_CHUNKS,
                with_payload=[CONTENT, METADATA],
            )
        chunks = [chunk for record in records for chunk in _create_chunks(record.payload or {})]
        for candidate in (page, *twins):
            positions = {
                (chunk.place.source, chunk.place.position): chunk
                for chunk in chunks
                if get_page_url(chunk.place.url) == candidate
            }
            if positions:
                return IndexedPage(candidate, tuple(positions[position] for position in sorted(positions)))
        return None


def _create_chunks(payload: dict[str, Any]) -> list[Chunk]:
    metadata = payload[METADATA]
    return [Chunk(metadata["title"], payload[CONTENT], parse_place(place)) for place in metadata["places"]]
