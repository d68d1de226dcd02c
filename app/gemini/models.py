"""What LangChain asks `client.aio.models` for, on a shorter way to Gemini's REST API.

The SDK turns each request and each response field by field into other objects, and sends them with much care: 1.5 ms of
CPU for a prompt of two texts. Where a request is of text alone, its JSON is written and sent at once, to the URL and
with the headers that the SDK would use, and its failures are the SDK's; all other requests go through it as they are.
"""

import json
from collections.abc import AsyncIterator
from typing import Any, TypeGuard

import httpx
import orjson
from google import genai
from google.genai import errors, types
from pydantic import BaseModel, Field

from app.gemini.events import find_seconds_together, read_events, read_json
from app.gemini.private_names import Address, find_address
from app.observability.steps import note_embedding_tokens
from app.transport import GATHER, Transport

_PLAIN = {"accept-encoding": "identity"}
"""Unpacking costs more than a few kilobytes less cost the network; what is gathered must not be packed."""
_PACKED = {"accept-encoding": "gzip, deflate"}
"""For the vectors of a hundred texts: four megabytes."""

_GENERATION = {
    "temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "presencePenalty",
    "frequencyPenalty", "seed",
}  # fmt: skip
_BESIDES = {"systemInstruction", "safetySettings"}
_EMBEDDING = {"taskType", "title", "outputDimensionality"}


_COUNTS = (
    "prompt_token_count", "candidates_token_count", "thoughts_token_count", "tool_use_prompt_token_count",
    "cached_content_token_count", "total_token_count",
)  # fmt: skip
_MOST_TOKENS = 100_000_000
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
        body = _format_prompt(contents, config)
        address = self._find_address(f"{_format_model(model)}:generateContent")
        if body is None or address is None:
            return _check_counts(await self._models.generate_content(model=model, contents=contents, config=config))
        answer = await self._post(address, body)
        return _create_response(read_json(answer) if answer else {})

    async def generate_content_stream(
        self, *, model: str, contents: list[types.Content], config: types.GenerateContentConfig
    ) -> AsyncIterator[types.GenerateContentResponse]:
        """The answer in parts."""
        body = _format_prompt(contents, config)
        address = self._find_address(f"{_format_model(model)}:streamGenerateContent?alt=sse")
        if body is None or address is None:
            parts = await self._models.generate_content_stream(model=model, contents=contents, config=config)
            return (_check_counts(part) async for part in parts)
        return self._stream(address, body)

    async def embed_content(self, *, model: str, contents: Any, config: types.EmbedContentConfig) -> Any:
        """Embed a text, or each of several contents."""
        if isinstance(contents, str):
            contents = [{"parts": [{"text": contents}], "role": "user"}]
        options = config.model_dump(mode="json", by_alias=True, exclude_none=True)
        name = _format_model(model)
        address = self._find_address(f"{name}:batchEmbedContents")
        if address is None or not options.keys() <= _EMBEDDING:
            return await self._models.embed_content(model=model, contents=contents, config=config)
        requests = [{"content": content, "model": name} | options for content in contents]
        answer = await self._post(address, {"requests": requests}, _PACKED if len(requests) > 1 else _PLAIN)
        found = _Embeddings.model_validate_json(answer or b"{}")
        if isinstance(found.usage, dict) and _is_count(tokens := found.usage.get("promptTokenCount")):
            note_embedding_tokens(tokens)
        vectors = [types.ContentEmbedding.model_construct(values=embedding.values) for embedding in found.embeddings]
        return types.EmbedContentResponse.model_construct(embeddings=vectors)

    def _find_address(self, path: str) -> Address | None:
        if path not in self._addresses:
            self._addresses[path] = find_address(self._client, path)
        return self._addresses[path]

    async def _post(self, address: Address, body: Any, headers: dict[str, str] = _PLAIN) -> bytes:
        answer = await self._transport.post(address.url, _format_body(body), address.headers | headers, None)
        if answer.status != httpx.codes.OK:
            await errors.APIError.raise_for_async_response(answer.to_response())
        return answer.body

    async def _stream(self, address: Address, body: Any) -> AsyncIterator[types.GenerateContentResponse]:
        extensions = {GATHER: find_seconds_together}
        request = httpx.Request(
            "POST", address.url, content=_format_body(body), headers=address.headers | _PLAIN, extensions=extensions
        )
        response = await self._transport.handle_async_request(request)
        try:
            await errors.APIError.raise_for_async_response(response)
            async for part in read_events(response.aiter_bytes()):
                if "error" in part:
                    await errors.APIError.raise_error_async(part["error"].get("code"), part, response)
                yield _create_response(part)
        finally:
            await response.aclose()


def _format_model(model: str) -> str:
    return model if model.startswith(("models/", "tunedModels/")) else f"models/{model}"


def _format_prompt(contents: list[types.Content], config: types.GenerateContentConfig) -> dict[str, Any] | None:
    """The body of a request; None when there is more in it than texts and the numbers of a generation."""
    if config.tools or config.response_schema or isinstance(config.system_instruction, str):
        return None
    if config.http_options and not _is_one_try(config.http_options):
        return None
    options = config.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"http_options"})
    messages = [content.model_dump(mode="json", by_alias=True, exclude_none=True) for content in contents]
    system = options.get("systemInstruction", {})
    parts = [part for message in [*messages, system] for part in message.get("parts", [])]
    if not options.keys() <= _GENERATION | _BESIDES or any(part.keys() != {"text"} for part in parts):
        return None
    body = {"contents": messages} | {name: value for name, value in options.items() if name in _BESIDES}
    return body | {"generationConfig": {name: value for name, value in options.items() if name in _GENERATION}}


def _is_one_try(options: types.HttpOptions) -> bool:
    """Whether these options ask for nothing but what is done here anyway."""
    given = options.model_dump(exclude_none=True)
    return given in ({}, {"retry_options": {"attempts": 1}})


def _format_body(body: Any) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:  # half a character, which is no UTF-8, but can be escaped
        return json.dumps(body).encode()


def _create_response(response: Any) -> types.GenerateContentResponse:
    for candidate in response.get("candidates") or ():
        if citations := candidate.get("citationMetadata"):  # the only name that the SDK changes
            citations["citations"] = citations.pop("citationSources", [])
    return _check_counts(types.GenerateContentResponse.model_validate(response, extra="ignore"))


def _check_counts(response: types.GenerateContentResponse) -> types.GenerateContentResponse:
    """Drop counts of tokens that cannot be."""
    usage = response.usage_metadata
    for name in _COUNTS if usage else ():
        if (count := getattr(usage, name)) is not None and not _is_count(count):
            setattr(usage, name, None)
    return response


def _is_count(count: Any) -> TypeGuard[int]:
    return isinstance(count, int) and 0 <= count <= _MOST_TOKENS
