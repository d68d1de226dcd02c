"""The wires around a chain with doubles: shapes, errors, access, ids."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from langchain_core.runnables import RunnableConfig, RunnableLambda
from langchain_core.runnables.config import get_async_callback_manager_for_config

from app.middleware.access import create_developer_gate
from app.observability.noted_chain import NotedChain
from app.settings import LimitSettings, ServerSettings
from app.settings.routes import Route
from app.wires.chat import create_chat_wire
from app.wires.health import create_cached_check, create_health_wire
from app.wires.langserve import create_langserve_wires
from chains.answer import create_answer_chain
from chains.errors import IndexMissingError, ModelQuotaError
from chains.schemas import ChatRequest, ChatResponse
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document
from tests.support.wires import create_app

ROUTE = Route(
    path="/chat",
    chain="chains.answer:create_answer_chain",
    public=("invoke", "stream"),
    developer=("batch", "stream_log", "playground", "input_schema", "config_hashes"),
)
CreateClient = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def create_client() -> AsyncIterator[CreateClient]:
    clients: list[httpx.AsyncClient] = []

    def create(*, retriever: FixedRetriever | None = None, dev: bool = False) -> httpx.AsyncClient:
        llm = ScriptedModel(scripts=[["Warm it up [1]."]] * 9, prompts=[])
        retriever = retriever or FixedRetriever(documents=[create_document("Ovens warm up.")], asked=[])
        chain = create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings())
        chain = NotedChain(chain)
        gate = create_developer_gate(ServerSettings(), dev=dev)
        wires = [create_chat_wire("/chat", chain), *create_langserve_wires(ROUTE, chain, gate, LimitSettings())]
        transport = httpx.ASGITransport(create_app(*wires), raise_app_exceptions=False, client=("127.0.0.1", 5))
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://localhost"))
        return clients[-1]

    yield create
    for client in clients:
        await client.aclose()


def read_events(text: str) -> list[tuple[str, Any]]:
    events = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        events.append((fields.get("event", ""), json.loads(fields["data"]) if "data" in fields else None))
    return events


async def test_post_chat_answers_without_an_envelope(create_client: CreateClient) -> None:
    answer = await create_client().post("/chat", json={"query": "How?"})
    assert answer.status_code == 200
    assert ChatResponse.model_validate(answer.json()).response == "Warm it up [1]."


async def test_invoke_and_the_sum_of_a_stream_are_the_same_answer(create_client: CreateClient) -> None:
    client = create_client()
    invoked = (await client.post("/chat/invoke", json={"input": {"query": "How?"}})).json()["output"]
    streamed = await client.post("/chat/stream", json={"input": {"query": "How?"}})
    events = read_events(streamed.text)
    assert events[-1][0] == "end"
    total: dict[str, Any] = {"response": ""}
    for _, part in (event for event in events if event[0] == "data"):
        total |= part | {"response": total["response"] + part.get("response", "")}
    assert total == invoked | {"id": total["id"]}


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"query": ""}, 422, "query: String should have at least 1 character"),
        ({"query": "x" * 3000}, 422, "query: String should have at most 2000 characters"),
        (
            {"query": "x", "chat_history": [{"type": "human", "content": "y"}] * 21},
            422,
            "chat_history: List should have at most 20 items",
        ),
        ({}, 422, "query: Field required"),
        ([], 422, "body: Input should be"),
    ],
)
async def test_a_wrong_request_is_a_problem_that_names_the_field(
    body: Any, status: int, detail: str, create_client: CreateClient
) -> None:
    answer = await create_client().post("/chat", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    client = create_client(dev=True)
    for path, envelope, field in (
        ("/chat/invoke", {"input": body}, "input"),
        ("/chat/stream", {"input": body}, "input"),
        ("/chat/stream_log", {"input": body}, "input"),
        ("/chat/batch", {"inputs": [{"query": "How?"}, body]}, "inputs.1"),
    ):
        enveloped = await client.post(path, json=envelope)
        assert enveloped.status_code == 422
        assert enveloped.headers["content-type"] == "application/problem+json"
        named = f"{field}.{detail}" if detail.startswith("query") else detail.replace("body", field)
        assert named in enveloped.json()["detail"]
        assert all(error["field"].startswith(field) for error in enveloped.json()["errors"])


async def test_a_forgotten_envelope_is_named(create_client: CreateClient) -> None:
    client = create_client(dev=True)
    for path in ("/chat/invoke", "/chat/stream", "/chat/stream_log"):
        answer = await client.post(path, json={"query": "How?"})
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith('input: Field required. Put the request inside, such as {"input": {')
    answer = await client.post("/chat/batch", json={"query": "How?"})
    assert answer.json()["detail"] == "inputs: Input should be a list of requests"


async def test_a_body_that_is_no_json_is_a_bad_request(create_client: CreateClient) -> None:
    answer = await create_client().post("/chat", content=b"{query", headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("The body is not valid JSON: key must be a string")


async def test_an_error_of_ours_keeps_its_status_and_waiting_time(create_client: CreateClient) -> None:
    retriever = FixedRetriever(error=ModelQuotaError("Out of quota. Wait.", retry_after=6.2), asked=[])
    client, enveloped = create_client(retriever=retriever), {"input": {"query": "?"}}
    for path, body in (("/chat", {"query": "?"}), ("/chat/invoke", enveloped), ("/chat/stream", enveloped)):
        answer = await client.post(path, json=body)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "7"
        assert answer.json()["title"] == "The model is out of quota"
        assert answer.json()["detail"] == "Out of quota. Wait."


async def test_an_unforeseen_error_is_a_clean_500_without_a_trace(
    create_client: CreateClient,
) -> None:
    retriever = FixedRetriever(error=RuntimeError("secret inside"), asked=[])
    answer = await create_client(retriever=retriever).post("/chat", json={"query": "?"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["request_id"]


async def test_what_is_not_there_is_a_problem_too(create_client: CreateClient) -> None:
    answer = await create_client().get("/nothing")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")
    assert "POST /chat" in answer.json()["detail"]


async def test_a_wrong_method_is_told_the_right_one(create_client: CreateClient) -> None:
    answer = await create_client().get("/chat")
    assert answer.status_code == 405
    assert answer.json()["detail"] == "This address does not take GET. Use POST."


async def test_developer_endpoints_are_closed_to_the_public(create_client: CreateClient) -> None:
    public, developer = create_client(), create_client(dev=True)
    for method, path in (
        ("GET", "/chat/playground/"),
        ("GET", "/chat/input_schema"),
        ("POST", "/chat/batch"),
        ("POST", "/chat/stream_log"),
        ("POST", "/chat/c/abc/invoke"),
        ("GET", "/chat/c/abc/input_schema"),
    ):
        body = {"input": {"query": "?"}, "inputs": []} if method == "POST" else None
        assert (await public.request(method, path, json=body)).status_code == 404, path
        assert (await developer.request(method, path, json=body)).status_code != 404, path


async def test_a_callers_request_id_is_kept_unless_it_could_forge_a_log(create_client: CreateClient) -> None:
    client = create_client()
    kept = await client.get("/nothing", headers={"x-request-id": "abc-1"})
    assert kept.headers["x-request-id"] == "abc-1"
    for forged in ("x" * 200, "a\tb", ""):
        answer = await client.get("/nothing", headers={"x-request-id": forged})
        assert answer.headers["x-request-id"] != forged
        assert len(answer.headers["x-request-id"]) == 32


async def test_each_request_is_one_log_line_without_its_question(
    create_client: CreateClient, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.observability.log import configure_logging

    configure_logging("info")
    await create_client().post("/chat", json={"query": "my secret question"}, headers={"x-request-id": "r1"})
    with capsys.disabled():
        configure_logging("warning")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"request"' in line]
    assert len(lines) == 1
    assert {"event": "request", "method": "POST", "path": "/chat", "status": 200, "request_id": "r1"}.items() <= lines[
        0
    ].items()
    assert "secret" not in json.dumps(lines)


async def test_readiness_tells_what_is_wrong_with_each_dependency() -> None:
    calls = 0

    async def check_index() -> str:
        raise IndexMissingError("Nothing is indexed. Run askdocs index.")

    async def check_model() -> str:
        nonlocal calls
        calls += 1
        return "fine"

    app = create_app(create_health_wire({"index": check_index, "model": create_cached_check(check_model, seconds=60)}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        assert (await client.get("/health")).json()["status"] == "ok"
        for _ in range(2):
            answer = await client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not_ready",
        "dependencies": {
            "index": {"ok": False, "detail": "Nothing is indexed. Run askdocs index."},
            "model": {"ok": True, "detail": "fine"},
        },
    }
    assert calls == 1


@pytest.mark.filterwarnings("ignore:astream_log is deprecated")
async def test_nobody_listens_to_a_chain_but_those_who_stream_its_log() -> None:
    listeners: list[list[str]] = []

    async def answer(request: Any, config: RunnableConfig) -> dict[str, Any]:
        manager = get_async_callback_manager_for_config(config)
        listeners.append([type(handler).__name__ for handler in manager.handlers])
        said = {"response": request["query"], "outcome": "answered", "reason": ""}
        return said | {"sources": [], "cited": [], "nearest": [], "unverified": [], "usage": {}}

    chain = RunnableLambda(answer).with_types(input_type=ChatRequest, output_type=ChatResponse)
    gate = create_developer_gate(ServerSettings(), dev=True)
    app = create_app(*create_langserve_wires(ROUTE, chain, gate, LimitSettings()))
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for method in ("invoke", "stream", "stream_log"):
            assert "How?" in (await client.post(f"/chat/{method}", json={"input": {"query": "How?"}})).text
    assert listeners[:2] == [[], []]
    assert any("LogStream" in name for name in listeners[2])
