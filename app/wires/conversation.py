"""A client's list of messages, read as a question and what was said before it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.middleware.problems import InvalidFieldError
from app.wires.markers import Marker, MarkerReader
from app.wires.source_links import NEAREST_HEADING
from chains.schemas import MAX_QUERY_CHARACTERS, MAX_TURN_CHARACTERS, MAX_TURNS, Turn

_READ = {"user": "human", "assistant": "ai"}
_IGNORED = frozenset({"system", "developer", "tool", "function"})
"""What callers would steer the model with, and what tools of theirs have said."""
_TEXTS = frozenset({"text", "input_text", "output_text"})
_MEDIA = frozenset({"image", "image_url", "input_image", "audio", "input_audio", "video", "file", "input_file"})
_NEAREST = re.compile(rf"^{NEAREST_HEADING}\n(?:\n?[-*] \[[^\n]*+)*+\s*\Z", re.MULTILINE)
_MAX_READ = 4 * MAX_TURN_CHARACTERS
"""So much of a turn is read: links are longer than the markers that they hold."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a list of messages comes to."""

    query: str
    chat_history: list[Turn]


def read_messages(messages: Any, *, field: str = "messages") -> Conversation:
    """The text of the last message of the user, and the last turns before it, oldest first.

    A message has a `role`, and its text as `content` or in `content` or `parts` as a list of parts. The history is
    never refused for its length: what is too much of it is left out, and so are our own links, markers and lists of
    pages, whose numbers would mislead the model.

    Raises:
        InvalidFieldError: there is no question in it, it is longer than a question may be, or it holds more than text.
    """
    if not isinstance(messages, list) or not messages:
        raise InvalidFieldError(f"{field} must be a list with at least one message of the user.", field=field)
    roles = [_read_role(message, f"{field}.{number}") for number, message in enumerate(messages)]
    last = max((number for number, role in enumerate(roles) if role == "user"), default=None)
    if last is None:
        raise InvalidFieldError(f"{field} holds no message with the role user. Send the question as one.", field=field)
    return Conversation(
        query=_read_query(messages[last], f"{field}.{last}"),
        chat_history=_read_history(list(zip(roles, messages, strict=True))[:last]),
    )


def _read_role(message: Any, field: str) -> str:
    role = message.get("role") if isinstance(message, dict) else None
    if not isinstance(role, str) or (role not in _READ and role not in _IGNORED):
        known = ", ".join((*_READ, *sorted(_IGNORED)))
        raise InvalidFieldError(f"{field} must be an object with a role of {known}.", field=f"{field}.role")
    if (role in _READ and not _is_readable(message.get("content"))) or not _is_readable(message.get("parts")):
        raise InvalidFieldError(f"{field} must have its text as `content`, or as a list of parts.", field=field)
    return role


def _is_readable(content: Any) -> bool:
    is_list = isinstance(content, list) and all(isinstance(part, dict) for part in content)
    return content is None or isinstance(content, str) or is_list


def _read_query(message: Mapping[str, Any], field: str) -> str:
    media = next((kind for kind, _ in _read_parts(message) if kind in _MEDIA), "")
    if media:
        raise InvalidFieldError(
            f"{field} holds a part of the type {media}. Only text can be asked; describe in words what it shows.",
            field=field,
        )
    query = _join(message).strip()
    if not query:
        raise InvalidFieldError(f"{field} holds no text. Send the question as its text.", field=field)
    if len(query) > MAX_QUERY_CHARACTERS:
        raise InvalidFieldError(
            f"The question has {len(query)} characters; at most {MAX_QUERY_CHARACTERS} are read. Ask more shortly.",
            field=field,
            code="string_above_max_length",
        )
    return query


def _read_history(messages: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Turn]:
    turns: list[Turn] = []
    for role, message in reversed(messages):
        if role not in _READ or len(turns) == MAX_TURNS:
            continue
        text = _join(message)[:_MAX_READ]
        text = (strip_citations(text) if role == "assistant" else text).strip()[:MAX_TURN_CHARACTERS]
        if text:
            turns.append(Turn(type="human" if role == "user" else "ai", content=text))
    return turns[::-1]


def strip_citations(text: str) -> str:
    """An answer as a wire sent it, without the markers, their links, and the list of pages that we added."""
    reader, kept = MarkerReader(), list[str]()
    for piece in (*reader.add(_NEAREST.sub("", text)), *reader.finish()):
        if not isinstance(piece, Marker):
            kept.append(piece)
        elif kept:
            kept[-1] = kept[-1].rstrip(" \t")
    return "".join(kept)


def _join(message: Mapping[str, Any]) -> str:
    return "\n".join(text for _, text in _read_parts(message) if text)


def _read_parts(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The type and the text of each part, with an empty text for what is none."""
    content = message.get("content") or message.get("parts")
    if isinstance(content, str):
        yield "text", content
    for part in content if isinstance(content, list) else ():
        kind, text = str(part.get("type", "")), part.get("text")
        yield kind, text if kind in _TEXTS and isinstance(text, str) else ""
