"""What OpenAI's wire refuses, and how."""

from typing import Any

import pytest

from app.context import Problem
from app.wires.openai.errors import format_problem
from tests.unit.app.wires.openai.test_openai_wire import ASK, create_client

USER = {"role": "user", "content": "How?"}


@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"model": None}, "model", None),
        ({"model": 5}, "model", None),
        ({"messages": None}, "messages", None),
        ({"messages": []}, "messages", None),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages", None),
        ({"messages": [{"role": "user", "content": "x" * 2001}]}, "messages.0", "string_above_max_length"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages.0", None),
        ({"messages": [USER] * 3 + [{"role": "pirate", "content": "x"}]}, "messages.3.role", None),
        ({"n": 2}, "n", None),
        ({"n": "1"}, "n", None),
        ({"stream": "yes"}, "stream", None),
        ({"stream_options": {"include_usage": 1}}, "stream_options.include_usage", None),
        ({"stream_options": "usage"}, "stream_options", None),
        ({"n": [1]}, "n", None),
        ({"messages": [USER, {"role": "assistant", "content": 5}, USER]}, "messages.1", None),
        ({"messages": [{"role": "user", "content": [5]}]}, "messages.0", None),
        ({"metadata": "x"}, "metadata", None),
        ({"metadata": {"version": 2}}, "metadata.version", None),
        ({"metadata": {"page_url": "x" * 2001}}, "metadata.page_url", None),
    ],
)
async def test_what_cannot_be_used_is_400_and_named(change: dict[str, Any], param: str, code: str | None) -> None:
    answer = await create_client().post("/v1/chat/completions", json=ASK | change)
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code)
    assert error["message"].endswith(".") or param.startswith("metadata")


@pytest.mark.parametrize("body", ["[]", "5", '"x"', "null", "{", "", '{"model": NaN}', "\udcff"])
async def test_a_body_that_is_no_object_is_400(body: str) -> None:
    answer = await create_client().post(
        "/v1/chat/completions",
        content=body.encode(errors="surrogateescape"),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_an_unknown_model_is_404_and_the_known_ones_are_named() -> None:
    answer = await create_client().post("/v1/chat/completions", json=ASK | {"model": "gpt-5"})
    assert answer.status_code == 404
    assert answer.json()["error"] == {
        "message": "There is no model 'gpt-5'. Models here: askdocs.",
        "type": "not_found_error",
        "param": "model",
        "code": "model_not_found",
    }


@pytest.mark.parametrize("path", ["/v1/responses", "/v1/embeddings", "/v1/completions"])
async def test_what_else_openai_has_is_404_and_says_where_to_ask(path: str) -> None:
    answer = await create_client().post(path, json={"model": "askdocs", "input": "How?"})
    assert answer.status_code == 404
    assert f"There is no {path} here. Ask with POST /v1/chat/completions" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("problem", "status", "kind", "code"),
    [
        (Problem(401, "Unauthorized", "A key is wanted.", "1"), 401, "authentication_error", "invalid_api_key"),
        (Problem(413, "Content Too Large", "Too large.", "1"), 413, "invalid_request_error", None),
        (Problem(415, "Unsupported Media Type", "No JSON.", "1"), 415, "invalid_request_error", None),
        (Problem(422, "Unprocessable Content", "Wrong.", "1"), 400, "invalid_request_error", None),
        (Problem(429, "Too Many Requests", "Wait.", "1"), 429, "rate_limit_error", "rate_limit_exceeded"),
        (Problem(500, "Internal error", "A defect.", "1"), 500, "server_error", None),
        (Problem(503, "Busy", "Busy.", "1"), 503, "server_error", "service_unavailable"),
        (Problem(504, "Out of time", "Slow.", "1"), 504, "server_error", None),
    ],
)
def test_problems_of_middlewares_look_the_same(problem: Problem, status: int, kind: str, code: str | None) -> None:
    answer = format_problem(problem)
    assert answer.status_code == status
    assert bytes(answer.body).decode() == (
        f'{{"error":{{"message":"{problem.detail}","type":"{kind}","param":null,"code":'
        + ("null" if code is None else f'"{code}"')
        + "}}"
    )


@pytest.mark.parametrize(("seconds", "advice"), [("2", None), ("60", None), ("3600", "false")])
def test_a_client_is_told_not_to_wait_for_longer_than_it_would(seconds: str, advice: str | None) -> None:
    answer = format_problem(Problem(429, "Too Many Requests", "Wait.", "1", {"Retry-After": seconds}))
    assert (answer.headers["retry-after"], answer.headers.get("x-should-retry")) == (seconds, advice)
