"""Gemini's answers as JSON, and its streams, whose events are put together when they arrive together.

The libraries above take 0.2 ms of CPU for an event, and Gemini sends one for a few words. A reader sees no difference
between two events in one write and in two.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import orjson

from app.context import get_context

TOGETHER_SECONDS = 0.05
"""What comes within this time counts as arriving together, once a word of the answer is on its way to its reader."""

_EVENT_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_DATA = re.compile(rb"^data:(.*)$", re.MULTILINE)
_OF_A_PART = {"text", "thought"}
_OF_A_CANDIDATE = {"content", "index", "safetyRatings"}
_OF_A_RESPONSE = {"candidates", "usageMetadata", "modelVersion", "responseId", "createTime"}
"""Fields of an event that may be continued by the next: it repeats them, with the sum where they count."""


def find_seconds_together() -> float:
    """For how long what arrives now may be gathered."""
    return TOGETHER_SECONDS if get_context().observation.is_shown else 0.0


async def read_events(pieces: AsyncIterator[bytes]) -> AsyncIterator[Any]:
    """The responses of a stream; those that arrive in one piece and continue each other are one.

    Raises ValueError for an event that is no JSON, and what `pieces` raises.
    """
    unread = bytearray()
    async for piece in pieces:
        unread += piece
        for response in merge(_take_responses(unread)):
            yield response
    if unread.strip():
        for response in _read_event(bytes(unread)):
            yield response


def read_json(text: bytes) -> Any:
    """Raises ValueError."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        # Python also reads half a character, which JSON can escape; it is none: no text with it could be sent on.
        return json.loads(json.dumps(json.loads(text), ensure_ascii=False).encode(errors="ignore"))


def write_json(value: Any) -> bytes:
    """Texts may hold half a character, which is no UTF-8, but can be escaped."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


def merge(responses: Sequence[Any]) -> list[Any]:
    """Responses of text that continue each other become one; all others stay as they are, at their place."""
    merged: list[Any] = []
    for response in responses:
        if merged and _continues(merged[-1], response):
            merged[-1] = _join(merged[-1], response)
        else:
            merged.append(response)
    return merged


def _take_responses(unread: bytearray) -> list[Any]:
    start, responses = 0, list[Any]()
    for end in _EVENT_END.finditer(unread):
        responses += _read_event(bytes(unread[start : end.start()]))
        start = end.end()
    del unread[:start]
    return responses


def _read_event(event: bytes) -> Iterator[Any]:
    """The response in an event; nothing for a comment. An error may come as plain JSON, without being an event."""
    event = event.strip().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if event[:1] in {b"{", b"["}:
        yield read_json(event)
    elif lines := _DATA.findall(event):
        yield read_json(b"\n".join(lines))


def _continues(first: Any, second: Any) -> bool:
    """Whether the second response only goes on: the first says nothing that would be lost, such as why it stopped."""
    match first, second:
        case (
            {"candidates": [{"content": {"parts": [{"text": str()} as part]}} as one]},
            {"candidates": [{"content": {"parts": [{"text": str()} as next_part]}} as other]},
        ):
            return bool(
                first.keys() <= _OF_A_RESPONSE
                and one.keys() <= _OF_A_CANDIDATE
                and one.get("index") == other.get("index")
                and part.keys() == next_part.keys() <= _OF_A_PART
                and part.get("thought") == next_part.get("thought")
            )
    return False


def _join(first: Any, second: Any) -> Any:
    one, other = first["candidates"][0], second["candidates"][0]
    part, next_part = one["content"]["parts"][0], other["content"]["parts"][0]
    content = one["content"] | other["content"] | {"parts": [next_part | {"text": part["text"] + next_part["text"]}]}
    return first | second | {"candidates": [one | other | {"content": content}]}
