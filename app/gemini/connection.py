"""The way to Gemini: one client per event loop, a cap on calls under way, time limits and retries."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

import httpx
import stamina
from google import genai
from google.genai import types

from app.breaker import Breaker
from app.context import get_context
from app.gemini.errors import translated_errors
from app.gemini.events import merge_events, prepare_stream
from app.gemini.models import Models
from app.observability.metrics import show_circuit
from app.settings import GeminiSettings
from app.transport import Transport
from chains.errors import (
    ModelAccessError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
)

T = TypeVar("T")
TRIPS = (ModelAccessError, ModelQuotaError, ModelUnavailableError, ModelTimeoutError, ModelResponseError)
"""What says that the next call will fail too; a request that Gemini refuses for what it is does not."""


class Connection:
    """One client and one semaphore per event loop; retries and time limits."""

    def __init__(self, settings: GeminiSettings) -> None:
        self._settings = settings
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, genai.Client] = WeakKeyDictionary()
        self._models: WeakKeyDictionary[genai.Client, Models] = WeakKeyDictionary()
        self._transports: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()
        self.chat_breaker = Breaker("gemini_chat", TRIPS, on_change=show_circuit)
        self.embedding_breaker = Breaker("gemini_embeddings", TRIPS, on_change=show_circuit)
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    @property
    def client(self) -> genai.Client:
        """The client of the running event loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._transports[loop] = self._create_transport()
            self._clients[loop] = self._create_client(self._transports[loop])
        return self._clients[loop]

    @property
    def aio(self) -> "Connection":
        """What the LangChain classes ask their `client` for."""
        return self

    @property
    def models(self) -> Models:
        """What they ask that for."""
        client = self.client
        if client not in self._models:
            self._models[client] = Models(client)
        return self._models[client]

    @property
    def slot(self) -> asyncio.Semaphore:
        """Holds back a call while as many as are allowed are under way."""
        return self._slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._settings.max_concurrency))

    async def call(self, operation: Callable[[], Awaitable[T]], *, seconds: float, breaker: Breaker) -> T:
        """Run a call with its time limit, again while that can help. Raises ModelError."""
        async for attempt in self.attempts(breaker):
            with attempt:
                async with self.limits(asyncio.get_running_loop().time() + seconds, breaker):
                    return await operation()
        raise AssertionError("stamina always returns or raises")

    @asynccontextmanager
    async def limits(self, deadline: float, breaker: Breaker) -> AsyncIterator[None]:
        """One try of a call: waits for its turn, stops at `deadline` (the event loop's clock). Raises ModelError."""
        with breaker.guarding():
            async with translated_errors(), asyncio.timeout_at(deadline), self.slot:
                yield

    def attempts(self, breaker: Breaker) -> AsyncIterator[stamina.Attempt]:
        """Try again while the error may pass, after the time that Gemini names or a growing one of our own."""

        def should_retry(error: Exception) -> bool | float:
            return breaker.state == "closed" and not get_context().departures.are_ended and self._should_retry(error)

        return stamina.retry_context(
            on=should_retry,
            attempts=self._settings.max_attempts,
            timeout=None,
            wait_initial=0.3,
            wait_max=self._settings.max_wait_seconds,
        ).__aiter__()

    def _should_retry(self, error: Exception) -> bool | float:
        if isinstance(error, ModelQuotaError) and error.retry_after is not None:
            return error.retry_after if error.retry_after <= self._settings.max_wait_seconds else False
        return isinstance(error, ModelQuotaError | ModelUnavailableError | ModelTimeoutError | ModelResponseError)

    def _create_transport(self) -> httpx.AsyncClient:
        """The SDK would switch to aiohttp, with other time limits and errors, wherever that is installed."""
        return httpx.AsyncClient(
            timeout=max(self._settings.chat_timeout_seconds, self._settings.embedding_timeout_seconds),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=64),
            transport=Transport(),
            event_hooks={"request": [prepare_stream], "response": [merge_events]},
        )

    def _create_client(self, transport: httpx.AsyncClient) -> genai.Client:
        options = types.HttpOptions(
            base_url=self._settings.base_url or None,
            retry_options=types.HttpRetryOptions(attempts=1),
            httpx_async_client=transport,
        )
        return genai.Client(vertexai=False, api_key=self._settings.api_key.get_secret_value(), http_options=options)

    async def aclose(self) -> None:
        """Close the client of the running event loop."""
        loop = asyncio.get_running_loop()
        client, transport = self._clients.pop(loop, None), self._transports.pop(loop, None)
        if client is not None:
            await client.aio.aclose()
        if transport is not None:  # the SDK leaves a transport that it was given open
            await transport.aclose()
