"""An answer as a message of the AI SDK, part by part."""

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from typing import Any

from pydantic_core import to_json

from app.wires.answer_events import AnswerEnd, AnswerEvent, AnswerFailure, AnswerStart, AnswerText
from app.wires.source_links import Citation, MarkerLinker, format_nearest, format_target
from chains.schemas import ChatResponse, Source

HEADERS = {"X-Vercel-AI-UI-Message-Stream": "v1"}
_DONE = b"data: [DONE]\n\n"
_ENDED, _UNFINISHED, _FILTERED = "stop", "length", "content-filter"
"""Of the AI SDK's reasons, those that its versions 5, 6 and 7 all know; any other ends the whole message."""


async def stream_message(events: AsyncGenerator[AnswerEvent], *, links: bool) -> AsyncGenerator[bytes]:
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
        self._written: list[str] = []

    def add(self, text: str) -> bytes:
        """A piece of the response, as far as it may be sent."""
        return self._write(self._linker.add(text))

    def finish(self, more: str) -> bytes:
        """What was held back and what follows it, and the end of the text."""
        parts = self._write(self._linker.finish() + more)
        if not self._written:
            return parts
        citations = _create_citations("".join(self._written), self._linker.citations)
        return parts + _encode(type="text-end", id="text", **({"citations": citations} if citations else {}))

    def break_off(self) -> bytes:
        """What was held back; the text has no end, so that a client does not take it for whole."""
        return self._write(self._linker.finish())

    def _write(self, text: str) -> bytes:
        if not text:
            return b""
        delta = b"%b%b}\n\n" % (self._BEFORE, to_json(text))
        self._written.append(text)
        return delta if len(self._written) > 1 else _encode(type="text-start", id="text") + delta


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


def _create_citations(text: str, citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """Which version 7 keeps beside the text, and earlier ones ignore. Places count as JavaScript does, in UTF-16."""

    def count(characters: int) -> int:
        return len(text[:characters].encode("utf-16-le")) // 2

    return [
        {
            "source": {"type": "source", "sourceType": "url", "id": str(source.number), **_name(source)},
            "startIndex": count(citation.start),
            "endIndex": count(citation.end),
        }
        for citation in citations
        if format_target(source := citation.source)
    ]


def _create_source_part(source: Source) -> bytes:
    """Without the snippet: `useChat` sends every part of every turn back with the next question."""
    if not format_target(source):
        return b""  # a front makes a link of whatever it is
    details = {"number": source.number, "section": source.section, "score": source.score}
    return _encode(
        type="source-url",
        sourceId=str(source.number),
        **_name(source),
        providerMetadata={"askdocs": details},
    )


def _name(source: Source) -> dict[str, str]:
    return {"url": source.url, "title": source.title or source.section}


def _find_finish_reason(answer: ChatResponse) -> str:
    if answer.outcome != "truncated":
        return _ENDED
    return _FILTERED if answer.reason == "safety" else _UNFINISHED


def _encode(**part: Any) -> bytes:
    return b"data: %b\n\n" % to_json(part)
