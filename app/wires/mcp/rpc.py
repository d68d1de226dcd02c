"""JSON-RPC as the middlewares meet it: which bodies are questions, and how a problem looks."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app.context import Problem, get_context

_QUESTIONS = frozenset({"ask_docs"})
_SEARCHES = frozenset({"search", "fetch"})
"""The tools that read the index. What else a client sends (hello, which tools are there) is answered from memory."""
_EXAMPLE = (
    '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "…"}}}'
)
NO_MESSAGE = f"The body is no JSON-RPC 2.0 message. Send one such as {_EXAMPLE}."
_INVALID_REQUEST = -32600
_INTERNAL_ERROR = -32603
_SERVER_ERROR = 500


def count_questions(content: Any) -> int:
    """A call of `ask_docs` is a question.

    Raises:
        HTTPException: 400 for what looks like no message; `Endpoint` looks closer.
    """
    if isinstance(content, list):
        raise HTTPException(400, "Send one JSON-RPC message in a request; this protocol has no batches.")
    match content:
        case {"jsonrpc": "2.0"}:
            pass
        case _:
            raise HTTPException(400, NO_MESSAGE)
    match content:
        case {"method": "tools/call", "params": {"arguments": arguments}} if not isinstance(arguments, dict | None):
            raise HTTPException(400, f"params.arguments must be an object. Send a message such as {_EXAMPLE}.")
    return _count_calls(content, _QUESTIONS)


def count_searches(content: Any) -> int:
    """A call of `search` or `fetch` is a search."""
    return _count_calls(content, _SEARCHES)


def is_id(value: Any) -> bool:
    """Whether it may be the id of a request."""
    return isinstance(value, str | int) and not isinstance(value, bool)


def _count_calls(content: Any, tools: frozenset[str]) -> int:
    match content:
        case {"method": "tools/call", "params": {"name": str(name)}} if name in tools:
            return 1
        case _:
            return 0


def wants_news(content: Any) -> bool:
    """Whether the caller asks to be told while its call runs."""
    match content:
        case {"params": {"_meta": {"progressToken": _}}}:
            return True
        case _:
            return False


def format_rpc_problem(problem: Problem) -> Response:
    """A JSON-RPC error with the problem's own status: clients show its message, and see 401 and 429 by the status."""
    content = get_context().content
    request_id = content.get("id") if isinstance(content, dict) else None
    error = {
        "code": _INTERNAL_ERROR if problem.status >= _SERVER_ERROR else _INVALID_REQUEST,
        "message": problem.detail,
        "data": {"title": problem.title, "status": problem.status, "request_id": problem.request_id, **problem.more},
    }
    body = {"jsonrpc": "2.0", "id": request_id if is_id(request_id) else None, "error": error}
    return JSONResponse(body, problem.status, headers=dict(problem.headers))
