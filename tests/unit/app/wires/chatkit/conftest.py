"""ChatKit's wire around a chain with doubles, with threads in a file of SQLite."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from chatkit.types import ThreadStreamEvent
from fastapi import FastAPI
from langchain_core.runnables import Runnable
from pydantic import TypeAdapter
from starlette.middleware import Middleware

from app.middleware.bodies import JsonBodies
from app.middleware.context import RequestContextMiddleware
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.settings import LimitSettings, StoreSettings
from app.stores import SqlThreads, create_database, ensure_schema
from app.wires.chatkit import create_chatkit_wire

EVENT = TypeAdapter[Any](ThreadStreamEvent)


class ChatKit:
    """A reader's client. Every event is read by ChatKit's own types."""

    def __init__(self, client: httpx.AsyncClient, reader: str) -> None:
        self.client = client
        self._headers = {"X-Reader-Id": reader} if reader else {}

    async def post(self, kind: str, params: Any = None, *, query: str = "", **more: Any) -> httpx.Response:
        body = {"type": kind, "params": {} if params is None else params} | more
        return await self.client.post(f"/chatkit{query}", json=body, headers=self._headers)

    async def stream(self, kind: str, params: Any, **more: Any) -> list[Any]:
        answer = await self.post(kind, params, **more)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.text.split("\n") if line]
        assert all(line.startswith("data: ") for line in lines), "the protocol knows no other lines"
        return [EVENT.validate_python(json.loads(line.removeprefix("data: "))) for line in lines]

    async def ask(self, question: str, thread_id: str = "", **more: Any) -> list[Any]:
        if thread_id:
            return await self.stream("threads.add_user_message", {"thread_id": thread_id, **ask(question)}, **more)
        return await self.stream("threads.create", ask(question), **more)


def ask(question: str, **more: Any) -> dict[str, Any]:
    """The parameters of a message."""
    content = [{"type": "input_text", "text": question}]
    return {"input": {"content": content, "attachments": [], "inference_options": {}} | more}


OpenChatKit = Callable[..., ChatKit]


@pytest.fixture
async def open_chatkit(tmp_path: Path) -> AsyncIterator[OpenChatKit]:
    """Opens a client of a reader; all of a test share one database. Takes the chain, and the reader's id."""
    settings = StoreSettings(data_path=tmp_path)
    ensure_schema(settings, tmp_path)
    database = create_database(settings, tmp_path)
    clients = []

    def open_one(chain: Runnable[Any, Any], reader: str = "anne") -> ChatKit:
        wire = create_chatkit_wire("/chatkit", chain, SqlThreads(database))
        middleware = [
            Middleware(RequestContextMiddleware, endpoints=wire.endpoints),
            Middleware(ErrorBoundary),
            Middleware(JsonBodies, limits=LimitSettings()),
        ]
        app = FastAPI(middleware=middleware)
        add_problem_handlers(app)
        app.include_router(wire.router)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://ask.example"))
        return ChatKit(clients[-1], reader)

    yield open_one
    for client in clients:
        await client.aclose()
    await database.aclose()
