"""LangChain's vector store interface, on both engines."""

import pytest
from langchain_core.documents import Document
from qdrant_client import models

from app.index import DocsVectorStore, Writing, create_vector_store
from app.index.search.sparse import BM25
from chains.errors import AskdocsError
from tests.contract.conftest import OpenIndex
from tests.support.sites import DIMENSIONS, WordEmbeddings, create_kitchen, run_index

IDS = [f"00000000-0000-0000-0000-00000000000{number}" for number in range(1, 4)]
DOCUMENTS = [
    Document("The kettle boils water.", metadata={"colour": "red"}, id=IDS[0]),
    Document("The oven bakes bread.", metadata={"colour": "blue"}, id=IDS[1]),
    Document("The fridge cools milk.", metadata={"colour": "red"}, id=IDS[2]),
]
RED = models.Filter(must=[models.FieldCondition(key="metadata.colour", match=models.MatchValue(value="red"))])


def create_store(writing: Writing, embeddings: WordEmbeddings, open_index: OpenIndex) -> DocsVectorStore:
    return DocsVectorStore(writing.client, writing.collection_name, embeddings, BM25("english"))


async def test_documents_are_added_found_and_deleted(open_index: OpenIndex) -> None:
    async with open_index().writing() as writing:
        embeddings = WordEmbeddings()
        store = create_store(writing, embeddings, open_index)
        assert await store.aadd_documents(DOCUMENTS, batch_size=2) == IDS
        assert embeddings.calls == 2
        assert await store.asimilarity_search("bakes bread", k=1) == [DOCUMENTS[1]]
        assert await store.aget_by_ids([IDS[2], "00000000-0000-0000-0000-00000000000f"]) == [DOCUMENTS[2]]
        assert await store.adelete([IDS[1]])
        assert {document.id for document in await store.asimilarity_search("bakes bread")} == {IDS[0], IDS[2]}
        assert await store.adelete(None)


async def test_the_same_document_twice_is_one(open_index: OpenIndex) -> None:
    async with open_index().writing() as writing:
        store = create_store(writing, WordEmbeddings(), open_index)
        for _ in range(2):
            await store.aadd_documents(DOCUMENTS)
        assert len(await store.asimilarity_search("kettle", k=10)) == 3


async def test_documents_without_ids_get_some(open_index: OpenIndex) -> None:
    async with open_index().writing() as writing:
        store = create_store(writing, WordEmbeddings(), open_index)
        first, second = await store.aadd_texts(["one", "two"])
        assert first != second
        assert [document.id for document in await store.asimilarity_search("two", k=1)] == [second]


async def test_filters_and_scores(open_index: OpenIndex) -> None:
    async with open_index().writing() as writing:
        store = create_store(writing, WordEmbeddings(), open_index)
        await store.aadd_documents(DOCUMENTS)
        found = await store.asimilarity_search_with_score("the oven bakes bread.", k=3, filter=RED)
        assert {document.id for document, _ in found} == {IDS[0], IDS[2]}
        ((document, score),) = await store.asimilarity_search_with_score("The oven bakes bread.", k=1)
        assert document.id == IDS[1]
        assert score == pytest.approx(1, abs=1e-4)


async def test_a_vector_can_be_searched_for(open_index: OpenIndex) -> None:
    async with open_index().writing() as writing:
        store = create_store(writing, WordEmbeddings(), open_index)
        await store.aadd_documents(DOCUMENTS)
        vector = await WordEmbeddings().aembed_query("The fridge cools milk.")
        assert [document.id for document in await store.asimilarity_search_by_vector(vector, k=1)] == [IDS[2]]


async def test_it_serves_as_a_langchain_retriever(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    retriever = create_vector_store(index, WordEmbeddings()).as_retriever(search_kwargs={"k": 1})
    (document,) = await retriever.ainvoke("Defrost the freezer")
    assert document.page_content == "Defrost the freezer when ice builds up."


async def test_vectors_of_a_wrong_length_are_an_error_of_ours(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    with pytest.raises(AskdocsError, match=f"{DIMENSIONS}"):
        await create_vector_store(index, WordEmbeddings()).asimilarity_search_by_vector([1.0, 2.0])


async def test_points_are_read_page_by_page(open_index: OpenIndex) -> None:
    index = open_index()
    await run_index(index, create_kitchen(), WordEmbeddings())
    async with index.reading() as reading:
        records, following = await index.client.scroll(reading.collection_name, limit=5)
        rest, end = await index.client.scroll(reading.collection_name, limit=5, offset=following)
    assert (len({record.id for record in [*records, *rest]}), end) == (8, None)
