"""The httpx client that Gemini's SDK is given: it does what the SDK asks of one, and nothing else."""

from typing import Any

import httpx

from app.gemini.events import merge_events, prepare_stream
from app.transport import Transport

_CONTENT_ENCODING = "content-encoding"


class Client(httpx.AsyncClient):
    """Without redirects, cookies and authentication, which cost 0.3 ms of CPU a call and which Gemini never needs.

    A request of text is sent with its whole answer at once, a stream with httpx's own objects; all others are httpx's.
    """

    def __init__(self, transport: Transport, seconds: float) -> None:
        super().__init__(transport=transport, timeout=seconds)
        self._sender = transport

    async def request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Response:
        """One request and its whole answer."""
        if method.upper() != "POST" or options.keys() != {"content", "headers", "timeout"}:
            return await super().request(method, url, **options)
        answer = await self._sender.post(str(url), options["content"], options["headers"], options["timeout"])
        headers = [(name, value) for name, value in answer.headers.items() if name.lower() != _CONTENT_ENCODING]
        return httpx.Response(answer.status, headers=headers, content=answer.body)

    def build_request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Request:
        """The request of a stream."""
        if options.keys() != {"content", "headers", "timeout"}:
            return super().build_request(method, url, **options)
        extensions = {"timeout": httpx.Timeout(options["timeout"]).as_dict()}
        return httpx.Request(method, url, content=options["content"], headers=options["headers"], extensions=extensions)

    async def send(self, request: httpx.Request, *, stream: bool = False, **options: Any) -> httpx.Response:
        """Send a request; the answer of a stream is read by whoever asked."""
        if not stream:
            return await super().send(request, stream=False, **options)
        prepare_stream(request)
        response = await self._sender.handle_async_request(request)
        response.request = request
        merge_events(response)
        return response
