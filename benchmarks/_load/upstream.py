"""A Gemini that costs next to nothing: prepared answers after a set time, so that the service is the bottleneck.

Run it as `python -m benchmarks._load.upstream PORT`. `POST /control/latency` takes `{"embedding", "first_token",
"per_chunk", "chunks", "marked"}` (seconds, number, whether the answer cites); `GET /control/calls` counts embedding
calls and the generations that were started, finished, and left by their client. After `POST /control/record`,
`GET /control/recorded` gives the times at which each question's chunks were generated, by the machine's monotonic
clock. HTTP is written by hand: a framework would cost more than what is measured.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Coroutine
from functools import cache
from typing import Any

import orjson
import uvloop

from benchmarks._load.questions import UNIQUE
from benchmarks._load.vectors import embed_question, find_topic

EMBEDDING, STREAM, WHOLE = ":batchEmbedContents", ":streamGenerateContent", ":generateContent"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Upstream:
    """What it has counted, and how long it takes."""

    def __init__(self) -> None:
        self.latency = {"embedding": 0.0, "first_token": 0.0, "per_chunk": 0.0, "chunks": 30, "marked": True}
        self.calls = {"embeddings": 0, "started": 0, "finished": 0, "left": 0}
        self.recorded: dict[str, list[float]] | None = None

    async def answer(self, path: str, body: bytes, transport: asyncio.Transport) -> None:
        """Answer one request."""
        path = path.partition("?")[0]
        if path.endswith(EMBEDDING):
            await self._embed(orjson.loads(body), transport)
        elif path.endswith((STREAM, WHOLE)):
            await self._generate(body, transport, stream=path.endswith(STREAM))
        elif path == "/control/latency":
            self.latency |= json.loads(body)
            respond(transport, b"{}")
        elif path == "/control/calls":
            respond(transport, json.dumps(self.calls).encode())
        elif path == "/control/record":
            self.recorded = {}
            respond(transport, b"{}")
        elif path == "/control/recorded":
            respond(transport, json.dumps(self.recorded).encode())
            self.recorded = None
        else:
            respond(transport, b'{"name": "models/any", "version": "benchmark"}')

    async def _embed(self, body: Any, transport: asyncio.Transport) -> None:
        self.calls["embeddings"] += 1
        if self.latency["embedding"]:
            await asyncio.sleep(self.latency["embedding"])
        vectors = [
            format_vector(find_topic(text), request.get("outputDimensionality", 3072), text)
            for request in body["requests"]
            for text in [request["content"]["parts"][0]["text"]]
        ]
        respond(transport, b'{"embeddings": [' + b",".join(vectors) + b"]}")

    async def _generate(self, body: bytes, transport: asyncio.Transport, *, stream: bool) -> None:
        self.calls["started"] += 1
        times: list[float] = []
        if self.recorded is not None and (found := UNIQUE.search(body.decode())):
            self.recorded[found[0]] = times
        try:
            await (self._stream(transport, times) if stream else self._write_whole(transport))
        except asyncio.CancelledError:
            self.calls["left"] += 1
            raise
        self.calls["finished"] += 1

    async def _write_whole(self, transport: asyncio.Transport) -> None:
        chunks = int(self.latency["chunks"])
        await asyncio.sleep(self.latency["first_token"] + (chunks - 1) * self.latency["per_chunk"])
        respond(transport, format_whole(chunks, marked=bool(self.latency["marked"])))

    async def _stream(self, transport: asyncio.Transport, times: list[float]) -> None:
        transport.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nvary: Origin\r\n\r\n"
        )
        chunks, marked = int(self.latency["chunks"]), bool(self.latency["marked"])
        for number in range(chunks):
            await asyncio.sleep(self.latency["per_chunk"] if number else self.latency["first_token"])
            times.append(time.monotonic())
            transport.write(format_event(number, chunks, marked=marked))


class Connection(asyncio.Protocol):
    """One connection of a client, which may send many requests, one after the other."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._received = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer once the request is whole."""
        self._received += data
        end = self._received.find(b"\r\n\r\n") + 4
        if end < 4:  # noqa: PLR2004 - not found
            return
        found = _LENGTH.search(self._received, 0, end)
        length = int(found[1]) if found else 0
        if len(self._received) < end + length:
            return
        path = self._received[: self._received.index(b"\r\n")].split(b" ")[1].decode()
        body = bytes(self._received[end : end + length])
        del self._received[: end + length]
        self._start(self._upstream.answer(path, body, self._transport))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Stop generating: nobody reads it."""
        if self._task is not None:
            self._task.cancel()

    def _start(self, answer: Coroutine[Any, Any, None]) -> None:
        self._task = asyncio.get_running_loop().create_task(answer)


def get_piece(number: int, chunks: int, *, marked: bool = True) -> str:
    """The text of one chunk of an answer. Every third one and the last cite a passage, as the prompt asks for.

    Of an answer that is not marked, none does, and each has 22 characters: one long sentence.
    """
    if not marked:
        return f"piece {number:02} of the oven{'.' if number == chunks - 1 else ','} "
    end = "[1]. " if number % 3 == 2 or number == chunks - 1 else ""  # noqa: PLR2004 - the third of three
    return f"Piece {number} of it says that the oven keeps its heat for long. {end}"


def get_text(chunks: int, *, marked: bool = True) -> str:
    """The text of a whole answer."""
    return "".join(get_piece(number, chunks, marked=marked) for number in range(chunks))


@cache
def format_event(number: int, chunks: int, *, marked: bool = True) -> bytes:
    """One event of a streamed answer, as a chunk of HTTP; after the last one comes the end of the body."""
    is_last = number == chunks - 1
    event = b"data: " + format_response(get_piece(number, chunks, marked=marked), is_last=is_last) + b"\r\n\r\n"
    return b"%x\r\n%b\r\n" % (len(event), event) + (b"0\r\n\r\n" if is_last else b"")


@cache
def format_whole(chunks: int, *, marked: bool = True) -> bytes:
    """The answer in one piece."""
    return format_response(get_text(chunks, marked=marked), is_last=True)


def format_response(text: str, *, is_last: bool) -> bytes:
    """One GenerateContentResponse."""
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    if is_last:
        candidate["finishReason"] = "STOP"
    usage = {"promptTokenCount": 900, "candidatesTokenCount": 300, "totalTokenCount": 1200}
    return json.dumps({"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-3.8-flash"}).encode()


_vectors: dict[tuple[int, int], bytes] = {}


def format_vector(topic: int, dimensions: int, text: str) -> bytes:
    """The embedding of a text on a topic, prepared at its first use."""
    key = (topic, dimensions)
    if key not in _vectors:
        _vectors[key] = orjson.dumps({"values": embed_question(text, dimensions)}, option=orjson.OPT_SERIALIZE_NUMPY)
    return _vectors[key]


def respond(transport: asyncio.Transport, body: bytes) -> None:
    """Send JSON."""
    transport.write(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body
    )


async def serve(port: int) -> None:
    """Answer until the process is told to stop."""
    upstream = Upstream()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(upstream), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(int(sys.argv[1])))
