"""`POST /api/chat`: the UI message stream of the AI SDK 5, 6 and 7, which `useChat` and many widgets read."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from langchain_core.runnables import Runnable
from pydantic_core import to_json

from app.context import Problem, get_context
from app.context.endpoint import count_one
from app.context.endpoint import format_problem as format_plain_problem
from app.middleware.problems import InvalidFieldError
from app.wires.answer_events import AnswerEnd, AnswerEvent, AnswerFailure, AnswerStart, AnswerText, begin_answer
from app.wires.asking import AskOptions, create_request, read_options
from app.wires.conversation import read_messages
from app.wires.event_stream import create_event_stream
from app.wires.source_links import MarkerLinker, format_nearest, format_target
from app.wires.wire import ParsedRoute, Wire
from chains.schemas import ChatResponse, Filters, Source

_HEADERS = {"X-Vercel-AI-UI-Message-Stream": "v1"}
_DONE = b"data: [DONE]\n\n"
_ENDED, _UNFINISHED, _FILTERED = "stop", "length", "content-filter"
"""Of the AI SDK's reasons, those that its versions 5, 6 and 7 all know; any other ends the whole message."""
_MESSAGE = {
    "type": "object",
    "required": ["role"],
    "properties": {
        "role": {"enum": ["user", "assistant", "system"]},
        "parts": {"type": "array", "description": "of which those of the type `text` are read", "items": {}},
        "content": {"type": "string", "description": "the text, as version 4 of the AI SDK sends it"},
    },
}
_REQUEST = {
    "schema": {
        "type": "object",
        "required": ["messages"],
        "properties": {
            "messages": {"type": "array", "minItems": 1, "items": _MESSAGE},
            "filters": Filters.model_json_schema(),
            "page_url": {"type": "string", "description": "the page that the reader has open"},
            "citations": {"enum": ["links", "markers"], "description": "links: each marker leads to its source"},
            "trigger": {"enum": ["submit-message", "regenerate-message"]},
        },
    },
    "example": {"messages": [{"role": "user", "parts": [{"type": "text", "text": "How do I install it?"}]}]},
}


def create_ai_sdk_wire(path: str, chain: Runnable[Any, Any], *, origins: Collection[str] = ()) -> Wire:
    """Build the routes. A page of one of the `origins` counts as the page that the reader has open."""
    router = APIRouter(tags=["ai_sdk"], route_class=ParsedRoute)

    @router.post(
        path,
        summary="Answer the last message as a UI message stream of the AI SDK",
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": _REQUEST}}},
        responses={200: {"description": "The message, part by part.", "content": {"text/event-stream": {}}}},
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
        return create_event_stream(_stream(events, links=options.citations == "links"), headers=_HEADERS)

    @router.get(f"{path}/{{chat_id}}/stream", summary="There is never a stream to resume", status_code=204)
    async def resume(chat_id: str) -> None:
        """An answer ends with the request that asked for it."""

    return Wire(router, {path: count_one}, errors=format_problem)


def format_problem(problem: Problem) -> Response:
    """A problem with its sentence as `message` and `error` as well, which fronts of the AI SDK show."""
    return format_plain_problem(
        replace(problem, more={**problem.more, "message": problem.detail, "error": problem.detail})
    )


def _read_options(request: Request, content: Mapping[str, Any], origins: Collection[str]) -> AskOptions:
    """`{"filters": {"version": …}, "page_url": …, "citations": …}` in the body, each of which may be left out."""
    filters = content.get("filters") or {}
    if not isinstance(filters, Mapping):
        raise InvalidFieldError("filters must be an object such as {'version': '2.x'}.", field="filters")
    beside = {name: content[name] for name in ("page_url", "citations") if content.get(name)}
    return read_options(request, {**filters, **beside}, origins=origins)


async def _stream(events: AsyncGenerator[AnswerEvent], *, links: bool) -> AsyncGenerator[bytes]:
    """The parts of one message.

    A part of a type that a client does not know ends its message, so what the AI SDK has no type for is in parts whose
    type begins with `data-`.
    """
    text = _Text([], links=links)
    async with aclosing(events):
        async for event in events:
            match event:
                case AnswerStart():
                    text = _Text(event.sources, links=links)
                    yield _create_start(event)
                case AnswerText():
                    if parts := text.add(event.text):
                        yield parts
                case AnswerEnd():
                    yield text.finish(format_nearest(event.answer.nearest)) + _create_end(event.answer)
                case AnswerFailure():
                    yield text.break_off() + _encode(type="error", errorText=event.error.message) + _DONE


class _Text:
    """The one part of a message that holds its text, begun with its first piece."""

    _BEFORE = b'data: {"type":"text-delta","id":"text","delta":'
    """A delta is written by hand: encoding it whole is most of what a stream costs here."""

    def __init__(self, sources: Collection[Source], *, links: bool) -> None:
        self._linker = MarkerLinker(sources, links=links)
        self._is_begun = False

    def add(self, text: str) -> bytes:
        """A piece of the response, as far as it may be sent."""
        return self._write(self._linker.add(text))

    def finish(self, more: str) -> bytes:
        """What was held back and what follows it, and the end of the text."""
        parts = self._write(self._linker.finish() + more)
        return parts + _encode(type="text-end", id="text") if self._is_begun else parts

    def break_off(self) -> bytes:
        """What was held back; the text has no end, so that a client does not take it for whole."""
        return self._write(self._linker.finish())

    def _write(self, text: str) -> bytes:
        if not text:
            return b""
        delta = b"%b%b}\n\n" % (self._BEFORE, to_json(text))
        if self._is_begun:
            return delta
        self._is_begun = True
        return _encode(type="text-start", id="text") + delta


def _create_start(start: AnswerStart) -> bytes:
    """Sources go first, so that a front can make links of markers while they come; they stay in no message."""
    return (
        _encode(type="start", messageId=start.id)
        + _encode(type="start-step")
        + _encode(type="data-sources", data=start.sources, transient=True)
    )


def _create_end(answer: ChatResponse) -> bytes:
    parts = [_create_source_part(source) for source in answer.sources if source.number in answer.cited]
    parts.append(_encode(type="data-answer", id="answer", data=answer.model_dump(exclude={"response", "sources"})))
    if answer.suggestions:
        parts.append(_encode(type="data-suggestions", data={"suggestions": answer.suggestions}))
    parts.append(_encode(type="finish-step"))
    metadata = {"outcome": answer.outcome, "reason": answer.reason}
    parts.append(_encode(type="finish", finishReason=_find_finish_reason(answer), messageMetadata=metadata))
    return b"".join(parts) + _DONE


def _create_source_part(source: Source) -> bytes:
    """Without the snippet: `useChat` sends every part of every turn back with the next question."""
    if not format_target(source):
        return b""  # a front makes a link of whatever it is
    details = {"number": source.number, "section": source.section, "score": source.score}
    return _encode(
        type="source-url",
        sourceId=str(source.number),
        url=source.url,
        title=source.title or source.section,
        providerMetadata={"askdocs": details},
    )


def _find_finish_reason(answer: ChatResponse) -> str:
    if answer.outcome != "truncated":
        return _ENDED
    return _FILTERED if answer.reason == "safety" else _UNFINISHED


def _encode(**part: Any) -> bytes:
    return b"data: %b\n\n" % to_json(part)
