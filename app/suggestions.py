"""A chain around another one whose answers say what may be asked next, and only what the documentation answers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from cachetools import LRUCache
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig

from app.index import IndexedPage
from app.observability.steps import timing
from chains.errors import AskdocsError
from chains.parts import get_cited, is_last_part, with_suggestions
from chains.retrieval import IS_NEAR
from chains.runnables import WrappedChain
from chains.schemas import ChatRequest, Filters, Source
from chains.suggestions import create_question, repeats

MAX_SUGGESTIONS = 3
SECONDS = 1.0
"""How long an answer waits for its suggestions; its last word has left by then."""
_MIN_WORDS = 12
"""A section of fewer words answers little: it is a list of links, or leads to the next heading."""
_REMEMBERED_PAGES = 500
_REMEMBERED_CHECKS = 5_000
_NEIGHBOURS = 5
_LOOKED_AT = 3
"""Pages that a question must bring its own among."""


class Pages(Protocol):
    """What the index holds of whole pages."""

    async def load_page(self, url: str) -> IndexedPage | None:
        """The page on which a URL stands. Raises IndexingError."""
        ...


class Search(Protocol):
    """What finds pages by keywords."""

    async def list_pages(self, query: str, *, filters: Filters, limit: int = 10) -> list[str]:
        """The URLs of pages, best first. Raises IndexingError."""
        ...


@dataclass(frozen=True, slots=True)
class _Section:
    url: str
    question: str
    """Empty where it cannot be asked for."""


class SuggestingChain(WrappedChain):
    """Adds up to three questions to an answer that cites something: the model's own, then headings near what it cites.

    A question of the model leaves when the search finds a passage near it. A heading's leaves when the keywords of the
    question bring its page. Neither is asked of a model, and a heading's is not embedded. It stands inside of the
    caches, so that an answer is looked after once.
    """

    def __init__(
        self,
        chain: Runnable[Any, Any],
        *,
        pages: Pages,
        search: Search,
        retriever: BaseRetriever,
        get_generation: Callable[[], Awaitable[str]],
        seconds: float = SECONDS,
    ) -> None:
        super().__init__(chain)
        self._pages = pages
        self._search = search
        self._retriever = retriever
        self._get_generation = get_generation
        self._seconds = seconds
        self._sections: LRUCache[tuple[str, str], list[_Section]] = LRUCache(_REMEMBERED_PAGES)
        self._checked: LRUCache[tuple[str, str], bool] = LRUCache(_REMEMBERED_CHECKS)

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The chain's answer."""
        answer = await self._chain.ainvoke(input, config, **options)
        return await self._complete(input, answer, answer) if is_last_part(answer) else answer

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The chain's parts."""
        first: Mapping[str, Any] = {}
        async for part in self._chain.astream(input, config, **options):
            first = first or part
            yield await self._complete(input, first, part) if is_last_part(part) else part

    async def _complete(self, request: Any, first: Mapping[str, Any], last: Mapping[str, Any]) -> Any:
        asked = ChatRequest.model_validate(request)
        suggestions: list[str] = []
        if last["outcome"] == "answered" and last["cited"]:
            with suppress(AskdocsError, TimeoutError), timing("suggest"):
                async with asyncio.timeout(self._seconds):
                    suggestions = await self._choose_own(asked, last["suggestions"])
                    async for question in self._find_headings(asked, get_cited(first, last), suggestions):
                        suggestions.append(question)
                        if len(suggestions) == MAX_SUGGESTIONS:
                            break
        return with_suggestions(last, suggestions[:MAX_SUGGESTIONS])

    async def _choose_own(self, asked: ChatRequest, questions: Sequence[str]) -> list[str]:
        """Those of the model's questions near which the search finds a passage."""
        new = [question for question in questions if not repeats(question, _list_asked(asked))]
        found = await asyncio.gather(
            *(self._retriever.ainvoke(question, filters=asked.filters, page_url=asked.page_url) for question in new)
        )
        return [
            question
            for question, documents in zip(new, found, strict=True)
            if any(document.metadata.get(IS_NEAR, True) for document in documents)
        ]

    async def _find_headings(
        self, asked: ChatRequest, cited: Sequence[Source], taken: Sequence[str]
    ) -> AsyncIterator[str]:
        """Questions of the headings around what is cited, the nearest first."""
        generation = await self._get_generation()
        seen = {source.url for source in cited}
        for source in cited:
            sections = await self._load_sections(source, generation)
            for section in _list_neighbours(sections, source.url):
                is_new = section.url not in seen and not repeats(section.question, [*_list_asked(asked), *taken])
                seen.add(section.url)
                if section.question and is_new and await self._is_answered(section, source, generation):
                    yield section.question

    async def _load_sections(self, source: Source, generation: str) -> list[_Section]:
        """The sections of a page, from top to bottom."""
        key = (generation, source.url.partition("#")[0])
        if key not in self._sections:
            page = await self._pages.load_page(source.url)
            self._sections[key] = list(_read_sections(page, source.locale)) if page else []
        return self._sections[key]

    async def _is_answered(self, section: _Section, source: Source, generation: str) -> bool:
        key = (generation, section.url)
        if key not in self._checked:
            filters = Filters(version=source.version, locale=source.locale)
            found = await self._search.list_pages(section.question, filters=filters, limit=_LOOKED_AT)
            self._checked[key] = section.url.partition("#")[0] in found
        return self._checked[key]


def _read_sections(page: IndexedPage, locale: str) -> Iterator[_Section]:
    """A section that is cut into several passages comes once, with the words of all of them."""
    words: dict[tuple[str, str], int] = {}
    for chunk in page.chunks:
        parts = [(0, chunk.place.url, chunk.place.section)]
        parts += [(part.offset, f"{page.url}#{part.anchor}", part.section) for part in chunk.place.parts]
        ends = [*(offset for offset, _, _ in parts[1:]), len(chunk.text)]
        for (offset, url, section), end in zip(parts, ends, strict=True):
            words[url, section] = words.get((url, section), 0) + len(chunk.text[offset:end].split())
    for (url, section), count in words.items():
        yield _Section(url, create_question(section, locale) if count >= _MIN_WORDS else "")


def _list_neighbours(sections: Sequence[_Section], url: str) -> Iterator[_Section]:
    """Those behind and before the section at `url` in turn, at most `_NEIGHBOURS` in each direction."""
    here = next((place for place, section in enumerate(sections) if section.url == url), -1)
    for distance in range(1, _NEIGHBOURS + 1):
        for place in (here + distance, here - distance):
            if 0 <= place < len(sections):
                yield sections[place]


def _list_asked(request: ChatRequest) -> list[str]:
    return [request.query, *(turn.content for turn in request.chat_history if turn.type == "human")]
