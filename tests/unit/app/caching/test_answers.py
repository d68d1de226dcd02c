"""Answers from the cache, with doubles for the model and the retriever."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.runnables import Runnable

from app.context import CacheUse
from chains.answer import create_answer_chain
from chains.errors import IndexMissingError, ModelUnavailableError
from chains.prompts import NOT_IN_DOCS
from chains.schemas import ChatRequest
from chains.settings import AnswerSettings
from tests.support.answers import without_cost
from tests.support.cached_chains import QUESTION, Generation, Upstream, collect, requesting, settle, wrap
from tests.support.doubles import FixedRetriever, Script, ScriptedModel, create_document
from tests.support.metrics import read_metric


def create_chain(*scripts: Script, **model: Any) -> tuple[Runnable[Any, Any], ScriptedModel]:
    llm = ScriptedModel(scripts=list(scripts), prompts=[], **model)
    retriever = FixedRetriever(documents=[create_document("Ovens warm up.")], asked=[])
    return create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings()), llm


async def test_the_second_answer_is_the_first_one_and_costs_nothing() -> None:
    chain, llm = create_chain(["Warm it ", "up [1]."], ["Another answer [1]."])
    cached = wrap(chain)
    first = await cached.ainvoke(QUESTION)
    second = await cached.ainvoke(ChatRequest.model_validate(QUESTION))
    uncached = await create_chain(["Warm it ", "up [1]."])[0].ainvoke(QUESTION)
    assert without_cost(second) == without_cost(first) == without_cost(uncached)
    assert second["id"] != first["id"], "a vote names one delivery"
    assert any(first["usage"].values())
    assert not any(second["usage"].values()), "nothing was spent for it"
    assert len(llm.prompts) == 1


async def test_a_stream_from_the_cache_is_sources_response_and_the_rest_of_the_same_answer() -> None:
    chain, llm = create_chain(["Warm it ", "up [1]."])
    cached = wrap(chain)
    first = await collect(cached)
    second = await collect(cached)
    assert [sorted(part) for part in second[:2]] == [["id", "sources"], ["response"]]
    assert len(second) == 3
    whole = [sum(second[1:], second[0]), sum(first[1:], first[0]), await cached.ainvoke(QUESTION)]
    assert [without_cost(answer) for answer in whole] == [without_cost(whole[0])] * 3
    assert len(llm.prompts) == 1


async def test_what_a_caller_does_to_its_answer_does_not_reach_the_next() -> None:
    cached = wrap(create_chain(["Warm it up [1]."])[0])
    first = await cached.ainvoke(QUESTION)
    first["sources"].clear()
    assert (await cached.ainvoke(QUESTION))["sources"]


@pytest.mark.parametrize(
    ("script", "model", "outcome"),
    [
        (["It is hot."], {}, ("answered", "uncited")),
        (["Hot [1], and"], {"finish_reason": "MAX_TOKENS"}, ("truncated", "max_tokens")),
        ([ModelUnavailableError("away")], {}, ("extractive", "model_unavailable")),
        ([""], {"finish_reason": "SAFETY"}, ("blocked", "safety")),
    ],
)
async def test_an_answer_that_may_come_out_better_next_time_is_not_kept(
    script: Script, model: dict[str, Any], outcome: tuple[str, str]
) -> None:
    chain, llm = create_chain(script, script, **model)
    cached = wrap(chain)
    answers = [await cached.ainvoke(QUESTION) for _ in range(2)]
    assert [(answer["outcome"], answer["reason"]) for answer in answers] == [outcome] * 2
    assert len(llm.prompts) == 2


async def test_an_honest_refusal_is_kept() -> None:
    chain, llm = create_chain([NOT_IN_DOCS], ["Hot [1]."])
    cached = wrap(chain)
    answers = [await cached.ainvoke(QUESTION) for _ in range(2)]
    assert [answer["outcome"] for answer in answers] == ["abstained"] * 2
    assert without_cost(answers[0]) == without_cost(answers[1])
    assert len(llm.prompts) == 1


async def test_a_changed_index_drops_the_answers() -> None:
    chain, _ = create_chain(["Hot [1]."], ["Cold [1]."])
    index = Generation()
    cached = wrap(chain, index)
    await cached.ainvoke(QUESTION)
    index.generation = "two"
    assert (await cached.ainvoke(QUESTION))["response"] == "Cold [1]."
    assert read_metric("askdocs_cache_entries", cache="answers") == 1


async def test_while_the_index_cannot_be_read_the_chain_says_so() -> None:
    upstream = Upstream(IndexMissingError("Nothing is indexed."))
    upstream.go_on.set()
    index = Generation()
    index.error = IndexMissingError("Nothing is indexed.")
    with pytest.raises(IndexMissingError):
        await wrap(upstream.chain, index).ainvoke(QUESTION)


async def test_no_cache_wants_an_answer_of_its_own_which_replaces_the_one_that_is_kept() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    cached = wrap(upstream.chain)
    await cached.ainvoke(QUESTION)
    with requesting(CacheUse(may_read=False)) as context:
        fresh = await cached.ainvoke(QUESTION)
        assert context.cache.result == "request"
    assert fresh["sources"] == ["How hot?", 2]
    assert without_cost(await cached.ainvoke(QUESTION)) == without_cost(fresh)


async def test_an_answer_to_no_cache_is_kept_though_nobody_has_asked_since_the_index_changed() -> None:
    upstream = Upstream()
    upstream.go_on.set()
    index = Generation()
    cached = wrap(upstream.chain, index)
    await cached.ainvoke(QUESTION)
    index.generation = "two"
    with requesting(CacheUse(may_read=False)):
        fresh = await cached.ainvoke(QUESTION)
    assert without_cost(await cached.ainvoke(QUESTION)) == without_cost(fresh)
    assert upstream.begun == 2


async def test_no_cache_does_not_join_an_answer_under_way_and_the_later_one_is_kept() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    first = asyncio.create_task(cached.ainvoke(QUESTION))
    await settle()
    with requesting(CacheUse(may_read=False)):
        fresh = asyncio.create_task(cached.ainvoke(QUESTION))
        await settle()
        upstream.go_on.set()
        assert [(await task)["sources"][1] for task in (first, fresh)] == [1, 2]
    assert (await cached.ainvoke(QUESTION))["sources"] == ["How hot?", 2]


async def test_no_store_leaves_nothing_behind_and_is_joined_by_nobody() -> None:
    upstream = Upstream()
    cached = wrap(upstream.chain)
    with requesting(CacheUse(may_read=False, may_store=False)):
        private = asyncio.create_task(cached.ainvoke(QUESTION))
        await settle()
        other = asyncio.create_task(collect(cached))
        await settle()
        upstream.go_on.set()
        await asyncio.gather(private, other)
    await cached.ainvoke(QUESTION)
    assert upstream.begun == 3


class Listener(AsyncCallbackHandler):
    """Somebody who watches a run."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    async def on_chain_start(self, *args: Any, name: str = "", **details: Any) -> None:
        self.steps.append(name)


async def watch_by_callback(chain: Runnable[Any, Any]) -> list[Any]:
    listener = Listener()
    await chain.ainvoke(QUESTION, {"callbacks": [listener]})
    return listener.steps


async def watch_by_events(chain: Runnable[Any, Any]) -> list[Any]:
    return [event async for event in chain.astream_events(QUESTION, version="v2")]


@pytest.mark.parametrize("watch", [watch_by_callback, watch_by_events])
async def test_who_watches_the_steps_gets_a_run_of_its_own(
    watch: Callable[[Runnable[Any, Any]], Any],
) -> None:
    chain, llm = create_chain(["Hot [1]."], ["Hot [1]."])
    cached = wrap(chain)
    await cached.ainvoke(QUESTION)
    steps = await watch(cached)
    assert "retrieve_passages" in str(steps)
    assert len(llm.prompts) == 2


async def test_without_memory_for_answers_the_chain_is_left_as_it_is() -> None:
    chain, _ = create_chain()
    assert wrap(chain, answers_megabytes=0) is chain
