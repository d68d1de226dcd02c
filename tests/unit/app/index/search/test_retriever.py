import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.documents import Document

from app.index import DocsRetriever, Index, create_index, create_vector_store
from app.settings import QdrantSettings
from chains.errors import SettingsError, UnknownScopeError
from chains.retrieval import create_source
from chains.schemas import Filters
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.pages import create_page
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, open_retriever, run_index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return create_index(QdrantSettings(path=tmp_path / "data"), SIGNATURE)


async def test_filters_reach_the_search_through_langchain(index: Index) -> None:
    """LangChain drops keyword arguments that the synchronous method does not name, without a word."""
    assert DocsRetriever._expects_other_args
    await run_index(index, create_kitchen(), WordEmbeddings())
    retriever = open_retriever(index, WordEmbeddings(), 10)
    for version in ("1.x", "2.x"):
        documents = await retriever.ainvoke("kettle", filters=Filters(version=version))
        assert {document.metadata["version"] for document in documents} == {version}
        assert set(documents[0].metadata) >= {"title", "section", "url", "version", "locale", "score"}
    await index.aclose()


class Listener(AsyncCallbackHandler):
    """Keeps what a retriever has found."""

    def __init__(self) -> None:
        self.found: list[Document] = []

    async def on_retriever_end(self, documents: Any, **_: Any) -> None:
        self.found.extend(documents)


async def test_who_listens_hears_of_the_same_search(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    retriever, listener = open_retriever(index, WordEmbeddings(), 10), Listener()
    asked: dict[str, Any] = {"filters": Filters(version="1.x"), "page_url": ""}
    alone = await retriever.ainvoke("kettle", **asked)
    assert alone
    assert await retriever.ainvoke("kettle", {"callbacks": [listener]}, **asked) == alone == listener.found
    with pytest.raises(TypeError, match="colour"):
        await retriever.ainvoke("kettle", colour="red")
    await index.aclose()


async def test_labels_are_names_of_versions_and_unknown_versions_are_refused_with_the_known_ones(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings(), version_labels={"1.x": "Old one"})
    retriever = open_retriever(index, WordEmbeddings(), 10)
    documents = await retriever.ainvoke("kettle", filters=Filters(version="old one"))
    assert {document.metadata["version"] for document in documents} == {"1.x"}
    with pytest.raises(UnknownScopeError, match=r"no version 7\.x\. It has: 1\.x \(Old one\), 2\.x\."):
        await retriever.ainvoke("kettle", filters=Filters(version="7.x"))
    await index.aclose()


async def test_a_new_label_is_noted_although_no_page_has_changed(index: Index) -> None:
    await run_index(index, create_kitchen(), WordEmbeddings())
    assert (await run_index(index, create_kitchen(), WordEmbeddings(), version_labels={"1.x": "Old"})).changed
    assert not (await run_index(index, create_kitchen(), WordEmbeddings(), version_labels={"1.x": "Old"})).changed
    await index.aclose()


def test_synchronous_calls_are_refused_and_say_what_to_use(index: Index) -> None:
    with pytest.raises(NotImplementedError, match="ainvoke"):
        open_retriever(index, WordEmbeddings(), 3).invoke("kettle")
    store = create_vector_store(index, WordEmbeddings())
    calls: dict[str, Callable[[], object]] = {
        "aadd_texts": lambda: store.add_documents([]),
        "asimilarity_search": lambda: store.similarity_search("x"),
        "asimilarity_search_with_score": lambda: store.similarity_search_with_score("x", k=1),
        "asimilarity_search_by_vector": lambda: store.max_marginal_relevance_search_by_vector([1.0]),
        "adelete": lambda: store.delete(["1"]),
        "aget_by_ids": lambda: store.get_by_ids(["1"]),
    }
    for method, call in calls.items():
        with pytest.raises(NotImplementedError, match=method):
            call()


@pytest.mark.parametrize("host", ["", "qdrant.example"])
def test_building_everything_calls_nobody_and_touches_nothing(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is not to be used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    index = create_index(QdrantSettings(host=host, path=tmp_path / "data"), SIGNATURE)
    open_retriever(index, WordEmbeddings(), 3)
    assert not (tmp_path / "data").exists()


def test_a_wrong_language_is_refused_when_the_vector_store_is_built(tmp_path: Path) -> None:
    signature = SIGNATURE.model_copy(update={"bm25_language": "elvish"})
    with pytest.raises(SettingsError, match="BM25_LANGUAGE"):
        create_vector_store(create_index(QdrantSettings(path=tmp_path), signature), WordEmbeddings())


async def test_a_short_section_is_cited_by_its_own_anchor(index: Index) -> None:
    about = "Queues hold what waits to be done, one job after the other, in the order in which it came. " * 3
    sections = "### Pause a queue\n\nCall `hold()`.\n\n### Empty a queue\n\nCall `drain()`."
    text = f"# Jobs\n\n## Queues\n\n{about}\n\n{sections}"
    article = read_markdown_page(read_markdown_file(text.encode()), path="jobs.md").article
    page = create_page(article, url="https://d.example/jobs", source="jobs.md", title="Jobs")
    await run_index(index, [page], WordEmbeddings())
    retriever = open_retriever(index, WordEmbeddings(), 3)
    for question, anchor in (("How do I pause a queue?", "pause-a-queue"), ("What are queues for?", "queues")):
        (document,) = await retriever.ainvoke(question)
        assert document.metadata["url"] == f"https://d.example/jobs#{anchor}"
    (document,) = await retriever.ainvoke("Empty a queue")
    source = create_source(document, 1)
    assert (source.section, source.snippet) == ("Jobs > Queues > Empty a queue", "Call `drain()`.")
    await index.aclose()
