"""Answers that several callers share while they are made."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from langchain_core.runnables import RunnableGenerator
from langchain_core.runnables.utils import AddableDict

from app.context import CacheUse, get_context
from app.middleware.departures import RunningAnswers
from app.pump import pump
from chains.errors import (
    DeadlineError,
    IndexMissingError,
    ModelAccessError,
    ModelQuotaError,
    ModelResponseError,
    ModelUnavailableError,
)
from chains.schemas import ChatRequest
from tests.support.answers import without_cost
from tests.support.cached_chains import QUESTION, Upstream, collect, requesting, settle, wrap
from tests.support.metrics import read_metric


def count(result: str) -> float:
    return read_metric("askdocs_cache_requests_total", cache="answers", result=result)


async def test_identical_questions_in_flight_are_asked_once_and_followed_as_they_come() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    before = count("collapsed")
    came: list[list[Any]] = [[], [], []]

    async def stream(number: int) -> None:
        async for part in cached.astream(QUESTION):
            came[number].append(part)

    tasks = [asyncio.create_task(stream(0))]
    await settle()
    tasks += [asyncio.create_task(stream(number)) for number in (1, 2)]
    invoked = asyncio.create_task(cached.ainvoke(QUESTION))
    await settle()
    assert [sum(parts[1:], parts[0])["response"] for parts in came] == ["Very "] * 3
    upstream.go_on.set()
    answer = await invoked
    await asyncio.gather(*tasks)
    answers = [*(sum(parts[1:], parts[0]) for parts in came), answer]
    assert [without_cost(each) for each in answers] == [without_cost(answer)] * 4
    assert len({each["id"] for each in answers}) == 4, "each caller has a delivery of its own"
    assert (upstream.begun, upstream.finished) == (1, 1)
    assert count("collapsed") - before == 3


async def test_who_joins_late_gets_the_pieces_that_came_before_as_one() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    first = asyncio.create_task(collect(cached))
    await settle()
    upstream.go_on.set()
    second = asyncio.create_task(collect(cached))
    assert [sorted(part) for part in await first][:3] == [["id", "sources"], ["response"], ["response"]]
    assert len(await second) <= 4


async def test_different_questions_are_not_mixed() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    cached = wrap(upstream.chain)
    answers = await asyncio.gather(*(cached.ainvoke({"query": f"What is {number}?"}) for number in range(20)))
    assert [answer["sources"][0] for answer in answers] == [f"What is {number}?" for number in range(20)]
    assert upstream.begun == 20


@pytest.mark.parametrize("leave_by", ["cancelling", "closing"])
async def test_the_first_caller_leaves_and_the_second_gets_the_whole_answer(leave_by: str) -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    stream: Any = cached.astream(QUESTION)
    await anext(stream)
    second = asyncio.create_task(cached.ainvoke(QUESTION))
    await settle()
    if leave_by == "closing":
        await stream.aclose()
    else:
        waiting = asyncio.create_task(anext(stream))
        await settle()
        waiting.cancel()
    await settle()
    upstream.go_on.set()
    assert (await second)["response"] == "Very hot."
    assert (upstream.begun, upstream.finished) == (1, 1)


async def test_the_work_stops_when_the_last_caller_has_left() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    tasks = [asyncio.create_task(cached.ainvoke(QUESTION)) for _ in range(3)]
    await settle()
    for task in tasks:
        assert upstream.stopped == 0
        task.cancel()
        await settle()
    assert (upstream.begun, upstream.stopped) == (1, 1)
    upstream.go_on.set()
    assert (await cached.ainvoke(QUESTION))["sources"] == ["How hot?", 2]


async def test_a_caller_whose_stream_nobody_closes_has_left_when_its_request_ends() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    with requesting(CacheUse()):
        stream: Any = cached.astream(QUESTION)
        await anext(stream)
    await settle()
    assert upstream.stopped == 1
    await stream.aclose()


async def test_what_is_pumped_for_an_answer_stops_with_its_last_caller() -> None:
    stopped = asyncio.Event()

    async def read_network() -> AsyncIterator[str]:
        try:
            yield "Very "
            await asyncio.Event().wait()
        finally:
            stopped.set()

    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        async for text in pump(read_network(), get_context().departures):
            yield AddableDict(response=text)

    cached = wrap(RunnableGenerator(answer).with_types(input_type=ChatRequest))
    task = asyncio.create_task(collect(cached))
    await settle()
    task.cancel()
    await asyncio.wait_for(stopped.wait(), 0.2)


async def test_a_shutdown_ends_a_shared_answer_with_a_last_part_for_everybody() -> None:
    async def read_network() -> AsyncIterator[str]:
        yield "Very "
        await asyncio.Event().wait()

    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        try:
            async for text in pump(read_network(), get_context().departures):
                yield AddableDict(response=text)
        except ModelUnavailableError:
            yield AddableDict(outcome="truncated")

    running = RunningAnswers()
    cached = wrap(RunnableGenerator(answer).with_types(input_type=ChatRequest), running=running)
    tasks = [asyncio.create_task(collect(cached)) for _ in range(3)]
    await settle()
    running.end(ModelUnavailableError("The service is shutting down."))
    assert await asyncio.gather(*tasks) == [[{"response": "Very "}, {"outcome": "truncated"}]] * 3


@pytest.mark.parametrize(
    "error",
    [DeadlineError("late"), ModelResponseError("nonsense"), ModelUnavailableError("away"), RuntimeError("defect")],
)
async def test_a_failing_first_caller_does_not_take_the_others_down(error: Exception) -> None:
    upstream = Upstream(error)
    cached = wrap(upstream.chain)
    first, *others = [asyncio.create_task(cached.ainvoke(QUESTION)) for _ in range(10)]
    await settle()
    upstream.go_on.set()
    with pytest.raises(type(error)):
        await first
    assert {(await other)["response"] for other in others} == {"Very hot."}
    assert upstream.begun == 2


async def test_what_fails_again_fails_for_all_after_the_second_try() -> None:
    upstream = Upstream(ModelUnavailableError("away"), ModelUnavailableError("still away"), None)
    cached = wrap(upstream.chain)
    tasks = [asyncio.create_task(cached.ainvoke(QUESTION)) for _ in range(10)]
    await settle()
    upstream.go_on.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(result) for result in results] == ["away"] + ["still away"] * 9
    assert upstream.begun == 2


@pytest.mark.parametrize(
    "error", [ModelAccessError("key"), ModelQuotaError("quota", retry_after=7), IndexMissingError("none")]
)
async def test_a_failure_that_would_be_the_same_for_each_is_shared(error: Exception) -> None:
    upstream = Upstream(error)
    cached = wrap(upstream.chain)
    tasks = [asyncio.create_task(collect(cached)) for _ in range(10)]
    await settle()
    upstream.go_on.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results == [error] * 10
    assert upstream.begun == 1


async def test_nothing_is_left_of_a_failure() -> None:
    upstream = Upstream(ModelAccessError("key"))
    upstream.go_on.set()
    cached = wrap(upstream.chain)
    with pytest.raises(ModelAccessError):
        await cached.ainvoke(QUESTION)
    assert (await cached.ainvoke(QUESTION))["response"] == "Very hot."


async def test_a_batch_asks_the_same_question_once() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    cached = wrap(upstream.chain)
    requests = [QUESTION, {"query": "How cold?"}, QUESTION]
    with requesting(CacheUse()) as context:
        answers = await cached.abatch(requests, {"max_concurrency": 2})
        assert context.cache.result == "miss"
    assert without_cost(answers[0]) == without_cost(answers[2]) != without_cost(answers[1])
    assert upstream.begun == 2
    with requesting(CacheUse()) as context:
        again = await cached.abatch(requests)
        assert [without_cost(answer) for answer in again] == [without_cost(answer) for answer in answers]
        assert context.cache.result == "hit"


async def test_after_a_batch_has_failed_nothing_is_begun_for_it() -> None:
    upstream = Upstream(ModelAccessError("key"))
    upstream.go_on.set()
    cached = wrap(upstream.chain)
    with requesting(CacheUse()), pytest.raises(ModelAccessError):
        await cached.abatch([{"query": f"What is {number}?"} for number in range(6)], {"max_concurrency": 1})
    await settle()
    assert upstream.begun == 1


async def test_a_chain_with_answers_of_another_kind_is_shared_but_not_kept() -> None:
    begun = 0

    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[str]:
        nonlocal begun
        begun += 1
        await asyncio.sleep(0)
        yield "just "
        yield "text"

    cached = wrap(RunnableGenerator(answer).with_types(input_type=ChatRequest))
    assert await asyncio.gather(*(cached.ainvoke(QUESTION) for _ in range(3))) == ["just text"] * 3
    assert begun == 1
    assert await cached.ainvoke(QUESTION) == "just text"
    assert begun == 2
