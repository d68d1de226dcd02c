"""The chat model: LangChain's, with a time limit for the whole answer and retries until the first chunk."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, aclosing, asynccontextmanager
from functools import partial
from typing import Any, TypeVar, cast

from google import genai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI
from opentelemetry.trace import Span
from pydantic import PrivateAttr

from app.context import get_context
from app.gemini.connection import Connection
from app.observability.steps import note_first_token, note_tokens, step
from app.pump import pump
from app.settings import GeminiSettings
from chains.errors import ModelResponseError

T = TypeVar("T")
_Usages = list[UsageMetadata | None]
_EMPTY = "Gemini's answer was empty. Ask again."


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
        generate = partial(super()._agenerate, messages, stop, run_manager, **kwargs)
        result, stream = await self._open(partial(_generate_whole, generate))
        await anext(stream, None)  # its end, at which the tokens are counted
        if result is None:
            raise AssertionError("a pump gives what its source gives")
        return result

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        open_stream = partial(super()._astream, messages, stop, run_manager, **kwargs)
        started = asyncio.get_running_loop().time()
        chunk, stream = await self._open(partial(_generate_in_chunks, open_stream))
        note_first_token(asyncio.get_running_loop().time() - started)
        async with aclosing(stream):
            while chunk is not None:
                yield chunk
                chunk = await anext(stream, None)

    async def _open(self, generate: Callable[[_Usages], AsyncIterator[T]]) -> tuple[T | None, AsyncGenerator[T]]:
        """Ask, again while that can help, until the first piece has come; also what is to be read after it."""
        deadline = asyncio.get_running_loop().time() + self._seconds
        async for attempt in self._connection.attempts(self._connection.chat_breaker):
            with attempt:
                usages: _Usages = []
                stream = pump(generate(usages), self._reading(deadline, usages), get_context().departures)
                first = await anext(stream, None)
        return first, stream

    @asynccontextmanager
    async def _reading(self, deadline: float, usages: _Usages) -> AsyncIterator[None]:
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


async def _generate_whole(generate: Callable[[], Awaitable[ChatResult]], usages: _Usages) -> AsyncIterator[ChatResult]:
    result = await generate()
    message = result.generations[0].message
    if not result.generations[0].generation_info and not result.llm_output:
        raise ModelResponseError(_EMPTY)
    message.response_metadata.update(result.llm_output or {})  # why the prompt was blocked, as in a stream
    usages.append(getattr(message, "usage_metadata", None))
    yield result


async def _generate_in_chunks(
    open_stream: Callable[[], AsyncIterator[ChatGenerationChunk]], usages: _Usages
) -> AsyncIterator[ChatGenerationChunk]:
    async for chunk in open_stream():
        usages.append(getattr(chunk.message, "usage_metadata", None))
        yield chunk
    if not usages:
        raise ModelResponseError(_EMPTY)


def _count_tokens(span: Span, usages: _Usages) -> None:
    """The library gives each piece of an answer its share: their sum is the whole."""
    given = [usage for usage in usages if usage]
    if not given:
        return
    input_tokens = sum(usage["input_tokens"] for usage in given)
    output_tokens = sum(usage["output_tokens"] for usage in given)
    note_tokens(input_tokens, output_tokens)
    span.set_attributes({"gen_ai.usage.input_tokens": input_tokens, "gen_ai.usage.output_tokens": output_tokens})
