"""What LangChain asks `client.aio.models` for, on a shorter way to Gemini's REST API.

The SDK turns each request and each response field by field into other objects, and sends them with much care: 1.5 ms of
CPU for a prompt of two texts. Where a request is of text alone, its JSON is written and sent at once, to the URL and
with the headers that the SDK would use, and its failures are the SDK's; all other requests go through it as they are.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, TypeGuard

import httpx
from google import genai
from google.genai import errors, types
from pydantic import BaseModel, Field

from app.gemini.events import find_seconds_together, read_events, read_json, write_json
from app.gemini.private_names import Address, find_address
from app.gemini.prompts import format_model, format_prompt, format_texts
from app.observability.steps import note_embedding_tokens
from app.transport import Answer, Transport

WHOLE, IN_PARTS, EMBED = "generateContent", "streamGenerateContent?alt=sse", "batchEmbedContents"
"""What a model is asked for."""

_PLAIN = {"accept-encoding": "identity"}
"""Unpacking costs more than a few kilobytes less cost the network; what is gathered must not be packed."""
_PACKED = {"accept-encoding": "gzip, deflate"}
"""For the vectors of a hundred texts: four megabytes."""


_COUNTS = (
    "prompt_token_count", "candidates_token_count", "thoughts_token_count", "tool_use_prompt_token_count",
    "cached_content_token_count", "total_token_count",
)  # fmt: skip
MOST_TOKENS = 100_000_000
"""Far above any model's window: a gateway that counts more, or less than none, has not counted."""


class _Embedding(BaseModel):
    values: list[float]


class _Embeddings(BaseModel):
    embeddings: list[_Embedding]
    usage: Any = Field(default=None, alias="usageMetadata")


class Models:
    """Stands in for `client.aio.models`; the methods are its own, and raise what those raise."""

    def __init__(self, client: genai.Client, transport: Transport) -> None:
        self._client = client
        self._models = client.aio.models
        self._transport = transport
        self._addresses: dict[str, Address | None] = {}
        self.get = self._models.get

    async def generate_content(
        self, *, model: str, contents: list[types.Content], config: types.GenerateContentConfig
    ) -> types.GenerateContentResponse:
        """The whole answer."""
        body, address = format_prompt(contents, config), self.find_address(model, WHOLE)
        if body is None or address is None:
            return _check_counts(await self._models.generate_content(model=model, contents=contents, config=config))
        return create_response(await self.fetch(address, write_json(body)))

    async def generate_content_stream(
        self, *, model: str, contents: list[types.Content], config: types.GenerateContentConfig
    ) -> AsyncIterator[types.GenerateContentResponse]:
        """The answer in parts."""
        body, address = format_prompt(contents, config), self.find_address(model, IN_PARTS)
        if body is None or address is None:
            parts = await self._models.generate_content_stream(model=model, contents=contents, config=config)
            return (_check_counts(part) async for part in parts)
        return _create_responses(self.stream(address, write_json(body)))

    async def embed_content(self, *, model: str, contents: Any, config: types.EmbedContentConfig) -> Any:
        """Embed a text, or each of several contents."""
        body, address = format_texts(model, contents, config), self.find_address(model, EMBED)
        if address is None or body is None:
            return await self._models.embed_content(model=model, contents=contents, config=config)
        found = await self.fetch_vectors(address, write_json(body), are_many=len(body["requests"]) > 1)
        vectors = [types.ContentEmbedding.model_construct(values=vector) for vector in found]
        return types.EmbedContentResponse.model_construct(embeddings=vectors)

    async def fetch_vectors(self, address: Address, body: bytes, *, are_many: bool = False) -> list[list[float]]:
        """The vectors of texts. Raises ValueError for what are none."""
        answer = await self._post(address, body, _PACKED if are_many else _PLAIN)
        found = _Embeddings.model_validate_json(answer or b"{}")
        if isinstance(found.usage, dict) and _is_count(tokens := found.usage.get("promptTokenCount")):
            note_embedding_tokens(tokens)
        return [embedding.values for embedding in found.embeddings]

    def find_address(self, model: str, method: str) -> Address | None:
        """Where requests are sent at once; None: the SDK sends them."""
        path = f"{format_model(model)}:{method}"
        if path not in self._addresses:
            self._addresses[path] = find_address(self._client, path)
        return self._addresses[path]

    async def fetch(self, address: Address, body: bytes) -> Any:
        """The whole answer, as JSON."""
        answer = await self._post(address, body)
        return read_json(answer) if answer else {}

    async def stream(self, address: Address, body: bytes) -> AsyncGenerator[Any]:
        """The answer in parts, each as JSON."""
        headers = address.headers | _PLAIN
        async with self._transport.stream(address.url, body, headers, find_seconds_together) as parts:
            if parts.status != httpx.codes.OK:
                answer = Answer(parts.status, parts.headers, b"".join([piece async for piece in parts.pieces]))
                await errors.APIError.raise_for_async_response(answer.to_response())
            async for part in read_events(parts.pieces):
                if "error" in part:
                    answer = Answer(parts.status, parts.headers, b"")
                    await errors.APIError.raise_error_async(part["error"].get("code"), part, answer.to_response())
                yield part

    async def _post(self, address: Address, body: bytes, headers: dict[str, str] = _PLAIN) -> bytes:
        answer = await self._transport.post(address.url, body, address.headers | headers, None)
        if answer.status != httpx.codes.OK:
            await errors.APIError.raise_for_async_response(answer.to_response())
        return answer.body


def create_response(response: Any) -> types.GenerateContentResponse:
    """As the SDK reads JSON. Raises ValueError, or what Python raises for another shape."""
    for candidate in response.get("candidates") or ():
        if citations := candidate.get("citationMetadata"):  # the only name that the SDK changes
            citations["citations"] = citations.pop("citationSources", [])
    return _check_counts(types.GenerateContentResponse.model_validate(response, extra="ignore"))


async def _create_responses(parts: AsyncGenerator[Any]) -> AsyncIterator[types.GenerateContentResponse]:
    async with aclosing(parts):
        async for part in parts:
            yield create_response(part)


def _check_counts(response: types.GenerateContentResponse) -> types.GenerateContentResponse:
    """Drop counts of tokens that cannot be."""
    usage = response.usage_metadata
    for name in _COUNTS if usage else ():
        if (count := getattr(usage, name)) is not None and not _is_count(count):
            setattr(usage, name, None)
    return response


def _is_count(count: Any) -> TypeGuard[int]:
    return isinstance(count, int) and 0 <= count <= MOST_TOKENS
