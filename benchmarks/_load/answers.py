"""What a service sent, read and checked: a fast wrong answer is a failure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks._load.upstream import get_text

PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, read from its bytes."""

    status: int
    headers: str
    text: str
    passages: int


def find_fault(raw: bytes, *, stream: bool, chunks: int, marked: bool = True) -> str:
    """What is wrong with a response of `/invoke` or `/stream`; empty when the answer is whole and has its sources."""
    try:
        answer = read_answer(raw, stream=stream)
    except (ValueError, KeyError, TypeError) as error:
        return f"unreadable: {type(error).__name__}"
    if answer.status != 200:  # noqa: PLR2004 - HTTP's
        return f"status {answer.status}"
    if answer.passages != PASSAGES:
        return f"{answer.passages} passages"
    if answer.text.split() != get_text(chunks, marked=marked).split():
        return "another text"
    return ""


def read_answer(raw: bytes, *, stream: bool) -> Answer:
    """Read a whole response.

    Raises:
        ValueError, KeyError: it is cut off, or of another form.
    """
    head, _, body = raw.partition(b"\r\n\r\n")
    headers = head.decode("latin-1").lower()
    status = int(headers.split(" ", 2)[1])
    if "transfer-encoding: chunked" in headers:
        body = b"".join(_read_chunks(body))
    if status != 200:  # noqa: PLR2004 - HTTP's
        return Answer(status, headers, "", 0)
    parts: list[dict[str, Any]] = list(_read_events(body)) if stream else [json.loads(body)["output"]]
    text = "".join(part.get("response", "") for part in parts)
    return Answer(status, headers, text, sum(len(part.get("sources", [])) for part in parts))


def _read_chunks(body: bytes) -> Iterator[bytes]:
    position = 0
    while True:
        end = body.index(b"\r\n", position)
        size = int(body[position:end], 16)
        if not size:
            return
        yield body[end + 2 : end + 2 + size]
        position = end + 2 + size + 2


def _read_events(body: bytes) -> Iterator[dict[str, Any]]:
    names = []
    for event in body.decode().replace("\r\n", "\n").split("\n\n"):
        lines = dict(line.split(": ", 1) for line in event.split("\n") if ": " in line and not line.startswith(":"))
        names.append(lines.get("event", ""))
        if names[-1] == "data":
            yield json.loads(lines["data"])
    if "end" not in names or "error" in names:
        raise ValueError("the stream was cut off")
