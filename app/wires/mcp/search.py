"""`search`: the pages whose words fit, in the shape that ChatGPT's connectors want."""

from collections.abc import Collection
from typing import Annotated, Protocol

import mcp.types as protocol
from pydantic import BaseModel, Field, StringConstraints

from app.wires.asking import read_options
from app.wires.mcp.tool import Arguments, Call, Tool, create_json_result
from chains.schemas import MAX_QUERY_CHARACTERS, Filters, Source

LIMIT = 10


class PageSearch(Protocol):
    """What finds pages by keywords."""

    async def search(self, query: str, *, filters: Filters, page_url: str = "", limit: int = 10) -> list[Source]:
        """At most `limit` pages, best first. Raises IndexingError."""
        ...


class SearchArguments(Arguments):
    """Words."""

    query: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUERY_CHARACTERS),
        Field(description="words that stand on the page"),
    ]


class SearchResult(BaseModel):
    """A page."""

    id: Annotated[str, Field(description="what fetch takes")]
    title: str
    url: Annotated[str, Field(description="leads to the heading under which the words stand")]
    text: Annotated[str, Field(description="the passage that fits best, shortened")]


class SearchResults(BaseModel):
    """Pages, best first."""

    results: list[SearchResult]


class Search(Tool[SearchArguments]):
    """Searches the index by its words: nothing is asked of a model."""

    name = "search"
    title = "Search the documentation"
    description = (
        "Finds pages of this documentation by words that stand on them. Returns for each page its id for fetch, its "
        "title, the URL of the heading that fits best and the beginning of what stands there."
    )
    arguments = SearchArguments
    result = SearchResults

    def __init__(self, pages: PageSearch, origins: Collection[str]) -> None:
        self._pages = pages
        self._origins = origins

    async def run(self, arguments: SearchArguments, call: Call) -> protocol.CallToolResult:
        """See `Tool.run`."""
        options = read_options(call.request, origins=self._origins)
        sources = await self._pages.search(
            arguments.query, filters=options.filters, page_url=options.page_url, limit=LIMIT
        )
        results = [
            SearchResult(id=source.url.partition("#")[0], title=source.title, url=source.url, text=source.snippet)
            for source in sources
        ]
        return create_json_result(SearchResults(results=results))
