"""What sends below httpx: aiohttp, whose parser is written in C, through httpx-aiohttp.

A call takes 0.2 ms of CPU instead of the 1.2 ms of httpx's own transport.
"""

import asyncio
import math
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NamedTuple
from urllib.request import getproxies

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

_SLOWING, _SLOWEST_SECONDS = 4.0, 0.3
"""A piece that is passed on late shows how long others wait for this process: so many times that, it takes more time.

With 64 streams on one core, the first words of new readers come before further words of others.
"""

ANSWER = "_aiohttp_response"
"""Where httpx-aiohttp keeps aiohttp's answer, for itself. Without it, what comes through httpx is acknowledged late."""
_IDLE_SECONDS = 4.0
"""Servers of Python, and Qdrant, close a connection on which nothing comes for five seconds."""
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)
"""Linux. Qdrant sends the body of an answer only when its head is acknowledged, which otherwise takes 40 ms."""


class Answer(NamedTuple):
    """A whole answer, past httpx."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    """Unpacked, whatever the headers say."""

    def to_response(self) -> httpx.Response:
        """The same as httpx's object."""
        headers = [(name, value) for name, value in self.headers.items() if name.lower() != "content-encoding"]
        return httpx.Response(self.status, headers=headers, content=self.body)


class Parts(NamedTuple):
    """An answer that comes in pieces, past httpx."""

    status: int
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]
    """Unpacked, whatever the headers say."""


class Transport(AiohttpTransport):
    """Keeps connections for the next request; their number has no bound here. Belongs to one event loop.

    A connection waits for `idle_seconds`, which must be less than the server waits.

    Raises what httpx's own transport would.
    """

    def __init__(self, *, idle_seconds: float = _IDLE_SECONDS) -> None:
        super().__init__(client=self._create_session)
        self._idle_seconds = idle_seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; returns when the head of its answer is there."""
        with _naming_errors():
            response = await super().handle_async_request(request)
        answer: aiohttp.ClientResponse | None = getattr(response.stream, ANSWER, None)
        if answer is None:
            response.stream = _PlainBody(response.stream)
            return response
        _acknowledge(answer)
        response.stream = _Body(answer)
        return response

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float | None) -> Answer:
        """Send a request past httpx, whose objects cost 0.3 ms of CPU; at most so many seconds pass between pieces."""
        with _naming_errors():
            async with self._send(url, body, headers, seconds) as answer:
                _acknowledge(answer)
                return Answer(answer.status, answer.headers, await answer.read())

    @asynccontextmanager
    async def stream(
        self, url: str, body: bytes, headers: Mapping[str, str], find_seconds: Callable[[], float]
    ) -> AsyncIterator[Parts]:
        """Send a request past httpx; `find_seconds` tells for how long what arrives may be gathered now."""
        with _naming_errors():
            answer = await self._send(url, body, headers, None)
        try:
            _acknowledge(answer)
            yield Parts(answer.status, answer.headers, aiter(_Body(answer, find_seconds)))
        finally:
            answer.release()

    def _send(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float | None) -> Any:
        if not isinstance(self.client, aiohttp.ClientSession):
            self.client = self._create_session()
        limit = aiohttp.ClientTimeout(sock_connect=seconds, sock_read=seconds)
        return self.client.post(url, data=body, headers=headers, timeout=limit, allow_redirects=False)

    def _create_session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=self._idle_seconds, ssl=self.ssl_context)
        has_proxy = bool(getproxies())  # otherwise aiohttp need not look for one, in a thread, at each request
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=has_proxy)


def _acknowledge(answer: aiohttp.ClientResponse) -> None:
    if _QUICKACK is not None and answer.connection is not None and answer.connection.transport is not None:
        answer.connection.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)


class _Body(httpx.AsyncByteStream):
    """All of the body that has arrived, piece by piece; never the first one, nor the end, waits for more."""

    def __init__(self, answer: aiohttp.ClientResponse, find_seconds: Callable[[], float] = lambda: 0.0) -> None:
        self._answer = answer
        self._find_seconds = find_seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content, waits_no_more = self._answer.content, asyncio.Event()
        content.on_eof(waits_no_more.set)
        loop = asyncio.get_running_loop()
        now = loop.time
        passed_on, late = -math.inf, 0.0
        with _naming_errors():
            while piece := await content.readany():
                if seconds := self._find_seconds():
                    due = passed_on + min(seconds + _SLOWING * late, max(seconds, _SLOWEST_SECONDS))
                    if now() < due:
                        timer = loop.call_at(due, waits_no_more.set)
                        try:
                            await waits_no_more.wait()
                        finally:
                            timer.cancel()
                        if not content.is_eof():
                            waits_no_more.clear()
                        late = max(0.0, now() - due)
                        if content.exception() is None:
                            piece += content.read_nowait()
                passed_on = now()
                yield piece

    async def aclose(self) -> None:
        """Hang up when there is more to come."""
        self._answer.release()


class _PlainBody(httpx.AsyncByteStream):
    """The body as httpx-aiohttp reads it."""

    def __init__(self, source: Any) -> None:
        self._source = source

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _naming_errors():
            async for piece in self._source:
                yield piece

    async def aclose(self) -> None:
        """Hang up when there is more to come."""
        await self._source.aclose()


@contextmanager
def _naming_errors() -> Iterator[None]:
    """Turn aiohttp's errors into httpx's. httpx-aiohttp takes a connection that ends for one that was never made."""
    try:
        yield
    except (httpx.TransportError, aiohttp.ClientError, TimeoutError) as error:
        cause: Any = error.__cause__ if isinstance(error, httpx.TransportError) else error
        match cause:
            case aiohttp.SocketTimeoutError():
                raise httpx.ReadTimeout("The server sent nothing in time.") from cause
            case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
                kind = httpx.ConnectTimeout if isinstance(cause, TimeoutError) else httpx.ConnectError
                raise kind(str(cause)) from cause
            case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | aiohttp.ClientResponseError():
                raise httpx.RemoteProtocolError(f"The server sent no whole answer: {cause}") from cause
            case aiohttp.ClientOSError():
                raise httpx.ReadError(str(cause)) from cause
        raise
