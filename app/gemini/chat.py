"""The chat model: LangChain's, with a time limit for the whole answer and retries until the first chunk."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from google import genai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI
from pydantic import PrivateAttr

from app.gemini.connection import Connection
from app.gemini.errors import translated_errors
from app.settings import GeminiSettings
from chains.errors import ModelResponseError


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
        return await self._connection.call(
            lambda: generate(messages, stop, run_manager, **kwargs), seconds=self._seconds
        )

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        open_stream = super()._astream
        async with self._connection.slot:
            deadline = asyncio.get_running_loop().time() + self._seconds
            async for attempt in self._connection.attempts():
                with attempt:
                    stream = open_stream(messages, stop, run_manager, **kwargs)
                    chunk = await _next_chunk(stream, deadline)
                    if chunk is None:
                        raise ModelResponseError("Gemini's answer was empty. Ask again.")
            async with aclosing(cast("AsyncGenerator[ChatGenerationChunk]", stream)):
                while chunk is not None:
                    yield chunk
                    chunk = await _next_chunk(stream, deadline)


async def _next_chunk(stream: AsyncIterator[ChatGenerationChunk], deadline: float) -> ChatGenerationChunk | None:
    async with translated_errors(), asyncio.timeout_at(deadline):
        return await anext(stream, None)
