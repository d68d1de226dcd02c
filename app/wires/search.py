"""`GET /search`: pages by keywords alone. Nothing is embedded, and nothing is paid."""

from collections.abc import Collection
from typing import Annotated, Protocol

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from app.context.endpoint import count_one
from app.wires.asking import describe_parameters, read_options
from app.wires.wire import Wire
from chains.schemas import MAX_QUERY_CHARACTERS, Filters, Source

MAX_RESULTS = 50


class Search(Protocol):
    """What finds pages by keywords."""

    async def search(self, query: str, *, filters: Filters, page_url: str = "", limit: int = 10) -> list[Source]:
        """At most `limit` pages, best first. Raises IndexingError."""
        ...


class SearchResponse(BaseModel):
    """What was found."""

    results: Annotated[
        list[Source], Field(description="one for each page, best first; `score` is that of BM25, 1 for the first")
    ]


def create_search_wire(path: str, search: Search, *, origins: Collection[str] = ()) -> Wire:
    """Build the route. A page of one of the `origins` counts as the page that the reader has open."""
    router = APIRouter(tags=["search"])

    @router.get(
        path,
        summary="Find pages of the documentation by keywords",
        description="Nothing is embedded and nothing is paid: BM25 alone. Each page comes once, by its best passage.",
        openapi_extra={"parameters": describe_parameters(citations=False)},
    )
    async def find(
        request: Request,
        q: Annotated[
            str,
            Query(
                openapi_examples={"install": {"value": "install"}},
                min_length=1,
                max_length=MAX_QUERY_CHARACTERS,
                description="what to look for",
            ),
        ],
        limit: Annotated[int, Query(ge=1, le=MAX_RESULTS, description="how many pages at most")] = 10,
    ) -> SearchResponse:
        options = read_options(request, origins=origins)
        found = await search.search(q, filters=options.filters, page_url=options.page_url, limit=limit)
        return SearchResponse(results=found)

    return Wire(router, searches={path: count_one})
