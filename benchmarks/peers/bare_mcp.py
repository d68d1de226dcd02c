"""MCP's package and nothing of ours: one tool, which answers at once, behind uvicorn as ours is.

    python -m benchmarks.peers.bare_mcp PORT

`/mcp` answers whole, `/mcp/news` as a stream with one word of progress; `/plain` is the same answer without the
package, and what it costs is the difference.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import mcp.types as protocol
import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from benchmarks._load.cases import CHUNKS
from benchmarks._load.upstream import get_text

TEXT = get_text(CHUNKS)
SOURCES = [{"number": number, "title": "Part", "snippet": "word " * 60} for number in range(8)]
"""About as much as an answer of ours holds."""
ANSWER = {"response": TEXT, "sources": SOURCES}


async def call_tool(context: Any, _: protocol.CallToolRequestParams) -> protocol.CallToolResult:
    """The tool."""
    if context.meta is not None and "progress_token" in context.meta:
        await context.session.report_progress(1, 2, "Reading 8 passages")
    return protocol.CallToolResult(content=[protocol.TextContent(text=TEXT)], structured_content=ANSWER)


async def list_tools(_: Any, __: Any) -> protocol.ListToolsResult:
    """The tool's description."""
    return protocol.ListToolsResult(tools=[protocol.Tool(name="ask_docs", input_schema={"type": "object"})])


class Endpoint:
    """ASGI application of one manager."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._manager.handle_request(scope, receive, send)


def create_app() -> Starlette:
    """The three routes."""
    server = Server("bare", on_list_tools=list_tools, on_call_tool=call_tool)
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    whole, streamed = (
        StreamableHTTPSessionManager(server, stateless=True, json_response=is_whole, security_settings=security)
        for is_whole in (True, False)
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with whole.run(), streamed.run():
            yield

    async def plain(request: Request) -> Response:
        await request.json()
        return JSONResponse({"jsonrpc": "2.0", "id": 1, "result": ANSWER})

    routes = [
        Route("/mcp", Endpoint(whole)),
        Route("/mcp/news", Endpoint(streamed)),
        Route("/plain", plain, methods=["POST"]),
        Route("/health", lambda _: Response()),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    config = uvicorn.Config(create_app(), port=int(sys.argv[1]), log_level="warning")
    asyncio.run(uvicorn.Server(config).serve())
