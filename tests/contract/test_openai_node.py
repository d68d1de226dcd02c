"""OpenAI's client for JavaScript against a running service."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.support.node import run_script
from tests.support.services import serving

CLIENTS = Path(__file__).parent / "node_clients"
LINK = "[[1]](https://kitchen.example/pans#washing)"


@pytest.fixture(scope="module")
def seen(kitchen: Callable[..., Settings]) -> Iterator[dict[str, Any]]:
    with serving(kitchen(limits={"address_per_minute": 0, "address_per_day": 0})) as address:
        yield json.loads(run_script(CLIENTS, "openai_client.mjs", f"{address}/v1"))


def test_whole_and_streamed_answers_are_the_same(seen: dict[str, Any]) -> None:
    message = seen["whole"]["choices"][0]["message"]
    assert LINK in message["content"]
    deltas = [chunk["choices"][0]["delta"] for chunk in seen["chunks"] if chunk["choices"]]
    assert "".join(delta.get("content", "") for delta in deltas) == message["content"] == seen["helped"]
    assert seen["chunks"][-1]["usage"]["total_tokens"] > 0
    assert [annotation for delta in deltas for annotation in delta.get("annotations", ())] == message["annotations"]
    assert seen["whole"]["askdocs"]["outcome"] == "answered"
    assert seen["models"] == ["askdocs", "chat"]


@pytest.mark.parametrize(
    ("what", "name", "status", "code", "sentence"),
    [
        ("model", "NotFoundError", 404, "model_not_found", "There is no model 'gpt-5'"),
        ("long", "BadRequestError", 400, "string_above_max_length", "at most 2000 are read"),
        ("empty", "BadRequestError", 400, None, "at least one message"),
        ("picture", "BadRequestError", 400, None, "Only text can be asked"),
        ("many", "BadRequestError", 400, None, "n must be 1"),
        ("responses", "NotFoundError", 404, None, "Ask with POST /v1/chat/completions"),
    ],
)
def test_what_is_wrong_is_the_clients_own_error(
    what: str, name: str, status: int, code: str | None, sentence: str, seen: dict[str, Any]
) -> None:
    error = seen["refused"][what]
    assert (error["name"], error["status"], error["code"]) == (name, status, code)
    assert sentence in error["message"]
    assert error["requestID"]


def test_a_stream_can_be_left(seen: dict[str, Any]) -> None:
    assert seen["left"] in {"", "APIUserAbortError"}
