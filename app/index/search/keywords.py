"""The search by keywords alone: BM25, without a model, for what people type into a search box."""

import re
from collections.abc import Sequence

from app.index.addresses import parse_address
from app.index.client import SPARSE, VectorClient
from app.index.payload import CONTENT, METADATA, PAGES, PlaceFilter
from app.index.port import Index, IndexReader, Reading
from app.index.qdrant import models
from app.index.record import ensure_same_signature
from app.index.search.languages import choose_languages
from app.index.search.parts import PartChooser
from app.index.search.places import create_document, create_place_filter
from app.index.search.sparse import BM25
from app.index.search.vector_store import create_bm25
from app.observability.steps import note_found
from chains.retrieval import create_source
from chains.schemas import Filters, Source

_DEPTH = 5
"""Passages asked for, for each page wanted: of the best pages, several passages are among the best."""

_OPERATION = re.compile(r"\b(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|WEBHOOK) /?[^\s)]+")
"""How a heading names an operation of an HTTP API. Viewers show all operations on one page: each counts as a page."""


def create_keyword_search(reader: IndexReader, index: Index) -> "KeywordSearch":
    """Build the search in `index`, which is read through `reader`."""
    return KeywordSearch(reader, index.client, create_bm25(index.signature))


class KeywordSearch:
    """Finds pages by their words, best first, each by its best passage; an operation is found as a page is.

    The filters and `page_url` mean what they mean to the retriever. A source's score is that of BM25, as a part of the
    best one's: 1 for the first.
    """

    def __init__(self, index: IndexReader, client: VectorClient, bm25: BM25) -> None:
        self._index = index
        self._client = client
        self._bm25 = bm25

    async def search(self, query: str, *, filters: Filters, page_url: str = "", limit: int = 10) -> list[Source]:
        """At most `limit` pages; none for a query of nothing but stopwords.

        Raises:
            IndexMissingError, IndexUnavailableError: there is nothing to search.
            SignatureMismatchError: the index was made with other settings.
        """
        page = parse_address(page_url)
        async with self._index.reading() as reading:
            ensure_same_signature(reading.record, self._index.signature)
            places = create_place_filter(filters, page_url, reading.record)
            languages = choose_languages(reading.record, places.locale)
            found = await self._find(query, reading, places, languages, limit)
        note_found([], gate=0.0, filters=places)
        pages: dict[tuple[str, str], Source] = {}
        chooser = PartChooser(self._bm25, query, languages)
        for point in found:
            share = point.score / found[0].score
            document = create_document(str(point.id), point.payload or {}, share, places, page, chooser=chooser)
            if document is None or len(pages) == limit:
                continue
            operation = _OPERATION.search(document.metadata["section"])
            key = document.metadata["url"].partition("#")[0], operation[0] if operation else ""
            if key not in pages:
                pages[key] = create_source(document, len(pages) + 1)
        return list(pages.values())

    async def list_pages(self, query: str, *, filters: Filters, limit: int = 10) -> list[str]:
        """The pages of as many passages as bring `limit` of them, best first; their texts are not read.

        A passage that stands on several pages brings all of them. Raises what `search` raises.
        """
        async with self._index.reading() as reading:
            ensure_same_signature(reading.record, self._index.signature)
            places = create_place_filter(filters, "", reading.record)
            languages = choose_languages(reading.record, places.locale)
            found = await self._find(query, reading, places, languages, limit, payload=[PAGES])
        pages: dict[str, None] = {}
        for point in found:
            if len(pages) < limit:
                pages |= dict.fromkeys((point.payload or {})[METADATA]["pages"])
        return list(pages)

    async def _find(
        self,
        query: str,
        reading: Reading,
        places: PlaceFilter,
        languages: Sequence[str],
        limit: int,
        *,
        payload: bool | list[str] = True,
    ) -> list[models.ScoredPoint]:
        words = self._bm25.embed_query(query, languages)
        if not words.indices:
            return []
        found = await self._client.query_points(
            reading.collection_name,
            models.SparseVector(indices=words.indices, values=words.values),
            using=SPARSE,
            query_filter=places.create_condition(),
            limit=limit * _DEPTH,
            with_payload=payload,
        )
        return sorted(found.points, key=_rank)


def _rank(point: models.ScoredPoint) -> tuple[float, str, list[str]]:
    """Equals come in any order, and have other ids in each place where they are stored."""
    payload = point.payload or {}
    return -point.score, payload.get(CONTENT, ""), payload[METADATA]["pages"]
