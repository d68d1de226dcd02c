"""What a reader, and whoever indexes, is told when Gemini fails in ways that are no failure of the connection."""

import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.server import create_app
from app.settings import Settings
from chains.retrieval import CONDENSE_SECONDS
from tests.support.commands import Run
from tests.support.services import CHAT_AND_LANGSERVE, Control

QUESTION = {"query": "How is a cast-iron pan washed?"}


@pytest.fixture
async def client(kitchen: Callable[..., Settings], control: Control) -> AsyncIterator[httpx.AsyncClient]:
    """A service that waits a second for a first word."""
    app = create_app(kitchen(gemini={"first_word_seconds": 1}), config=CHAT_AND_LANGSERVE)
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://k") as client:
        client.timeout = httpx.Timeout(60)
        yield client


async def ask(client: httpx.AsyncClient, **changes: Any) -> tuple[int, dict[str, Any]]:
    response = await client.post("/chat", json=QUESTION | changes)
    return response.status_code, response.json()


async def test_a_model_that_hangs_ends_in_the_extract(client: httpx.AsyncClient, control: Control) -> None:
    for path, body in (("/chat", QUESTION), ("/chat/stream", {"input": QUESTION})):
        control.fail(method="generateContent", hang=50)
        control.fail(method="streamGenerateContent", hang=50)
        started = time.monotonic()
        response = await client.post(path, json=body)
        assert response.status_code == 200
        assert '"extractive"' in response.text
        assert '"deadline"' in response.text
        assert time.monotonic() - started < 10
        control.reset()


async def test_a_rewriting_that_hangs_leaves_the_rest_of_the_time_to_the_answer(
    client: httpx.AsyncClient, control: Control
) -> None:
    control.fail(method="generateContent", hang=50)
    history = [{"type": "human", "content": "How is a cast-iron pan washed?"}, {"type": "ai", "content": "By hand."}]
    started = time.monotonic()
    status, answer = await ask(client, query="And why?", chat_history=history)
    assert (status, answer["outcome"]) == (200, "answered")
    assert time.monotonic() - started < CONDENSE_SECONDS + 5


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"finish_reason": "MODEL_ARMOR"}, ("blocked", "safety")),
        ({"block_reason": "MODEL_ARMOR"}, ("blocked", "safety")),
        ({"finish_reason": "OTHER"}, ("extractive", "cut_off")),
        ({"raw": "[" * 5000 + "]" * 5000}, ("extractive", "model_unavailable")),
    ],
)
async def test_an_answer_without_text_is_never_counted_as_one(
    script: dict[str, str], outcome: tuple[str, str], client: httpx.AsyncClient, control: Control
) -> None:
    for _ in range(4):
        control.script(**script)
    status, answer = await ask(client)
    assert (status, answer["outcome"], answer["reason"]) == (200, *outcome)
    assert answer["response"]


async def test_a_reader_is_not_given_the_operators_advice(client: httpx.AsyncClient, control: Control) -> None:
    for fault in ({"vectors": {"dimensions": 5}}, {"status": 403}, {"status": 404}):
        control.fail(method="batchEmbedContents", **fault)
        status, problem = await ask(client)
        assert status in {502, 503}
        assert problem["detail"]
        assert "GEMINI_" not in problem["detail"]
    assert control.calls()["by_method"] == {"batchEmbedContents": 3}


def test_a_run_ends_with_the_quota_of_the_day_and_goes_on_later(
    run: Run, key: None, docs: Path, control: Control
) -> None:
    control.fail(status=429, retry_delay=0.01, quota_id="EmbedContentRequestsPerDayPerProject", times=20)
    arguments = ("index", str(docs), "--site-url", "https://kitchen.example")
    code, _, errors = run(*arguments)
    assert (code, control.calls()["by_status"]) == (4, {"429": 1})
    assert "run the same command again" in errors
    control.reset()
    assert run(*arguments)[0] == 0


def test_a_run_with_vectors_of_another_length_ends_at_once_with_what_to_check(
    run: Run, key: None, docs: Path, control: Control
) -> None:
    control.fail(method="batchEmbedContents", vectors={"dimensions": 5}, times=20)
    code, _, errors = run("index", str(docs), "--site-url", "https://kitchen.example")
    assert (code, control.calls()["by_method"]) == (4, {"batchEmbedContents": 1})
    assert "GEMINI_EMBEDDING_DIMENSIONS" in errors
