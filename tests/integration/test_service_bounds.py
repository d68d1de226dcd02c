"""Who may ask, how often, and how much at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from app.middleware.admission import BATCH_CONCURRENCY
from app.settings import Settings
from tests.support.service_process import wait_until
from tests.support.services import CHAT_ALONE, Control, serving

GOOD = {"query": "How is a cast-iron pan washed?"}
KEY = "k" * 20
PAGE = "https://docs.example.org"
KEYS = {"api_keys": f"ci:{KEY},other:{'o' * 20}", "cors_origins": PAGE, "developer_token": "developer-secret"}


def ask(address: str, **headers: str) -> httpx.Response:
    return httpx.post(f"{address}/chat", json=GOOD, headers={name.replace("_", "-"): headers[name] for name in headers})


def test_with_keys_only_their_bearers_and_allowed_pages_may_ask(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(server=KEYS)) as address:
        assert ask(address, authorization=f"Bearer {KEY}").status_code == 200
        assert ask(address, x_api_key=KEY).status_code == 200
        assert ask(address, authorization="Bearer developer-secret").status_code == 200
        assert ask(address, origin=PAGE).status_code == 200
        refused = [
            ask(address),
            ask(address, authorization="Bearer wrong-wrong-wrong-wrong"),
            ask(address, x_api_key=f"{KEY}k"),
            ask(address, origin="https://evil.example.org"),
            ask(address, origin=PAGE, x_api_key="wrong"),
            httpx.post(f"{address}/chat/stream", json={"input": GOOD}),
        ]
        for answer in refused:
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == 'Bearer realm="askdocs"'
            assert "Authorization: Bearer KEY" in answer.json()["detail"]
        assert httpx.get(f"{address}/health").status_code == 200
        assert httpx.get(f"{address}/metrics").status_code == 401
        assert httpx.get(f"{address}/metrics", headers={"authorization": "Bearer developer-secret"}).status_code == 200


def test_too_many_questions_are_429_on_every_endpoint(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(limits={"address_per_minute": 2}, server={"cors_origins": PAGE})) as address:
        assert [ask(address).status_code for _ in range(2)] == [200, 200]
        for path, body in (("/chat", GOOD), ("/chat/invoke", {"input": GOOD}), ("/chat/stream", {"input": GOOD})):
            answer = httpx.post(f"{address}{path}", json=body, headers={"origin": PAGE})
            assert answer.status_code == 429
            assert 1 <= int(answer.headers["retry-after"]) <= 120
            assert answer.headers["access-control-allow-origin"] == PAGE
            assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_forged_address_counts_only_behind_a_trusted_proxy(kitchen: Callable[..., Settings]) -> None:
    limits = {"address_per_minute": 1}
    with serving(kitchen(limits=limits), config=CHAT_ALONE) as address:
        assert [ask(address, x_forwarded_for=f"192.0.2.{n}").status_code for n in (1, 2)] == [200, 429]
    with serving(kitchen(limits=limits, server={"trusted_proxies": "127.0.0.0/8"}), config=CHAT_ALONE) as address:
        assert [ask(address, x_forwarded_for=f"192.0.2.{n}").status_code for n in (1, 2)] == [200, 200]
        assert ask(address, x_forwarded_for="203.0.113.9, 192.0.2.2").status_code == 429


def test_the_token_budget_ends_the_day(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(limits={"tokens_per_day": 10}), config=CHAT_ALONE) as address:
        first = ask(address)
        assert first.json()["usage"]["input_tokens"] > 10
        second = ask(address)
        assert second.status_code == 429
        assert "tokens for today" in second.json()["detail"]


def test_forty_questions_at_once_do_not_spend_more_than_the_budget(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    limits = {"tokens_per_day": 2_000, "address_per_minute": 0}
    with serving(kitchen(limits=limits), config=CHAT_ALONE) as address, ThreadPoolExecutor(40) as pool:
        control.reset()
        answers = list(pool.map(lambda _: ask(address), range(40)))
        assert {answer.status_code for answer in answers} == {200, 429}
        assert all(int(answer.headers["retry-after"]) for answer in answers if answer.status_code == 429)
        answered = [answer for answer in answers if answer.status_code == 200]
        while (last := ask(address)).status_code == 200:
            answered.append(last)
    spent = [answer.json()["usage"]["input_tokens"] + answer.json()["usage"]["output_tokens"] for answer in answered]
    assert sum(spent[:-1]) < 2_000
    assert "after midnight" in last.json()["detail"]


def test_a_caller_who_leaves_gives_back_what_was_reserved(kitchen: Callable[..., Settings], control: Control) -> None:
    with serving(kitchen(limits={"tokens_per_day": 8_000})) as address:
        control.fail(method="streamGenerateContent", hang=20)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{address}/chat/stream", json={"input": GOOD}, timeout=1)
        deadline = time.monotonic() + 5
        while (answer := ask(address)).status_code == 429 and time.monotonic() < deadline:
            assert "under way" in answer.json()["detail"]
        assert answer.status_code == 200


def test_answers_from_the_cache_cost_nothing_of_the_budget(kitchen: Callable[..., Settings]) -> None:
    limits = {"tokens_per_day": 8_000, "address_per_minute": 0}
    with serving(kitchen(limits=limits, cache={"answers_megabytes": 1}), config=CHAT_ALONE) as address:
        assert [ask(address).status_code for _ in range(30)] == [200] * 30


@pytest.mark.parametrize("forwarded", ["fe80::1%eth0", "unknown1", "_hidden", "[::1", "192.0.2.1:port", "\x01"])
def test_whatever_a_trusted_proxy_passes_on_is_no_error_and_no_way_around_a_limit(
    forwarded: str, kitchen: Callable[..., Settings]
) -> None:
    settings = kitchen(limits={"address_per_minute": 1}, server={"trusted_proxies": "127.0.0.1"})
    with serving(settings, config=CHAT_ALONE) as address:
        statuses = [ask(address, x_forwarded_for=f"{forwarded}").status_code]
        statuses.append(ask(address, x_forwarded_for="unknown2" if "fe80" not in forwarded else "fe80::2").status_code)
    assert statuses == ([400, 200] if forwarded == "\x01" else [200, 429])


def test_above_the_concurrent_answers_a_question_is_503_at_once(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    with serving(kitchen(limits={"concurrent_answers": 2}), config=CHAT_ALONE) as address:
        control.fail(method="batchEmbedContents", hang=1.5, times=2)
        with ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(ask, address) for _ in range(2)]
            wait_until(lambda: control.calls()["by_method"].get("batchEmbedContents") == 2)
            refused = ask(address)
            assert not any(answer.done() for answer in waiting)
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "2"
            assert [answer.result().status_code for answer in waiting] == [200, 200]
        assert ask(address).status_code == 200


def test_a_batch_runs_as_many_questions_at_once_as_it_may(kitchen: Callable[..., Settings], control: Control) -> None:
    running: list[int] = []
    with serving(kitchen(limits={"batch_items": 6}), dev=True) as address:
        control.fail(method="generateContent", chunk_delay=0.05, times=6)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(httpx.post, f"{address}/chat/batch", json={"inputs": [GOOD] * 6}, timeout=30)
            while not answer.done():
                running.append(control.calls()["generations_running"])
        assert len(answer.result().json()["output"]) == 6
    assert max(running) == BATCH_CONCURRENCY


def test_a_question_that_takes_too_long_is_ended(kitchen: Callable[..., Settings], control: Control) -> None:
    with serving(kitchen(answer={"deadline_seconds": 0.5}), config=CHAT_ALONE) as address:
        control.fail(method="batchEmbedContents", hang=5)
        answer = ask(address)
        assert answer.status_code == 504
        assert answer.elapsed.total_seconds() < 1.5


def test_every_response_has_the_security_headers(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(), config=CHAT_ALONE) as address:
        for path in ("/health", "/nothing", "/openapi.json"):
            headers = httpx.get(f"{address}{path}").headers
            assert headers["x-content-type-options"] == "nosniff", path
            assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'", path
            assert headers["referrer-policy"] == "no-referrer", path
            assert "server" not in headers, path


def test_pages_of_ours_run_their_own_scripts_only(kitchen: Callable[..., Settings]) -> None:
    with serving(kitchen(), dev=True) as address:
        policies: dict[str, Any] = {
            path: httpx.get(f"{address}{path}").headers["content-security-policy"]
            for path in ("/chat/playground/", "/docs")
        }
    for policy in policies.values():
        assert "script-src 'self' 'sha256-" in policy
        assert "'unsafe-inline'" not in policy.partition("style-src")[0]
        assert "connect-src 'self'" in policy
    assert "'unsafe-eval'" not in policies["/docs"]
