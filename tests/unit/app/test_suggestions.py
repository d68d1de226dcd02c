"""What may be asked next, around our chain with doubles, an index and a search that are doubles."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.runnables.utils import AddableDict

from app.index import IndexedPage
from app.suggestions import SuggestingChain
from chains.errors import IndexUnavailableError
from chains.retrieval import IS_NEAR
from chains.schemas import Filters
from chains.settings import AnswerSettings
from indexing.model import Chunk, Part, Place
from tests.support.answer_chain import collect, create_chain
from tests.support.doubles import FixedRetriever, create_document

URL = "https://kitchen.example/kettle"
WORDS = "Water is hot. " * 6
HEADINGS = ["Overview", "Filling the kettle", "Descale it with vinegar", "Short", "Noise", "Boiling water", "Repair"]


def create_section(heading: str, position: int, text: str = WORDS, **more: Any) -> Chunk:
    url = f"{URL}#{heading.lower().replace(' ', '-')}"
    return Chunk("Kettle", text, Place(url, "2.x", "en", "", f"Kettle > {heading}", position, **more))


class Pages:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.error: Exception | None = None
        self.seconds = 0.0

    async def load_page(self, url: str) -> IndexedPage | None:
        self.calls["pages"] += 1
        await asyncio.sleep(self.seconds)
        if self.error:
            raise self.error
        if not url.startswith(URL):
            return None
        chunks = [
            create_section(heading, position, "Too short." if heading == "Short" else WORDS)
            for position, heading in enumerate(HEADINGS)
        ]
        parts = (Part(len(WORDS), "packed", "Kettle > Packing the kettle away"),)
        return IndexedPage(URL, (*chunks, create_section("Storage", 9, WORDS * 2, parts=parts)))

    async def list_pages(self, query: str, *, filters: Filters, limit: int = 10) -> list[str]:
        self.calls["searches"] += 1
        assert (filters.version, filters.locale) == ("2.x", "en")
        return ["https://kitchen.example/oven" if "Noise" in query else URL][:limit]


def create(
    *texts: str, cited: str = "Descale it with vinegar", pages: Pages | None = None, **settings: Any
) -> tuple[SuggestingChain, Pages, FixedRetriever]:
    source = create_document(
        "Vinegar dissolves lime.", title="Kettle", url=f"{URL}#{cited.lower().replace(' ', '-')}", section=cited
    )
    retriever = FixedRetriever(documents=[source], asked=[])
    chain, *_ = create_chain(*((text,) for text in texts), retriever=retriever, settings=AnswerSettings(**settings))
    pages = pages or Pages()
    near = FixedRetriever(documents=[Document("", metadata={IS_NEAR: True})], asked=[])

    async def get_generation() -> str:
        return "g1"

    wrapped = SuggestingChain(
        chain, pages=pages, search=pages, retriever=near, get_generation=get_generation, seconds=0.2
    )
    return wrapped, pages, near


async def test_headings_around_what_is_cited_are_suggested_the_nearest_first() -> None:
    chain, _, near = create("With vinegar [1].")
    answer = await chain.ainvoke({"query": "How is lime removed?"})
    assert answer["suggestions"] == [
        "How does filling the kettle work (Kettle)?",
        "How does boiling water work (Kettle)?",
        "What should I know about “Repair” in “Kettle”?",
    ]
    assert near.asked == [], "no heading is embedded"


async def test_a_stream_bears_them_in_its_last_part() -> None:
    chain, *_ = create("With vinegar [1].")
    parts = await collect(chain, {"query": "How is lime removed?"})
    assert isinstance(parts[-1], AddableDict)
    assert len(parts[-1]["suggestions"]) == 3
    assert all("suggestions" not in part for part in parts[:-1])


async def test_a_page_is_read_once_and_a_heading_checked_once() -> None:
    chain, pages, _ = create("With vinegar [1].", "With vinegar [1].")
    first = await chain.ainvoke({"query": "How is lime removed?"})
    calls = dict(pages.calls)
    assert (await chain.ainvoke({"query": "And lime?"}))["suggestions"] == first["suggestions"]
    assert dict(pages.calls) == calls


async def test_what_was_asked_already_is_not_suggested() -> None:
    chain, *_ = create("Does filling the kettle work?", "With vinegar [1].")
    history = [{"type": "human", "content": "How does boiling water work in a kettle?"}]
    request = {"query": "What of filling the kettle, does that work?", "chat_history": history}
    assert (await chain.ainvoke(request))["suggestions"][0] == "What should I know about “Repair” in “Kettle”?"


async def test_a_short_section_inside_a_passage_is_a_neighbour_too() -> None:
    chain, *_ = create("In a box [1].", cited="Storage")
    suggestions = (await chain.ainvoke({"query": "Where is it stored?"}))["suggestions"]
    assert "How does packing the kettle away work?" in suggestions


MODEL = "With vinegar [1].\n<<next questions>>\nIs lemon juice as good?\nHow is lime removed?"


async def test_the_models_own_come_first_and_are_searched() -> None:
    chain, _, near = create(MODEL, suggestions="model")
    answer = await chain.ainvoke({"query": "How is lime removed?"})
    assert answer["response"].rstrip() == "With vinegar [1]."
    assert answer["suggestions"][0] == "Is lemon juice as good?"
    assert len(answer["suggestions"]) == 3
    assert [asked[0] for asked in near.asked] == ["Is lemon juice as good?"]


async def test_a_question_of_the_model_that_nothing_answers_does_not_leave() -> None:
    chain, _, near = create(MODEL, suggestions="model")
    near.documents = [Document("", metadata={IS_NEAR: False})]
    assert "Is lemon juice as good?" not in (await chain.ainvoke({"query": "How is lime removed?"}))["suggestions"]


@pytest.mark.parametrize("script", ["Nothing is cited.", "I could not find this in the documentation."])
async def test_what_cites_nothing_suggests_nothing(script: str) -> None:
    chain, pages, _ = create(script)
    assert (await chain.ainvoke({"query": "How is lime removed?"}))["suggestions"] == []
    assert not pages.calls


@pytest.mark.parametrize(("error", "seconds"), [(IndexUnavailableError("gone"), 0.0), (None, 60.0)])
async def test_an_answer_does_not_fail_and_hardly_wait_for_them(error: Exception | None, seconds: float) -> None:
    pages = Pages()
    pages.error, pages.seconds = error, seconds
    chain, *_ = create("With vinegar [1].", pages=pages)
    answer = await chain.ainvoke({"query": "How is lime removed?"})
    assert (answer["outcome"], answer["suggestions"]) == ("answered", [])
