"""`fetch`: a page's text as it is indexed. No address is ever called: what is not indexed does not exist."""

from typing import Annotated, Protocol

import mcp.types as protocol
from pydantic import BaseModel, Field

from app.index import IndexedPage
from app.wires.mcp.page_text import format_page
from app.wires.mcp.tool import Arguments, Call, Tool, create_failure, create_json_result
from chains.schemas import MAX_URL_CHARACTERS


class Pages(Protocol):
    """What reads pages from the index."""

    async def load_page(self, url: str) -> IndexedPage | None:
        """The page on which a URL stands; None when it is not indexed. Raises IndexingError."""
        ...


class FetchArguments(Arguments):
    """A page."""

    id: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_URL_CHARACTERS,
            description="an id that search gave, or the URL of a page or passage of this documentation",
        ),
    ]


class FetchedPage(BaseModel):
    """The page."""

    id: str
    title: str
    text: Annotated[str, Field(description="Markdown")]
    url: str
    metadata: Annotated[dict[str, str], Field(description="version and locale, where the page has them")]


class Fetch(Tool[FetchArguments]):
    """Reads pages of the index."""

    name = "fetch"
    title = "Read a page of the documentation"
    description = (
        "Returns the text of one page of this documentation as Markdown, by an id that search gave or by the URL of a "
        "page or passage of it. Other addresses are not fetched."
    )
    arguments = FetchArguments
    result = FetchedPage

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def run(self, arguments: FetchArguments, call: Call) -> protocol.CallToolResult:  # noqa: ARG002
        """See `Tool.run`."""
        page = await self._pages.load_page(arguments.id)
        if page is None:
            return create_failure("No page with this id is indexed. Take an id from the results of search.")
        first = page.chunks[0]
        told = {"version": first.place.version, "locale": first.place.locale}
        return create_json_result(
            FetchedPage(
                id=page.url,
                title=first.title,
                text=format_page(page, begin_at=arguments.id),
                url=page.url,
                metadata={name: value for name, value in told.items() if value},
            )
        )
