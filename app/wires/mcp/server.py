"""The SDK's server, which knows both eras of the protocol, with our tools."""

from collections.abc import Sequence
from typing import Any

import mcp.types as protocol
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server

from app import __version__
from app.context import get_context
from app.middleware.problems import InvalidFieldError, note_error, note_unforeseen_error
from app.wires.mcp.tool import Call, Tool, WrongArgumentsError, create_failure
from chains.errors import AskdocsError

Context = ServerRequestContext[Any, Any]
_INSTRUCTIONS = (
    "Answers about one documentation site. ask_docs gives a cited answer; search and fetch find and read its pages. "
    "Give the reader the links that come with an answer."
)


def create_server(tools: Sequence[Tool[Any]]) -> Server[Any]:
    """Build the server of these tools. What fails in a call is told to the model, in a sentence."""
    known = {tool.name: tool for tool in tools}
    listed = protocol.ListToolsResult(tools=[tool.describe() for tool in tools])
    schemas = {tool.name: tool.input_schema for tool in listed.tools}

    async def list_tools(_: Context, __: protocol.PaginatedRequestParams | None) -> protocol.ListToolsResult:
        return listed

    async def call_tool(context: Context, params: protocol.CallToolRequestParams) -> protocol.CallToolResult:
        if (tool := known.get(params.name)) is None:
            return create_failure(f"There is no tool of this name. The tools are {', '.join(known)}.")
        try:
            return await tool.run(tool.read(params.arguments), _create_call(context))
        except WrongArgumentsError as error:
            return create_failure(str(error))
        except InvalidFieldError as error:
            return create_failure(str(error.detail))
        except AskdocsError as error:
            note_error(error)
            return create_failure(error.message)
        except Exception as error:  # noqa: BLE001 - the SDK would hide it
            return create_failure(f"{note_unforeseen_error(error).message} It is {get_context().id}.")

    return Server(
        "askdocs",
        version=__version__,
        title="askdocs",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=schemas.get,
    )


def _create_call(context: Context) -> Call:
    assert context.request is not None  # noqa: S101 - every message comes in one
    wants_news = context.meta is not None and "progress_token" in context.meta
    return Call(context.request, context.session.report_progress if wants_news else None)
