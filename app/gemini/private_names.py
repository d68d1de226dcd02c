"""Names that Google's and LangChain's libraries keep to themselves, each with what is done when it is gone.

That of httpx-aiohttp stands in `app.transport`. Decision 0008 says why they are used. `make contract` runs the tests
of Gemini without each of them.
"""

import importlib
from typing import Any, NamedTuple, cast

from google import genai


class Address(NamedTuple):
    """Where a request goes, with the headers that the SDK would send."""

    url: str
    headers: dict[str, str]


def find_address(client: genai.Client, path: str) -> Address | None:
    """None: the name is gone, and all requests go through the SDK's public methods, which cost 1 ms of CPU more."""
    build: Any = getattr(getattr(client, "_api_client", None), "_build_request", None)
    if build is None:
        return None
    request = build("post", path, {})
    return Address(request.url, request.headers)


def find_langchain_error() -> type[Exception]:
    """What LangChain's embeddings raise. When it is gone every exception is taken for it, and read by its cause."""
    module = importlib.import_module("langchain_google_genai._common")
    error = getattr(module, "GoogleGenerativeAIError", Exception)
    return cast("type[Exception]", error)
