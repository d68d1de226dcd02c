"""Python's RemoteRunnable against a running service."""

import asyncio
import operator
from collections.abc import Iterator
from functools import reduce
from typing import Any

import httpx
import pytest
from langchain_core.runnables.utils import AddableDict
from langserve import RemoteRunnable

from app.settings import Settings
from chains.schemas import ChatResponse
from gemini_emulator import Emulator
from tests.support.answers import without_id
from tests.support.kitchen import write_docs
from tests.support.services import create_settings, index_docs, serving

QUESTION = {"query": "How is a cast-iron pan washed?"}


@pytest.fixture(scope="module")
def address(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("service")
    settings = create_settings(emulator, folder / "data")
    asyncio.run(index_docs(write_docs(folder / "docs"), settings))
    with serving(settings, dev=True) as address:
        yield address


@pytest.fixture
def chat(address: str) -> Iterator[RemoteRunnable[Any, Any]]:
    remote: RemoteRunnable[Any, Any] = RemoteRunnable(f"{address}/chat/", timeout=30)
    yield remote
    remote.sync_client.close()


async def close(chat: RemoteRunnable[Any, Any]) -> None:
    await chat.async_client.aclose()


def add(parts: list[Any]) -> Any:
    return reduce(operator.add, parts)


def test_invoke_returns_the_whole_response(chat: RemoteRunnable[Any, Any]) -> None:
    response = ChatResponse.model_validate(chat.invoke(QUESTION))
    assert response.outcome == "answered"
    assert response.sources[0].url.endswith("/pans#washing")


async def test_ainvoke_returns_the_same(chat: RemoteRunnable[Any, Any]) -> None:
    assert without_id(await chat.ainvoke(QUESTION)) == without_id(chat.invoke(QUESTION))
    await close(chat)


def test_batch_answers_each_question_in_its_place(chat: RemoteRunnable[Any, Any]) -> None:
    questions = [QUESTION, {"query": "How long does the oven take to warm up?"}]
    first, second = chat.batch(questions)
    assert without_id(first) == without_id(chat.invoke(QUESTION))
    assert second["sources"][0]["section"] == "Ovens > Warming up"


def test_the_sum_of_a_stream_is_what_invoke_returns(chat: RemoteRunnable[Any, Any]) -> None:
    parts = list(chat.stream(QUESTION))
    assert len(parts) > 3
    assert list(parts[0]) == ["id", "sources"]
    assert without_id(add(parts)) == without_id(chat.invoke(QUESTION))


async def test_the_sum_of_an_asynchronous_stream_too(chat: RemoteRunnable[Any, Any]) -> None:
    parts = [part async for part in chat.astream(QUESTION)]
    assert without_id(add(parts)) == without_id(chat.invoke(QUESTION))
    await close(chat)


async def test_events_tell_what_each_step_did(chat: RemoteRunnable[Any, Any]) -> None:
    events = [event async for event in chat.astream_events(QUESTION, version="v2")]
    names = {event["name"] for event in events}
    assert {"condense_question", "retrieve_passages", "search_index", "generate", "write_answer"} <= names
    outermost = [event for event in events if not event["parent_ids"] and event["event"] == "on_chain_stream"]
    streamed = add([AddableDict(event["data"]["chunk"]) for event in outermost])
    assert without_id(streamed) == without_id(chat.invoke(QUESTION))
    await close(chat)


def test_a_request_that_is_refused_raises_with_its_status(chat: RemoteRunnable[Any, Any]) -> None:
    with pytest.raises(httpx.HTTPStatusError) as caught:
        chat.invoke({"query": ""})
    assert caught.value.response.status_code == 422


def test_a_stream_that_cannot_begin_raises_with_its_status(settings: Settings) -> None:
    with serving(settings) as address:
        remote: RemoteRunnable[Any, Any] = RemoteRunnable(f"{address}/chat/", timeout=30)
        with pytest.raises(httpx.HTTPStatusError) as caught:
            list(remote.stream(QUESTION))
        remote.sync_client.close()
    assert caught.value.response.status_code == 503


async def test_answers_that_there_are_can_be_had_without_a_batch(chat: RemoteRunnable[Any, Any]) -> None:
    both = [QUESTION, {"query": ""}]
    assert [type(each) for each in chat.batch(both, return_exceptions=True)] == [httpx.HTTPStatusError] * 2
    with pytest.raises(httpx.HTTPStatusError, match="422"):
        await chat.abatch(both, return_exceptions=True)
    answers: list[Any] = await asyncio.gather(*(chat.ainvoke(each) for each in both), return_exceptions=True)
    assert answers[0]["outcome"] == "answered"
    assert isinstance(answers[1], httpx.HTTPStatusError)
    assert "input.query: String should have at least 1 character" in str(answers[1])
    await close(chat)
