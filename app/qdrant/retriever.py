"""The retriever that chains receive: passages of one version in one language, each with its exact place."""

from typing import Any, NoReturn

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from app.qdrant.index import Index
from app.qdrant.payload import CONTENT, METADATA, PlaceFilter, choose_place
from app.qdrant.record import IndexRecord, ensure_same_signature
from app.qdrant.vector_store import DocsVectorStore
from chains.schemas import Filters

_NO_FILTERS = Filters()


class DocsRetriever(BaseRetriever):
    """`await retriever.ainvoke(query, filters=Filters(…), page_url="…")`: at most `k` documents, best first.

    `page_content` is the passage; the metadata are `title`, `section`, `url`, `version`, `locale` and `score`, the
    cosine of question and passage, 0 to 1. The order is that of the fusion, so scores may go up and down. Where filters
    are empty, the site's default version and locale count: versions are never mixed. Tags that are given choose the
    version themselves. Of several places of a passage, one on `page_url`'s page is preferred.

    Raises (from `ainvoke`):
        IndexMissingError, IndexUnavailableError: there is nothing to ask.
        SignatureMismatchError: the index was made with other settings.
        ModelError: the question could not be embedded.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: SkipValidation[Index]
    store: DocsVectorStore
    k: int

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        filters: Filters = _NO_FILTERS,
        page_url: str = "",
    ) -> list[Document]:
        async with self.index.reading() as reading:
            ensure_same_signature(reading.record, self.index.signature)
            places = _create_place_filter(filters, reading.record)
            hits = await self.store.asearch_points(
                query, self.k, query_filter=places.create_condition(), collection_name=reading.collection_name
            )
        documents = [
            _create_document(str(point.id), point.payload or {}, cosine, places, page_url) for point, cosine in hits
        ]
        return [document for document in documents if document is not None]

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


def _create_place_filter(filters: Filters, record: IndexRecord) -> PlaceFilter:
    default_version = "" if filters.docusaurus_tag else record.default_version
    return PlaceFilter(
        version=filters.version or default_version,
        locale=filters.locale or record.default_locale,
        docusaurus_tags=tuple(filters.docusaurus_tag),
    )


def _create_document(
    point_id: str, payload: dict[str, Any], cosine: float, places: PlaceFilter, page_url: str
) -> Document | None:
    metadata = payload[METADATA]
    place = choose_place(metadata["places"], places, page_url)
    if place is None:
        return None
    return Document(
        id=point_id,
        page_content=payload[CONTENT],
        metadata={
            "title": metadata["title"],
            "section": place["section"],
            "url": place["url"],
            "version": place["version"],
            "locale": place["locale"],
            "score": min(1.0, max(0.0, cosine)),
        },
    )
