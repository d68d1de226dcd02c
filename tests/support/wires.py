"""Wires as the service serves them, and a caller who sees what each of its answers sends, piece by piece."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Self

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message

from app.middleware.bodies import JsonBodies
from app.middleware.context import RequestContextMiddleware
from app.middleware.log import RequestLog
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.settings import LimitSettings
from app.wires.wire import Wire

SECONDS = 20


def create_app(*wires: Wire) -> FastAPI:
    """The wires behind the middlewares that they cannot do without."""
    middleware = [
        Middleware(RequestContextMiddleware, endpoints=[endpoint for wire in wires for endpoint in wire.endpoints]),
        Middleware(RequestLog),
        Middleware(ErrorBoundary),
        Middleware(JsonBodies, limits=LimitSettings()),
    ]
    return add_routes(FastAPI(docs_url=None, middleware=middleware), *wires)


def add_routes(app: FastAPI, *wires: Wire) -> FastAPI:
    """The same application with the wires' routes and errors."""
    add_problem_handlers(app)
    for wire in wires:
        app.include_router(wire.router)
    return app


class Call:
    """One POST to an application in this event loop."""

    def __init__(self, app: ASGIApp, path: str, body: Any, headers: Mapping[str, str]) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self._app = app
        self._content = json.dumps(body).encode()
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (name.encode(), value.encode())
                for name, value in ({"host": "localhost", "content-type": "application/json"} | dict(headers)).items()
            ],
            "client": ("127.0.0.1", 5),
            "server": ("localhost", 80),
        }
        self._requests: asyncio.Queue[Message] = asyncio.Queue()
        self._answers: asyncio.Queue[Message | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> Self:
        """Ask, and wait for the status."""
        self._requests.put_nowait({"type": "http.request", "body": self._content, "more_body": False})
        self._task = asyncio.create_task(self._run())
        start = await self._read()
        if start is not None:
            self.status = start["status"]
            self.headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        return self

    async def read_pieces(self) -> AsyncIterator[bytes]:
        """What comes, until the answer is complete."""
        while (message := await self._read()) is not None:
            if message["body"]:
                yield message["body"]

    async def read_until(self, text: bytes) -> bytes:
        """All up to the piece with this text."""
        read = b""
        async for piece in self.read_pieces():
            read += piece
            if text in read:
                return read
        raise AssertionError(f"{text!r} did not come: {read!r}")

    async def leave(self) -> None:
        """Hang up, and wait until the application is done."""
        self._requests.put_nowait({"type": "http.disconnect"})
        if self._task is not None:
            async with asyncio.timeout(SECONDS):
                await self._task

    async def _run(self) -> None:
        try:
            await self._app(self._scope, self._requests.get, self._answers.put)
        finally:
            self._answers.put_nowait(None)

    async def _read(self) -> Message | None:
        async with asyncio.timeout(SECONDS):
            return await self._answers.get()


@asynccontextmanager
async def calling(app: ASGIApp, path: str, body: Any, headers: Mapping[str, str] | None = None) -> AsyncIterator[Call]:
    """A call whose status has come; behind the block its caller has left."""
    call = Call(app, path, body, headers or {})
    try:
        yield await call.begin()
    finally:
        await call.leave()
