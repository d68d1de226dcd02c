"""Our own door before the SDK's: what it would do in another way is done here."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types.jsonrpc import jsonrpc_message_adapter
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from app.context import get_context
from app.wires.asking import read_options
from app.wires.mcp.rpc import NO_MESSAGE, is_id, wants_news


class Endpoint:
    """ASGI application. It must stand inside of `JsonBodies`, and `CallerWatch` must stop what its callers leave.

    A caller who wants news while a call runs gets a stream, in the middle of which the news come, and a heartbeat. For
    everybody else a stream of one message would cost 1 ms more than the message.
    """

    def __init__(self, server: Server[Any], origins: Collection[str]) -> None:
        self._whole = _create_manager(server, streams=False)
        self._streamed = _create_manager(server, streams=True)
        self._origins = frozenset(origins)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve as long as the block runs; once.

        The SDK's managers run in a task of their own: the task that begins them must also end them, which whoever runs
        a lifespan does not promise.
        """
        has_begun, is_over = asyncio.Event(), asyncio.Event()

        async def serve() -> None:
            async with self._whole.run(), self._streamed.run():
                has_begun.set()
                await is_over.wait()

        task = asyncio.create_task(serve(), name="mcp", context=Context())  # that of no request, whoever came first
        beginning = asyncio.ensure_future(has_begun.wait())
        await asyncio.wait({task, beginning}, return_when=asyncio.FIRST_COMPLETED)
        beginning.cancel()
        if task.done():
            task.result()  # it raises why it could not begin
        try:
            yield
        finally:
            is_over.set()
            await task

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises HTTPException."""
        if scope["method"] != "POST":  # the SDK would keep a GET open for ever, though it has nothing to send
            raise HTTPException(405, headers={"Allow": "POST"})
        request = Request(scope)
        self._check_origin(request)
        read_options(request)  # a wrong address is wrong for all that is sent to it, not for one tool
        content = get_context().content
        if not _is_message(content):  # the SDK would answer with what it holds
            raise HTTPException(400, NO_MESSAGE)
        manager = self._streamed if wants_news(content) else self._whole
        await manager.handle_request(scope, receive, send)

    def _check_origin(self, request: Request) -> None:
        """The protocol asks for it: a page that the reader has open must not call with the reader's network."""
        origin = request.headers.get("origin")
        own_host = request.headers.get("host") or "unknown"
        if origin is None or origin in self._origins or origin in {f"http://{own_host}", f"https://{own_host}"}:
            return
        raise HTTPException(403, "Pages of this origin may not call. Its owner adds them to CORS_ORIGINS.")


def _create_manager(server: Server[Any], *, streams: bool) -> StreamableHTTPSessionManager:
    return StreamableHTTPSessionManager(
        server,
        stateless=True,
        json_response=not streams,
        # It knows no host but localhost; whose pages may call is checked above.
        security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )


def _is_message(content: Any) -> bool:
    try:
        jsonrpc_message_adapter.validate_python(content, by_name=False)
    except ValidationError:
        return False
    # A request whose id is wrong would pass for a notification, and wait for its answer for ever.
    return "method" not in content or "id" not in content or is_id(content["id"])
