"""Gemini's streams: what arrives together is put together, and nothing is lost by it."""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest

from app.gemini.events import merge, read_events


async def arriving(*steps: bytes | Exception) -> AsyncIterator[bytes]:
    for step in steps:
        if isinstance(step, Exception):
            raise step
        yield step


def create_response(text: str, **more: Any) -> dict[str, Any]:
    candidate = {"content": {"parts": [{"text": text}], "role": "model"}, "index": 0} | more.pop("candidate", {})
    return {"candidates": [candidate], "modelVersion": "gemini-x", **more}


def format_event(response: Any, end: str = "\r\n") -> bytes:
    return f"data: {json.dumps(response, ensure_ascii=False)}{end}{end}".encode()


def read_text(responses: Sequence[Any]) -> str:
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
    (merged,) = merge(events)
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
    merged = merge(events)
    assert other in merged or other["candidates"][0]["content"]["parts"] == [{"text": "x"}]
    assert merged[-1]["candidates"][0]["content"]["parts"][0]["text"] in {"after", "xafter"}
    kept = json.dumps(merged)
    for name in ("finishReason", "citationMetadata", "groundingMetadata", "promptFeedback", "thought", "functionCall"):
        assert (name in kept) == (name in json.dumps(other))


def test_thoughts_are_put_together_among_themselves_alone() -> None:
    thought = {"candidates": [{"content": {"parts": [{"text": "Hm. ", "thought": True}], "role": "model"}}]}
    text = {"candidates": [{"content": {"parts": [{"text": "Yes. "}], "role": "model"}}]}
    merged = merge([thought, thought, text, text])
    parts = [response["candidates"][0]["content"]["parts"] for response in merged]
    assert parts == [[{"text": "Hm. Hm. ", "thought": True}], [{"text": "Yes. Yes. "}]]


async def test_comments_and_other_fields_are_passed_over_and_an_error_need_be_no_event() -> None:
    steps = [b': comment\n\nevent: x\nid: 1\ndata:{\ndata: "a": 1}\n\n', b'{"error": {\n', b'"code": 500}}\n']
    assert [one async for one in read_events(arriving(*steps))] == [{"a": 1}, {"error": {"code": 500}}]


@pytest.mark.parametrize("end", [b"data: [DONE\n\n", b"data: {broken\n\n", b"data: {", b"data: \xff\n\n", b"{"])
async def test_what_is_no_json_is_an_error_behind_what_came_before(end: bytes) -> None:
    stream = aiter(read_events(arriving(format_event(create_response("one")), end)))
    assert read_text([await anext(stream)]) == "one"
    with pytest.raises(ValueError, match=r"JSON|decode|Expecting|EOF|unexpected"):
        await anext(stream)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("size", [1, 3, 7, 1000])
async def test_events_are_found_wherever_the_bytes_are_cut(size: int, end: str) -> None:
    stream = b"".join(format_event(create_response(f"Grüße, 世界 🌍\u2028{number}. "), end) for number in range(9))
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    merged = [one async for one in read_events(arriving(*pieces))]
    assert read_text(merged) == "".join(f"Grüße, 世界 🌍\u2028{number}. " for number in range(9))
    assert len(merged) <= min(9, len(pieces))


async def test_a_failure_comes_after_all_that_came_before_it() -> None:
    events = [format_event(create_response(str(number))) for number in range(5)]
    stream = aiter(read_events(arriving(*events, httpx.ReadError("cut"))))
    assert read_text([await anext(stream) for _ in range(5)]) == "01234"
    with pytest.raises(httpx.ReadError, match="cut"):
        await anext(stream)
