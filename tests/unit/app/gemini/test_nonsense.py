"""What a gateway may answer instead of Gemini: an answer of some kind, or an error of ours; never anything else."""

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.context import RequestContext, entering
from app.gemini import Gemini
from app.settings import GeminiSettings
from chains.draft import Draft
from chains.errors import DailyQuotaError, ModelError, ModelQuotaError, ModelResponseError
from chains.guard import Guard
from tests.support.private_names import SHORT_WAY
from tests.support.raw_server import listening

ANSWER: dict[str, Any] = {
    "candidates": [
        {
            "content": {"parts": [{"text": "Warm it up."}], "role": "model"},
            "finishReason": "STOP",
            "index": 0,
            "safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"}],
            "citationMetadata": {"citationSources": [{"startIndex": 0, "endIndex": 4, "uri": "https://x.example"}]},
        }
    ],
    "promptFeedback": {"safetyRatings": []},
    "usageMetadata": {
        "promptTokenCount": 9,
        "candidatesTokenCount": 4,
        "thoughtsTokenCount": 1,
        "cachedContentTokenCount": 3,
        "totalTokenCount": 14,
    },
    "modelVersion": "gemini-x",
}
NONSENSE = [None, -5, 10**30, 0.5, "x", "\ud800", [None], {"x": "y"}]
DEEP = "[" * 5000 + "]" * 5000


class Gateway:
    """Answers every call with `body`."""

    def __init__(self) -> None:
        self.body, self.status = "", "200 OK"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length"))
            await reader.readexactly(int(length[15:]))
            is_stream = b"alt=sse" in head and self.status == "200 OK"
            body = (f"data: {self.body}\r\n\r\n" * 2 if is_stream else self.body).encode()
            kind = "text/event-stream" if is_stream else "application/json"
            writer.write(
                f"HTTP/1.1 {self.status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            )
            writer.write(body)


@asynccontextmanager
async def asking() -> AsyncIterator[tuple[Gateway, Gemini]]:
    gateway = Gateway()
    async with listening(gateway.answer) as port:
        gemini = Gemini(GeminiSettings(api_key="k", base_url=f"http://127.0.0.1:{port}", max_attempts=1))
        try:
            yield gateway, gemini
        finally:
            await gemini.aclose()


async def ask_both(gemini: Gemini) -> Iterator[Draft | ModelError]:
    """What a whole answer and a streamed one come to; a new `Gemini` each time, as circuits would open."""
    gemini._connection.chat_breaker = type(gemini._connection.chat_breaker)("test", ())
    ends: list[Draft | ModelError] = []
    for is_whole in (True, False):
        draft, context = Draft(Guard([])), RequestContext()
        with entering(context):
            try:
                if is_whole:
                    draft.add(await gemini.chat.ainvoke([]))
                else:
                    async for chunk in gemini.chat.astream([]):
                        draft.add(chunk)
                draft.finish(None)
                ends.append(draft)
            except ModelError as error:
                ends.append(error)
        draft.text.encode()
        assert min(draft.usage.model_dump().values()) >= 0
        assert min(context.observation.input_tokens, context.observation.output_tokens) >= 0
        assert max(context.observation.input_tokens, context.observation.output_tokens) < 10**9
    return iter(ends)


def list_places(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    if isinstance(node, dict | list):
        for key in node if isinstance(node, dict) else range(len(node)):
            yield from list_places(node[key], (*place, key))


def replace(place: tuple[Any, ...], value: Any) -> Any:
    answer = {"": copy.deepcopy(ANSWER)}
    node: Any = answer
    for key in ("", *place)[:-1]:
        node = node[key]
    node[("", *place)[-1]] = value
    return answer[""]


@pytest.mark.filterwarnings("ignore:.*is not a valid")  # the SDK's word on reasons that it does not know
async def test_any_value_at_any_place_of_an_answer_is_an_answer_or_an_error_of_ours() -> None:
    async with asking() as (gateway, gemini):
        for place in list_places(ANSWER):
            for value in NONSENSE:
                gateway.body = json.dumps(replace(place, value))
                for end in await ask_both(gemini):
                    assert isinstance(end, Draft | ModelResponseError), (place, value)


@pytest.mark.parametrize(
    "body",
    [
        DEEP,
        json.dumps(ANSWER).replace('"Warm it up."', DEEP),
        json.dumps(ANSWER).replace('"x.example"', DEEP),
        json.dumps(ANSWER).replace('"role": "model"', f'"x": {DEEP}'),
        "[" * 5000,
        "null",
        "NaN",
        '"text"',
        "{",
        "\x00",
    ],
)
async def test_a_body_that_is_no_answer_is_an_error_of_ours(body: str) -> None:
    async with asking() as (gateway, gemini):
        gateway.body = body
        for end in await ask_both(gemini):
            assert isinstance(end, ModelResponseError) or "x.example" in body
        with pytest.raises(ModelError):
            await gemini.embeddings.aembed_query("?")


async def test_half_a_character_is_left_out_and_a_whole_one_stays(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--without", None) in SHORT_WAY:
        expected: type[Draft | ModelError] = ModelResponseError  # the SDK itself refuses such a text
    else:
        expected = Draft
    async with asking() as (gateway, gemini):
        gateway.body = json.dumps(replace(("candidates", 0, "content", "parts", 0, "text"), "\ud800 hot 🌡 \udfff[1]"))
        for end in await ask_both(gemini):
            assert isinstance(end, expected)
            assert not isinstance(end, Draft) or end.text.strip().startswith("hot 🌡")
        if expected is Draft:
            assert (await gemini.chat.ainvoke("?")).text == " hot 🌡 [1]"


@pytest.mark.parametrize(
    "details", ["x", 5, ["x"], [{"retryDelay": "soon"}], [{"retryDelay": "-5s"}], [{"retryDelay": 5}]]
)
async def test_a_quota_without_a_waiting_time_that_can_be_read_names_none(details: Any) -> None:
    async with asking() as (gateway, gemini):
        gateway.status = "429 Too Many Requests"
        for error in ({"code": 429, "details": details}, details):
            gateway.body = json.dumps({"error": error})
            with pytest.raises(ModelQuotaError) as caught:
                await gemini.embeddings.aembed_query("?")
            assert caught.value.retry_after is None


async def test_errors_that_are_nested_too_deep_are_errors_of_ours() -> None:
    async with asking() as (gateway, gemini):
        gateway.status = "429 Too Many Requests"
        for depth in (5000, 900):
            gateway.body = '{"error": {"code": 429, "details": [{"violations": ' + "[" * depth + "]" * depth + "}]}}"
            for ask in (gemini.embeddings.aembed_query("?"), gemini.chat.ainvoke("?")):
                with pytest.raises(ModelError) as caught:
                    await ask
                assert not isinstance(caught.value, DailyQuotaError)
