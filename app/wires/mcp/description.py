"""What OpenAPI says of `POST /mcp`, for those who look at it by hand; clients of the protocol ask it themselves."""

from typing import Any

from app.wires.asking import describe_parameters
from app.wires.wire import EXAMPLE_QUESTION

_ID: dict[str, Any] = {"type": ["string", "integer"]}
_ERROR = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string", "description": "says what to do"},
        "data": {"description": "what else is known, such as the status, the title and the request_id"},
    },
}
_MESSAGE = {
    "title": "JsonRpcMessage",
    "type": "object",
    "required": ["jsonrpc", "method"],
    "properties": {
        "jsonrpc": {"const": "2.0"},
        "id": _ID | {"description": "left out for a notification, which has no answer"},
        "method": {"type": "string", "description": "such as tools/list or tools/call"},
        "params": {"type": ["object", "null"]},
    },
}
_ANSWER = {
    "title": "JsonRpcAnswer",
    "type": "object",
    "required": ["jsonrpc", "id"],
    "properties": {"jsonrpc": {"const": "2.0"}, "id": _ID, "result": {"type": "object"}, "error": _ERROR},
}
_EVENT = {"type": "object", "properties": {"data": {"type": "string", "description": "JSON: a message"}}}
_REFUSAL = _ANSWER | {"title": "JsonRpcError", "properties": {"error": _ERROR}, "required": ["error"]}
ERROR_CONTENT = {"application/json": {"schema": _REFUSAL}}


def describe(schema: dict[str, Any], path: str) -> None:
    """Add the route to FastAPI's description, which does not know it."""
    call = {"name": "ask_docs", "arguments": {"query": EXAMPLE_QUESTION}}
    example = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    schema["paths"][path] = {
        "post": {
            "tags": ["mcp"],
            "summary": "Call ask_docs, search or fetch over MCP",
            "description": "Streamable HTTP without sessions, in the revision 2026-07-28 and those before it.",
            "operationId": f"mcp{path.replace('/', '_')}",
            "parameters": [each for each in describe_parameters() if each["name"] != "citations"],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": _MESSAGE, "example": example}},
            },
            "responses": {
                "200": {
                    "description": "The answer; as a stream where the message bears a progress token",
                    "content": {
                        "application/json": {"schema": _ANSWER},
                        "text/event-stream": {"schema": _EVENT},
                    },
                },
                "202": {"description": "A notification was taken."},
                "403": {"description": "Pages of this origin may not call.", "content": ERROR_CONTENT},
                "406": {"description": "Accept names no type that is answered.", "content": ERROR_CONTENT},
            },
        }
    }
