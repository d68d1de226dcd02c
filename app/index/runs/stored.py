"""What an index holds already, read back: digests for the next plan, and the chunks of pages."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urldefrag

from app.index.client import VectorClient
from app.index.payload import CONTENT, DIGEST, METADATA, SOURCES, parse_place
from app.index.port import Index
from app.index.qdrant import models
from app.index.runs.sources import match_sources
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


async def retrieve_points(
    client: VectorClient, collection_name: str, ids: Sequence[str], *, with_payload: list[str]
) -> list[models.Record]:
    """The points with these ids, without vectors; those that do not exist are left out."""
    found: list[models.Record] = []
    for start in range(0, len(ids), _SCROLL_LIMIT):
        some = ids[start : start + _SCROLL_LIMIT]
        found += await client.retrieve(collection_name, some, with_payload=with_payload)
    return found


async def load_sources(client: VectorClient, collection_name: str, ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The ids, each with the numbers of the sources in which its text stands."""
    return {
        str(record.id): tuple((record.payload or {}).get(METADATA, {}).get("sources", (0,)))
        for record in await retrieve_points(client, collection_name, ids, with_payload=[SOURCES])
    }


async def load_chunks(index: Index, unreadable: Sequence[Collection[str]], names: Sequence[str]) -> list[Chunk]:
    """What the current generation, whatever its signature, holds of pages (URLs without anchors) of the sources.

    `unreadable` and `names` have an item for each source; the places of the chunks have the sources' numbers.
    """
    if not any(unreadable):
        return []
    chunks: list[Chunk] = []
    with suppress(IndexMissingError):
        async with index.reading() as live:
            matched = match_sources(live.record.source_names, names)
            async for record in scroll_points(index.client, live.collection_name, with_payload=[CONTENT, METADATA]):
                payload = record.payload or {}
                metadata = payload[METADATA]
                for place in map(parse_place, metadata["places"]):
                    source = matched.get(place.source)
                    if source is not None and urldefrag(place.url).url in unreadable[source]:
                        chunks.append(Chunk(metadata["title"], payload[CONTENT], replace(place, source=source)))
    return chunks
