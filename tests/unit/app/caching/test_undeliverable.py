"""Answers that no wire could deliver are not kept: who asks again has another chance."""

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from langchain_core.runnables import RunnableGenerator
from langchain_core.runnables.utils import AddableDict
from pydantic import BaseModel, ConfigDict

from chains.schemas import ChatRequest, ChatResponse
from tests.support.cached_chains import collect, wrap

SOURCE = {
    "number": 1,
    "title": "Ovens",
    "section": "Ovens",
    "url": "https://docs.example/ovens",
    "snippet": "Hot.",
    "score": 0.5,
    "version": "",
    "locale": "en",
}
ANSWER: dict[str, Any] = {
    "id": "made",
    "sources": [SOURCE],
    "response": "Hot [1].",
    "cited": [1],
    "nearest": [],
    "unverified": [],
    "outcome": "answered",
    "reason": "",
    "usage": {},
}


class OwnAnswer(BaseModel):
    """What a chain of somebody's own says that it gives."""

    model_config = ConfigDict(extra="allow")

    temperature: int


async def count_runs(answer: dict[str, Any], output: type[BaseModel] | None) -> int:
    """How often the chain runs for one question asked twice."""
    runs = 0

    async def make(_: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        nonlocal runs
        runs += 1
        yield AddableDict(answer)

    chain = RunnableGenerator(make).with_types(input_type=ChatRequest, output_type=cast("Any", output))
    cached = wrap(chain)
    for _ in range(2):
        assert await collect(cached)
    return runs


@pytest.mark.parametrize("output", [ChatResponse, None])
async def test_an_answer_that_can_be_delivered_is_kept(output: type[BaseModel] | None) -> None:
    assert await count_runs(ANSWER, output) == 1
    assert await count_runs(ANSWER | {"response": "Hot é 热 🔥 [1]."}, output) == 1


@pytest.mark.parametrize("output", [ChatResponse, None])
@pytest.mark.parametrize(
    "fault",
    [
        {"response": "Hot \ud800 [1]."},
        {"sources": [SOURCE | {"title": "\udfff"}]},
        {"\ud800": "a key"},
        {"temperature": float("nan")},
        {"temperature": float("inf")},
        {"own": object()},
        {"own": b"bytes"},
        {"outcome": ["answered"]},
    ],
)
async def test_what_is_not_json_in_utf_8_is_not_kept(fault: dict[str, Any], output: type[BaseModel] | None) -> None:
    assert await count_runs(ANSWER | fault, output) == 2


async def test_what_refers_to_itself_is_not_kept() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert await count_runs(ANSWER | {"own": loop}, None) == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"cited": "one"},
        {"response": None},
        {"sources": [{"number": 1}]},
        {"sources": [SOURCE | {"score": 2}]},
        {"usage": {"input_tokens": "many"}},
    ],
)
async def test_what_is_not_the_answer_that_the_chain_promises_is_not_kept(fault: dict[str, Any]) -> None:
    assert await count_runs(ANSWER | fault, ChatResponse) == 2


async def test_a_chain_of_ones_own_is_held_to_what_it_promises_itself() -> None:
    assert await count_runs(ANSWER | {"temperature": 220}, OwnAnswer) == 1
    assert await count_runs(ANSWER | {"temperature": "hot"}, OwnAnswer) == 2


async def test_a_stream_that_begins_with_its_text_is_delivered_without_empty_parts() -> None:
    begun = {"id", "sources", "response"}

    async def make(_: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        yield AddableDict({name: value for name, value in ANSWER.items() if name in begun})
        yield AddableDict({name: value for name, value in ANSWER.items() if name not in begun})

    parts = await collect(wrap(RunnableGenerator(make).with_types(input_type=ChatRequest)))
    assert [*map(sorted, parts)] == [["id", "sources"], ["response"], sorted(ANSWER.keys() - begun)]
