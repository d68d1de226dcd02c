"""The endpoint, made when somebody calls it: the protocol's package takes half a second and 20 MB."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from app.wires.mcp.endpoint import Endpoint


class LateEndpoint:
    """ASGI application: that of `create`, which is called in a thread, so that others are answered meanwhile.

    It must stand where `Endpoint` must, and answers as long as `running` runs.
    """

    def __init__(self, create: "Callable[[], Endpoint]") -> None:
        self._create = create
        self._endpoint: Endpoint | None = None
        self._making = asyncio.Lock()
        self._stack = AsyncExitStack()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve as long as the block runs; once."""
        async with self._stack:
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises HTTPException."""
        async with self._making:
            if self._endpoint is None:
                endpoint = await anyio.to_thread.run_sync(self._create)
                await self._stack.enter_async_context(endpoint.running())
                self._endpoint = endpoint
        await self._endpoint(scope, receive, send)
