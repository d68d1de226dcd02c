"""`POST /api/chat`: what fronts of the AI SDK ask, and what they are refused."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from langchain_core.runnables import Runnable

from app.context import Problem, get_context
from app.context.endpoint import count_one
from app.context.endpoint import format_problem as format_plain_problem
from app.middleware.problems import InvalidFieldError
from app.wires.ai_sdk.description import ERROR_CONTENT, REQUEST
from app.wires.ai_sdk.message import HEADERS, stream_message
from app.wires.answer_events import begin_answer
from app.wires.asking import AskOptions, create_request, read_options
from app.wires.conversation import read_messages
from app.wires.event_stream import EventStream
from app.wires.wire import ParsedRoute, Wire


def create_ai_sdk_wire(path: str, chain: Runnable[Any, Any], *, origins: Collection[str] = ()) -> Wire:
    """Build the routes. A page of one of the `origins` counts as the page that the reader has open."""
    router = APIRouter(tags=["ai_sdk"], route_class=ParsedRoute)

    @router.post(
        path,
        summary="Answer the last message as a UI message stream of the AI SDK",
        description="Each citation is a link in the text, and a part `source-url`; `data-answer` tells the rest.",
        openapi_extra=REQUEST,
    )
    async def chat(request: Request) -> Response:
        content = get_context().content
        if not isinstance(content, Mapping):
            raise InvalidFieldError("The body must be a JSON object with `messages`.", field="")
        conversation = read_messages(content.get("messages"))
        options = _read_options(request, content, origins)
        if content.get("trigger") == "regenerate-message":
            get_context().cache.may_read = False  # the reader has seen that answer, and wants another one
        events = await begin_answer(chain, create_request(conversation, options))
        return EventStream(stream_message(events, links=options.citations == "links"), headers=HEADERS)

    @router.get(f"{path}/{{chat_id}}/stream", status_code=204, include_in_schema=False)
    async def resume(chat_id: str) -> None:
        """An answer ends with the request that asked for it: there is never one to resume."""

    return Wire(router, {path: count_one}, errors=format_problem, error_content=ERROR_CONTENT)


def format_problem(problem: Problem) -> Response:
    """A problem with its sentence as `message` and `error` as well, which fronts of the AI SDK show."""
    return format_plain_problem(
        replace(problem, more={**problem.more, "message": problem.detail, "error": problem.detail})
    )


def _read_options(request: Request, content: Mapping[str, Any], origins: Collection[str]) -> AskOptions:
    """`{"filters": {"version": …}, "page_url": …, "citations": …}` in the body, each of which may be left out."""
    filters = content.get("filters")
    if filters is not None and not isinstance(filters, Mapping):
        raise InvalidFieldError("filters must be an object such as {'version': '2.x'}.", field="filters")
    beside = {name: content.get(name) for name in ("page_url", "citations")}
    return read_options(request, {**(filters or {}), **beside}, origins=origins)
