"""Which protocols a service opens: what `langserve.yaml` says of each of its routes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.commands.show_wires import format_wires
from app.settings import Settings
from app.settings.routes import load_langserve_config
from tests.support.services import Control, serving

KEY = "k" * 20
CONFIG = """\
version: 1
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
    wires: [chat, openai]
  - path: /guide/ask
    chain: chains.answer:create_answer_chain
    public: [invoke]
    open_wires: [search]
  - path: /quiet
    chain: chains.answer:create_answer_chain
    wires: [search]
"""
QUESTION = "How is a cast-iron pan washed?"
ASK = {"query": QUESTION, "input": {"query": QUESTION}, "messages": [{"role": "user", "content": QUESTION}]}


@pytest.fixture
def create(kitchen: Callable[..., Settings], tmp_path: Path) -> Callable[..., Settings]:
    (tmp_path / "langserve.yaml").write_text(CONFIG)

    def create(**groups: dict[str, Any]) -> Settings:
        server = {"langserve_config": tmp_path / "langserve.yaml"} | groups.pop("server", {})
        return kitchen(server=server, **groups)

    return create


def test_each_route_answers_where_its_wires_say(create: Callable[..., Settings]) -> None:
    with serving(create()) as address, httpx.Client(base_url=address, timeout=30) as client:
        for path, status in {
            "/chat": 200,
            "/chat/invoke": 404,
            "/guide/ask": 200,
            "/guide/ask/invoke": 200,
            "/quiet": 404,
        }.items():
            assert client.post(path, json=ASK).status_code == status, path
        for path, status in {"/search": 404, "/guide/ask/search": 200, "/quiet/search": 200}.items():
            assert client.get(path, params={"q": "pan"}).status_code == status, path
        models = [model["id"] for model in client.get("/v1/models").json()["data"]]
        assert models == ["askdocs", "chat", "guide/ask"]
        for model in models:
            assert client.get(f"/v1/models/{model}").json()["id"] == model
            answer = client.post("/v1/chat/completions", json=ASK | {"model": model})
            assert answer.json()["askdocs"]["outcome"] == "answered"
        assert client.post("/v1/chat/completions", json=ASK | {"model": "quiet"}).status_code == 404


def test_an_open_wire_wants_no_key_and_takes_any(create: Callable[..., Settings]) -> None:
    settings = create(server={"api_keys": f"ci:{KEY}"}, limits={"search_per_minute": 3})
    with serving(settings) as address, httpx.Client(base_url=address, params={"q": "pan"}) as client:
        assert client.get("/quiet/search").status_code == 401
        for key in ("", "unknown", "unknown"):
            assert client.get("/guide/ask/search", headers={"x-api-key": key}).status_code == 200
        assert client.get("/guide/ask/search").status_code == 429
        assert client.get("/guide/ask/search", headers={"x-api-key": KEY}).status_code == 200


def test_the_wires_are_listed_with_their_addresses(create: Callable[..., Settings]) -> None:
    config = load_langserve_config(create().server)
    assert list(format_wires(config))[::2] == [
        "/chat: chat /chat, openai /v1/chat/completions",
        "/quiet: search /quiet/search",
    ]
    guide = list(format_wires(config))[1]
    assert guide.startswith("/guide/ask: chat /guide/ask, search /guide/ask/search (open), langserve /guide/ask, ")


@pytest.mark.parametrize(
    ("headers", "content", "status", "code"),
    [
        ({"content-type": "text/plain"}, b"{}", 415, None),
        ({"content-type": "application/json", "authorization": "Bearer wrong"}, b"{}", 401, "invalid_api_key"),
        ({"content-type": "application/json", "x-api-key": KEY}, b"x" * 2_000_000, 413, None),
    ],
)
def test_what_middlewares_refuse_looks_like_openais_errors(
    headers: dict[str, str], content: bytes, status: int, code: str | None, create: Callable[..., Settings]
) -> None:
    headers = {"x-api-key": KEY, "origin": "https://docs.example"} | headers if status == 415 else headers
    settings = create(server={"api_keys": f"ci:{KEY}", "cors_origins": "https://docs.example"})
    with serving(settings) as address:
        answer = httpx.post(f"{address}/v1/chat/completions", headers=headers, content=content)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    if "origin" in headers:
        assert answer.headers["access-control-allow-origin"] == "https://docs.example"


async def test_a_full_service_says_so_as_openai_does(kitchen: Callable[..., Settings], control: Control) -> None:
    control.script("Pans are washed ", "by hand.")
    control.fail(method="streamGenerateContent", chunk_delay=1)
    body = ASK | {"model": "askdocs", "stream": True}
    with serving(kitchen(limits={"concurrent_answers": 1})) as address:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            async with client.stream("POST", "/v1/chat/completions", json=body) as first:
                await anext(first.aiter_lines())
                refused = await client.post("/v1/chat/completions", json=body)
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
            assert refused.json()["error"]["code"] == "service_unavailable"
            assert "Try again in a moment" in refused.json()["error"]["message"]


def test_the_metrics_tell_which_wire_was_spoken(create: Callable[..., Settings]) -> None:
    with serving(create(cache={"answers_megabytes": 1}), dev=True) as address:
        body = ASK | {"model": "askdocs", "stream": True}
        httpx.post(f"{address}/v1/chat/completions", json=body, timeout=30).raise_for_status()
        metrics = httpx.get(f"{address}/metrics").text
    for series in (
        'askdocs_answers_total{outcome="answered",reason="",wire="openai"}',
        'askdocs_first_token_seconds_count{wire="openai"}',
        'askdocs_cache_requests_total{cache="answers",result="miss",wire="openai"}',
    ):
        assert series in metrics
