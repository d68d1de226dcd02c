"""What each method of a model does, once key, quota and faults are dealt with."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
from starlette.responses import JSONResponse, Response

from gemini_emulator.answers.extractive import answer
from gemini_emulator.answers.prompt import parse_prompt
from gemini_emulator.answers.ranking import Ranker
from gemini_emulator.catalogue import Model
from gemini_emulator.control.schemas import Fault
from gemini_emulator.control.state import State
from gemini_emulator.embedding_calls import embed, format_vectors
from gemini_emulator.embeddings import Embedder
from gemini_emulator.errors import invalid_argument
from gemini_emulator.generation import Generation, format_stream, to_answer
from gemini_emulator.responses import ClosingStream
from gemini_emulator.schemas import (
    MAX_BATCH,
    BatchEmbedContentsRequest,
    CountTokensRequest,
    EmbedContentRequest,
    GenerateContentRequest,
    check_embedding_request,
    check_prompt,
    count_tokens,
    parse_body,
)

EVENT_STREAM = "text/event-stream"
MAX_THREADS = 8


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a method of a model. `sse` is False where a stream is wanted as a JSON array."""

    model: Model
    body: bytes
    fault: Fault
    sse: bool


class Methods:
    """Every method raises ApiError for what the API refuses."""

    def __init__(self, state: State, embedder: Embedder) -> None:
        self._state = state
        self._embedder = embedder
        self._ranker = Ranker(embedder)
        self._threads = anyio.CapacityLimiter(MAX_THREADS)
        self.by_name = {
            "generateContent": self.generate_content,
            "streamGenerateContent": self.stream_generate_content,
            "embedContent": self.embed_content,
            "batchEmbedContents": self.batch_embed_contents,
            "countTokens": self.count_tokens,
        }

    async def generate_content(self, call: Call) -> Response:
        """The whole answer at once."""
        generation, prompt = await self._generation(call)
        with self._state.generation(prompt, generation.input_tokens):
            payload = await generation.whole(self._state, call.fault)
        return _raw(generation) or JSONResponse(payload)

    async def stream_generate_content(self, call: Call) -> Response:
        """Server-sent events with `?alt=sse`, else one JSON array."""
        generation, prompt = await self._generation(call)

        async def stream() -> AsyncIterator[bytes]:
            payloads = _first(generation.payloads(self._state, call.fault), call.fault.cut_after)
            with self._state.generation(prompt, generation.input_tokens):
                try:
                    async for piece in format_stream(payloads, sse=call.sse):
                        yield piece
                except (asyncio.CancelledError, GeneratorExit):
                    self._state.calls.cancelled_by_client += 1
                    raise

        media_type = EVENT_STREAM if call.sse else "application/json"
        return _raw(generation, media_type) or ClosingStream(stream(), media_type=media_type)

    async def embed_content(self, call: Call) -> Response:
        """One vector."""
        return await self._embed(call, [parse_body(EmbedContentRequest, call.body)], is_batch=False)

    async def batch_embed_contents(self, call: Call) -> Response:
        """As many vectors as texts, in order; at most 100."""
        requests = parse_body(BatchEmbedContentsRequest, call.body).requests
        if len(requests) > MAX_BATCH:
            raise invalid_argument(
                f"* BatchEmbedContentsRequest.requests: at most {MAX_BATCH} requests can be in one batch\n"
            )
        return await self._embed(call, requests, is_batch=True)

    async def count_tokens(self, call: Call) -> Response:
        """About four characters a token."""
        request = parse_body(CountTokensRequest, call.body)
        whole = request.generate_content_request or GenerateContentRequest(contents=request.contents)
        check_prompt(whole)
        total = whole.count_tokens()
        details = [{"modality": "TEXT", "tokenCount": total}]
        return JSONResponse({"totalTokens": total, "promptTokensDetails": details})

    async def _generation(self, call: Call) -> tuple[Generation, str]:
        """The next scripted answer, or an extract; and the last turn of the prompt."""
        request = parse_body(GenerateContentRequest, call.body)
        check_prompt(request)
        if self._state.script:
            scripted = self._state.script.popleft()
        else:
            extract = partial(answer, parse_prompt(request), self._ranker)
            text = await anyio.to_thread.run_sync(extract, limiter=self._threads, abandon_on_cancel=True)
            scripted = to_answer(text, request.max_output_tokens)
        return Generation(scripted, call.model.name, request.count_tokens()), request.contents[-1].text

    async def _embed(self, call: Call, requests: Sequence[EmbedContentRequest], *, is_batch: bool) -> Response:
        for request in requests:
            check_embedding_request(request, model=call.model.name)
        self._state.calls.texts_embedded += len(requests)
        self._state.calls.input_tokens += sum(count_tokens(request.content.text) for request in requests)
        await self._state.pause(self._state.latency.embedding)
        work = partial(self._embed_and_format, call, requests, is_batch=is_batch)
        body = await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)
        return Response(body, media_type="application/json")

    def _embed_and_format(self, call: Call, requests: Sequence[EmbedContentRequest], *, is_batch: bool) -> bytes:
        vectors = embed(self._embedder, call.model, requests, call.fault.vectors)
        tokens = sum(count_tokens(request.content.text) for request in requests) if call.model.prefixes_text else None
        return format_vectors(vectors, is_batch=is_batch, tokens=tokens)


def _raw(generation: Generation, media_type: str = "application/json") -> Response | None:
    raw = generation.answer.raw
    return None if raw is None else Response(raw, media_type=media_type)


async def _first(payloads: AsyncIterator[dict[str, Any]], limit: int | None) -> AsyncIterator[dict[str, Any]]:
    """No more than `limit`; all with None."""
    number = 0
    if limit == 0:
        return
    async for payload in payloads:
        yield payload
        number += 1
        if number == limit:
            return
