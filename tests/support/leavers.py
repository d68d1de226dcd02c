"""Callers that ask and leave without a word."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.support.services import Control


async def ask_and_leave(
    address: str,
    path: str,
    body: Any,
    *,
    headers: Mapping[str, str] | None = None,
    until: bytes = b"",
    seconds: float = 0.0,
    stay: asyncio.Event | None = None,
) -> None:
    """Ask, read until some bytes have come, wait so long or until `stay` is set, and hang up."""
    parts = urlsplit(address)
    content = json.dumps(body).encode()
    lines = {"host": "x", "content-type": "application/json", "content-length": str(len(content))} | dict(headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + content)
    if until:
        await asyncio.wait_for(reader.readuntil(until), 20)
    if stay is not None:
        await stay.wait()
    await asyncio.sleep(seconds)
    writer.transport.abort()


async def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so; fail when it takes too long."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        await asyncio.sleep(0.005)


def slow_answers(control: Control, count: int) -> None:
    """Let the model write so many answers of ten seconds."""
    for _ in range(count):
        chunks: list[Any] = [f"Pans are washed by hand, word {number}. " for number in range(200)]
        control.script(*chunks)
    for method in ("streamGenerateContent", "generateContent"):
        control.fail(method=method, chunk_delay=0.05, times=count)
