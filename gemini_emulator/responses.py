"""HTTP responses that Starlette does not have: a stream that closes its generator, a connection that is cut."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send


class ClosingStream(StreamingResponse):
    """Closes its generator at once when the client leaves, and not when the garbage collector comes by."""

    async def stream_response(self, send: Send) -> None:
        """Send the generator's bytes."""
        iterator: Any = self.body_iterator
        async with aclosing(iterator):
            await super().stream_response(send)


class CutResponse(Response):
    """Another response without its end: the server then closes the connection in mid-body."""

    def __init__(self, whole: Response) -> None:
        super().__init__()
        self._whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all but the last message; of a body in one piece, the first half."""

        async def send_most(message: Message) -> None:
            if message["type"] != "http.response.body" or message.get("more_body", False):
                await send(message)
            elif body := message.get("body", b""):
                await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})

        await self._whole(scope, receive, send_most)


async def until_client_leaves(request: Request, work: Callable[[], Awaitable[Response]]) -> Response | None:
    """The response, or None when the client left first; the work is cancelled then. Read the body before."""
    response: Response | None = None
    async with anyio.create_task_group() as tasks:

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                continue
            tasks.cancel_scope.cancel()

        tasks.start_soon(watch)
        response = await work()
        tasks.cancel_scope.cancel()
    return response
