"""Where an index speaks of something, in whatever version or language: for who wants to know why a search failed."""

from dataclasses import dataclass, replace

from langchain_core.embeddings import Embeddings

from app.index.client import Hit
from app.index.payload import CONTENT, METADATA, PlaceFilter, choose_place
from app.index.port import Index, IndexReader
from app.index.search.languages import choose_languages
from app.index.search.places import create_place_filter
from app.index.search.retriever import get_gate, get_leaning
from app.index.search.vector_store import create_vector_store
from chains.errors import UnknownScopeError
from chains.schemas import Filters
from chains.support.nearness import weigh_words


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage, at the first of its places that is asked for, else at the first."""

    url: str
    text: str
    """With its title and its headings."""
    cosine: float
    is_in_scope: bool
    """Whether it stands in the version and the language that are asked for."""
    is_near: bool
    """Whether it passes the gate of the index."""


class MentionSearch:
    """Searches without a model: whoever asks has the vector of the question."""

    def __init__(self, reader: IndexReader, index: Index) -> None:
        self._reader = reader
        self._index = index

    async def find(self, query: str, vector: list[float], *, filters: Filters, limit: int) -> list[Mention]:
        """At most `limit` passages of all versions and languages, and as many of those that are asked for; best first.

        Raises:
            IndexMissingError, IndexUnavailableError: there is nothing to search.
        """
        store = create_vector_store(self._index, _Given(vector))
        async with self._reader.reading() as reading:
            threshold = get_gate(reading.record)
            leaning = get_leaning(reading.record, vector)
            try:
                places = create_place_filter(filters, "", reading.record)
            except UnknownScopeError:
                places = None
            name = reading.collection_name
            languages = choose_languages(reading.record, "")
            hits = await store.asearch_points(query, limit, collection_name=name, languages=languages)
            inside = [hit for hit in hits if places is not None and _stands_in(hit, places)]
            if places is not None and len(inside) < len(hits) and len(hits) >= limit:  # there may be more of them
                inside = await store.asearch_points(
                    query, limit, condition=places, collection_name=name, languages=languages
                )
            wanted = {hit.id: hit for hit in inside}
        found = [hit for hit in hits if hit.id not in wanted]
        mentions = [
            Mention(
                url=place["url"],
                text=" ".join((metadata["title"], place["section"], hit.payload[CONTENT])),
                cosine=hit.cosine,
                is_in_scope=hit.id in wanted,
                is_near=False,
            )
            for hit in [*wanted.values(), *found]
            for metadata in [hit.payload[METADATA]]
            for place in [_choose(metadata["places"], filters)]
        ]
        added = leaning + weigh_words(query, (mention.text for mention in mentions))
        return [replace(mention, is_near=mention.cosine + added >= threshold) for mention in mentions]


def _stands_in(hit: Hit, places: PlaceFilter) -> bool:
    return choose_place(hit.payload[METADATA]["places"], places, None) is not None


def _choose(places: list[dict[str, str]], filters: Filters) -> dict[str, str]:
    return min(
        places,
        key=lambda place: (filters.version not in {"", place["version"]}, filters.locale not in {"", place["locale"]}),
    )


class _Given(Embeddings):
    """Knows the vector of one question."""

    def __init__(self, vector: list[float]) -> None:
        self._vector = vector

    def embed_query(self, text: str) -> list[float]:  # noqa: ARG002 - LangChain's signature
        return self._vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self._vector for _ in texts]

    async def aembed_query(self, text: str) -> list[float]:
        return self.embed_query(text)
