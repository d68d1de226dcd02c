"""Answers that a whole service keeps, and the votes for them, whichever protocol brings them."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from app.settings.resources import langserve_yaml
from tests.support.mcp import ACCEPT
from tests.support.services import serving
from tests.support.transcript.clients import read_events

PANS = "How is a cast-iron pan washed?"
LOST = "Who won the chess championship in 1972?"
MESSAGES = {"messages": [{"role": "user", "content": PANS}]}
TOOL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "ask_docs", "arguments": {"query": PANS}},
}


@pytest.fixture
def keeping(kitchen: Callable[..., Settings], tmp_path: Path) -> Callable[..., Settings]:
    """Settings of a service that opens everything and keeps answers, with caches."""
    file = tmp_path / "langserve.yaml"
    file.write_text(
        langserve_yaml().read_text() + "    wires: [chat, search, langserve, ai_sdk, openai, mcp, chatkit]\n"
    )

    def create(**groups: dict[str, Any]) -> Settings:
        stores = {"data_path": tmp_path / "kept", "keep_answers": True} | groups.pop("stores", {})
        server = {"langserve_config": file} | groups.pop("server", {})
        caches = {"answers_megabytes": 1, "embeddings_megabytes": 1}
        return kitchen(stores=stores, server=server, cache=caches, **groups)

    return create


@pytest.fixture
def client(keeping: Callable[..., Settings]) -> Iterator[httpx.Client]:
    with serving(keeping()) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def load(tmp_path: Path, query: str, *values: object) -> list[Any]:
    with sqlite3.connect(tmp_path / "kept" / "askdocs.db") as connection:
        return connection.execute(query, values).fetchall()


def vote(client: httpx.Client, answer_id: str, value: int = 1, **more: Any) -> int:
    return client.post("/feedback", json={"answer_id": answer_id, "value": value, **more}).status_code


def ask_chat(client: httpx.Client) -> str:
    return str(client.post("/chat", json={"query": PANS}).json()["id"])


def ask_invoke(client: httpx.Client) -> str:
    return str(client.post("/chat/invoke", json={"input": {"query": PANS}}).json()["metadata"]["run_id"])


def ask_stream(client: httpx.Client) -> str:
    events = map(json.loads, read_events(client.post("/chat/stream", json={"input": {"query": PANS}}).text))
    return str(next(event["run_id"] for event in events if "run_id" in event))


def ask_openai(client: httpx.Client) -> str:
    return str(client.post("/v1/chat/completions", json=MESSAGES | {"model": "askdocs"}).json()["id"])


def ask_ai_sdk(client: httpx.Client) -> str:
    events = [json.loads(event) for event in read_events(client.post("/api/chat", json=MESSAGES).text)[:-1]]
    return str(events[0]["messageId"])


def ask_mcp(client: httpx.Client) -> str:
    answer = client.post("/mcp", json=TOOL, headers=ACCEPT)
    return str(
        json.loads(read_events(answer.text)[-1] if "data:" in answer.text else answer.text)["result"][
            "structuredContent"
        ]["id"]
    )


ASK = {
    "chat": ask_chat,
    "langserve": ask_invoke,
    "langserve, streamed": ask_stream,
    "openai": ask_openai,
    "ai_sdk": ask_ai_sdk,
    "mcp": ask_mcp,
}


def test_the_id_of_each_wire_names_its_answer_cached_or_not(client: httpx.Client, tmp_path: Path) -> None:
    for name, ask in ASK.items():
        for value in (1, -1):
            answer_id = ask(client)
            assert vote(client, answer_id, value) == 204, name
            kept = load(
                tmp_path,
                "SELECT wire, outcome, value FROM vote JOIN answer ON number = answer WHERE id = ? OR run = ?",
                answer_id.removeprefix("chatcmpl-"),
                answer_id,
            )
            assert kept == [(name.partition(",")[0], "answered", value)]
    caches = dict(load(tmp_path, "SELECT cache, count(*) FROM answer GROUP BY cache"))
    assert caches["hit"] > caches["miss"]


def test_chatkits_votes_land_in_the_same_table_and_go_with_the_thread(client: httpx.Client, tmp_path: Path) -> None:
    content = [{"type": "input_text", "text": PANS}]
    message = {"input": {"content": content, "attachments": [], "inference_options": {}}}
    answer = client.post("/chatkit", json={"type": "threads.create", "params": message})
    events = [json.loads(event) for event in read_events(answer.text)]
    item = next(event["item"] for event in reversed(events) if event["type"] == "thread.item.done")
    given = {"thread_id": item["thread_id"], "item_ids": [item["id"]], "kind": "negative"}
    assert client.post("/chatkit", json={"type": "items.feedback", "params": given}).status_code == 200
    assert vote(client, item["id"], -1, note="no") == 204
    assert load(tmp_path, "SELECT wire, value, note FROM vote JOIN answer ON number = answer") == [
        ("chatkit", -1, "no")
    ]
    assert load(tmp_path, "SELECT thread FROM answer") == [(item["thread_id"],)]
    client.post("/chatkit", json={"type": "threads.delete", "params": {"thread_id": item["thread_id"]}})
    assert load(tmp_path, "SELECT * FROM answer") == []


def test_what_is_kept_says_how_it_came_out_and_not_who_asked(client: httpx.Client, tmp_path: Path) -> None:
    page = "https://kitchen.example/pans?session=abc#washing"
    for query in (f"{PANS} I am jane@example.org, 203.0.113.7", LOST):
        answer = client.post("/chat", json={"query": query, "page_url": page}).json()
        vote(client, answer["id"], -1, reasons=["incorrect", "incorrect"], note="mail me: jane@example.org")
    columns = "question, page, outcome, score, input_tokens, text, vector"
    answered, lost = load(tmp_path, f"SELECT {columns} FROM answer ORDER BY number")
    question, shown, outcome, score, tokens, text, vector = answered
    assert (question, shown) == (f"{PANS} I am [e-mail], [address]", "https://kitchen.example/pans")
    assert (outcome, text) == ("answered", None)
    assert 0.3 < score < 1
    assert tokens > 0
    assert (len(vector), len(lost[-1])) == (2 * 384, 2 * 384)
    assert lost[2] == "abstained"
    assert load(tmp_path, "SELECT reasons, note FROM vote") == [("incorrect", "mail me: [e-mail]")] * 2
    dump = "\n".join(sqlite3.connect(tmp_path / "kept" / "askdocs.db").iterdump())
    assert "jane" not in dump
    assert "127.0.0.1" not in dump


def test_a_batch_keeps_each_answer_with_its_own_figures(keeping: Callable[..., Settings], tmp_path: Path) -> None:
    with serving(keeping(), dev=True) as address, httpx.Client(base_url=address, timeout=30) as client:
        inputs = [{"query": PANS}, {"query": LOST}, {"query": "How often is the freezer defrosted?"}]
        answer = client.post("/chat/batch", json={"inputs": inputs}).json()
        assert vote(client, answer["metadata"]["run_ids"][1]) == 204
        columns = "question, outcome, value, vector IS NULL, input_tokens"
        rows = load(tmp_path, f"SELECT {columns} FROM answer LEFT JOIN vote ON number = answer")
    by_question = {question: rest for question, *rest in rows}
    assert by_question[LOST][:3] == ["abstained", 1, 0]
    assert by_question[PANS][:3] == ["answered", None, 1]
    tokens = [row[-1] for row in rows]
    assert len(rows) == 3
    assert 0 < min(tokens) <= max(tokens) < sum(tokens) / 2


def test_the_text_is_kept_where_the_owner_asks_for_it(keeping: Callable[..., Settings], tmp_path: Path) -> None:
    with serving(keeping(stores={"keep_answers_text": True})) as address, httpx.Client(base_url=address) as client:
        text = client.post("/chat", json={"query": PANS}).json()["response"]
        ask_stream(client)
    assert load(tmp_path, "SELECT text FROM answer") == [(text,), (text,)]


NO_VOTES: list[tuple[Any, int, str]] = [
    ({"answer_id": "gone", "value": 1}, 404, "no such answer"),
    ({"answer_id": "x\0'--", "value": -1}, 404, "no such answer"),
    ({"answer_id": "gone", "value": 2}, 422, "value"),
    ({"answer_id": "", "value": 1}, 422, "answer_id"),
    ({"answer_id": "x" * 101, "value": 1}, 422, "answer_id"),
    ({"answer_id": "gone", "value": -1, "reasons": ["ugly"]}, 422, "reasons"),
    ({"answer_id": "gone", "value": -1, "note": "x" * 2001}, 422, "note"),
    ({"answer_id": "gone", "value": None}, 422, "value"),
    ([], 422, "body"),
]


def test_what_is_no_vote_is_refused_and_says_why(client: httpx.Client) -> None:
    for body, status, says in NO_VOTES:
        answer = client.post("/feedback", json=body)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), body
        assert says in answer.json()["detail"], body


def test_a_vote_is_changed_and_taken_back(client: httpx.Client, tmp_path: Path) -> None:
    answer_id = ask_chat(client)
    for value in (1, 1, -1, 0, 0, -1):
        assert vote(client, answer_id, value) == 204
        assert load(tmp_path, "SELECT value FROM vote") == ([(value,)] if value else [])


def test_votes_are_limited_a_minute_and_a_day(keeping: Callable[..., Settings], tmp_path: Path) -> None:
    settings = keeping(limits={"votes_per_minute": 4, "votes_per_day": 2})
    with serving(settings) as address, httpx.Client(base_url=address, timeout=30) as client:
        ids = [ask_chat(client) for _ in range(4)]
        answers = [client.post("/feedback", json={"answer_id": one, "value": 1}) for one in (*ids, ids[0])]
    assert [answer.status_code for answer in answers] == [204, 204, 429, 429, 429]
    assert [answer.headers.get("retry-after") is not None for answer in answers] == [False, False, True, True, True]
    assert "a day are kept" in answers[2].json()["detail"]
    assert "votes a minute" in answers[4].json()["detail"]
    ((first,), (second,)) = load(tmp_path, "SELECT actor FROM vote")
    assert first == second
    assert len(first) == 32


def test_votes_want_a_key_where_questions_do(keeping: Callable[..., Settings]) -> None:
    with serving(keeping(server={"api_keys": "docs:" + "d" * 20})) as address:
        assert httpx.post(f"{address}/feedback", json={"answer_id": "gone", "value": 1}).status_code == 401


def test_a_service_that_keeps_nothing_says_so(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    with serving(kitchen(stores={"data_path": tmp_path / "kept"})) as address:
        answer = httpx.post(f"{address}/feedback", json={"answer_id": "x", "value": 1})
    assert (answer.status_code, "Votes are not kept here" in answer.json()["detail"]) == (404, True)
    assert not (tmp_path / "kept").exists()


def test_an_answer_comes_while_the_database_is_away_and_is_kept_later(client: httpx.Client, tmp_path: Path) -> None:
    ask_chat(client)
    with sqlite3.connect(tmp_path / "kept" / "askdocs.db") as other:
        other.execute("ALTER TABLE answer RENAME TO hidden")
        answer_id = ask_chat(client)
        assert vote(client, answer_id) == 503
        other.execute("ALTER TABLE hidden RENAME TO answer")
    deadline = time.monotonic() + 20
    while vote(client, answer_id) != 204:
        assert time.monotonic() < deadline
        time.sleep(0.1)
