"""An index of synthetic sections, and one search in it."""

import asyncio
import os
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from app.index import (
    DocumentSource,
    Index,
    create_index,
    create_retriever,
    create_signature,
    create_vector_store,
    sync_index,
)
from app.settings import Settings, load_settings
from benchmarks._load.vectors import PreparedEmbeddings
from indexing.model import Chunk, Page, Place

COLLECTION = "bench"
SEARCHES = 200
_WORDS = 5000


@dataclass(frozen=True, slots=True)
class Points:
    """So many points of so many dimensions, in a folder and perhaps on a server too."""

    count: int
    dimensions: int
    folder: Path
    upstream: int
    """Port of the Gemini that embeds the questions."""
    variables: dict[str, str] = field(default_factory=dict)
    versions: dict[str, float] = field(default_factory=dict)
    """The share of the pages of each version; none: no page has one."""

    def create_environment(self, qdrant: str = "") -> dict[str, str]:
        """The settings of a service: production ones, with limits that count and refuse nobody."""
        return {
            "GEMINI_API_KEY": "emulator-benchmark",
            "GEMINI_BASE_URL": f"http://127.0.0.1:{self.upstream}",
            "GEMINI_EMBEDDING_DIMENSIONS": str(self.dimensions),
            "GEMINI_MAX_CONCURRENCY": "128",
            "QDRANT_COLLECTION_NAME": COLLECTION,
            "QDRANT_PATH": str(self.folder),
            "QDRANT_HOST": qdrant,
            "LOG_LEVEL": "info",
            "DEVELOPER_TOKEN": "benchmark-developer-token",
            "LIMIT_ADDRESS_PER_MINUTE": "10000000",
            "LIMIT_ADDRESS_PER_DAY": "100000000",
            "LIMIT_CONCURRENT_ANSWERS": "128",
            **self.variables,
        }

    def name_shared(self, environment: dict[str, str]) -> dict[str, str]:
        """The same settings for an app that knows no sites: it asks for the collection that they share."""
        from app.index.server.collections import Sharding, name_collection  # noqa: PLC0415 - most benchmarks have no server

        signature = create_signature(load_settings_of(environment))
        return environment | {"QDRANT_COLLECTION_NAME": name_collection(COLLECTION, signature, Sharding())}

    def fill(self, qdrant: str = "") -> None:
        """Index the points, in the folder or on the server."""
        asyncio.run(self._fill(load_settings_of(self.create_environment(qdrant))))

    def measure_search(self) -> list[float]:
        """Seconds of searches in the folder, one after the other, as a question makes them: both legs, and cosines."""
        return asyncio.run(self._search(load_settings_of(self.create_environment())))

    async def _fill(self, settings: Settings) -> None:
        index = _open(settings)
        await sync_index(
            [DocumentSource("benchmark", create_pages(self.count, self.versions))],
            index=index,
            embeddings=PreparedEmbeddings(self.dimensions),
        )
        await index.aclose()

    async def _search(self, settings: Settings) -> list[float]:
        index = _open(settings)
        store = create_vector_store(index, PreparedEmbeddings(self.dimensions))
        retriever = create_retriever(index, store, k=settings.answer.passages)
        seconds = []
        for number in range(SEARCHES + 1):
            started = time.perf_counter()
            found = await retriever.ainvoke(f"How does word{number} of part {number} work?")
            seconds.append(time.perf_counter() - started)
            if len(found) != settings.answer.passages:
                raise RuntimeError(f"{len(found)} passages were found")
        await index.aclose()
        return seconds[1:]  # the first one opens the index


def load_settings_of(environment: dict[str, str]) -> Settings:
    """The settings that a server with this environment would have."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        return load_settings()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _open(settings: Settings) -> Index:
    return create_index(settings.qdrant, create_signature(settings))


def create_pages(points: int, versions: Mapping[str, float] = MappingProxyType({})) -> Iterator[Page]:
    """Pages of ten sections with 60 different words each, dealt out to the versions by their shares."""
    source, dealer = random.Random(1), random.Random(2)
    for number in range(points // 10):
        version = dealer.choices([*versions], [*versions.values()])[0] if versions else ""
        chunks = tuple(_create_chunk(source, number, section, version) for section in range(10))
        yield Page(f"https://bench.example/{number}", f"{number}.md", f"Page {number}", version, "", "", (), chunks)


def _create_chunk(source: random.Random, page: int, section: int, version: str) -> Chunk:
    words = " ".join(f"word{source.randrange(_WORDS)}" for _ in range(60))
    url = f"https://bench.example/{page}#section-{section}"
    place = Place(url, version, "", "", f"Page {page} > Section {section}")
    return Chunk(f"Page {page}", f"Part {page}-{section} works like this: {words}.", place)
