"""OpenAI's wire around a chain with doubles: whole, streamed, refused."""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from langchain_core.runnables import Runnable, RunnableGenerator
from starlette.middleware import Middleware

from app.middleware.bodies import JsonBodies
from app.middleware.context import RequestContextMiddleware
from app.middleware.problems import ErrorBoundary, add_problem_handlers
from app.settings import LimitSettings
from app.wires.openai import create_openai_wire
from chains.answer import create_answer_chain
from chains.errors import ModelQuotaError, ModelUnavailableError
from chains.parts import create_first_part, create_text_part
from chains.schemas import ChatRequest, ChatResponse
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

ASK = {"model": "askdocs", "messages": [{"role": "user", "content": "How warm?"}]}
LINK = "[[1]](https://docs.example/guide#part)"
LINKED = f"Warm it up 🥧 {LINK}."
TEXTS = ["Warm it ", "up 🥧 [", "1]."]


def create_chain(texts: Sequence[Any] = TEXTS, *, score: float = 0.7, **model: Any) -> Runnable[Any, Any]:
    documents = [create_document("Ovens warm up.", score=score)]
    documents[0].metadata["is_near"] = score > 0.5
    return create_answer_chain(
        llm=ScriptedModel(scripts=[texts] * 9, prompts=[], **model),
        retriever=FixedRetriever(documents=documents, asked=[]),
        settings=AnswerSettings(),
    )


def create_client(**chains: Runnable[Any, Any]) -> httpx.AsyncClient:
    wire = create_openai_wire(chains or {"askdocs": create_chain()}, origins=["https://docs.example"])
    middleware = [
        Middleware(RequestContextMiddleware, endpoints=wire.endpoints),
        Middleware(ErrorBoundary),
        Middleware(JsonBodies, limits=LimitSettings()),
    ]
    app = FastAPI(middleware=middleware)
    add_problem_handlers(app)
    app.include_router(wire.router)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://ask.example")


async def complete(client: httpx.AsyncClient, **more: Any) -> dict[str, Any]:
    answer = await client.post("/v1/chat/completions", json=ASK | more)
    assert answer.status_code == 200, answer.text
    completion: dict[str, Any] = answer.json()
    return completion


async def stream(client: httpx.AsyncClient, **more: Any) -> tuple[list[dict[str, Any]], str]:
    """The chunks, and the last line."""
    answer = await client.post("/v1/chat/completions", json=ASK | {"stream": True} | more)
    assert answer.headers["content-type"].startswith("text/event-stream")
    *lines, last = [line for line in answer.text.split("\n") if line]
    assert all(line.startswith("data: ") for line in lines)
    return [json.loads(line.removeprefix("data: ")) for line in lines], last


async def test_a_whole_completion_has_links_annotations_sources_and_usage() -> None:
    completion = await complete(create_client())
    (choice,) = completion["choices"]
    assert (choice["finish_reason"], choice["message"]["role"]) == ("stop", "assistant")
    assert choice["message"]["content"] == LINKED
    assert choice["message"]["refusal"] is None
    (annotation,) = choice["message"]["annotations"]
    place = annotation["url_citation"]
    assert LINKED[place["start_index"] : place["end_index"]] == LINK
    assert (place["url"], place["title"]) == ("https://docs.example/guide#part", "Guide")
    assert completion["citations"] == ["https://docs.example/guide#part"]
    assert completion["search_results"][0].items() >= {"title": "Guide", "number": 1, "date": None}.items()
    assert completion["usage"].items() >= {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}.items()
    assert completion["askdocs"].items() >= {"outcome": "answered", "reason": "", "cited": [1]}.items()
    assert completion["id"] == f"chatcmpl-{completion['askdocs']['id']}"


async def test_a_stream_adds_up_to_the_same() -> None:
    client = create_client()
    whole = await complete(client)
    chunks, last = await stream(client)
    assert last == "data: [DONE]"
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(delta.get("content", "") for delta in deltas) == whole["choices"][0]["message"]["content"]
    assert deltas[-2]["annotations"] == whole["choices"][0]["message"]["annotations"]
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert "usage" not in chunks[-1]
    for key in ("search_results", "citations"):
        assert chunks[-1][key] == whole[key]
    assert chunks[-1]["askdocs"] == whole["askdocs"] | {"id": chunks[-1]["askdocs"]["id"]}


async def test_usage_comes_last_when_it_is_asked_for() -> None:
    chunks, _ = await stream(create_client(), stream_options={"include_usage": True})
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] == 10
    assert [chunk["usage"] for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)


async def test_plain_markers_can_be_had() -> None:
    client = create_client()
    answer = await client.post("/v1/chat/completions", params={"citations": "markers"}, json=ASK)
    message = answer.json()["choices"][0]["message"]
    assert message["content"] == "Warm it up 🥧 [1]."
    place = message["annotations"][0]["url_citation"]
    assert message["content"][place["start_index"] : place["end_index"]] == "[1]"
    assert (await complete(client, metadata={"citations": "markers"}))["choices"][0]["message"] == message


async def test_an_abstained_answer_names_pages_and_is_no_refusal() -> None:
    client = create_client(askdocs=create_chain(score=0.1))
    completion = await complete(client)
    (choice,) = completion["choices"]
    assert choice["message"]["content"] == (
        "I could not find this in the documentation.\n\nThese pages may help:\n\n"
        "- [Guide > Part](https://docs.example/guide#part)"
    )
    assert (choice["finish_reason"], choice["message"]["refusal"], choice["message"]["annotations"]) == (
        "stop",
        None,
        [],
    )
    assert completion["askdocs"]["outcome"] == "abstained"
    chunks, _ = await stream(client)
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert text == choice["message"]["content"]


@pytest.mark.parametrize(
    ("model", "outcome", "finish_reason"),
    [
        ({"finish_reason": "MAX_TOKENS"}, "truncated", "length"),
        ({"finish_reason": "SAFETY"}, "truncated", "content_filter"),
        ({"texts": [], "block_reason": "SAFETY", "finish_reason": ""}, "blocked", "stop"),
        ({"texts": [ModelUnavailableError("Gemini is away.")]}, "extractive", "stop"),
    ],
)
async def test_only_a_text_that_is_not_whole_has_another_finish_reason(
    model: dict[str, Any], outcome: str, finish_reason: str
) -> None:
    client = create_client(askdocs=create_chain(**model))
    completion = await complete(client)
    chunks, _ = await stream(client)
    assert {completion["askdocs"]["outcome"], chunks[-1]["askdocs"]["outcome"]} == {outcome}
    assert {completion["choices"][0]["finish_reason"], chunks[-1]["choices"][0]["finish_reason"]} == {finish_reason}


async def test_the_chain_is_asked_with_history_filters_and_page() -> None:
    asked: list[ChatRequest] = []

    async def answer(requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for request in requests:
            asked.append(ChatRequest.model_validate(request))
            yield create_first_part([]) | {"response": "Yes."}
            raise ModelUnavailableError("Enough.")

    client = create_client(askdocs=RunnableGenerator(answer).with_types(output_type=ChatResponse))
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": "How warm?"},
        {"role": "assistant", "content": LINKED},
        {"role": "user", "content": "And then?"},
    ]
    body = {"messages": messages, "metadata": {"version": "2.x"}, "temperature": 2, "tools": [{}], "max_tokens": 1}
    await client.post(
        "/v1/chat/completions?locale=fr&version=1.x",
        json=ASK | body | {"stream": True},
        headers={"referer": "https://docs.example/docs/ovens?x=1"},
    )
    (request,) = asked
    assert request.query == "And then?"
    assert [turn.content for turn in request.chat_history] == ["How warm?", "Warm it up 🥧."]
    assert request.filters.model_dump() == {"version": "2.x", "locale": "fr", "docusaurus_tag": []}
    assert request.page_url == "https://docs.example/docs/ovens"


async def test_each_route_is_a_model_with_answers_of_its_own() -> None:
    client = create_client(askdocs=create_chain(), guide=create_chain(["Read the guide [1]."]))
    assert (await complete(client, model="guide"))["choices"][0]["message"]["content"].startswith("Read the guide")
    listed = (await client.get("/v1/models")).json()
    assert [model["id"] for model in listed["data"]] == ["askdocs", "guide"]
    assert (await client.get("/v1/models/guide")).json() == listed["data"][1]
    missing = await client.get("/v1/models/gpt-5")
    assert missing.status_code == 404
    assert missing.json()["error"]["code"] == "model_not_found"


async def test_a_failure_after_the_first_word_is_an_event_and_the_end() -> None:
    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        yield create_first_part([])
        yield create_text_part("Half a ")
        raise ModelUnavailableError("Gemini is away. Try again.")

    client = create_client(askdocs=RunnableGenerator(answer).with_types(output_type=ChatResponse))
    chunks, last = await stream(client)
    assert chunks[-1]["choices"][0]["delta"] == {"content": "Half a "}
    assert json.loads(last.removeprefix("data: ")) == {
        "error": {"message": "Gemini is away. Try again.", "type": "server_error", "param": None, "code": None}
    }


@pytest.mark.parametrize("streamed", [True, False])
async def test_a_failure_before_the_first_word_has_its_status(streamed: bool) -> None:  # noqa: FBT001
    retriever = FixedRetriever(error=ModelQuotaError("Out of quota. Wait.", retry_after=6.2), asked=[])
    chain = create_answer_chain(
        llm=ScriptedModel(scripts=[], prompts=[]), retriever=retriever, settings=AnswerSettings()
    )
    answer = await create_client(askdocs=chain).post("/v1/chat/completions", json=ASK | {"stream": streamed})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.json()["error"] == {
        "message": "Out of quota. Wait.",
        "type": "server_error",
        "param": None,
        "code": "service_unavailable",
    }
