"""Gemini's answers as JSON, and its streams, whose events are put together when they arrive together.

The libraries above take 0.2 ms of CPU for an event, and Gemini sends one for a few words. A reader sees no difference
between two events in one write and in two.
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
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
_Said = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


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
    groups: list[list[Any]] = []
    last = None
    for response in responses:
        said = _find_text(response)
        if last is not None and said is not None and _continues(last, said):
            groups[-1].append(response)
        else:
            groups.append([response])
        last = said
    return [_join(group) if len(group) > 1 else group[0] for group in groups]


def _take_responses(unread: bytearray) -> list[Any]:
    *events, rest = _EVENT_END.split(bytes(unread))
    unread[:] = rest
    return [response for event in events for response in _read_event(event)]


def _read_event(event: bytes) -> Sequence[Any]:
    """The response in an event; nothing for a comment. An error may come as plain JSON, without being an event."""
    if event.startswith(b"data:") and b"\n" not in event and b"\r" not in event:
        return (read_json(event[5:]),)
    event = event.strip().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if event[:1] in {b"{", b"["}:
        return (read_json(event),)
    lines = _DATA.findall(event)
    return (read_json(b"\n".join(lines)),) if lines else ()


def _find_text(response: Any) -> _Said | None:
    """The response, its candidate and its part; None when it has another number of these, or no text."""
    try:
        [candidate] = response["candidates"]
        [part] = candidate["content"]["parts"]
        return (response, candidate, part) if isinstance(part["text"], str) else None
    except (LookupError, TypeError, ValueError):
        return None


def _continues(first: _Said, second: _Said) -> bool:
    """Whether the second response only goes on: the first says nothing that would be lost, such as why it stopped."""
    response, one, part = first
    _, other, next_part = second
    return bool(
        response.keys() <= _OF_A_RESPONSE
        and one.keys() <= _OF_A_CANDIDATE
        and one.get("index") == other.get("index")
        and part.keys() == next_part.keys() <= _OF_A_PART
        and part.get("thought") == next_part.get("thought")
    )


def _join(group: Sequence[Any]) -> Any:
    whole: dict[str, Any] = {}
    candidate: dict[str, Any] = {}
    content: dict[str, Any] = {}
    text = ""
    for response in group:
        [one] = response["candidates"]
        whole.update(response)
        candidate.update(one)
        content.update(one["content"])
        text += one["content"]["parts"][0]["text"]
    content["parts"] = [content["parts"][0] | {"text": text}]
    candidate["content"] = content
    whole["candidates"] = [candidate]
    return whole
