"""`POST /chatkit`: one address for all that ChatKit asks."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request, Response
from langchain_core.runnables import Runnable

from app.middleware.problems import InvalidFieldError
from app.stores import ThreadStore
from app.wires.asking import describe_parameters, read_options
from app.wires.chatkit.reader import MAX_READER_CHARACTERS, READER_HEADER, Reader, read_owner
from app.wires.chatkit.requests import (
    NOT_HERE,
    QUESTIONS,
    count_questions,
    count_votes,
    create_message,
    get_params,
    refuse_attachments,
)
from app.wires.conversation import read_messages
from app.wires.event_stream import EventStream
from app.wires.voting import Voting
from app.wires.wire import EXAMPLE_QUESTION, PROBLEM_CONTENT, ParsedRoute, Wire

if TYPE_CHECKING:
    from app.wires.chatkit.processing import Processing

_REQUEST = {
    "title": "ChatKitRequest",
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"type": "string", "description": "such as threads.create; `openai-chatkit` has all of them"},
        "params": {"type": "object"},
        "metadata": {"type": "object", "description": "the filters, as in the address"},
    },
}
_EVENT = {"type": "object", "properties": {"data": {"type": "string", "description": "JSON: an event of the thread"}}}
_READER = {
    "name": READER_HEADER,
    "in": "header",
    "required": False,
    "description": "an opaque id of the reader, who alone sees its threads",
    "schema": {"type": "string", "maxLength": MAX_READER_CHARACTERS},
}
_EXAMPLE = {
    "type": "threads.create",
    "params": {
        "input": {
            "content": [{"type": "input_text", "text": EXAMPLE_QUESTION}],
            "attachments": [],
            "inference_options": {},
        }
    },
}


def create_chatkit_wire(
    path: str,
    chain: Runnable[Any, Any],
    threads: ThreadStore,
    voting: Voting | None = None,
    *,
    origins: Collection[str] = (),
) -> Wire:
    """Build the route; without `voting`, votes are refused.

    Importing this file does not import the package; building the route does.
    """
    from app.wires.chatkit.processing import Processing  # noqa: PLC0415 - 1.7 s and 80 MB, for those who open the wire

    processing = Processing(threads, chain, voting)
    router = APIRouter(tags=["chatkit"], route_class=ParsedRoute)

    @router.post(path, summary="Speak ChatKit's protocol: threads, messages, streamed answers")
    async def chatkit(request: Request) -> Response:
        body = await request.json()
        if not isinstance(body, dict) or not isinstance(body.get("type"), str):
            raise InvalidFieldError("The body must be an object with a type such as threads.create.", field="type")
        return await _answer(request, body, processing, origins)

    return Wire(
        router,
        {path: count_questions},
        votes={path: count_votes},
        describe=lambda openapi: _describe(openapi, path),
    )


async def _answer(
    request: Request, body: dict[str, Any], processing: "Processing", origins: Collection[str]
) -> Response:
    if refusal := NOT_HERE.get(body["type"]):
        raise HTTPException(501, refusal)
    options = read_options(request, body.get("metadata") or {}, field="metadata", origins=origins)
    reader = Reader(read_owner(request), options, is_asking=body["type"] in QUESTIONS)
    params = get_params(body)
    if reader.is_asking:
        refuse_attachments(params)
    if isinstance(message := params.get("input"), dict):
        quoted = message.get("quoted_text")
        read_messages(
            [create_message("user", message.get("content"), quoted if isinstance(quoted, str) else None)],
            field="params.input",
        )
    answer = await processing.run(body, reader)
    if isinstance(answer, bytes):
        return Response(answer, media_type="application/json")
    # The protocol knows no comments in a stream.
    return EventStream(answer, heartbeat=b"")


def _describe(openapi: dict[str, Any], path: str) -> None:
    """Put into OpenAPI's description what the route reads and answers itself."""
    operation = openapi["paths"][path]["post"]
    content = {"application/json": {"schema": _REQUEST, "example": _EXAMPLE}}
    operation["requestBody"] = {"required": True, "content": content}
    operation["parameters"] = [*describe_parameters(citations=False), _READER]
    operation["responses"] |= {
        "200": {
            "description": "What was asked for, or the events of an answer",
            "content": {"application/json": {"schema": {"type": "object"}}, "text/event-stream": {"schema": _EVENT}},
        },
        "404": {"description": "There is no such thread or item for this reader.", "content": PROBLEM_CONTENT},
        "501": {"description": "Files, speech, forms, tools and widgets are not here.", "content": PROBLEM_CONTENT},
    }
