"""A server that answers byte by byte as a test says, and the transport to ask it with."""

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from app.transport import Transport

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
Step = bytes | float | None
"""Bytes to send, seconds to wait, None: close the connection."""
Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    url: str = ""
    port: int = 0
    connections: int = 0
    closed: int = 0
    requests: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def listening(handle: Handle, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port of a server; its handlers are done when the block ends."""
    running: set[object] = set()

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(writer)
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await handle(reader, writer)
        finally:
            writer.close()
            running.discard(writer)

    server = await asyncio.start_server(run, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await wait_until(lambda: not running)


@asynccontextmanager
async def serving(*steps: Step, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Answers each request with these steps; requests have a Content-Length."""
    state = Server()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    (line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
                )
                state.requests.append(head + await reader.readexactly(int(length)))
                for step in steps:
                    match step:
                        case bytes():
                            writer.write(step)
                            await writer.drain()
                        case float():
                            await asyncio.sleep(step)
                        case None:
                            return
        finally:
            state.closed += 1

    async with listening(handle, tls=tls) as state.port:
        state.url = f"http://127.0.0.1:{state.port}"
        yield state


@asynccontextmanager
async def using(**limits: float) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=Transport(), timeout=httpx.Timeout(5, **limits)) as client:
        yield client


async def wait_until(condition: Callable[[], bool]) -> None:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < 10, "too late"
        await asyncio.sleep(0.005)
