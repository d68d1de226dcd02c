"""The AI SDK's wire in the whole service: what middlewares refuse, what Gemini does, caches, routes."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from tests.support.metrics import read_metric
from tests.support.service_process import wait_until
from tests.support.services import Control, serving

PATH = "/api/chat"
ASKED = {"messages": [{"role": "user", "parts": [{"type": "text", "text": "How is a cast-iron pan washed?"}]}]}
JSON = {"content-type": "application/json"}
PAGE = "https://docs.example.org"
KEY = "k" * 20


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    gemini = {"max_attempts": 1, "chat_timeout_seconds": 5}
    with serving(kitchen(gemini=gemini, limits={"address_per_minute": 0, "body_bytes": 200_000})) as address:
        yield address


def ask(address: str, **options: Any) -> httpx.Response:
    return httpx.post(f"{address}{PATH}", **({"json": ASKED} | options), timeout=30)


def read_parts(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    lines = [line.removeprefix("data: ") for line in answer.text.split("\n") if line.startswith("data: ")]
    assert lines.pop() == "[DONE]"
    return [json.loads(line) for line in lines]


def check_problem(answer: httpx.Response, status: int, sentence: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["detail"] == problem["message"] == problem["error"]
    assert sentence in problem["message"]
    assert problem["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "sentence"),
    [
        (b"", JSON, 400, "not valid JSON"),
        (b"{messages", JSON, 400, "not valid JSON"),
        (b'{"messages": "\xff"}', JSON, 400, "not UTF-8"),
        (b'{"messages": [], "messages": []}', JSON, 400, "names a field twice"),
        (b'{"messages": ' + b"[" * 50 + b"]" * 50 + b"}", JSON, 400, "nested more than"),
        (b"null", JSON, 400, "must be a JSON object"),
        (b'{"messages": []}', JSON, 400, "at least one message"),
        (json.dumps(ASKED).encode(), {"content-type": "text/plain"}, 415, "Content-Type"),
        (b'{"messages": "' + b"x" * 300_000 + b'"}', JSON, 413, "larger than"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_body_is_told_where_fronts_look(
    body: bytes, headers: dict[str, str], status: int, sentence: str, address: str
) -> None:
    check_problem(ask(address, json=None, content=body, headers=headers), status, sentence)


def test_keys_and_limits_refuse_in_the_same_shape(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server={"api_keys": f"web:{KEY}"}, limits={"key_per_minute": 1})) as address:
        key = {"authorization": f"Bearer {KEY}"}
        check_problem(ask(address), 401, "wants one of its keys")
        check_problem(ask(address, headers={"authorization": "Bearer wrong"}), 401, "wants one of its keys")
        read_parts(ask(address, headers=key))
        again = ask(address, headers=key)
        check_problem(again, 429, "At most 1 questions a minute")
        assert int(again.headers["retry-after"]) > 0


def test_a_full_service_does_so_too(kitchen: Callable[..., Settings], control: Control) -> None:
    with serving(kitchen(server={"cors_origins": PAGE}, limits={"concurrent_answers": 1})) as address:
        control.fail(method="batchEmbedContents", hang=1.5)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(ask, address)
            wait_until(lambda: control.calls()["by_method"].get("batchEmbedContents") == 1)
            full = ask(address, headers={"origin": PAGE})
            check_problem(full, 503, "Try again in a moment")
            assert full.headers["access-control-allow-origin"] == PAGE
            read_parts(waiting.result())


def test_a_page_of_an_allowed_origin_may_ask(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server={"cors_origins": PAGE})) as address:
        headers = {
            "origin": PAGE,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        }
        assert httpx.options(f"{address}{PATH}", headers=headers).status_code == 200
        assert ask(address, headers={"origin": PAGE}).headers["access-control-allow-origin"] == PAGE


def test_without_vectors_there_is_a_status(address: str, control: Control) -> None:
    control.fail(method="batchEmbedContents", status=403)
    check_problem(ask(address), 503, "Gemini")


@pytest.mark.parametrize(
    ("fault", "outcome", "reason", "finish"),
    [
        ({"status": 503}, "extractive", "model_unavailable", "stop"),
        ({"status": 429, "retry_delay": 30}, "extractive", "quota", "stop"),
        ({"cut_after": 2, "chunk_delay": 0.1}, "truncated", "cut_off", "length"),
    ],
    ids=str,
)
def test_a_model_that_fails_leaves_a_message_that_says_so(
    fault: dict[str, Any], outcome: str, reason: str, finish: str, address: str, control: Control
) -> None:
    control.script(*(f"By hand [1], word {number}. " for number in range(9)))
    control.fail(method="streamGenerateContent", **fault)
    *_, last = parts = read_parts(ask(address))
    assert last["messageMetadata"] == {"outcome": outcome, "reason": reason}
    assert last["finishReason"] == finish
    assert [part["url"] for part in parts if part["type"] == "source-url"]


def test_a_question_asked_again_is_a_hit_unless_its_answer_is_to_be_another(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(cache={"answers_megabytes": 4})) as address:
        answers = [ask(address), ask(address), ask(address, json=ASKED | {"trigger": "regenerate-message"})]
    told = [answer.headers["cache-status"] for answer in answers]
    assert told == ["askdocs; fwd=miss", "askdocs; hit", "askdocs; fwd=request"]
    ids = [read_parts(answer)[0]["messageId"] for answer in answers]
    assert len(set(ids)) == 3


def test_the_first_route_has_the_bare_path_and_each_other_its_own(
    kitchen: Callable[..., Settings], tmp_path: Path
) -> None:
    config = tmp_path / "langserve.yaml"
    route = "  - path: {}\n    chain: chains.answer:create_answer_chain\n"
    config.write_text(
        "version: 1\nroutes:\n" + route.format("/chat") + route.format("/guide") + "    wires: [ai_sdk]\n"
    )
    before = read_metric("askdocs_answers_total", wire="ai_sdk", outcome="answered", reason="")
    with serving(kitchen(server={"langserve_config": config})) as address:
        for prefix in ("", "/guide"):
            answer = httpx.post(f"{address}{prefix}{PATH}", json=ASKED, timeout=30)
            assert read_parts(answer)[-1]["finishReason"] == "stop"
            assert httpx.get(f"{address}{prefix}{PATH}/abc/stream").status_code == 204
        assert httpx.post(f"{address}/chat{PATH}", json=ASKED).status_code == 404
        assert httpx.post(f"{address}/guide", json={"query": "How?"}).status_code == 404
        assert httpx.get(f"{address}{PATH}").json()["detail"] == "This address does not take GET. Use POST."
    assert read_metric("askdocs_answers_total", wire="ai_sdk", outcome="answered", reason="") - before == 2
