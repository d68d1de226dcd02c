"""Names that Google's and LangChain's libraries keep to themselves, each with what is done when it is gone.

That of httpx-aiohttp stands in `app.transport`. Decision 0008 says why they are used. `make contract` runs the tests
of Gemini without each of them.
"""

import importlib
from typing import Any, Protocol, cast

from google import genai


class Sender(Protocol):
    """What sends requests for every part of the SDK: it builds the URL and the headers, and raises."""

    async def async_request(
        self, http_method: str, path: str, request_dict: dict[str, object], http_options: Any = None
    ) -> Any:
        """Send one request; its answer has a `body`."""
        ...

    async def async_request_streamed(
        self, http_method: str, path: str, request_dict: dict[str, object], http_options: Any = None
    ) -> Any:
        """Send one request; its answer is iterated."""
        ...


def find_sender(client: genai.Client) -> Sender | None:
    """None: it is gone, and all requests go through the SDK's public methods, which cost 0.7 ms of CPU more."""
    sender = getattr(client, "_api_client", None)
    names = ("async_request", "async_request_streamed")
    return cast("Sender", sender) if all(hasattr(sender, name) for name in names) else None


def find_langchain_error() -> type[Exception]:
    """What LangChain's embeddings raise. When it is gone every exception is taken for it, and read by its cause."""
    module = importlib.import_module("langchain_google_genai._common")
    error = getattr(module, "GoogleGenerativeAIError", Exception)
    return cast("type[Exception]", error)
