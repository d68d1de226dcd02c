"""Callers of the AI SDK's wire that leave in the middle of an answer: the model's connection is closed, each time."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.observability.noted_chain import NotedChain
from app.parts import Process
from app.server import create_middleware
from app.settings import load_settings
from app.wires.ai_sdk import create_ai_sdk_wire
from chains.answer import create_answer_chain
from tests.support.doubles import FixedRetriever, create_document
from tests.support.raw_server import listening
from tests.support.services import CHAT_ALONE
from tests.support.wires import add_routes, calling

PATH = "/api/chat"
ASKED = {"messages": [{"role": "user", "parts": [{"type": "text", "text": "How warm?"}]}]}
LEAVERS = 100
AT_ONCE = 20
SECONDS = 10


class EndlessModel:
    """A Gemini that says one thing, or nothing yet, and goes on for as long as its caller listens."""

    def __init__(self) -> None:
        self.is_silent = False
        self.asked = asyncio.Event()
        self.left: asyncio.Queue[bytes] = asyncio.Queue()
        """What callers did after the first words: an empty one has hung up."""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length"))
        await reader.readexactly(int(length[15:]))
        said = {"candidates": [{"content": {"parts": [{"text": "Warm it up [1]. "}], "role": "model"}, "index": 0}]}
        event = f"data: {json.dumps(said)}\r\n\r\n".encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        if not self.is_silent:
            writer.write(b"%x\r\n%b\r\n" % (len(event), event))
        self.asked.set()
        self.left.put_nowait(await reader.read(1))


@pytest.fixture
async def model() -> AsyncIterator[tuple[EndlessModel, int]]:
    model = EndlessModel()
    async with listening(model.answer) as port:
        yield model, port


@pytest.fixture
async def app(model: tuple[EndlessModel, int], tmp_path: Path) -> AsyncIterator[ASGIApp]:
    gemini = {"api_key": "k", "base_url": f"http://127.0.0.1:{model[1]}", "max_attempts": 1}
    process = Process(load_settings(gemini=gemini, qdrant={"path": tmp_path}))
    retriever = FixedRetriever(documents=[create_document("Ovens warm up.")], asked=[])
    chain = create_answer_chain(llm=process.gemini.chat, retriever=retriever, settings=process.settings.answer)
    wire = create_ai_sdk_wire(PATH, NotedChain(chain))
    yield add_routes(FastAPI(middleware=create_middleware(process, CHAT_ALONE, wire.endpoints, dev=True)), wire)
    await process.aclose()


async def test_whoever_leaves_takes_the_models_answer_along(app: ASGIApp, model: tuple[EndlessModel, int]) -> None:
    upstream, _ = model

    async def ask_and_leave() -> None:
        async with calling(app, PATH, ASKED) as call:
            assert call.status == 200
            await call.read_until(b"Warm it up")

    for _ in range(LEAVERS // AT_ONCE):
        await asyncio.gather(*(ask_and_leave() for _ in range(AT_ONCE)))
    async with asyncio.timeout(SECONDS):
        assert [await upstream.left.get() for _ in range(LEAVERS)] == [b""] * LEAVERS


async def test_whoever_leaves_before_the_first_word_does_so_too(app: ASGIApp, model: tuple[EndlessModel, int]) -> None:
    upstream, _ = model
    upstream.is_silent = True
    async with asyncio.timeout(SECONDS):
        async with calling(app, PATH, ASKED):
            await upstream.asked.wait()
        assert await upstream.left.get() == b""
