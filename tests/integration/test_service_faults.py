"""What callers see while Gemini or the index fails, and how soon all is well again."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.breaker import FAILURES
from app.observability.log import configure_logging
from app.settings import Settings
from tests.support.services import CHAT_ALONE, Control, serving

GOOD = {"query": "How is a cast-iron pan washed?"}
FAST = {"max_attempts": 1, "chat_timeout_seconds": 2, "embedding_timeout_seconds": 10}


def ask(address: str, **options: Any) -> httpx.Response:
    return httpx.post(f"{address}/chat", json=GOOD, timeout=20, **options)


def get_readiness(address: str) -> tuple[int, dict[str, Any]]:
    answer = httpx.get(f"{address}/health/ready", timeout=20)
    return answer.status_code, answer.json()["dependencies"]


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    """A service for faults that are over with one call: each test leaves its circuits closed."""
    with serving(kitchen(gemini=FAST, limits={"address_per_minute": 0})) as address:
        yield address


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": 429, "retry_delay": 30}, "quota"),
        ({"status": 400}, "model_unavailable"),
        ({"status": 403}, "model_unavailable"),
        ({"status": 500}, "model_unavailable"),
        ({"status": 503}, "model_unavailable"),
        ({"hang": 5}, "deadline"),
        ({"body": ""}, "model_unavailable"),
        ({"body": "<html>"}, "model_unavailable"),
        ({"body": "5"}, "model_unavailable"),
        ({"body": "{}"}, "model_unavailable"),
    ],
    ids=str,
)
def test_when_the_model_fails_the_passages_answer(
    fault: dict[str, Any], reason: str, address: str, control: Control
) -> None:
    control.fail(method="generateContent", **fault)
    answer = ask(address).json()
    assert (answer["outcome"], answer["reason"]) == ("extractive", reason)
    assert "[1]" in answer["response"]
    assert ask(address).json()["outcome"] == "answered"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": 503}, "model_unavailable"),
        ({"hang": 5}, "deadline"),
        ({"body": ""}, "model_unavailable"),
        ({"body": "{}"}, "cut_off"),
    ],
    ids=str,
)
def test_a_stream_whose_model_fails_at_once_is_one_of_the_passages(
    fault: dict[str, Any], reason: str, address: str, control: Control
) -> None:
    control.fail(method="streamGenerateContent", **fault)
    answer = httpx.post(f"{address}/chat/stream", json={"input": GOOD}, timeout=20).text
    assert '"outcome":"extractive"' in answer
    assert f'"reason":"{reason}"' in answer
    assert ask(address).json()["outcome"] == "answered"


def test_a_model_that_stays_away_is_left_alone_and_probed(kitchen: Callable[..., Settings], control: Control) -> None:
    with serving(kitchen(gemini=FAST), config=CHAT_ALONE) as address:
        assert get_readiness(address)[0] == 200
        control.fail(method="generateContent", status=503, times=FAILURES)
        assert [ask(address).json()["reason"] for _ in range(FAILURES)] == ["model_unavailable"] * FAILURES
        calls = control.calls()["by_method"]["generateContent"]
        answer = ask(address)
        assert answer.json()["outcome"] == "extractive"
        assert control.calls()["by_method"]["generateContent"] == calls
        status, dependencies = get_readiness(address)
        assert status == 503
        assert "Gemini is unavailable" in dependencies["model"]["detail"]
        started = time.monotonic()
        while get_readiness(address)[0] != 200:
            assert time.monotonic() - started < 10
            time.sleep(0.1)
        assert ask(address).json()["outcome"] == "answered"
        assert get_readiness(address)[0] == 200


def test_without_vectors_a_question_is_503_at_once_after_a_while(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    with serving(kitchen(gemini=FAST), config=CHAT_ALONE) as address:
        control.fail(method="batchEmbedContents", status=503, times=FAILURES)
        answers = [ask(address) for _ in range(FAILURES)]
        calls = control.calls()
        answers.append(ask(address))
        assert control.calls() == calls, "Gemini is left alone"
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.headers["retry-after"] for answer in answers[:-1]} == {"10"}
        assert int(answers[-1].headers["retry-after"]) <= 2


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "null", "5", '{"embeddings": []}', '{"embeddings": [{"values": null}]}']
)
def test_vectors_that_make_no_sense_are_502(body: str, address: str, control: Control) -> None:
    control.fail(method="batchEmbedContents", body=body)
    answer = ask(address)
    assert answer.status_code == 502
    assert answer.json()["title"] == "The model answered nonsense"
    assert ask(address).json()["outcome"] == "answered"


def test_the_service_starts_without_gemini_and_without_an_index(kitchen: Callable[..., Settings]) -> None:
    away = {"base_url": "http://127.0.0.1:1", "max_attempts": 1}
    with serving(kitchen(gemini=away, qdrant={"collection_name": "nothing"}), config=CHAT_ALONE) as address:
        status, dependencies = get_readiness(address)
        assert status == 503
        assert "cannot be reached" in dependencies["model"]["detail"]
        assert "Nothing is indexed" in dependencies["index"]["detail"]
        assert httpx.get(f"{address}/health").status_code == 200
        assert ask(address).status_code == 503


def test_a_qdrant_server_that_is_away_is_asked_seldom(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(qdrant={"host": "http://127.0.0.1:1"}), config=CHAT_ALONE) as address:
        answers = [ask(address) for _ in range(FAILURES + 1)]
        assert {answer.status_code for answer in answers} == {503}
        assert "cannot be reached" in answers[-1].json()["detail"]
        assert int(answers[-1].headers["retry-after"]) <= 2
        assert get_readiness(address)[0] == 503


def test_a_probe_does_not_wait_for_a_model_that_hangs(kitchen: Callable[..., Settings], control: Control) -> None:
    with serving(kitchen(), config=CHAT_ALONE) as address:
        control.fail(method="get", hang=30)
        started = time.monotonic()
        status, dependencies = get_readiness(address)
        assert time.monotonic() - started < 5
        assert status == 503
        assert dependencies["model"]["detail"] == "No answer within 3 s. Try again later."


def test_questions_leave_their_series(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(), dev=True) as address:
        before = httpx.get(f"{address}/metrics").text
        for method in ("invoke", "stream"):
            question = GOOD | {"query": f"{GOOD['query']} By {method}?"}
            httpx.post(f"{address}/chat/{method}", json={"input": question})
        httpx.get(f"{address}/somewhere/else")
        after = httpx.get(f"{address}/metrics").text
    new = set(after.splitlines()) - set(before.splitlines())
    for series in (
        'askdocs_requests_total{method="POST",route="/chat/invoke",status="200"}',
        'askdocs_requests_total{method="GET",route="none",status="404"}',
        'askdocs_answers_total{outcome="answered",reason="",wire="langserve"}',
        'askdocs_step_seconds_count{step="embed"}',
        'askdocs_step_seconds_count{step="retrieve"}',
        'askdocs_step_seconds_count{step="search"}',
        'askdocs_step_seconds_count{step="first_chunk"}',
        'askdocs_step_seconds_count{step="generate"}',
        'askdocs_step_seconds_count{step="guard"}',
        'askdocs_step_seconds_count{step="verdict"}',
        'askdocs_step_seconds_count{step="suggest"}',
        'askdocs_first_token_seconds_count{wire="langserve"}',
        'askdocs_tokens_total{kind="input"}',
    ):
        assert [line for line in new if line.startswith(series)], series
    assert 'askdocs_circuit_state{dependency="gemini_chat"} 0.0' in after
    assert "askdocs_answers_running 0.0" in after
    assert "somewhere" not in after


def test_a_stream_that_fails_before_its_first_word_has_the_status_of_its_reason_and_two_log_lines(
    kitchen: Callable[..., Settings], control: Control, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("info")
    with serving(kitchen()) as address:
        control.fail(method="batchEmbedContents", status=403)
        answer = httpx.post(f"{address}/chat/stream", json={"input": GOOD}, timeout=20)
    with capsys.disabled():
        configure_logging("warning")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    lines = [line for line in lines if line.get("path") != "/health"]
    assert (answer.status_code, answer.json()["title"]) == (503, "The model cannot be used")
    assert [line["event"] for line in lines if "request_id" in line] == ["error", "request"]


def test_the_log_line_tells_what_an_answer_took(
    kitchen: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    secret = GOOD | {"query": f"{GOOD['query']} Ask jane@example.org."}
    for log_questions in (False, True):
        configure_logging("info")
        with serving(kitchen(server={"log_questions": log_questions})) as address:
            httpx.post(f"{address}/chat/stream", json={"input": secret}, headers={"x-request-id": "r-1"})
        with capsys.disabled():
            configure_logging("warning")
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"request"' in line]
        line = next(line for line in lines if line["path"] == "/chat/stream")
        assert line["request_id"] == "r-1"
        assert (line["route"], line["status"], line["caller"]) == ("/chat/stream", 200, "address")
        assert line["outcome"] in {"answered", "abstained"}
        assert {"embed", "search", "retrieve", "generate"} <= set(line["steps"])
        assert 0 < line["steps"]["embed"] < line["steps"]["retrieve"] < line["seconds"]
        assert line["steps"]["search"] < line["steps"]["retrieve"]
        assert line["input_tokens"] > 0
        assert line["first_token_seconds"] > 0
        assert "jane" not in json.dumps(line)
        assert line.get("question", "").startswith(GOOD["query"]) is log_questions
