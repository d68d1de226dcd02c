"""What an index holds already, read back: digests for the next plan, and the chunks of pages."""

from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from urllib.parse import urldefrag

from qdrant_client import models

from app.index.client import VectorClient
from app.index.payload import CONTENT, DIGEST, METADATA, parse_place
from app.index.port import Index
from chains.errors import IndexMissingError
from indexing.model import Chunk

_SCROLL_LIMIT = 1000


async def scroll_points(
    client: VectorClient, collection_name: str, *, with_payload: bool | list[str]
) -> AsyncIterator[models.Record]:
    """Every point, without vectors."""
    offset: str | int | None = None
    while True:
        records, offset = await client.scroll(
            collection_name, limit=_SCROLL_LIMIT, offset=offset, with_payload=with_payload
        )
        for record in records:
            yield record
        if offset is None:
            return


async def load_digests(client: VectorClient, collection_name: str) -> dict[str, str]:
    """Every point's id, with the digest of its places."""
    return {
        str(record.id): (record.payload or {}).get(METADATA, {}).get("places_digest", "")
        async for record in scroll_points(client, collection_name, with_payload=[DIGEST])
    }


async def load_chunks(index: Index, page_urls: Collection[str]) -> list[Chunk]:
    """What the current generation, whatever its signature, holds of these pages (URLs without anchors)."""
    if not page_urls:
        return []
    chunks: list[Chunk] = []
    with suppress(IndexMissingError):
        async with index.reading() as live:
            async for record in scroll_points(index.client, live.collection_name, with_payload=[CONTENT, METADATA]):
                payload = record.payload or {}
                metadata = payload[METADATA]
                chunks += (
                    Chunk(metadata["title"], payload[CONTENT], parse_place(place))
                    for place in metadata["places"]
                    if urldefrag(place["url"]).url in page_urls
                )
    return chunks
