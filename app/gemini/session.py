"""What belongs to one event loop: the SDK's client, its connections, and the slots of the calls under way."""

import asyncio

import httpx
from google import genai
from google.genai import types

from app.gemini.events import merge_events, prepare_stream
from app.gemini.models import Models
from app.settings import GeminiSettings
from app.transport import Transport

API_VERSION = "v1beta"
"""Aliases such as `gemini-flash-latest` and previews exist there only; the SDK asks `/v1` from its version 3 on."""


class Session:
    """Made in the event loop that it belongs to, and closed there."""

    def __init__(self, settings: GeminiSettings) -> None:
        self.loop = asyncio.get_running_loop()
        self._transport = _create_transport(settings)
        self.client = _create_client(settings, self._transport)
        self.models = Models(self.client)
        self.slots = asyncio.Semaphore(settings.max_concurrency)

    async def aclose(self) -> None:
        """Close the connections."""
        await self.client.aio.aclose()
        await self._transport.aclose()  # the SDK leaves open what it was given


def _create_transport(settings: GeminiSettings) -> httpx.AsyncClient:
    """The SDK would send with httpx2 or aiohttp, with other time limits and errors, wherever that is installed."""
    return httpx.AsyncClient(
        timeout=max(settings.chat_timeout_seconds, settings.embedding_timeout_seconds),
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=64),
        transport=Transport(),
        event_hooks={"request": [prepare_stream], "response": [merge_events]},
    )


def _create_client(settings: GeminiSettings, transport: httpx.AsyncClient) -> genai.Client:
    options = types.HttpOptions(
        base_url=settings.base_url or None,
        api_version=API_VERSION,
        retry_options=types.HttpRetryOptions(attempts=1),
        httpx_async_client=transport,
    )
    return genai.Client(vertexai=False, api_key=settings.api_key.get_secret_value(), http_options=options)
