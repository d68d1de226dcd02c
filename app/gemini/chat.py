"""The chat model: LangChain's, with time limits and, until the first piece of an answer, retries."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from functools import partial
from typing import Any, TypeVar, cast

from google import genai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.globals import get_llm_cache
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    convert_to_messages,
)
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import RunnableConfig
from langchain_google_genai import ChatGoogleGenerativeAI
from opentelemetry.trace import Span
from pydantic import PrivateAttr

from app.context import get_context
from app.gemini.connection import Connection
from app.gemini.given import Given
from app.gemini.models import IN_PARTS, WHOLE
from app.gemini.private_names import Address
from app.gemini.prompts import Prompts
from app.gemini.replies import Replies
from app.gemini.session import UNUSED
from app.observability.openinference import describe_chat, note_prompt, note_reply, note_usage
from app.observability.steps import note_first_token, note_step, note_tokens, step
from app.pump import pump
from app.settings import GeminiSettings
from chains.errors import ModelResponseError
from chains.runnables import is_listened_to

T = TypeVar("T")
_ANY: list[BaseMessage] = [SystemMessage("x"), HumanMessage("x")]
WHOLE_ANSWER_FACTOR = 2
"""An answer that is asked for whole shows no first word: it may take this many times `GEMINI_FIRST_WORD_SECONDS`."""
_EMPTY = "Gemini's answer was empty. Ask again."


def create_chat(settings: GeminiSettings, connection: Connection) -> ChatGoogleGenerativeAI:
    """Raises pydantic.ValidationError, whose text shows the key: the caller must not let it out."""
    chat = GeminiChat(
        model=settings.chat_model,
        google_api_key=settings.api_key,
        base_url=settings.base_url or None,
        client_args=UNUSED,
        vertexai=False,
        max_retries=1,
    )
    chat.connect(connection, settings)
    return chat


class GeminiChat(ChatGoogleGenerativeAI):
    """`ChatGoogleGenerativeAI` with time limits and, until the first piece of an answer, retries.

    Raises ModelError or BusyError, and what the request's departures are ended with.
    """

    _connection: Connection = PrivateAttr()
    _seconds: float = PrivateAttr()
    _first_word_seconds: float = PrivateAttr()
    _prompts: Prompts = PrivateAttr()
    _replies: Replies = PrivateAttr()
    _fields: dict[str, Any] = PrivateAttr()

    def connect(self, connection: Connection, settings: GeminiSettings) -> None:
        """Replace the library's client, which has no time limit."""
        self._prompts, self._replies = Prompts(self._ask_given), Replies(self._ask_given, self._ask_given_in_parts)
        self._connection = connection
        self.client = cast("genai.Client", connection)
        self._seconds = settings.chat_timeout_seconds
        self._first_word_seconds = min(settings.first_word_seconds, settings.chat_timeout_seconds)
        self._fields = dict(vars(self))

    async def ainvoke(
        self,
        input: LanguageModelInput,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        *,
        stop: list[str] | None = None,
        **kwargs: Any,
    ) -> AIMessage:
        """The whole answer. Where nobody listens it is made in the caller's task: LangChain makes one for each."""
        if is_listened_to(config) or not isinstance(input, list) or get_llm_cache() is not None:
            return await super().ainvoke(input, config, stop=stop, **kwargs)
        result = await self._agenerate(convert_to_messages(input), stop, **kwargs)
        generation = result.generations[0]
        message = cast("AIMessage", generation.message)
        message.response_metadata = (generation.generation_info or {}) | message.response_metadata
        return message

    def astream(
        self,
        input: LanguageModelInput,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        *,
        stop: list[str] | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[AIMessageChunk]:
        """The answer in parts. Where nobody listens, LangChain neither tells of each part nor adds them all up."""
        if is_listened_to(config) or not isinstance(input, list) or not self._is_usual(stop, kwargs):
            return super().astream(input, config, stop=stop, **kwargs)
        return self._speak(convert_to_messages(input))

    async def _speak(self, messages: list[BaseMessage]) -> AsyncGenerator[AIMessageChunk]:
        async with aclosing(self._astream(messages)) as chunks:
            async for chunk in chunks:
                chunk.message.response_metadata = (chunk.generation_info or {}) | chunk.message.response_metadata
                yield cast("AIMessageChunk", chunk.message)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        generate = self._find_short_way(messages, stop, kwargs, WHOLE, self._fetch) or partial(
            super()._agenerate, messages, stop, run_manager, **kwargs
        )
        with get_context().departures.interruptible():
            return await self._repeat(partial(self._try_whole, generate, messages))

    async def _try_whole(
        self, generate: Callable[[], Awaitable[ChatResult]], messages: list[BaseMessage]
    ) -> ChatResult:
        """One try of a whole answer."""
        seconds = min(WHOLE_ANSWER_FACTOR * self._first_word_seconds, self._seconds)
        async with self._connection.limits(seconds, self._connection.chat_breaker):
            with self._telling(messages) as said:
                result = await generate()
                generation = result.generations[0]
                if not generation.generation_info and not result.llm_output:
                    raise ModelResponseError(_EMPTY)
                generation.message.response_metadata.update(result.llm_output or {})  # why it was blocked, as streamed
                said.append(generation.message)
                return result

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncGenerator[ChatGenerationChunk]:
        open_stream = self._find_short_way(messages, stop, kwargs, IN_PARTS, self._fetch_in_parts) or partial(
            super()._astream, messages, stop, run_manager, **kwargs
        )
        departures = get_context().departures

        async def begin() -> tuple[AsyncGenerator[ChatGenerationChunk], ChatGenerationChunk | None]:
            stream = pump(self._try_in_chunks(open_stream, messages), departures)
            return stream, await anext(stream, None)

        with departures.interruptible():
            stream, chunk = await self._repeat(begin)
        note_first_token()
        async with aclosing(stream):
            while chunk is not None:
                yield chunk
                chunk = await anext(stream, None)

    async def _try_in_chunks(
        self, open_stream: Callable[[], AsyncIterator[ChatGenerationChunk]], messages: list[BaseMessage]
    ) -> AsyncIterator[ChatGenerationChunk]:
        """One try of a streamed answer."""
        async with self._connection.limits(self._first_word_seconds, self._connection.chat_breaker) as limit:
            end = asyncio.get_running_loop().time() + self._seconds
            has_begun = False
            with self._telling(messages) as said:
                asked = time.perf_counter()
                async for chunk in open_stream():
                    said.append(chunk.message)
                    if chunk.text and not has_begun:
                        has_begun = True
                        note_step("first_chunk", time.perf_counter() - asked)
                        limit.reschedule(end)
                    yield chunk
                if not said:
                    raise ModelResponseError(_EMPTY)

    def _is_usual(self, stop: list[str] | None, options: dict[str, Any]) -> bool:
        """Whether no more is asked for than the settings say."""
        return stop is None and not options and vars(self) == self._fields

    def _find_short_way(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None,
        options: dict[str, Any],
        method: str,
        fetch: Callable[[Address, bytes], T],
    ) -> Callable[[], T] | None:
        """How to ask past LangChain and the SDK; None where the prompt or what is asked for is more than texts."""
        if not self._is_usual(stop, options) or not (prompt := self._prompts.write(messages)):
            return None
        address = self._connection.models.find_address(prompt.model, method)
        return address and partial(fetch, address, prompt.body)

    async def _fetch(self, address: Address, body: bytes) -> ChatResult:
        return self._replies.read(await self._connection.models.fetch(address, body))

    async def _fetch_in_parts(self, address: Address, body: bytes) -> AsyncIterator[ChatGenerationChunk]:
        reply = self._replies.begin()
        async with aclosing(self._connection.models.stream(address, body)) as responses:
            async for response in responses:
                yield reply.read(response)

    def _ask_given(self, given: Given, messages: list[BaseMessage] = _ANY) -> ChatResult:
        """What LangChain asks for, and makes of what it is given."""
        return super(GeminiChat, self.model_copy(update={"client": given}))._generate(messages)

    def _ask_given_in_parts(self, given: Given) -> Iterator[ChatGenerationChunk]:
        return super(GeminiChat, self.model_copy(update={"client": given}))._stream(_ANY)

    async def _repeat(self, run: Callable[[], Awaitable[T]]) -> T:
        """A model that was silent so long is not asked again: its reader has waited enough."""
        return await self._connection.repeat(run, self._connection.chat_breaker, seconds=self._first_word_seconds)

    @contextmanager
    def _telling(self, messages: list[BaseMessage]) -> Iterator[list[BaseMessage]]:
        """Tell metrics and traces of one try, however it ends: also of an answer that nobody waits for any more.

        The block adds to the list what the model says.
        """
        said: list[BaseMessage] = []
        with step("generate", f"chat {self.model}", describe_chat(self.model)) as span:
            note_prompt(span, messages)
            try:
                yield said
            finally:
                _count_tokens(span, said)
                note_reply(span, said)


def _count_tokens(span: Span, said: list[BaseMessage]) -> None:
    """The library gives each piece of an answer its share: their sum is the whole."""
    given: list[UsageMetadata] = [usage for one in said if (usage := getattr(one, "usage_metadata", None))]
    if not given:
        return
    input_tokens = sum(usage["input_tokens"] for usage in given)
    output_tokens = sum(usage["output_tokens"] for usage in given)
    note_tokens(input_tokens, output_tokens)
    note_usage(span, input_tokens, output_tokens)
