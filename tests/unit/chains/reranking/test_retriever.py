"""Passages in the order of a reranker, and in that of the search where it fails."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from langchain_core.documents import BaseDocumentCompressor, Document
from pydantic import ConfigDict

from chains.errors import ModelQuotaError
from chains.reranking import CANDIDATES, RerankingRetriever
from chains.retrieval import IS_NEAR
from chains.schemas import Filters
from tests.support.doubles import FixedRetriever, create_document


class Reversing(BaseDocumentCompressor):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    seconds: float = 0.0
    failure: Exception | None = None
    asked: list[int] = []

    def compress_documents(self, documents: Sequence[Document], query: str, callbacks: Any = None) -> list[Document]:
        raise NotImplementedError

    async def acompress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Any = None
    ) -> list[Document]:
        self.asked.append(len(documents))
        await asyncio.sleep(self.seconds)
        if self.failure:
            raise self.failure
        return list(documents)[::-1]


def create_documents(count: int, *, near: int | None = None) -> list[Document]:
    """`near`: the place of the only one that passes the gate."""
    documents = [create_document(f"text {number}", score=0.6) for number in range(count)]
    for place, document in enumerate(documents if near is not None else ()):
        document.metadata[IS_NEAR] = place == near
    return documents


async def search(reranker: BaseDocumentCompressor, documents: list[Document], k: int = 3) -> tuple[list[str], int]:
    """The texts that come, and how often the search's own order had to do."""
    failures: list[None] = []
    retriever = RerankingRetriever(
        retriever=FixedRetriever(documents=documents, asked=[]),
        reranker=reranker,
        k=k,
        on_failure=lambda: failures.append(None),
        seconds=0.05,
    )
    found = await retriever.ainvoke("q", filters=Filters(), page_url="")
    return [document.page_content for document in found], len(failures)


def list_texts(*numbers: int) -> list[str]:
    return [f"text {number}" for number in numbers]


async def test_the_first_passages_are_those_that_the_reranker_puts_first() -> None:
    assert await search(Reversing(), create_documents(5)) == (list_texts(4, 3, 2), 0)


async def test_what_lies_behind_the_candidates_is_not_given_to_the_reranker() -> None:
    reranker = Reversing(asked=[])
    found, _ = await search(reranker, create_documents(CANDIDATES + 2), k=CANDIDATES + 2)
    assert reranker.asked == [CANDIDATES]
    assert found[-2:] == list_texts(CANDIDATES, CANDIDATES + 1)


@pytest.mark.parametrize("reranker", [Reversing(failure=ModelQuotaError("out of quota")), Reversing(seconds=5.0)])
async def test_the_order_of_the_search_holds_when_the_reranker_fails_or_is_slow(reranker: Reversing) -> None:
    assert await search(reranker, create_documents(5)) == (list_texts(0, 1, 2), 1)


async def test_nothing_is_ordered_for_a_question_that_will_be_refused() -> None:
    documents = create_documents(5)
    for document in documents:
        document.metadata[IS_NEAR] = False
    reranker = Reversing(asked=[])
    assert await search(reranker, documents) == (list_texts(0, 1, 2), 0)
    assert reranker.asked == []


async def test_a_reranker_does_not_change_what_the_gate_decides() -> None:
    found, _ = await search(Reversing(), create_documents(5, near=0))
    assert found == list_texts(4, 3, 0)
