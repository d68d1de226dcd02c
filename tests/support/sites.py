"""A small documentation site and embeddings for it, for tests of the index: no model and no files."""

import asyncio
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from app.index import (
    DocsRetriever,
    DocumentSource,
    Index,
    RunSummary,
    Signature,
    create_retriever,
    create_vector_store,
    sync_index,
)
from chains.schemas import Filters
from indexing.model import Chunk, Page, Place

DIMENSIONS = 64
SIGNATURE = Signature(
    embedding_space="emulator", model="words", dimensions=DIMENSIONS, chunker_version=1, bm25_language="english"
)
SITE = "https://site.example"


class WordEmbeddings(Embeddings):
    """Texts that share words are near each other. Counts the texts of documents; fails when it is told to."""

    def __init__(self, *, seconds: float = 0.0, fail: Callable[[int], Exception | None] = lambda _: None) -> None:
        self.texts: list[str] = []
        self.calls = 0
        self._seconds = seconds
        self._fail = fail
        self._called = asyncio.Condition()

    async def wait_for_call(self, number: int) -> None:
        async with self._called:
            await self._called.wait_for(lambda: self.calls >= number)

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls += 1
        error = self._fail(self.calls)
        async with self._called:
            self._called.notify_all()
        await asyncio.sleep(self._seconds)
        if error is not None:
            raise error
        self.texts += texts
        return [_embed(text) for text in texts]

    async def aembed_query(self, text: str) -> list[float]:
        return _embed(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise AssertionError("a synchronous call blocks the event loop")

    def embed_query(self, text: str) -> list[float]:
        raise AssertionError("a synchronous call blocks the event loop")


def _embed(text: str) -> list[float]:
    words = text.lower().split() or [""]
    vectors = [_draw(word.strip(".,?!>#")) for word in words]
    total: list[float] = np.sum(vectors, axis=0).tolist()
    return total


@functools.cache
def _draw(word: str) -> Any:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
    return np.random.default_rng(seed).normal(size=DIMENSIONS)


def create_page(
    name: str, texts: Sequence[str], *, version: str = "2.x", locale: str = "en", tag: str | None = None
) -> Page:
    """A page whose every text stands under a heading of its own."""
    url = "/".join(part for part in (SITE, locale, version, name) if part)
    tag = f"docs-default-{version}" if tag is None else tag
    title = name.capitalize()
    chunks = tuple(
        Chunk(title, text, Place(f"{url}#part-{number}", version, locale, tag, f"{title} > Part {number}", number))
        for number, text in enumerate(texts)
    )
    heading_ids = tuple(f"part-{number}" for number in range(len(texts)))
    return Page(url, f"{name}.md", title, version, locale, tag, heading_ids, chunks)


def open_retriever(index: Index, embeddings: Embeddings, k: int) -> DocsRetriever:
    """What a process builds of an index for its chains."""
    return create_retriever(index, create_vector_store(index, embeddings), k)


def create_kitchen() -> list[Page]:
    """Three pages in two versions; one text is the same in both."""
    kettle = "Fill the kettle with water and press the switch."
    return [
        create_page("kettle", [kettle, "Descale the kettle with vinegar every month."]),
        create_page("oven", ["Preheat the oven to 220 degrees before baking bread.", "Clean the oven door with soda."]),
        create_page("fridge", ["Set the fridge to 5 degrees.", "Defrost the freezer when ice builds up."]),
        create_page("kettle", [kettle, "Descale the kettle with lemon juice."], version="1.x"),
        create_page("oven", ["Preheat the oven to 180 degrees before baking bread."], version="1.x"),
    ]


def create_library(pages: int, chunks: int = 4, *, edition: str = "first") -> Iterator[Page]:
    """Many pages with different texts, made of few words; those of another edition differ in one word."""
    for page in range(pages):
        yield create_page(
            f"book{page}",
            [
                f"Shelf{page % 7} holds volume{page} chapter{chunk} about topic{(page * chunks + chunk) % 23} {edition}"
                for chunk in range(chunks)
            ],
        )


async def run_index(index: Index, pages: Iterable[Page], embeddings: Embeddings, **options: Any) -> RunSummary:
    """`sync_index` over one source, with the defaults of the kitchen; `options` are of the source or of the run."""
    about_source = {name: options.pop(name) for name in DocumentSource.__slots__ if name in options}
    source = create_source(pages, **about_source)
    return await sync_index([source], index=index, embeddings=embeddings, **options)


def create_source(pages: Iterable[Page], **fields: Any) -> DocumentSource:
    """A source with the defaults of the kitchen."""
    defaults = {"name": "kitchen", "default_version": "2.x", "default_locale": "en"}
    return DocumentSource(pages=pages, **(defaults | fields))


async def ask_index(
    index: Index, query: str, *, k: int = 3, page_url: str = "", **filters: object
) -> list[dict[str, object]]:
    retriever = open_retriever(index, WordEmbeddings(), k)
    documents = await retriever.ainvoke(query, filters=Filters.model_validate(filters), page_url=page_url)
    return [{"text": document.page_content, "id": document.id, **document.metadata} for document in documents]


async def load_texts(index: Index) -> set[str]:
    async with index.reading() as reading:
        records, _ = await index.client.scroll(reading.collection_name, limit=10_000)
    return {(record.payload or {})["page_content"] for record in records}
