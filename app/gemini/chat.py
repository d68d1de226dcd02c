"""The chat model: LangChain's, with a time limit for the whole answer and retries until the first chunk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, aclosing, asynccontextmanager
from typing import Any, cast

from google import genai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI
from opentelemetry.trace import Span
from pydantic import PrivateAttr

from app.gemini.connection import Connection
from app.observations import note_first_token, note_tokens, step
from app.settings import GeminiSettings
from chains.errors import ModelResponseError
from chains.pump import pump


def create_chat(settings: GeminiSettings, connection: Connection) -> ChatGoogleGenerativeAI:
    """Raises pydantic.ValidationError, whose text shows the key: the caller must not let it out."""
    chat = GeminiChat(
        model=settings.chat_model,
        google_api_key=settings.api_key,
        base_url=settings.base_url or None,
        vertexai=False,
        max_retries=1,
    )
    chat.connect(connection, seconds=settings.chat_timeout_seconds)
    return chat


class GeminiChat(ChatGoogleGenerativeAI):
    """`ChatGoogleGenerativeAI` with a time limit for the whole answer and retries until the first chunk."""

    _connection: Connection = PrivateAttr()
    _seconds: float = PrivateAttr()

    def connect(self, connection: Connection, *, seconds: float) -> None:
        """Replace the library's client, which has no time limit and belongs to one event loop."""
        self._connection = connection
        self.client = cast("genai.Client", connection)
        self._seconds = seconds

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        generate = super()._agenerate

        async def generate_and_count() -> ChatResult:
            with self._step() as span:
                result = await generate(messages, stop, run_manager, **kwargs)
                message = result.generations[0].message if result.generations else None
                _count_tokens(span, [getattr(message, "usage_metadata", None)])
                return result

        return await self._connection.call(
            generate_and_count, seconds=self._seconds, breaker=self._connection.chat_breaker
        )

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        open_stream = super()._astream
        clock = asyncio.get_running_loop().time
        started = clock()
        async for attempt in self._connection.attempts(self._connection.chat_breaker):
            with attempt:
                usages: list[UsageMetadata | None] = []
                chunks = _noting(open_stream(messages, stop, run_manager, **kwargs), usages)
                stream = pump(chunks, self._reading(started + self._seconds, usages))
                chunk = await anext(stream, None)
        note_first_token(clock() - started)
        async with aclosing(stream):
            while chunk is not None:
                yield chunk
                chunk = await anext(stream, None)

    @asynccontextmanager
    async def _reading(self, deadline: float, usages: list[UsageMetadata | None]) -> AsyncIterator[None]:
        """What the reading task stands in: also an answer that nobody waits for any more is counted."""
        async with self._connection.limits(deadline, self._connection.chat_breaker):
            with self._step() as span:
                try:
                    yield
                finally:
                    _count_tokens(span, usages)

    def _step(self) -> AbstractContextManager[Span]:
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "gcp.gemini",
            "gen_ai.request.model": self.model,
        }
        return step("generate", f"chat {self.model}", attributes)


async def _noting(
    chunks: AsyncIterator[ChatGenerationChunk], usages: list[UsageMetadata | None]
) -> AsyncIterator[ChatGenerationChunk]:
    async for chunk in chunks:
        usages.append(getattr(chunk.message, "usage_metadata", None))
        yield chunk
    if not usages:
        raise ModelResponseError("Gemini's answer was empty. Ask again.")


def _count_tokens(span: Span, usages: list[UsageMetadata | None]) -> None:
    """The library gives each piece of an answer its share: their sum is the whole."""
    given = [usage for usage in usages if usage]
    if not given:
        return
    input_tokens = sum(usage["input_tokens"] for usage in given)
    output_tokens = sum(usage["output_tokens"] for usage in given)
    note_tokens(input_tokens, output_tokens)
    span.set_attributes({"gen_ai.usage.input_tokens": input_tokens, "gen_ai.usage.output_tokens": output_tokens})
