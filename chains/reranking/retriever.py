"""A retriever around another one, whose passages a reranker orders before the model reads them."""

import asyncio
from collections.abc import Callable
from typing import NoReturn

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_core.retrievers import BaseRetriever

from chains.errors import BusyError, ModelError
from chains.retrieval import IS_NEAR
from chains.schemas import Filters

CANDIDATES = 24
"""So many passages are found for a reranker to choose from; the search itself costs the same for 24 as for 8."""
SECONDS = 5.0
"""How long an answer waits for its passages to be ordered anew; then they stay as the search ordered them."""
_NO_FILTERS = Filters()


class RerankingRetriever(BaseRetriever):
    """The first `k` of what another retriever found, in the order of a reranker.

    Only what the gate lets pass is ordered, since a refusal needs no order; the gate's verdict stays as it was. When
    the reranker fails or is too slow, the search's own order holds, and `on_failure` is called.
    """

    retriever: BaseRetriever
    """It finds `CANDIDATES` passages, and takes `filters` and `page_url`."""
    reranker: BaseDocumentCompressor
    k: int
    on_failure: Callable[[], None]
    seconds: float = SECONDS

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        filters: Filters = _NO_FILTERS,
        page_url: str = "",
    ) -> list[Document]:
        found = await self.retriever.ainvoke(
            query, {"callbacks": run_manager.get_child()}, filters=filters, page_url=page_url
        )
        near = next((document for document in found if document.metadata.get(IS_NEAR, True)), None)
        if near is None:
            return found[: self.k]
        try:
            async with asyncio.timeout(self.seconds):
                ordered = await self.reranker.acompress_documents(
                    found[:CANDIDATES], query, callbacks=run_manager.get_child()
                )
        except (ModelError, BusyError, TimeoutError):
            self.on_failure()
            return found[: self.k]
        chosen = [*ordered, *found[CANDIDATES:]][: self.k]
        if not any(document.metadata.get(IS_NEAR, True) for document in chosen):
            chosen[-1:] = [near]
        return chosen

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
