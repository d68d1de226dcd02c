"""Gemini's streams: what arrives together is put together, and nothing is lost by it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest

from app.gemini.events import MergedEvents, merge, merge_events

Step = bytes | float | Exception
"""Bytes that arrive, seconds without any, a failure."""


class Source(httpx.AsyncByteStream):
    def __init__(self, *steps: Step) -> None:
        self._steps = steps
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for step in self._steps:
            match step:
                case bytes():
                    yield step
                case float():
                    await asyncio.sleep(step)
                case Exception():
                    raise step

    async def aclose(self) -> None:
        self.is_closed = True


def create_response(text: str, **more: Any) -> dict[str, Any]:
    candidate = {"content": {"parts": [{"text": text}], "role": "model"}, "index": 0} | more.pop("candidate", {})
    return {"candidates": [candidate], "modelVersion": "gemini-x", **more}


def format_event(response: Any, end: str = "\r\n") -> bytes:
    return f"data: {json.dumps(response, ensure_ascii=False)}{end}{end}".encode()


def read(stream: bytes) -> list[Any]:
    """The responses, as Gemini's SDK would read them."""
    lines = stream.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [json.loads(line.removeprefix("data: ")) for line in lines if line]


def read_text(stream: bytes) -> str:
    responses: Sequence[Any] = read(stream)
    return "".join(part["text"] for response in responses for part in response["candidates"][0]["content"]["parts"])


def test_texts_that_follow_each_other_become_one_event_with_the_last_count_and_the_reason_of_the_end() -> None:
    events = [
        create_response("Warm ", usageMetadata={"promptTokenCount": 9, "candidatesTokenCount": 1}, responseId="r"),
        create_response("it", usageMetadata={"promptTokenCount": 9, "candidatesTokenCount": 2}, responseId="r"),
        create_response(
            " up.",
            usageMetadata={"promptTokenCount": 9, "candidatesTokenCount": 4},
            candidate={"finishReason": "STOP", "safetyRatings": [{"category": "x", "probability": "LOW"}]},
        ),
    ]
    (merged,) = read(merge([format_event(event) for event in events]))
    assert merged == events[2] | {"responseId": "r"} | {"candidates": merged["candidates"]}
    assert merged["candidates"] == [
        events[2]["candidates"][0] | {"content": {"parts": [{"text": "Warm it up."}], "role": "model"}}
    ]


@pytest.mark.parametrize(
    "other",
    [
        create_response("x", candidate={"finishReason": "SAFETY"}),
        create_response("x", candidate={"citationMetadata": {"citationSources": []}}),
        create_response("x", candidate={"groundingMetadata": {}}),
        create_response("x", candidate={"index": 1}),
        create_response("x", promptFeedback={"blockReason": "SAFETY"}),
        {"candidates": [{"content": {"parts": [{"text": "x", "thought": True}]}, "index": 0}]},
        {"candidates": [{"content": {"parts": [{"text": "x", "thoughtSignature": "s"}]}, "index": 0}]},
        {"candidates": [{"content": {"parts": [{"functionCall": {"name": "f"}}]}, "index": 0}]},
        {"candidates": [{"content": {"parts": [{"text": "x"}, {"text": "y"}]}, "index": 0}]},
        {"candidates": [{"finishReason": "STOP"}]},
        {"candidates": []},
        {"promptFeedback": {"blockReason": "SAFETY"}},
        {"error": {"code": 503, "message": "overloaded"}},
        {"usageMetadata": {"promptTokenCount": 9}},
        [],
        "text",
    ],
)
def test_an_event_that_says_more_than_text_is_never_swallowed(other: Any) -> None:
    events = [create_response("before"), other, create_response("after")]
    merged = merge([format_event(event) for event in events])
    assert other in read(merged) or other["candidates"][0]["content"]["parts"] == [{"text": "x"}]
    assert read(merged)[-1]["candidates"][0]["content"]["parts"][0]["text"] in {"after", "xafter"}
    kept = json.dumps(read(merged))
    for name in ("finishReason", "citationMetadata", "groundingMetadata", "promptFeedback", "thought", "functionCall"):
        assert (name in kept) == (name in json.dumps(other))


def test_thoughts_are_put_together_among_themselves_alone() -> None:
    thought = {"candidates": [{"content": {"parts": [{"text": "Hm. ", "thought": True}], "role": "model"}}]}
    text = {"candidates": [{"content": {"parts": [{"text": "Yes. "}], "role": "model"}}]}
    merged = read(merge([format_event(event) for event in (thought, thought, text, text)]))
    parts = [response["candidates"][0]["content"]["parts"] for response in merged]
    assert parts == [[{"text": "Hm. Hm. ", "thought": True}], [{"text": "Yes. Yes. "}]]


async def test_what_is_no_event_passes_as_it_came() -> None:
    steps = [b": comment\n\ndata: [DONE]\n\ndata: {broken\n\n", b'{"error": {"code": 500}}', b"\ndata: {"]
    assert b"".join([piece async for piece in MergedEvents(Source(*steps))]) == b"".join(steps)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("size", [1, 3, 7, 1000])
async def test_events_are_found_wherever_the_bytes_are_cut(size: int, end: str) -> None:
    stream = b"".join(format_event(create_response(f"Grüße, 世界 🌍\u2028{number}. "), end) for number in range(9))
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    merged = [piece async for piece in MergedEvents(Source(*pieces))]
    assert read_text(b"".join(merged)) == "".join(f"Grüße, 世界 🌍\u2028{number}. " for number in range(9))
    assert len(merged) <= min(9, len(pieces))
    assert all(read(piece) for piece in merged), "an event must not be cut"


async def test_a_failure_comes_after_all_that_came_before_it() -> None:
    source = Source(*[format_event(create_response(str(number))) for number in range(5)], httpx.ReadError("cut"))
    stream = aiter(MergedEvents(source))
    assert read_text(b"".join([await anext(stream) for _ in range(5)])) == "01234"
    with pytest.raises(httpx.ReadError, match="cut"):
        await anext(stream)


async def test_closing_closes_the_connection() -> None:
    source = Source(format_event(create_response("one")), 30.0)
    stream = MergedEvents(source)
    async for _ in stream:
        break
    await stream.aclose()
    assert source.is_closed


@pytest.mark.parametrize(
    ("headers", "is_merged"),
    [
        ({"content-type": "text/event-stream"}, True),
        ({"content-type": "text/event-stream; charset=utf-8", "content-encoding": "identity"}, True),
        ({"content-type": "text/event-stream", "content-encoding": "gzip"}, False),
        ({"content-type": "application/json"}, False),
    ],
)
def test_only_streams_of_events_that_can_be_read_are_merged(headers: dict[str, str], *, is_merged: bool) -> None:
    response = httpx.Response(200, headers=headers, stream=Source())
    merge_events(response)
    assert isinstance(response.stream, MergedEvents) is is_merged
