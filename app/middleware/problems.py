"""Errors of every kind become problems, each in the shape that the clients of its wire know."""

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import Problem, get_context
from app.context.endpoint import format_problem
from chains.errors import AskdocsError

DEFAULT_RETRY_AFTER_SECONDS = 10
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}


class InvalidFieldError(HTTPException):
    """A field of a request that cannot be used: 400, with the field and, where its clients know one, a code."""

    def __init__(self, detail: str, *, field: str, code: str = "", status: int = 400) -> None:
        super().__init__(status, detail)
        self.problem = {"field": field, "message": detail} | ({"code": code} if code else {})


def create_problem(
    status: int, title: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """Build the response for one error, as the clients of the running request know it."""
    context = get_context()
    problem = Problem(status, title, detail, context.id, headers or {}, more)
    return (context.endpoint.format_problem if context.endpoint else format_problem)(problem)


def create_http_problem(scope: Scope, error: HTTPException) -> Response:
    """Build the response for an error that already has its status."""
    headers = dict(error.headers or {})
    detail = str(error.detail)
    if detail == HTTPStatus(error.status_code).phrase:  # the framework's own, which says nothing more
        match error.status_code:
            case HTTPStatus.NOT_FOUND:
                detail = "There is nothing at this address. Look at its path; questions are sent to POST /chat."
            case HTTPStatus.METHOD_NOT_ALLOWED:
                detail = f"This address does not take {scope['method'][:20]}. Use {headers.get('Allow', 'POST')}."
    more = {"errors": [error.problem]} if isinstance(error, InvalidFieldError) else {}
    return create_problem(error.status_code, find_title(error.status_code), detail, headers, **more)


def find_title(status: int) -> str:
    """The phrase of a status by RFC 9110, which Python knows from 3.13 on."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def create_askdocs_problem(error: AskdocsError) -> Response:
    """Build the response for an error of ours, and log it."""
    note_error(error)
    headers = {"Retry-After": str(ceil(error.retry_after))} if error.retry_after is not None else {}
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.setdefault("Retry-After", str(DEFAULT_RETRY_AFTER_SECONDS))
    return create_problem(error.status, error.title, error.message, headers)


def note_error(error: AskdocsError) -> None:
    """Log an error of ours, once."""
    structlog.stdlib.get_logger("askdocs.error").warning("error", error=type(error).__name__, detail=str(error))


def note_unforeseen_error(error: Exception) -> AskdocsError:
    """Log an error that nobody expected, with its trace; return what its client is told."""
    structlog.stdlib.get_logger("askdocs.error").exception("unforeseen_error", error=type(error).__name__)
    return AskdocsError("Something went wrong that should not have. The log has the details under this request_id.")


def add_problem_handlers(app: FastAPI) -> None:
    """Let `app` answer the errors of askdocs, of the framework and of validation as problems."""

    async def answer_askdocs_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, AskdocsError)  # noqa: S101 - what it is registered for
        return create_askdocs_problem(error)

    async def answer_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
        return create_http_problem(request.scope, error)

    async def answer_invalid_request(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
        problems = [
            {"field": ".".join(str(part) for part in problem["loc"][1:]), "message": problem["msg"]}
            for problem in error.errors()
        ]
        if any(problem["type"] == "json_invalid" for problem in error.errors()):
            return create_problem(400, "Bad Request", "The body is not valid JSON. Send a JSON object.")
        detail = "; ".join(f"{problem['field'] or 'body'}: {problem['message']}" for problem in problems)
        return create_problem(422, find_title(422), detail, errors=problems)

    app.add_exception_handler(AskdocsError, answer_askdocs_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_invalid_request)


class ErrorBoundary:
    """ASGI middleware: the outermost edge, where an unforeseen exception becomes a clean 500 and one log line.

    Without it the server resets the connection, and the next request on it fails too. A stream that has begun is ended
    with an empty body: its client sees that the last event is missing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        is_event_stream = False

        async def watch(message: Message) -> None:
            nonlocal started, is_event_stream
            if message["type"] == "http.response.start":
                started = True
                content_type = Headers(raw=message["headers"]).get("content-type", "")
                is_event_stream = content_type.startswith("text/event-stream")
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:  # the outermost edge
            unforeseen = note_unforeseen_error(error)
            if not started:
                problem = create_problem(unforeseen.status, unforeseen.title, unforeseen.message)
                await problem(scope, receive, send)
            elif is_event_stream:
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                raise
