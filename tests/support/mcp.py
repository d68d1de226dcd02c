"""Speaks MCP to an application, message by message, as no library would."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.middleware import Middleware

from app.index import IndexedPage
from app.middleware.bodies import JsonBodies
from app.middleware.context import RequestContextMiddleware
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.settings import LimitSettings
from app.wires.mcp import create_mcp_wire
from chains.schemas import Filters, Source
from indexing.model import Chunk, Place

ACCEPT = {"accept": "application/json, text/event-stream"}
MODERN = "2026-07-28"
MODERN_META = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientCapabilities": {},
}


def create_modern_headers(method: str, name: str = "") -> dict[str, str]:
    """What the era without sessions says beside its body."""
    return {"mcp-protocol-version": MODERN, "mcp-method": method} | ({"mcp-name": name} if name else {})


@dataclass(frozen=True)
class Speaker:
    """One caller, of either era of the protocol."""

    http: httpx.AsyncClient
    path: str = "/mcp"
    is_modern: bool = False

    @property
    def modern(self) -> "Speaker":
        """The same in the era without sessions."""
        return replace(self, is_modern=True)

    async def send(self, method: str, params: dict[str, Any], **headers: str) -> httpx.Response:
        """One request; its answer as it comes."""
        if self.is_modern:
            headers |= create_modern_headers(method, params.get("name", ""))
            params = params | {"_meta": MODERN_META | params.get("_meta", {})}
        body = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
        return await self.http.post(self.path, json=body, headers=ACCEPT | headers)

    async def ask(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The result, or the error, of one request."""
        return read_messages(await self.send(method, params or {}))[-1]

    async def call(self, tool: str, arguments: dict[str, Any] | None = None) -> dict[str, Any]:
        """What a tool gives."""
        answer = await self.ask("tools/call", {"name": tool, "arguments": arguments or {}})
        assert "result" in answer, answer
        result: dict[str, Any] = answer["result"]
        return result


def read_messages(answer: httpx.Response) -> list[dict[str, Any]]:
    """The JSON-RPC messages of an answer, whether it is a stream or not."""
    if answer.headers["content-type"].startswith("application/json"):
        return [answer.json()]
    return [json.loads(line.removeprefix("data: ")) for line in answer.text.splitlines() if line.startswith("data: ")]


def read_sentence(result: dict[str, Any]) -> str:
    """What the model is told when a call failed."""
    assert result["isError"] is True
    assert "structuredContent" not in result
    (block,) = result["content"]
    return str(block["text"])


class FewPages:
    """A search and pages without an index; keeps what it was asked."""

    def __init__(self, *found: Source, pages: dict[str, IndexedPage] | None = None) -> None:
        self.asked: list[tuple[str, Filters, str, int]] = []
        self._found = list(found)
        self._pages = pages or {}

    async def search(self, query: str, *, filters: Filters, page_url: str = "", limit: int = 10) -> list[Source]:
        self.asked.append((query, filters, page_url, limit))
        return self._found

    async def load_page(self, url: str) -> IndexedPage | None:
        return self._pages.get(url.partition("#")[0])


def create_indexed_page(*sections: tuple[str, str], title: str = "Oven") -> IndexedPage:
    """The page https://docs.example/oven of texts, each under its breadcrumb below the title."""
    url = "https://docs.example/oven"
    return IndexedPage(
        url,
        tuple(
            Chunk(title, text, Place(f"{url}#part-{number}", "2.x", "en", "", f"{title}{section}", number))
            for number, (section, text) in enumerate(sections)
        ),
    )


@asynccontextmanager
async def speaking(
    chain: Any, pages: FewPages | None = None, *, origins: tuple[str, ...] = ()
) -> AsyncIterator[Speaker]:
    """The wire alone, behind the middlewares that it cannot do without."""
    pages = pages or FewPages()
    wire = create_mcp_wire("/mcp", chain, search=pages, pages=pages, origins=origins)
    middleware = [
        Middleware(RequestContextMiddleware, endpoints=wire.endpoints),
        Middleware(ErrorBoundary),
        Middleware(JsonBodies, limits=LimitSettings()),
    ]
    app = FastAPI(middleware=middleware)
    add_problem_handlers(app)
    app.include_router(wire.router)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with wire.running(), httpx.AsyncClient(transport=transport, base_url="http://docs.example") as http:
        yield Speaker(http)
