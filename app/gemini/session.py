"""What belongs to one event loop: the SDK's client, its connections, and the slots of the calls under way."""

import asyncio
import ssl
from typing import Any

import httpx
from google import genai
from google.genai import types

from app.gemini.models import Models
from app.settings import GeminiSettings
from app.transport import Transport

API_VERSION = "v1beta"
"""Aliases such as `gemini-flash-latest` and previews exist there only; the SDK asks `/v1` from its version 3 on."""

_IDLE_SECONDS = 30.0
"""Google waits for minutes. A new connection costs two journeys there and 2 ms of CPU before the first word."""


class _SendsNothing(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Raises NotImplementedError for whatever it shall send."""


_TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
UNUSED: dict[str, Any] = {"verify": _TRUSTS_NOBODY, "ssl": _TRUSTS_NOBODY, "transport": _SendsNothing()}
"""For what the SDK makes and we never use: a client, and LangChain's models one each.

Each would read the certificates of all authorities three times, for 3 MB and 70 ms of CPU. `Transport` reads its own.
And they would load two libraries that send, with HTTP/2: a hundred modules, 2 MB and 35 ms.
"""


class Session:
    """Made in the event loop that it belongs to, and closed there."""

    def __init__(self, settings: GeminiSettings) -> None:
        self.loop = asyncio.get_running_loop()
        seconds = max(settings.chat_timeout_seconds, settings.embedding_timeout_seconds)
        transport = Transport(idle_seconds=_IDLE_SECONDS)
        self._sending = httpx.AsyncClient(transport=transport, timeout=seconds)
        self.client = _create_client(settings, self._sending)
        self.models = Models(self.client, transport)
        self.slots = asyncio.Semaphore(settings.max_concurrency)

    async def aclose(self) -> None:
        """Close the connections."""
        await self.client.aio.aclose()
        await self._sending.aclose()  # the SDK leaves open what it was given


def _create_client(settings: GeminiSettings, sending: httpx.AsyncClient) -> genai.Client:
    """Left alone, the SDK sends with httpx2, or with aiohttp where that is installed: with other limits and errors."""
    options = types.HttpOptions(
        base_url=settings.base_url or None,
        api_version=API_VERSION,
        retry_options=types.HttpRetryOptions(attempts=1),
        httpx_async_client=sending,
        client_args=UNUSED,
        async_client_args=UNUSED,
    )
    return genai.Client(vertexai=False, api_key=settings.api_key.get_secret_value(), http_options=options)
