"""The short way to Gemini sends and reads what the SDK itself would."""

import gzip
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from google import genai
from google.genai import errors, types
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_google_genai import ChatGoogleGenerativeAI

from app.gemini.models import Models
from app.transport import Answer, Parts, Transport
from tests.support.private_names import SHORT_WAY
from tests.support.raw_server import serving

ANSWER: dict[str, Any] = {
    "candidates": [
        {
            "content": {"parts": [{"text": "Warm it up."}], "role": "model"},
            "finishReason": "STOP",
            "index": 0,
            "safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"}],
            "citationMetadata": {"citationSources": [{"startIndex": 0, "endIndex": 4, "uri": "https://x.example"}]},
            "fieldOfTheFuture": {"x": 1},
        }
    ],
    "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 4, "totalTokenCount": 13, "newCount": 1},
    "modelVersion": "gemini-x",
}
CONVERSATION = [SystemMessage("Be short."), HumanMessage("Hot?"), AIMessage("Yes."), HumanMessage("How <b>hot</b> 🌡?")]


class Answering(Transport):
    """Sends nothing."""

    def __init__(self, mock: httpx.MockTransport) -> None:
        super().__init__()
        self._mock = mock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._mock.handle_async_request(request)

    @asynccontextmanager
    async def stream(
        self, url: str, body: bytes, headers: Mapping[str, str], find_seconds: Callable[[], float]
    ) -> AsyncIterator[Parts]:
        answer = await self.post(url, body, headers, None)

        async def read() -> AsyncIterator[bytes]:
            yield answer.body

        yield Parts(answer.status, answer.headers, read())

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float | None) -> Answer:
        response = await self._mock.handle_async_request(httpx.Request("POST", url, content=body, headers=headers))
        return Answer(response.status_code, response.headers, response.content)


class Gemini:
    """Answers every request alike, and keeps them."""

    def __init__(self, status: int = 200, body: str = json.dumps(ANSWER)) -> None:
        self.requests: list[httpx.Request] = []
        self._status, self._body = status, body
        transport = httpx.MockTransport(self._answer)
        options = types.HttpOptions(
            base_url="http://gemini.test/at/",
            httpx_async_client=httpx.AsyncClient(transport=transport),
            retry_options={"attempts": 1},
        )
        client = genai.Client(vertexai=False, api_key="key-of-a-test", http_options=options)
        self.sdk, self.short = client.aio.models, Models(client, Answering(transport))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if "alt=sse" in str(request.url):
            return httpx.Response(self._status, text=f"data: {self._body}\r\n\r\n" * 2)
        if "Embed" in request.url.path:
            vectors = [{"values": [0.25, 1e-9, -1]} for _ in json.loads(request.content)["requests"]]
            return httpx.Response(self._status, json={"embeddings": vectors})
        return httpx.Response(self._status, text=self._body)

    def compare_last_two(self) -> None:
        one, other = self.requests[-2:]
        assert (one.method, one.url) == (other.method, other.url)
        assert json.loads(one.content) == json.loads(other.content)
        for headers in (one.headers, other.headers):
            for name in ("accept", "accept-encoding", "connection", "content-length"):  # of HTTP, not of the SDK
                headers.pop(name, None)
        assert sorted(one.headers.items()) == sorted(other.headers.items())
        assert other.headers["x-goog-api-key"] == "key-of-a-test"


def create_request(messages: list[BaseMessage], model: str = "gemini-3.8-flash", **options: Any) -> dict[str, Any]:
    """What LangChain asks for."""
    request = ChatGoogleGenerativeAI(model=model, google_api_key="x", max_retries=1)._prepare_request(
        messages, **options
    )
    assert isinstance(request, dict)
    return request


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"model": "models/gemini-3.8-flash"},
        {"model": "gemini-2.5-flash", "temperature": 0.3, "stop": ["x"], "max_output_tokens": 5, "top_k": 3},
        {"safety_settings": {"HARM_CATEGORY_HARASSMENT": "BLOCK_NONE"}},
        {"thinking_budget": 5},
        {"tools": [{"google_search": {}}]},
        {"response_mime_type": "application/json", "response_json_schema": {"type": "object"}},
        {"http_options": {"timeout": 5000, "headers": {"x-own": "1"}}},
    ],
)
async def test_prompts_are_sent_and_answers_read_as_by_the_sdk(options: dict[str, Any]) -> None:
    gemini = Gemini()
    request = create_request(CONVERSATION, **options)
    expected, answer = [await models.generate_content(**request) for models in (gemini.sdk, gemini.short)]
    gemini.compare_last_two()
    of_the_sdk_alone = {"sdk_http_response", "automatic_function_calling_history"}
    assert answer.model_dump(exclude=of_the_sdk_alone) == expected.model_dump(exclude=of_the_sdk_alone)
    streams = [await models.generate_content_stream(**request) for models in (gemini.sdk, gemini.short)]
    parts = [[part.text async for part in stream] for stream in streams]
    gemini.compare_last_two()
    assert parts == [["Warm it up."] * 2] * 2


async def test_rules_that_are_a_plain_text_are_sent_as_by_the_sdk() -> None:
    gemini = Gemini()
    request = create_request([HumanMessage("Hot?")]) | {
        "config": types.GenerateContentConfig(system_instruction="Rules")
    }
    for models in (gemini.sdk, gemini.short):
        await models.generate_content(**request)
    gemini.compare_last_two()


async def test_a_picture_in_a_prompt_is_sent_as_by_the_sdk() -> None:
    gemini = Gemini()
    picture = "data:image/png;base64,iVBORw0KGgo="
    message = HumanMessage([{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": picture}])
    request = create_request([message])
    for models in (gemini.sdk, gemini.short):
        await models.generate_content(**request)
    gemini.compare_last_two()


@pytest.mark.parametrize("model", ["gemini-embedding-001", "models/gemini-embedding-001", "gemini-embedding-2"])
@pytest.mark.parametrize("contents", ["Hot?", [{"parts": [{"text": "An oven."}]}, {"parts": [{"text": "A pan."}]}]])
@pytest.mark.parametrize("options", [{"task_type": "RETRIEVAL_QUERY", "output_dimensionality": 3}, {"title": "T"}])
async def test_texts_are_embedded_as_by_the_sdk(model: str, contents: Any, options: dict[str, Any]) -> None:
    gemini = Gemini()
    config = types.EmbedContentConfig(**options)
    found = [
        (await models.embed_content(model=model, contents=contents, config=config)).embeddings or []
        for models in (gemini.sdk, gemini.short)
    ]
    gemini.compare_last_two()
    assert [embedding.values for embedding in found[0]] == [embedding.values for embedding in found[1]]


@pytest.mark.parametrize(
    ("status", "kind"), [(429, errors.ClientError), (400, errors.ClientError), (503, errors.ServerError)]
)
async def test_failures_are_those_of_the_sdk(status: int, kind: type[Exception]) -> None:
    gemini = Gemini(status, '{"error": {"code": 7, "message": "no", "status": "X"}}')
    request = create_request(CONVERSATION)
    for models in (gemini.sdk, gemini.short):
        with pytest.raises(kind, match="no"):
            await models.generate_content(**request)
        with pytest.raises(kind, match="no"):
            [part async for part in await models.generate_content_stream(**request)]
        with pytest.raises(kind):
            await models.embed_content(model="gemini-embedding-001", contents="?", config=types.EmbedContentConfig())


async def test_an_error_within_a_stream_is_raised() -> None:
    gemini = Gemini(body='{"error": {"code": 503, "message": "overloaded", "status": "UNAVAILABLE"}}')
    with pytest.raises(errors.ServerError, match="overloaded"):
        [part async for part in await gemini.short.generate_content_stream(**create_request(CONVERSATION))]


@pytest.mark.parametrize("body", ["", "{}"])
async def test_an_empty_answer_has_no_candidates(body: str) -> None:
    answer = await Gemini(body=body).short.generate_content(**create_request(CONVERSATION))
    assert not answer.candidates


async def test_vectors_that_are_no_numbers_are_refused() -> None:
    answer = httpx.Response(200, json={"embeddings": [{"values": ["x"]}]})
    transport = Answering(httpx.MockTransport(lambda _: answer))
    options = types.HttpOptions(httpx_async_client=httpx.AsyncClient(transport=transport))
    models = Models(genai.Client(vertexai=False, api_key="x", http_options=options), transport)
    with pytest.raises(ValueError, match="valid number"):
        await models.embed_content(model="gemini-embedding-001", contents="?", config=types.EmbedContentConfig())


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Models]:
    transport = Transport()
    sending = httpx.AsyncClient(transport=transport)
    options = types.HttpOptions(base_url=url, httpx_async_client=sending, retry_options={"attempts": 1})
    yield Models(genai.Client(vertexai=False, api_key="x", http_options=options), transport)
    await transport.aclose()


def answering(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers])
    return head + b"\r\n\r\n" + body


@pytest.mark.parametrize("packed", [False, True])
async def test_an_answer_is_read_packed_or_not(pytestconfig: pytest.Config, *, packed: bool) -> None:
    request = create_request([HumanMessage("Hot?")])
    whole, events = json.dumps(ANSWER).encode(), f"data: {json.dumps(ANSWER)}\n\n".encode()
    headers = [b"Content-Encoding: gzip"] if packed else []
    answer = answering(gzip.compress(whole) if packed else whole, *headers)
    async with serving(answer) as server, connected(server.url) as models:
        assert (await models.generate_content(**request)).text == "Warm it up."
    answer = answering(gzip.compress(events) if packed else events, *headers)
    async with serving(answer) as server, connected(server.url) as models:
        stream = await models.generate_content_stream(**request)
        assert [part.text async for part in stream] == ["Warm it up."]
    is_short = pytestconfig.getoption("--without", None) not in SHORT_WAY
    assert all((b"accept-encoding: identity" in asked.lower()) is is_short for asked in server.requests)


async def test_a_redirect_is_not_followed() -> None:
    moved = answering(b"", b"Location: http://127.0.0.1:9/", status=b"302 Found")
    async with serving(moved) as server, connected(server.url) as models:
        with pytest.raises(errors.APIError):
            await models.generate_content(**create_request([HumanMessage("Hot?")]))


async def test_a_connection_that_is_cut_is_an_error_of_httpx() -> None:
    request = create_request([HumanMessage("Hot?")])
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
    async with serving(cut, None) as server, connected(server.url) as models:
        with pytest.raises(httpx.TransportError):
            await models.generate_content(**request)
        with pytest.raises(httpx.TransportError):
            [part async for part in await models.generate_content_stream(**request)]


async def test_half_a_character_is_sent_escaped_and_dropped_where_it_comes(pytestconfig: pytest.Config) -> None:
    gemini = Gemini(body='{"candidates": [{"content": {"parts": [{"text": "a\\ud83dz"}]}}]}')
    answer = await gemini.short.generate_content(**create_request([HumanMessage("\ud83d?")]))
    is_short = pytestconfig.getoption("--without", None) not in SHORT_WAY
    assert answer.text == ("az" if is_short else "a\ud83dz")  # which LangChain's message then refuses
    assert json.loads(gemini.requests[-1].content)["contents"][0]["parts"] == [{"text": "\ud83d?"}]
