"""A closed loop of callers over raw sockets: a caller that costs little, because it shares the machine."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

END = b"0\r\n\r\n"


@dataclass
class Measured:
    """What the callers saw. Times are in seconds."""

    seconds: float = 0.0
    totals: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def per_second(self) -> float:
        return len(self.totals) / self.seconds if self.seconds else 0.0


async def load(
    port: int, path: str, questions: Iterator[dict[str, object]], *, callers: int, requests: int, leave: bool = False
) -> Measured:
    """Send `requests` in all, `callers` at a time; with `leave`, each hangs up at the first piece of the answer."""
    measured, left = Measured(), requests
    started = time.perf_counter()

    async def call() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await _ask(port, path, next(questions), measured, leave=leave)

    await asyncio.gather(*(call() for _ in range(callers)))
    measured.seconds = time.perf_counter() - started
    return measured


async def _ask(port: int, path: str, question: dict[str, object], measured: Measured, *, leave: bool) -> None:
    body = json.dumps({"input": question}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    started = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        measured.failures += 1
        return
    try:
        writer.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        status = await reader.readline()
        if b" 200 " not in status:
            measured.failures += 1
            return
        await _read_answer(reader, started, measured, leave=leave)
    except (OSError, asyncio.IncompleteReadError):
        measured.failures += 1
    finally:
        writer.close()


async def _read_answer(reader: asyncio.StreamReader, started: float, measured: Measured, *, leave: bool) -> None:
    first = 0.0
    while piece := await reader.read(65536):
        if not first and (b'"response"' in piece or b'"text"' in piece or b"data: " in piece):
            first = time.perf_counter() - started
            if leave and b'"response"' in piece:
                return
    measured.firsts.append(first)
    measured.totals.append(time.perf_counter() - started)
