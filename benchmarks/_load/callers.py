"""A closed loop of callers over one connection a question: each asks again as soon as it is answered.

Answers are kept as they came and read after the clock has stopped: the callers share the machine with the service.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import uvloop

from benchmarks._load.questions import Question

_FIRST_WORD = re.compile(rb'"response": ?"[^"]')
_OVERLAP = 16
SECONDS = 120


@dataclass(slots=True)
class Call:
    """One question as its caller saw it; times are in seconds, `first` is that of the first word of a stream."""

    question: Question
    seconds: float = 0.0
    first: float = 0.0
    left_at: float = 0.0
    """By the machine's monotonic clock."""
    received: bytearray = field(default_factory=bytearray)
    fault: str = ""


@dataclass(slots=True)
class Load:
    """All calls of one run, and what the callers' own process spent on them."""

    calls: list[Call]
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Target:
    """Where and how a question is asked."""

    path: str
    create_body: Callable[[str], Any] = lambda text: {"input": {"query": text}}
    headers: str = ""
    """Lines, each with its end."""


def run_load(
    port: int,
    target: str | Target,
    questions: Iterator[Question],
    *,
    callers: int,
    requests: int,
    leave: bool = False,
) -> Load:
    """Send `requests` in all, `callers` at a time; with `leave`, each hangs up at the first word of the answer.

    A path alone is one of LangServe's.
    """
    target = Target(target) if isinstance(target, str) else target
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run(port, target, questions, callers, requests, leave=leave))


async def _run(
    port: int, target: Target, questions: Iterator[Question], callers: int, requests: int, *, leave: bool
) -> Load:
    calls = [Call(next(questions)) for _ in range(requests)]
    waiting = iter(calls)

    async def ask_on() -> None:
        for call in waiting:
            await _ask(port, target, call, leave=leave)

    cpu, started = time.process_time(), time.perf_counter()
    await asyncio.gather(*(ask_on() for _ in range(callers)))
    return Load(calls, time.perf_counter() - started, time.process_time() - cpu)


async def _ask(port: int, target: Target, call: Call, *, leave: bool) -> None:
    loop = asyncio.get_running_loop()
    body = json.dumps(target.create_body(call.question.text)).encode()
    head = f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{target.headers}"
    request = f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
    started = time.perf_counter()
    try:
        async with asyncio.timeout(SECONDS):
            _, exchange = await loop.create_connection(
                lambda: _Exchange(request, call, started, loop.create_future(), leave=leave), "127.0.0.1", port
            )
            await exchange.done
    except (OSError, TimeoutError) as error:
        call.fault = type(error).__name__
    call.seconds = time.perf_counter() - started


class _Exchange(asyncio.Protocol):
    """One request and its response, until the service closes the connection."""

    def __init__(
        self, request: bytes, call: Call, started: float, done: "asyncio.Future[None]", *, leave: bool
    ) -> None:
        self.done = done
        self._request, self._call, self._started, self._leave = request, call, started, leave
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        call = self._call
        searched = max(0, len(call.received) - _OVERLAP)
        call.received += data
        if not call.first and _FIRST_WORD.search(call.received, searched):
            call.first = time.perf_counter() - self._started
            if self._leave:
                call.left_at = time.monotonic()
                self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.done.done():
            return
        if exc is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(exc)
