"""Requests to one of several Qdrant servers: to the one that answered last, and to the next one when it fails."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TypeVar

import httpx

from app.transport import Answer, Transport

T = TypeVar("T", Answer, httpx.Response)
_PAUSE_SECONDS = 0.5
"""A node that cannot reach another one tells the cluster, which takes as long."""
_CUT = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)


class PeerTransport(Transport):
    """A request that fails is sent again, to the next server: whatever askdocs asks of Qdrant can be asked twice.

    Each process begins with any of them, and goes on with the one that answered. To a single address, which may be that
    of a load balancer, a request is sent again once where its connection was cut, or where the server has not read it
    in time (408).
    """

    def __init__(self, urls: Sequence[str]) -> None:
        super().__init__()
        self._urls = [httpx.URL(url) for url in urls]
        self._texts = [*urls]
        self._position = random.randrange(len(urls))  # noqa: S311 - spreads load, guards nothing

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """See `Transport.handle_async_request`. The request names the first server."""
        send = super().handle_async_request
        return await self._try(lambda position: send(self._address(request, position)), lambda one: one.status_code)

    async def post_path(self, path: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Answer:
        """See `Transport.post`; `path` is that below the address of a server."""
        return await self._try(
            lambda position: self.post(f"{self._texts[position]}{path}", body, headers, seconds), lambda one: one.status
        )

    async def _try(self, send: Callable[[int], Awaitable[T]], get_status: Callable[[T], int]) -> T:
        """Ask each server in turn; and again where one answered that it failed: it may have found out by that."""
        first, count = self._position, len(self._urls)
        answer: T | None = None
        failure = httpx.TransportError("no server is named")
        for number in range(2 * count):
            if number == count:
                if answer is None and (count > 1 or not isinstance(failure, _CUT)):
                    break
                await asyncio.sleep(_PAUSE_SECONDS if count > 1 else 0)
            position = (first + number) % count
            try:
                current = await send(position)
                status = get_status(current)
                is_unread = status == HTTPStatus.REQUEST_TIMEOUT
                if not is_unread and (count == 1 or status < HTTPStatus.INTERNAL_SERVER_ERROR):
                    self._position = position
                    return current
                if isinstance(current, httpx.Response):
                    await current.aread()  # its connection is free for the next request
                answer = current
            except httpx.TransportError as error:
                failure = error
        if answer is not None:
            return answer
        raise failure

    def _address(self, request: httpx.Request, position: int) -> httpx.Request:
        if not position:
            return request
        url = self._urls[position]
        below = request.url.raw_path.removeprefix(self._urls[0].raw_path.rstrip(b"/"))
        headers = request.headers.copy()
        headers["host"] = url.netloc.decode("ascii")
        return httpx.Request(
            request.method,
            url.copy_with(raw_path=url.raw_path.rstrip(b"/") + below),
            headers=headers,
            content=request.content,
            extensions=request.extensions,
        )
