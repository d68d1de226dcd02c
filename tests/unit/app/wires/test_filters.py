"""Filters in the address, which every wire reads, and a body that says it better."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.middleware.access import create_developer_gate
from app.observability.noted_chain import NotedChain
from app.settings import LimitSettings, ServerSettings
from app.settings.routes import Route
from app.wires.ai_sdk import create_ai_sdk_wire
from app.wires.chat import create_chat_wire
from app.wires.langserve import create_langserve_wires
from app.wires.openai import create_openai_wire
from chains.answer import create_answer_chain
from chains.schemas import Filters
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document
from tests.support.wire_questions import Asked, ask_everywhere
from tests.support.wires import create_app

SITE = "https://docs.example"
ADDRESS = "version=2.x&locale=fr&docusaurus_tag=guide&page_url=/install"
FOUND = Filters(version="2.x", locale="fr", docusaurus_tag=["guide"])
ASKED = {
    **{name: asked for name, asked in ask_everywhere("How?").items() if not name.startswith(("mcp", "chatkit"))},
    "langserve, batch": Asked("/chat/batch", {"inputs": [{"query": "How?"}]}),
}
EVERYWHERE = pytest.mark.parametrize("asked", [pytest.param(asked, id=name) for name, asked in ASKED.items()])


@pytest.fixture
def retriever() -> FixedRetriever:
    return FixedRetriever(documents=[create_document("Ovens warm up.")], asked=[])


@pytest.fixture
async def client(retriever: FixedRetriever) -> AsyncIterator[httpx.AsyncClient]:
    llm = ScriptedModel(scripts=[["Warm it up [1]."]] * 9, prompts=[])
    chain = NotedChain(create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings()))
    gate = create_developer_gate(ServerSettings(), dev=True)
    route = Route(path="/chat", chain="x:y", public=("invoke", "stream"), developer=("batch",))
    wires = [
        create_chat_wire("/chat", chain, origins=[SITE]),
        create_ai_sdk_wire("/api/chat", chain, origins=[SITE]),
        create_openai_wire({"askdocs": chain}, origins=[SITE]),
        *create_langserve_wires(route, chain, gate, LimitSettings(), origins=[SITE]),
    ]
    transport = httpx.ASGITransport(create_app(*wires), client=("127.0.0.1", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def ask(client: httpx.AsyncClient, asked: Asked, **headers: str) -> httpx.Response:
    return await client.post(asked.path, json=asked.body, headers=dict(asked.headers) | headers)


@EVERYWHERE
async def test_the_address_says_what_the_body_does_not(
    asked: Asked, client: httpx.AsyncClient, retriever: FixedRetriever
) -> None:
    answer = await ask(client, asked.below(ADDRESS))
    assert answer.status_code == 200, answer.text
    assert [each[1:] for each in retriever.asked] == [(FOUND, "/install")]


@EVERYWHERE
async def test_a_page_that_asks_is_the_page_that_is_open(
    asked: Asked, client: httpx.AsyncClient, retriever: FixedRetriever
) -> None:
    await ask(client, asked, Referer=f"{SITE}/install")
    await ask(client, asked, Referer="https://elsewhere.example/install")
    assert [page for _, _, page in retriever.asked] == [f"{SITE}/install", ""]


@EVERYWHERE
async def test_an_address_that_is_wrong_is_refused(
    asked: Asked, client: httpx.AsyncClient, retriever: FixedRetriever
) -> None:
    answer = await ask(client, asked.below(f"version={'x' * 101}"))
    assert answer.status_code in {400, 422}
    assert "version" in answer.text
    assert not retriever.asked


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chat", {"query": "How?", "filters": {"version": "3.x"}}),
        ("/chat/invoke", {"input": {"query": "How?", "filters": {"version": "3.x"}}}),
        ("/chat/batch", {"inputs": [{"query": "How?", "filters": {"version": "3.x"}}]}),
    ],
)
async def test_the_body_wins_over_the_address(
    path: str, body: Any, client: httpx.AsyncClient, retriever: FixedRetriever
) -> None:
    await client.post(f"{path}?{ADDRESS}", json=body)
    ((_, filters, page),) = retriever.asked
    assert (filters, page) == (FOUND.model_copy(update={"version": "3.x"}), "/install")
