"""Gemini's streams, whose events are put together when they arrive together.

The libraries above take 0.2 ms of CPU for an event, and Gemini sends one for a few words. A reader sees no difference
between two events in one write and in two.
"""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx

from app.context import get_context
from app.transport import GATHER

TOGETHER_SECONDS = 0.05
"""What comes within this time counts as arriving together, once a word of the answer is on its way to its reader."""

_EVENT_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_DATA = re.compile(rb"data: ?(\{[^\r\n]*\})[\r\n]*")
_OF_A_PART = {"text", "thought"}
_OF_A_CANDIDATE = {"content", "index", "safetyRatings"}
_OF_A_RESPONSE = {"candidates", "usageMetadata", "modelVersion", "responseId", "createTime"}
"""Fields of an event that may be continued by the next: it repeats them, with the sum where they count."""


def prepare_stream(request: httpx.Request) -> None:
    """Ask for a stream as it is: one that is compressed could not be looked into."""
    if request.url.params.get("alt") == "sse":
        request.headers["accept-encoding"] = "identity"
        request.extensions |= {GATHER: _find_seconds}


def _find_seconds() -> float:
    return TOGETHER_SECONDS if get_context().observation.is_shown else 0.0


def merge_events(response: httpx.Response) -> None:
    """Let a stream of events arrive merged."""
    is_plain = response.headers.get("content-encoding", "identity") == "identity"
    if is_plain and response.headers.get("content-type", "").startswith("text/event-stream"):
        response.stream = MergedEvents(response.stream)


class MergedEvents(httpx.AsyncByteStream):
    """The bytes of `source`, in pieces of whole events. Raises what `source` raises."""

    def __init__(self, source: Any) -> None:
        self._source = source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        unread = bytearray()
        async for piece in self._source:
            unread += piece
            if events := _take_events(unread):
                yield merge(events)
        if unread:
            yield bytes(unread)

    async def aclose(self) -> None:
        """Close the connection if there was more to come."""
        await self._source.aclose()


def _take_events(unread: bytearray) -> list[bytes]:
    start, events = 0, list[bytes]()
    for end in _EVENT_END.finditer(unread):
        events.append(bytes(unread[start : end.end()]))
        start = end.end()
    del unread[:start]
    return events


def merge(events: list[bytes]) -> bytes:
    """Events of text that continue each other become one; all others stay as they are, at their place."""
    if len(events) == 1:
        return events[0]
    merged: list[tuple[bytes, Any]] = []
    for event in events:
        response = _read_text(event)
        if merged and _continues(merged[-1][1], response):
            merged[-1] = (b"", _join(merged[-1][1], response))
        else:
            merged.append((event, response))
    return b"".join(event or b"data: %b\r\n\r\n" % json.dumps(response).encode() for event, response in merged)


def _read_text(event: bytes) -> Any:
    """The response in an event that holds one candidate with one part of text; None for all others."""
    found = _DATA.fullmatch(event)
    if found is None:
        return None
    try:
        response = json.loads(found[1])
    except ValueError:
        return None
    match response:
        case {"candidates": [{"content": {"parts": [{"text": str()}]}}]}:
            return response
    return None


def _continues(first: Any, second: Any) -> bool:
    """Whether the second event only goes on: the first says nothing that would be lost, such as why it stopped."""
    if first is None or second is None:
        return False
    one, other = first["candidates"][0], second["candidates"][0]
    part, next_part = one["content"]["parts"][0], other["content"]["parts"][0]
    return bool(
        first.keys() <= _OF_A_RESPONSE
        and one.keys() <= _OF_A_CANDIDATE
        and one.get("index") == other.get("index")
        and part.keys() == next_part.keys() <= _OF_A_PART
        and part.get("thought") == next_part.get("thought")
    )


def _join(first: Any, second: Any) -> Any:
    one, other = first["candidates"][0], second["candidates"][0]
    part, next_part = one["content"]["parts"][0], other["content"]["parts"][0]
    content = one["content"] | other["content"] | {"parts": [next_part | {"text": part["text"] + next_part["text"]}]}
    return first | second | {"candidates": [one | other | {"content": content}]}
