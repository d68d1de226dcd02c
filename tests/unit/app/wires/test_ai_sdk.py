"""The UI message stream: each answer as the parts that the AI SDK knows, and nothing that ends its message."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from langchain_core.runnables import RunnableGenerator

from app.wires.ai_sdk import create_ai_sdk_wire
from chains.errors import IndexMissingError, ModelUnavailableError
from chains.parts import create_first_part, create_last_part, create_text_part
from chains.schemas import ChatRequest, ChatResponse, Ending, Source, Usage
from tests.support.doubles import create_passages
from tests.support.wires import calling, create_app

PATH = "/api/chat"
ASKED = {"messages": [{"role": "user", "parts": [{"type": "text", "text": "How warm?"}]}]}
SOURCES = [passage.source for passage in create_passages("Ovens warm up.", "Pans are washed.")]
LINK = "[[1]](https://docs.example/p1#part)"
ANSWERED = Ending("answered")
KNOWN = {"start", "start-step", "text-start", "text-delta", "text-end", "source-url", "finish-step", "finish", "error"}


def create_chain(*steps: str | Exception, ending: Ending = ANSWERED, sources: Any = SOURCES, **last: Any) -> Any:
    """A chain that says this, raises what is an exception, and ends so."""

    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        for number, step in enumerate(steps):
            if isinstance(step, Exception):
                raise step
            if number == 0:
                yield create_first_part(sources)
            yield create_text_part(step)
        suggestions = last.pop("suggestions", [])
        yield create_last_part(ending, **last) | {"suggestions": suggestions}

    return RunnableGenerator(answer).with_types(input_type=ChatRequest, output_type=ChatResponse)


async def post(chain: Any, body: Any = None, *, path: str = PATH) -> httpx.Response:
    transport = httpx.ASGITransport(create_app(create_ai_sdk_wire(PATH, chain)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.post(path, json=ASKED if body is None else body)


def read_parts(text: str) -> list[dict[str, Any]]:
    """The parts of a stream, whose every line is one, empty, or the mark of its end."""
    *lines, end = [line.removeprefix("data: ") for line in text.split("\n") if line]
    assert end == "[DONE]"
    return [json.loads(line) for line in lines]


def join_text(parts: list[dict[str, Any]]) -> str:
    return "".join(part["delta"] for part in parts if part["type"] == "text-delta")


async def test_an_answer_is_these_parts_in_this_order() -> None:
    chain = create_chain("Warm it ", "up [1].", cited=[1], unverified=["--hot"], usage=Usage(input_tokens=9))
    answer = await post(chain)
    start, step, sources, *deltas, end, source, told, finish_step, finish = read_parts(answer.text)
    assert (start["type"], step["type"], len(start["messageId"])) == ("start", "start-step", 32)
    assert sources == {
        "type": "data-sources",
        "data": [source.model_dump() for source in SOURCES],
        "transient": True,
    }
    assert deltas == [
        {"type": "text-start", "id": "text"},
        {"type": "text-delta", "id": "text", "delta": "Warm it "},
        {"type": "text-delta", "id": "text", "delta": f"up {LINK}."},
    ]
    linked = {"type": "source", "sourceType": "url", "id": "1", "url": SOURCES[0].url, "title": SOURCES[0].title}
    place = {"startIndex": 11, "endIndex": 11 + len(LINK)}
    assert end == {"type": "text-end", "id": "text", "citations": [{"source": linked, **place}]}
    assert source == {
        "type": "source-url",
        "sourceId": "1",
        "url": "https://docs.example/p1#part",
        "title": "P1",
        "providerMetadata": {"askdocs": {"number": 1, "section": "P1 > Part", "score": 0.7}},
    }
    assert told == {
        "type": "data-answer",
        "id": "answer",
        "data": {
            "id": start["messageId"],
            "outcome": "answered",
            "reason": "",
            "cited": [1],
            "nearest": [],
            "unverified": ["--hot"],
            "unsupported": [],
            "suggestions": [],
            "usage": {"input_tokens": 9, "cached_tokens": 0, "output_tokens": 0, "embedding_tokens": 0},
        },
    }
    assert finish_step == {"type": "finish-step"}
    assert finish == {
        "type": "finish",
        "finishReason": "stop",
        "messageMetadata": {"outcome": "answered", "reason": ""},
    }


async def test_the_response_says_what_it_is_and_that_nobody_may_hold_it_back() -> None:
    answer = await post(create_chain("Yes."))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-vercel-ai-ui-message-stream"] == "v1"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"


async def test_each_piece_leaves_as_it_comes() -> None:
    app = create_app(create_ai_sdk_wire(PATH, create_chain("Warm ", "it [", "1", "].")))
    async with calling(app, PATH, ASKED) as call:
        pieces = [piece.decode() async for piece in call.read_pieces()]
    texts = [[json.loads(line[6:])["delta"] for line in piece.split("\n") if "text-delta" in line] for piece in pieces]
    assert texts == [[], ["Warm "], ["it "], [f"{LINK}."], []]


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        (Ending("answered"), "stop"),
        (Ending("abstained", "not_in_docs"), "stop"),
        (Ending("extractive", "quota"), "stop"),
        (Ending("blocked", "safety"), "stop"),
        (Ending("truncated", "max_tokens"), "length"),
        (Ending("truncated", "cut_off"), "length"),
        (Ending("truncated", "safety"), "content-filter"),
    ],
)
async def test_only_a_text_that_is_not_whole_ends_otherwise_than_by_stopping(ending: Ending, reason: str) -> None:
    finish = read_parts((await post(create_chain("Half", ending=ending))).text)[-1]
    assert finish["finishReason"] == reason
    assert finish["messageMetadata"] == {"outcome": ending.outcome, "reason": ending.reason}


async def test_a_refusal_is_followed_by_pages_that_may_help_and_cites_nothing() -> None:
    chain = create_chain(
        "I could not find this.", ending=Ending("abstained", "weak_match"), sources=[], nearest=SOURCES[:1]
    )
    parts = read_parts((await post(chain)).text)
    assert join_text(parts) == (
        "I could not find this.\n\nThese pages may help:\n\n- [P1 > Part](https://docs.example/p1#part)"
    )
    assert "source-url" not in {part["type"] for part in parts}
    told = next(part["data"] for part in parts if part["type"] == "data-answer")
    assert [source["url"] for source in told["nearest"]] == ["https://docs.example/p1#part"]


async def test_suggestions_have_a_part_of_their_own() -> None:
    parts = read_parts((await post(create_chain("Yes.", suggestions=["And now?"]))).text)
    assert {"type": "data-suggestions", "data": {"suggestions": ["And now?"]}} in parts
    assert "data-suggestions" not in (await post(create_chain("Yes."))).text


async def test_no_part_has_a_type_that_ends_a_message() -> None:
    chains = [
        create_chain("Yes [1].", cited=[1, 2], suggestions=["And now?"]),
        create_chain("No.", ending=Ending("abstained", "no_match"), sources=[], nearest=SOURCES),
        create_chain("Half", ModelUnavailableError("Gemini is away. Try again.")),
    ]
    for chain in chains:
        for part in read_parts((await post(chain)).text):
            assert part["type"] in KNOWN or part["type"].startswith("data-")


async def test_what_a_client_sends_back_holds_no_snippet_of_a_source() -> None:
    parts = read_parts((await post(create_chain("Yes [1][2].", cited=[1, 2]))).text)
    kept = [part for part in parts if not part.get("transient")]
    assert "Ovens warm up." not in json.dumps(kept)
    assert len([part for part in kept if part["type"] == "source-url"]) == 2


async def test_what_is_no_web_address_is_no_source() -> None:
    source: Source = SOURCES[0].model_copy(update={"url": "javascript:alert(1)"})
    answer = await post(create_chain("Yes [1].", sources=[source], cited=[1]))
    assert "source-url" not in answer.text
    assert join_text(read_parts(answer.text)) == "Yes [1]."


async def test_what_fails_before_the_first_part_has_a_status_and_sentences_that_fronts_show() -> None:
    answer = await post(create_chain(IndexMissingError("Nothing is indexed yet.", advice="Run askdocs index.")))
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"]
    problem = answer.json()
    assert problem["detail"] == problem["message"] == problem["error"] == "Nothing is indexed yet."


async def test_what_fails_later_is_the_last_part_behind_all_that_was_said() -> None:
    failed = await post(create_chain("Half [", ModelUnavailableError("Gemini is away. Try again.")))
    parts = read_parts(failed.text)
    assert join_text(parts) == "Half ["
    assert parts[-1] == {"type": "error", "errorText": "Gemini is away. Try again."}
    assert "text-end" not in failed.text


async def test_there_is_no_stream_to_resume() -> None:
    transport = httpx.ASGITransport(create_app(create_ai_sdk_wire(PATH, create_chain("Yes."))))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(f"{PATH}/abc/stream")
    assert (answer.status_code, answer.content) == (204, b"")
