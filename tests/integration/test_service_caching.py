"""The caches as callers see them: over HTTP, on every wire."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.observability.log import configure_logging
from app.settings import Settings
from gemini_emulator import Emulator
from tests.support.answers import without_cost
from tests.support.kitchen import write_docs
from tests.support.services import Control, create_settings, index_docs, open_wires, serving

QUESTION = {"query": "How is a cast-iron pan washed?"}
ON = {"answers_megabytes": 4, "embeddings_megabytes": 4}
WIRES = open_wires("chat", "langserve", public=("invoke", "stream", "batch", "stream_log"))
PAGE = "https://docs.example.org"


@pytest.fixture
def address(kitchen: Callable[..., Settings], control: Control) -> Iterator[str]:
    server = {"cors_origins": PAGE}
    with serving(kitchen(cache=ON, server=server), config=WIRES, dev=True) as address:
        yield address


def ask(address: str, path: str = "/chat", request: Any = QUESTION, **headers: str) -> httpx.Response:
    body = request if path == "/chat" else {"inputs": [request]} if path.endswith("batch") else {"input": request}
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{address}{path}", json=body, headers=headers, timeout=30).raise_for_status()


def read_answer(response: httpx.Response) -> dict[str, Any]:
    """The answer of any wire."""
    if response.headers["content-type"].startswith("text/event-stream"):
        return add_up(response.text)
    content: dict[str, Any] = response.json()
    output = content.get("output", content)
    answer: dict[str, Any] = output[0] if isinstance(output, list) else output
    return answer


def add_up(text: str) -> dict[str, Any]:
    total: dict[str, Any] = {"response": ""}
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if fields.get("event") == "data":
            part = json.loads(fields["data"])
            total |= part | {"response": total["response"] + part.get("response", "")}
    assert "event: end" in text
    return total


def generations(control: Control) -> int:
    calls: dict[str, int] = control.calls()["by_method"]
    return calls.get("streamGenerateContent", 0) + calls.get("generateContent", 0)


@pytest.mark.parametrize("first", ["/chat", "/chat/invoke", "/chat/stream", "/chat/batch"])
def test_every_wire_gives_the_answer_that_another_one_has_paid_for(first: str, address: str, control: Control) -> None:
    miss = ask(address, first)
    assert miss.headers["cache-status"] == "askdocs; fwd=miss"
    answer = read_answer(miss)
    assert answer["outcome"] == "answered"
    for path in ("/chat", "/chat/invoke", "/chat/stream", "/chat/batch"):
        hit = ask(address, path)
        assert hit.headers["cache-status"] == "askdocs; hit", path
        assert without_cost(read_answer(hit)) == without_cost(answer), path
    assert generations(control) == 1


def test_an_answer_from_the_cache_is_the_one_without_a_cache(
    kitchen: Callable[..., Settings], address: str, control: Control
) -> None:
    with serving(kitchen(), config=WIRES) as uncached:
        plain = ask(uncached)
    assert "cache-status" not in plain.headers
    ask(address)
    assert without_cost(read_answer(ask(address))) == without_cost(read_answer(plain))
    assert generations(control) == 2


def test_a_stream_from_the_cache_has_the_same_events(address: str) -> None:
    def events(response: httpx.Response) -> list[str]:
        return [line for line in response.text.splitlines() if line.startswith("event: ")]

    ask(address, "/chat/stream")
    hit = ask(address, "/chat/stream")
    assert events(hit) == ["event: metadata", *["event: data"] * 3, "event: end"]


def test_no_cache_asks_anew_and_no_store_leaves_nothing(address: str, control: Control) -> None:
    private = ask(address, cache_control="no-store")
    assert private.headers["cache-status"] == "askdocs; fwd=request"
    assert ask(address).headers["cache-status"] == "askdocs; fwd=miss"
    for directive in ("no-cache", "max-age=0", "private, No-Cache"):
        assert ask(address, cache_control=directive).headers["cache-status"] == "askdocs; fwd=request"
    assert generations(control) == 5
    assert control.calls()["texts_embedded"] == 5
    assert ask(address, cache_control="max-age=60").headers["cache-status"] == "askdocs; hit"


def test_no_cache_replaces_what_is_kept(address: str, control: Control) -> None:
    ask(address)
    control.script("Wash it by hand, says the new answer [1].")
    assert "the new answer" in read_answer(ask(address, cache_control="no-cache"))["response"]
    assert "the new answer" in read_answer(ask(address))["response"]


def test_another_question_history_filter_or_page_is_asked_for_itself(address: str, control: Control) -> None:
    variants: list[dict[str, Any]] = [
        {},
        {"query": "How is a pan washed?"},
        {"filters": {"locale": "en"}},
        {"page_url": "https://kitchen.example/pans"},
        {"chat_history": [{"type": "human", "content": "Hello"}]},
    ]
    for variant in variants:
        assert ask(address, request=QUESTION | variant).headers["cache-status"] == "askdocs; fwd=miss"
    assert generations(control) == len(variants)
    assert control.calls()["texts_embedded"] == 2  # the same words are embedded once


def test_of_a_batch_only_a_hit_when_all_were(address: str, control: Control) -> None:
    def batch(*queries: str) -> str:
        inputs = [{"query": query} for query in queries]
        response = httpx.post(f"{address}/chat/batch", json={"inputs": inputs}, timeout=30).raise_for_status()
        return response.headers["cache-status"]

    assert batch("How are pans stored?", "How are pans stored?", "How hot is an oven?") == "askdocs; fwd=miss"
    assert generations(control) == 2
    assert batch("How are pans stored?", "How hot is an oven?") == "askdocs; hit"
    assert batch("How are pans stored?", "How is an oven cleaned?") == "askdocs; fwd=miss"


@pytest.mark.filterwarnings("ignore:astream_log is deprecated")
def test_who_watches_the_steps_gets_a_run_of_its_own(address: str, control: Control) -> None:
    ask(address)
    log = ask(address, "/chat/stream_log")
    assert log.headers["cache-status"] == "askdocs; fwd=bypass"
    assert "retrieve_passages" in log.text
    assert generations(control) == 2


def test_a_web_page_may_send_and_read_the_headers(address: str) -> None:
    asked = {"origin": PAGE, "access-control-request-method": "POST", "access-control-request-headers": "cache-control"}
    preflight = httpx.options(f"{address}/chat", headers=asked)
    assert preflight.status_code == 200
    assert "Cache-Control" in preflight.headers["access-control-allow-headers"]
    assert "Cache-Status" in ask(address, origin=PAGE).headers["access-control-expose-headers"]


def test_an_answer_from_the_cache_counts_like_any_other(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(cache=ON, limits={"address_per_minute": 2}), config=WIRES) as address:
        assert [ask(address).headers["cache-status"] for _ in range(2)] == ["askdocs; fwd=miss", "askdocs; hit"]
        assert httpx.post(f"{address}/chat", json=QUESTION).status_code == 429


def test_the_metrics_tell_hits_and_what_is_held(address: str) -> None:
    def read() -> dict[str, float]:
        lines = httpx.get(f"{address}/metrics").text.splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if line[:1] != "#"}

    before = read()
    ask(address)
    ask(address)
    ask(address, request=QUESTION | {"filters": {"locale": "en"}})
    after = read()
    expected = {("answers", "miss"): 2, ("answers", "hit"): 1, ("embeddings", "miss"): 1, ("embeddings", "hit"): 1}
    for (cache, result), number in expected.items():
        series = f'askdocs_cache_requests_total{{cache="{cache}",result="{result}",wire="chat"}}'
        assert after[series] - before.get(series, 0) == number, series
    for cache, entries in (("answers", 2), ("embeddings", 1)):
        assert after[f'askdocs_cache_entries{{cache="{cache}"}}'] == entries
        assert after[f'askdocs_cache_bytes{{cache="{cache}"}}'] > 1000 * entries
    answered = 'askdocs_answers_total{outcome="answered",reason="",wire="chat"}'
    assert after[answered] - before.get(answered, 0) == 3


def test_the_log_line_tells_where_an_answer_came_from(
    kitchen: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ["/chat/stream", "/chat", "/chat/invoke"]
    configure_logging("info")
    with serving(kitchen(cache=ON), config=WIRES) as address:
        for path, directive in zip(paths, ("", "", "no-cache"), strict=True):
            ask(address, path, cache_control=directive)
    with capsys.disabled():
        configure_logging("warning")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"request"' in line]
    lines.sort(key=lambda line: paths.index(line["path"]))  # a line comes when its answer has left
    assert [line["cache"] for line in lines] == ["miss", "hit", "request"]
    assert ["steps" in line for line in lines] == ["input_tokens" in line for line in lines] == [True, False, True]
    assert {line["outcome"] for line in lines} == {"answered"}


def test_a_changed_index_drops_the_answers_of_a_running_service(
    emulator: Emulator, control: Control, tmp_path: Path
) -> None:
    docs = write_docs(tmp_path / "docs")
    settings = create_settings(emulator, tmp_path / "data", cache=ON)
    asyncio.run(index_docs(docs, settings))
    with serving(settings, config=WIRES) as address:
        ask(address)
        assert ask(address).headers["cache-status"] == "askdocs; hit"
        (docs / "pans.md").write_text("# Pans\n\n## Washing\n\nA cast-iron pan is washed in the sea, never by hand.\n")
        asyncio.run(index_docs(docs, settings))
        after = ask(address)
        assert after.headers["cache-status"] == "askdocs; fwd=miss"
        assert "sea" in read_answer(after)["response"]
        assert ask(address).headers["cache-status"] == "askdocs; hit"
