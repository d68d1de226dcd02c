"""Both engines give the same results for the same collection."""

import itertools
import random
from collections.abc import AsyncIterator

import pytest

from app.index import Index, create_index
from app.index.payload import PlaceFilter
from app.settings import QdrantSettings
from chains.schemas import Filters
from tests.support.sites import SIGNATURE, WordEmbeddings, create_page, open_retriever, run_index

VOCABULARY = [f"{head}{tail}" for head in "bdfgklmnprst" for tail in ("ano", "eli", "ira", "osu", "uto", "yme")]
VERSIONS = ("3.x", "2.x", "")
LOCALES = ("en", "zh-CN")
TAGS = ("docs-a", "docs-b", "")


Indexes = list[Index]


@pytest.fixture
async def indexes(embedded_settings: QdrantSettings, server_settings: QdrantSettings) -> AsyncIterator[Indexes]:
    """The same random texts on both, embedded first; most of them stand in several places.

    Every text has a length of its own: where two get equal BM25 scores, either engine may put either one first.
    """
    generator = random.Random(7)
    pages = []
    for number in range(8):
        texts = [" ".join(generator.choices(VOCABULARY, k=10 + 8 * (9 * number + part))) for part in range(9)]
        for extra, (version, locale) in enumerate(itertools.product(VERSIONS, LOCALES), start=1):
            written = [text if generator.random() < 0.7 else f"{text}{' extra' * extra}" for text in texts]
            tag = generator.choice(TAGS)
            pages.append(create_page(f"page{number}", written, version=version, locale=locale, tag=tag))
    created = [create_index(settings, SIGNATURE) for settings in (embedded_settings, server_settings)]
    for index in created:
        await run_index(index, pages, WordEmbeddings(), default_version="", default_locale="")
    yield created
    for index in created:
        await index.aclose()


async def test_questions_get_the_same_passages_and_scores(indexes: Indexes) -> None:
    generator = random.Random(11)
    embedded, server = (open_retriever(index, WordEmbeddings(), 8) for index in indexes)
    compared = 0
    for _ in range(60):
        query = " ".join(generator.choices(VOCABULARY, k=generator.randint(1, 8)))
        filters = Filters(version=generator.choice(VERSIONS), locale=generator.choice(["", *LOCALES]))
        ours = await embedded.ainvoke(query, filters=filters)
        theirs = await server.ainvoke(query, filters=filters)
        assert [document.page_content for document in ours] == [document.page_content for document in theirs]
        assert [document.metadata["url"] for document in ours] == [document.metadata["url"] for document in theirs]
        scores = [document.metadata["score"] for document in theirs]
        assert [document.metadata["score"] for document in ours] == pytest.approx(scores, abs=1e-4)
        compared += len(ours)
    assert compared > 400


async def test_conditions_let_exactly_the_matching_places_through(indexes: Indexes) -> None:
    combinations = itertools.product(
        ("", "3.x", "2.x", "9.x"), ("", *LOCALES), ((), ("docs-a",), ("docs-a", "docs-b"), ("docs-c",))
    )
    for version, locale, tags in combinations:
        places = PlaceFilter(version, locale, tags)
        for index in indexes:
            async with index.reading() as reading:
                records, _ = await index.client.scroll(reading.collection_name, limit=1000)
                matching = {
                    record.id
                    for record in records
                    if any(places.matches(place) for place in (record.payload or {})["metadata"]["places"])
                }
                found, _ = await index.client.scroll(
                    reading.collection_name, scroll_filter=places.create_condition(), limit=1000
                )
            assert {record.id for record in found} == matching, places
