"""`POST /mcp`: streamable HTTP without sessions, in both eras of the protocol."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from langchain_core.runnables import Runnable
from starlette.routing import Route

from app.wires.mcp.description import ERROR_CONTENT, describe
from app.wires.mcp.late import LateEndpoint
from app.wires.mcp.rpc import count_questions, count_searches, format_rpc_problem
from app.wires.wire import Wire

if TYPE_CHECKING:
    from app.wires.mcp.endpoint import Endpoint
    from app.wires.mcp.fetch import Pages
    from app.wires.mcp.search import PageSearch


def create_mcp_wire(
    path: str,
    chain: Runnable[Any, Any],
    *,
    search: "PageSearch",
    pages: "Pages",
    origins: Collection[str] = (),
) -> Wire:
    """Build the route at `path`. Its tools ask `chain`, `search` and `pages`.

    `origins` are those of web pages that may call it.
    """
    endpoint = LateEndpoint(partial(_create_endpoint, chain, search, pages, origins))
    router = APIRouter()
    router.routes.append(Route(path, endpoint, include_in_schema=False))
    return Wire(
        router,
        {path: count_questions},
        searches={path: count_searches},
        errors=format_rpc_problem,
        error_content=ERROR_CONTENT,
        describe=partial(describe, path=path),
        running=endpoint.running,
    )


def _create_endpoint(
    chain: Runnable[Any, Any], search: "PageSearch", pages: "Pages", origins: Collection[str]
) -> "Endpoint":
    """The imports take half a second, see `LateEndpoint`."""
    from app.wires.mcp.ask_docs import AskDocs  # noqa: PLC0415
    from app.wires.mcp.endpoint import Endpoint  # noqa: PLC0415
    from app.wires.mcp.fetch import Fetch  # noqa: PLC0415
    from app.wires.mcp.search import Search  # noqa: PLC0415
    from app.wires.mcp.server import create_server  # noqa: PLC0415

    return Endpoint(create_server([AskDocs(chain, origins), Search(search, origins), Fetch(pages)]), origins)
