"""The private names of third parties that askdocs uses, and how each is taken away as a new release would.

As a plugin (`-p tests.support.private_names --without NAME`) it takes one away for every test.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import httpx_aiohttp.transport
import langchain_google_genai._common
import pytest
from google import genai


def _take_api_client(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client(genai.Client):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.__dict__.pop("_api_client", None)

    monkeypatch.setattr(genai, "Client", Client)


def _take_langchain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(langchain_google_genai._common, "GoogleGenerativeAIError", raising=False)


def _take_build_request(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client(genai.Client):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            sender = self.__dict__.get("_api_client")
            if sender is not None:
                self.__dict__["_api_client"] = _Without(sender)

    monkeypatch.setattr(genai, "Client", Client)


class _Without:
    """The sender, as far as its names are concerned."""

    def __init__(self, sender: Any) -> None:
        self._sender = sender

    def __getattr__(self, name: str) -> Any:
        if name == "_build_request":
            raise AttributeError(name)
        return getattr(self._sender, name)


def _take_aiohttp_response(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = httpx_aiohttp.transport.AiohttpResponseStream

    class Renamed(httpx.AsyncByteStream):
        def __init__(self, answer: Any) -> None:
            self._renamed = stream(answer)

        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for piece in self._renamed:
                yield piece

        async def aclose(self) -> None:
            await self._renamed.aclose()

    monkeypatch.setattr(httpx_aiohttp.transport, "AiohttpResponseStream", Renamed)


SHORT_WAY = {"_api_client", "_build_request"}
"""Without one of these, everything goes through the SDK's public methods."""


REMOVALS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "_api_client": _take_api_client,
    "_build_request": _take_build_request,
    "GoogleGenerativeAIError": _take_langchain_error,
    "_aiohttp_response": _take_aiohttp_response,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", choices=list(REMOVALS), help="run every test without this private name")


@pytest.fixture(autouse=True)
def _without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if name := request.config.getoption("--without", None):
        REMOVALS[name](monkeypatch)
