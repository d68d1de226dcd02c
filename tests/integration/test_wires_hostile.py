"""What a caller sends to any of the wires: each refuses it in its own words or answers, and none breaks."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import yaml

from app.settings import Settings
from app.settings.resources import langserve_yaml
from tests.support.services import serving

QUESTION = "How is a cast-iron pan washed?"
MESSAGES = [{"role": "user", "content": QUESTION}]
CHATKIT = {
    "type": "threads.create",
    "params": {
        "input": {
            "content": [{"type": "input_text", "text": QUESTION}],
            "attachments": [],
            "inference_options": {"tool_choice": None, "model": "x"},
            "quoted_text": "pans",
        },
    },
    "metadata": {"a": 1},
}
TOOL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask_docs"}}
BODIES: dict[str, dict[str, Any]] = {
    "/chat": {"query": QUESTION, "chat_history": [{"type": "ai", "content": "x"}], "filters": {"version": ""}},
    "/chat/invoke": {"input": {"query": QUESTION}, "config": {}, "kwargs": {}},
    "/v1/chat/completions": {"model": "askdocs", "messages": MESSAGES, "stream": False}
    | {"metadata": {"version": ""}, "stream_options": {"include_usage": False}, "n": 1},
    "/api/chat": {"messages": [{"role": "user", "parts": [{"type": "text", "text": QUESTION}]}]}
    | {"id": "a", "trigger": "submit-message", "version": "", "page_url": "", "docusaurus_tag": []},
    "/mcp": TOOL | {"params": {"name": "ask_docs", "arguments": {"query": QUESTION}}},
    "/chatkit": CHATKIT,
}
HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
PAGES = [
    "http://[::1",
    "//[",
    "http://[x]/",
    "http://\u2100.com/",
    "\x00",
    "javascript:x",
    "a" * 2_000,
    "http://a:99999999/",
    "%",
]


@pytest.fixture(scope="module")
def client(kitchen: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("wires")
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = ["chat", "langserve", "openai", "ai_sdk", "mcp", "search", "chatkit"]
    (folder / "langserve.yaml").write_text(yaml.safe_dump(config))
    server = {"langserve_config": folder / "langserve.yaml", "trusted_proxies": "127.0.0.1"}
    limits = {"address_per_minute": 0, "address_per_day": 0, "search_per_minute": 0}
    settings = kitchen(server=server, stores={"data_path": folder / "kept"}, limits=limits)
    with serving(settings) as address, httpx.Client(base_url=address, timeout=30, headers=HEADERS) as client:
        yield client


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    assert "Internal error" not in answer.text


@pytest.mark.parametrize("page", PAGES, ids=ascii)
def test_any_page_gets_an_answer_on_every_wire(page: str, client: httpx.Client) -> None:
    for path, body in BODIES.items():
        for params in (
            {"page_url": page},
            {"version": page[:100]},
            {"docusaurus_tag": [page[:100]] * 30},
            {"locale": page[:35]},
        ):
            check(client.post(path, json=body, params=params))
        check(
            client.post(
                path, json=body, headers={"referer": page.encode("ascii", "replace").replace(b"\x00", b"x").decode()}
            )
        )
    check(client.get("/search", params={"q": "pan", "page_url": page}))


@pytest.mark.parametrize(
    "address", ["fe80::1%eth0", "unknown", "::ffff:1.2.3.4", "a" * 5_000, "1.2.3.4, ,,", "[::1]:80", "_hidden"]
)
def test_any_address_of_a_client_is_one_or_none(address: str, client: httpx.Client) -> None:
    for path, body in BODIES.items():
        answer = client.post(path, json=body, headers={"x-forwarded-for": address})
        assert answer.status_code == 200, (path, answer.text)


HOSTILE: dict[str, bytes] = {
    "half a surrogate pair": b'{"query": "\\ud800", "model": "\\ud800", "type": "\\ud800", "messages": "\\udfff"}',
    "deep": b'{"messages":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a list": b"[]",
    "null": b"null",
    "text": b'"How?"',
    "nothing": b"",
    "nan": b'{"messages": NaN}',
    "a long number": b'{"messages": ' + b"9" * 5_000 + b"}",
    "twice": b'{"messages": [], "messages": 1, "type": "a", "type": "b"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_refused_in_the_words_of_its_wire(name: str, client: httpx.Client) -> None:
    for path in BODIES:
        answer = client.post(path, content=HOSTILE[name])
        check(answer)
        assert path == "/mcp" or 400 <= answer.status_code < 500, (path, answer.text)
        json.loads(answer.text)


WRONG: list[Any] = [
    None,
    5,
    True,
    [],
    {},
    [[]],
    [None],
    [{"role": 5}],
    [{"role": "user"}],
    {"$ne": ""},
    "x" * 3_000,
    "\x00",
]


def list_fields(body: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a body."""
    if place:
        yield place
    for name, value in body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ():
        yield from list_fields(value, (*place, name))


def replace(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(body))
    inner = copy
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return copy


@pytest.mark.parametrize("path", BODIES)
def test_no_field_of_another_type_breaks_a_wire(path: str, client: httpx.Client) -> None:
    for place in list_fields(BODIES[path]):
        for value in WRONG:
            answer = client.post(path, json=replace(BODIES[path], place, value))
            assert answer.status_code < 500, (place, value, answer.text)
            assert "Traceback" not in answer.text


READERS = [b"a" * 201, b"a b", b"a\tb", "\u00e4".encode(), b"\xff", b""]


@pytest.mark.parametrize("reader", READERS, ids=ascii)
def test_no_reader_sees_the_threads_of_another(reader: bytes, client: httpx.Client) -> None:
    made = client.post("/chatkit", json=CHATKIT, headers={"x-reader-id": "anne"})
    thread = json.loads(made.text.split("data: ")[1].split("\n")[0])["thread"]["id"]
    for kind in ("threads.get_by_id", "items.list", "threads.update", "threads.delete"):
        params = {"thread_id": thread, "title": "x"}
        check_hidden(client.post("/chatkit", json={"type": kind, "params": params}, headers={b"x-reader-id": reader}))
        check_hidden(client.post("/chatkit", json={"type": kind, "params": params}, headers={"x-reader-id": "ANNE"}))
    body = {"type": "threads.get_by_id", "params": {"thread_id": thread}}
    assert client.post("/chatkit", json=body, headers={"x-reader-id": "anne"}).status_code == 200


def check_hidden(answer: httpx.Response) -> None:
    assert answer.status_code in {400, 404, 422}, answer.text
    assert QUESTION not in answer.text
