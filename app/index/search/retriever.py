"""The retriever that chains receive: passages of one version in one language, each with its exact place."""

from collections.abc import Sequence
from typing import Any, NoReturn

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig
from pydantic import ConfigDict

from app.index.addresses import parse_address
from app.index.payload import CONTENT
from app.index.port import IndexReader
from app.index.record import IndexRecord, ensure_same_signature
from app.index.search.languages import choose_languages
from app.index.search.parts import PartChooser
from app.index.search.places import create_document, create_place_filter
from app.index.search.vector_store import DocsVectorStore
from app.observability.openinference import note_retrieved
from app.observability.steps import note_found
from chains.runnables import is_listened_to
from chains.schemas import Filters
from chains.support.nearness import mark_near

_NO_FILTERS = Filters()
_OPTIONS = {"filters", "page_url"}
_LIFT = 1.2
"""The fused score of a passage on the page that the reader has open is multiplied by this.

Measured with 100 questions: when the reader has the right page open, it comes first for 56 instead of 43. When the
reader has the best wrong page open, the right page still comes first for 31. It is among the first five as often as
without the factor.
"""
_LIFTED_FROM = 24
"""How many passages are asked for when a page is open, so that its own can be lifted into the first `k`."""


GATE = "weak_match_below"
"""In an index record's calibration: the nearness below which nothing in the index answers a question."""


def get_gate(record: IndexRecord) -> float:
    """The gate of an index; 0, which lets everything through, until it is fitted."""
    return (record.calibration or {}).get(GATE, 0.0)


def get_leaning(record: IndexRecord, vector: Sequence[float]) -> float:
    """What the discriminant of an index adds to the nearness of a question with this vector; 0 without one."""
    return record.discriminant.measure(vector) if record.discriminant else 0.0


def create_retriever(index: IndexReader, store: DocsVectorStore, k: int) -> "DocsRetriever":
    """Build the retriever that chains receive: `k` passages a question, found in `store`, which belongs to `index`."""
    return DocsRetriever(index=index, store=store, k=k)


class DocsRetriever(BaseRetriever):
    """`await retriever.ainvoke(query, filters=Filters(…), page_url="…")`: at most `k` documents, best first.

    `page_content` is the passage; the metadata are `title`, `section`, `url`, `version`, `locale` and `score`, the
    cosine of question and passage, 0 to 1. The order is that of the fusion, so scores may go up and down.

    Versions are never mixed. Without a version or a locale in the filters, those of `page_url` are used, else the
    site's defaults. With tags in the filters, the tags alone choose the version. Passages on the page `page_url` are
    lifted, and a passage that stands there and elsewhere is cited there. Of a passage that holds several short
    sections, the one is cited that has most of the question's words; its text begins at `offset`.

    `is_near` says whether the passage passes the gate of this index, by its cosine and the question's words and vector.
    An index whose gate is not fitted lets every passage through.

    Raises (from `ainvoke`):
        IndexMissingError, IndexUnavailableError: there is nothing to ask.
        SignatureMismatchError: the index was made with other settings.
        ModelError: the question could not be embedded.
        UnknownScopeError: there is no such version, language or tag.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: IndexReader
    store: DocsVectorStore
    k: int

    async def ainvoke(
        self,
        input: str,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> list[Document]:
        """The documents. Where nobody listens, the search is no run of LangChain's, which costs a tenth more."""
        if is_listened_to(config) or not options.keys() <= _OPTIONS:
            return await super().ainvoke(input, config, **options)
        return await self.find(input, **options)

    async def find(self, query: str, *, filters: Filters = _NO_FILTERS, page_url: str = "") -> list[Document]:
        """What `ainvoke` finds."""
        page = parse_address(page_url)
        async with self.index.reading() as reading:
            ensure_same_signature(reading.record, self.index.signature)
            places = create_place_filter(filters, page_url, reading.record)
            languages = choose_languages(reading.record, places.locale)
            vector = await self.store.aembed_question(query)
            hits = await self.store.asearch_points(
                query,
                max(self.k, _LIFTED_FROM) if page else self.k,
                vector=vector,
                condition=places,
                collection_name=reading.collection_name,
                languages=languages,
            )
            note_retrieved(query, ((hit.id, hit.cosine, hit.payload.get(CONTENT, "")) for hit in hits))
        gate = get_gate(reading.record)
        chooser = PartChooser(self.store.bm25, query, languages)
        found = [
            (create_document(hit.id, hit.payload, hit.cosine, places, page, chooser=chooser), hit.score) for hit in hits
        ]
        note_found((hit.cosine for hit in hits), gate=gate, filters=places)
        ranked = [(document, score) for document, score in found if document is not None]
        if page:
            ranked.sort(key=lambda hit: -hit[1] * (_LIFT if page.is_page_of(hit[0].metadata["url"]) else 1))
        chosen = [document for document, _ in ranked[: self.k]]
        mark_near(query, chosen, gate, leaning=get_leaning(reading.record, vector))
        return chosen

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        filters: Filters = _NO_FILTERS,
        page_url: str = "",
    ) -> list[Document]:
        return await self.find(query, filters=filters, page_url=page_url)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        filters: Filters = _NO_FILTERS,
        page_url: str = "",
    ) -> NoReturn:
        """LangChain passes on the keyword arguments that **this** signature names, to the asynchronous method too."""
        raise NotImplementedError("It would block the event loop: use `await retriever.ainvoke(…)`.")
