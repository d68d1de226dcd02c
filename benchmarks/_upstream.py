"""A Gemini that costs nothing: prepared answers after a set time, so that the service under test is the bottleneck.

Run it as `python -m benchmarks._upstream PORT`. `POST /control/latency` takes `{"embedding", "first_token",
"per_chunk", "chunks"}` (seconds, number); `GET /control/calls` counts the generations that were started, finished, and
left by their client.
"""

import asyncio
import hashlib
import json
import random
import sys
from typing import Any

import uvicorn

TEXTS = 512
WORDS = "the oven warms up in seven minutes and keeps its heat for long "


class Upstream:
    """The ASGI application."""

    def __init__(self) -> None:
        self.latency = {"embedding": 0.0, "first_token": 0.0, "per_chunk": 0.0, "chunks": 30}
        self.calls = {"embeddings": 0, "started": 0, "finished": 0, "left": 0, "chunks": 0}
        self._vectors: dict[tuple[int, int], bytes] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        body = await read_body(receive)
        path = scope["path"]
        if path == "/control/latency":
            self.latency |= json.loads(body)
            await respond(send, b"{}")
        elif path == "/control/calls":
            await respond(send, json.dumps(self.calls).encode())
        elif path.endswith(":batchEmbedContents"):
            await self._embed(json.loads(body), send)
        elif path.endswith(":streamGenerateContent"):
            await self._generate(receive, send, stream=True)
        elif path.endswith(":generateContent"):
            await self._generate(receive, send, stream=False)
        else:
            await respond(send, b'{"name": "models/any", "version": "benchmark"}')

    async def _embed(self, body: Any, send: Any) -> None:
        self.calls["embeddings"] += 1
        await asyncio.sleep(self.latency["embedding"])
        parts = [
            self._vector(request["content"]["parts"][0]["text"], request.get("outputDimensionality", 3072))
            for request in body["requests"]
        ]
        await respond(send, b'{"embeddings": [' + b",".join(parts) + b"]}")

    def _vector(self, text: str, dimensions: int) -> bytes:
        """One of a few hundred prepared vectors, always the same for a text."""
        number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest()) % TEXTS
        key = (number, dimensions)
        if key not in self._vectors:
            source = random.Random(number)
            values = [source.gauss(0, 1) for _ in range(dimensions)]
            length = sum(value * value for value in values) ** 0.5
            self._vectors[key] = json.dumps({"values": [round(value / length, 8) for value in values]}).encode()
        return self._vectors[key]

    async def _generate(self, receive: Any, send: Any, *, stream: bool) -> None:
        self.calls["started"] += 1
        leaving = asyncio.create_task(wait_until_left(receive))
        writing = asyncio.create_task(self._write(send, stream=stream))
        await asyncio.wait({leaving, writing}, return_when=asyncio.FIRST_COMPLETED)
        self.calls["finished" if writing.done() else "left"] += 1
        for task in (leaving, writing):
            task.cancel()

    async def _write(self, send: Any, *, stream: bool) -> None:
        chunks = int(self.latency["chunks"])
        if not stream:
            await asyncio.sleep(self.latency["first_token"] + (chunks - 1) * self.latency["per_chunk"])
            self.calls["chunks"] += chunks
            await respond(send, format_chunk(WORDS * chunks + "[1]", last=True))
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        for number in range(chunks):
            await asyncio.sleep(self.latency["per_chunk"] if number else self.latency["first_token"])
            self.calls["chunks"] += 1
            last = number == chunks - 1
            text = WORDS + ("[1]" if last else "")
            await send_body(send, b"data: " + format_chunk(text, last=last) + b"\r\n\r\n", more=not last)


def format_chunk(text: str, *, last: bool) -> bytes:
    """One GenerateContentResponse."""
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    if last:
        candidate["finishReason"] = "STOP"
    usage = {"promptTokenCount": 900, "candidatesTokenCount": 300, "totalTokenCount": 1200}
    return json.dumps({"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-3.8-flash"}).encode()


async def read_body(receive: Any) -> bytes:
    """The whole body of a request."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def wait_until_left(receive: Any) -> None:
    """Return when the client has closed its connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def respond(send: Any, body: bytes) -> None:
    """Send JSON."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send_body(send, body, more=False)


async def send_body(send: Any, body: bytes, *, more: bool) -> None:
    """Send a piece of the body."""
    await send({"type": "http.response.body", "body": body, "more_body": more})


if __name__ == "__main__":
    uvicorn.run(Upstream(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
